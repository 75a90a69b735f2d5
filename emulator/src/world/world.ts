import type { Settings } from '../options.ts'
import { createAccount } from './account.ts'
import { createIds } from './ids.ts'
import { createNumber } from './number.ts'
import { type BusinessAccount, type BusinessNumber, NotInWorld, type World } from './state.ts'

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

/**
 * Resets to the options. The callback stays, and ids go on counting, because a desk that remembers old ids must not get them
 * again.
 */
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
