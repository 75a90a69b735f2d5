import { createHash } from 'node:crypto'
import type { Json } from '../graph/graph-error.ts'
import { createIds, type Ids } from './ids.ts'
import type { NumberOptions, Settings, Template } from '../options.ts'
import { countryOf, digitsOf, variantsOf, waIdOf } from './phone.ts'

/** Everything the emulator knows, in memory. Other modules read it and change it; only this one says what it is. */
export type World = {
  settings: Settings
  ids: Ids
  now: () => Date
  numbers: Map<string, BusinessNumber>
  customers: Map<string, Customer>
  chats: Map<string, Chat>
  /** Where a message lies, by its wamid. */
  messages: Map<string, { chat: Chat; message: ChatMessage }>
  media: Map<string, StoredMedia>
  templates: Map<string, Template[]>
  /** Business accounts whose webhooks flow, with the callback that overrides the app's, if one was set. */
  subscriptions: Map<string, string | null>
  callbackUrl: string | null
  verifyToken: string
  tokenExpired: boolean
}

export type BusinessNumber = Required<NumberOptions> & { profile: Json; callbackOverride: string | null }

export type Customer = {
  /** The wa_id, or the BSUID of a person whose number is withheld. */
  id: string
  name: string
  userId: string
  waId: string | null
  username: string | null
  /** Withheld: webhooks carry the BSUID alone, as for people with a username. */
  phoneWithheld: boolean
  onWhatsApp: boolean
}

export type CustomerInput = {
  /** As dialled; the wa_id is derived from it, as WhatsApp does. Not needed with a `waId` or a `userId`. */
  phone?: string
  waId?: string
  userId?: string
  name?: string
  username?: string
  phoneWithheld?: boolean
  onWhatsApp?: boolean
}

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
  /** `phone-app`: written by the business in the phone app, told to the desk as an echo. */
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

export type StoredMedia = {
  id: string
  bytes: Buffer
  mimeType: string
  filename: string | null
  sha256: Buffer
  /** Inbound media belongs to nobody; uploads belong to the number that made them. */
  uploadedBy: string | null
  expiresAt: number
}

export function createWorld(settings: Settings): World {
  const world: World = {
    settings,
    ids: createIds(settings.epoch),
    now: settings.now,
    numbers: new Map(),
    customers: new Map(),
    chats: new Map(),
    messages: new Map(),
    media: new Map(),
    templates: new Map(),
    subscriptions: new Map(),
    callbackUrl: settings.callbackUrl,
    verifyToken: settings.verifyToken,
    tokenExpired: false,
  }
  resetWorld(world)
  return world
}

/** Back to the options. The callback stays, and ids count on: a desk that remembers old ids must not see them again. */
export function resetWorld(world: World): void {
  for (const store of [world.numbers, world.customers, world.chats, world.messages, world.media]) store.clear()
  for (const number of world.settings.numbers) {
    world.numbers.set(number.phoneNumberId, { coexistence: true, ...number, profile: {}, callbackOverride: null })
    world.subscriptions.set(number.wabaId, null)
    world.templates.set(number.wabaId, structuredClone(world.settings.templates))
  }
  world.now = world.settings.now
  world.tokenExpired = false
}

export const unixSeconds = (world: World): number => Math.floor(world.now().getTime() / 1_000)

export function numberOf(world: World, phoneNumberId?: string): BusinessNumber {
  const number = phoneNumberId ? world.numbers.get(phoneNumberId) : world.numbers.values().next().value
  if (!number) throw new NotInWorld(`no business number ${phoneNumberId ?? ''}`)
  return number
}

/** Asked of the control API about something that is not there, or not possible. */
export class NotInWorld extends Error {}

export function findCustomer(world: World, key: string): Customer | undefined {
  const exact = world.customers.get(key)
  if (exact) return exact
  const variants = variantsOf(key)
  const people = [...world.customers.values()]
  return (
    people.find(person => person.userId === key) ??
    people.find(person => person.waId === digitsOf(key)) ??
    people.find(person => person.waId && variants.includes(person.waId))
  )
}

/** Finds the person or makes one; what is given anew replaces what was known. */
export function ensureCustomer(world: World, input: string | CustomerInput): Customer {
  const given = typeof input === 'string' ? keyAsInput(input) : input
  const key = given?.waId ?? given?.phone ?? given?.userId
  if (!key) throw new NotInWorld('a customer needs a phone, a waId or a userId')
  const existing = findCustomer(world, key)
  const customer = existing ?? newCustomer(world, given)
  if (given.name !== undefined) customer.name = given.name
  if (given.username !== undefined) customer.username = given.username
  if (given.onWhatsApp !== undefined) customer.onWhatsApp = given.onWhatsApp
  if (given.phoneWithheld !== undefined) customer.phoneWithheld = given.phoneWithheld
  world.customers.set(customer.id, customer)
  return customer
}

const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/
export const isUserId = (text: string): boolean => userIdPattern.test(text)

const keyAsInput = (key: string): CustomerInput => (isUserId(key) ? { userId: key } : { phone: key })

function newCustomer(world: World, given: CustomerInput): Customer {
  const waId = given.waId ?? (given.phone ? waIdOf(given.phone) : null)
  if (waId !== null && !/^\d{6,20}$/.test(waId))
    throw new NotInWorld(`not a phone number: ${given.waId ?? given.phone}`)
  return {
    id: waId ?? given.userId!,
    name: `Cliente ${world.customers.size + 1}`,
    userId: given.userId ?? userIdFor(waId!),
    waId,
    username: null,
    phoneWithheld: waId === null,
    onWhatsApp: true,
  }
}

/** The same number is the same person in every run, so the BSUID comes from the number and not from a counter. */
export function userIdFor(waId: string): string {
  const digest = createHash('sha256').update(waId).digest()
  const digits = (digest.readBigUInt64BE() % 10n ** 19n).toString().padStart(19, '0')
  return `${countryOf(waId)}.9${digits}`
}

export function chatOf(world: World, phoneNumberId: string, who: { customerId: string } | { groupId: string }): Chat {
  const peer = 'groupId' in who ? who.groupId : who.customerId
  const key = `${phoneNumberId}:${peer}`
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
