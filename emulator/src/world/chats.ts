import type { Json } from '../graph/graph-error.ts'
import { NotInWorld, unixSeconds, type World } from './world.ts'

export type Chat = {
  key: string
  phoneNumberId: string
  customerId: string | null
  groupId: string | null
  messages: ChatMessage[]
  /** When the customer last wrote, in ms: the start of the 24 h window. */
  lastInboundAt: number | null
  typingUntil: number | null
}

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export type ChatMessage = {
  id: string
  /** `phone-app`: written by the business in the phone app, which the desk sees as an echo. */
  from: 'customer' | 'business' | 'phone-app'
  /** The customer who wrote it, or to whom it went; null for what the business wrote to a group. */
  customerId: string | null
  type: string
  content: unknown
  /** Unix seconds. */
  at: number
  quotes: string | null
  /** Of messages by the business: how far it came, the request it came with, and what the desk asked to be echoed. */
  status: MessageStatus | null
  error: Json | null
  request: Json | null
  callbackData: string | null
  /** Newest reaction by person; the business is `business`. */
  reactions: Record<string, string>
  readByBusiness: boolean
  edited: boolean
  revoked: boolean
}

export const keyOfChat = (phoneNumberId: string, peer: string): string => `${phoneNumberId}:${peer}`

export function chatOf(world: World, phoneNumberId: string, who: { customerId: string } | { groupId: string }): Chat {
  const key = keyOfChat(phoneNumberId, 'groupId' in who ? who.groupId : who.customerId)
  const existing = world.chats.get(key)
  if (existing) return existing
  const chat: Chat = {
    key,
    phoneNumberId,
    customerId: 'customerId' in who ? who.customerId : null,
    groupId: 'groupId' in who ? who.groupId : null,
    messages: [],
    lastInboundAt: null,
    typingUntil: null,
  }
  world.chats.set(key, chat)
  return chat
}

type NewMessage = Pick<ChatMessage, 'id' | 'from' | 'customerId' | 'type' | 'content'> & Partial<ChatMessage>

export function addMessage(world: World, chat: Chat, given: NewMessage): ChatMessage {
  const message: ChatMessage = {
    at: unixSeconds(world),
    quotes: null,
    status: null,
    error: null,
    request: null,
    callbackData: null,
    reactions: {},
    readByBusiness: false,
    edited: false,
    revoked: false,
    ...given,
  }
  chat.messages.push(message)
  world.messages.set(message.id, { chat, message })
  return message
}

export function messageAt(world: World, id: string): { chat: Chat; message: ChatMessage } {
  const found = world.messages.get(id)
  if (!found) throw new NotInWorld(`no message ${id}`)
  return found
}
