import type { Json } from '../graph/graph-error.ts'
import type { Settings } from '../options.ts'
import { type BusinessAccount, createAccount } from './account.ts'
import type { Chat, ChatMessage } from './chats.ts'
import type { Group } from './groups.ts'
import { createIds, type Ids } from './ids.ts'
import type { StoredMedia } from './media.ts'
import { type BusinessNumber, createNumber } from './number.ts'
import type { Customer } from './people.ts'

/** Everything the emulator knows, in memory. Other modules read it and change it; this folder alone says what it is. */
export type World = {
  settings: Settings
  ids: Ids
  now: () => Date
  /** By phone number id. */
  numbers: Map<string, BusinessNumber>
  /** By WhatsApp Business Account id. */
  accounts: Map<string, BusinessAccount>
  customers: Map<string, Customer>
  chats: Map<string, Chat>
  groups: Map<string, Group>
  /** Where a message lies, by its wamid. */
  messages: Map<string, { chat: Chat; message: ChatMessage }>
  media: Map<string, StoredMedia>
  /** Resumable uploads that were begun, by session id. */
  uploads: Map<string, { mimeType: string; bytes: Buffer }>
  callbackUrl: string | null
  verifyToken: string
  tokenExpired: boolean
}

export function createWorld(settings: Settings): World {
  const world: World = {
    settings,
    ids: createIds(settings.epoch),
    now: settings.now,
    numbers: new Map(),
    accounts: new Map(),
    customers: new Map(),
    chats: new Map(),
    groups: new Map(),
    messages: new Map(),
    media: new Map(),
    uploads: new Map(),
    callbackUrl: settings.callbackUrl,
    verifyToken: settings.verifyToken,
    tokenExpired: false,
  }
  resetWorld(world)
  return world
}

/** Back to the options. The callback stays, and ids count on: a desk that remembers old ids must not see them again. */
export function resetWorld(world: World): void {
  const { numbers, accounts, customers, chats, groups, messages, media, uploads } = world
  for (const store of [numbers, accounts, customers, chats, groups, messages, media, uploads]) store.clear()
  for (const options of world.settings.numbers) {
    numbers.set(options.phoneNumberId, createNumber(options))
    accounts.set(options.wabaId, createAccount(options.wabaId, world.settings.templates))
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

export function accountOf(world: World, wabaId = numberOf(world).wabaId): BusinessAccount {
  const account = world.accounts.get(wabaId)
  if (!account) throw new NotInWorld(`no business account ${wabaId}`)
  return account
}

/** Asked of the control API about something that is not there, or not possible. */
export class NotInWorld extends Error {}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
