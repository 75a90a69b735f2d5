/**
 * Hashes of passwords. One takes 32 MB and a core for a tenth of a second, so no more than two are made at a time, and none
 * while a transaction waits: a `PasswordHash` can be had only here, and what writes users takes nothing else.
 */
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto'
import { Refusal } from '../refusal/refusal.ts'

declare const hashed: unique symbol
export type PasswordHash = string & { readonly [hashed]: true }

const MAX_AT_ONCE = 2
/** Who comes later would wait for more than some seconds. */
const MAX_WAITING = 50

let running = 0
const waiting: (() => void)[] = []

export function hashPassword(password: string): Promise<PasswordHash> {
  return inTurn(async () => (await hash(password)) as PasswordHash)
}

export function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  return inTurn(() => verify(given))
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw new Refusal('rate_limited', {}, { retryAfterSeconds: 5 })
    // Who ends hands its place on, so that nobody slips in between.
    await new Promise<void>(resolve => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}
