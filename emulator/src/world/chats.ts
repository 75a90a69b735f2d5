import { type Chat, type ChatMessage, NotInWorld, unixSeconds, type World } from './state.ts'

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
