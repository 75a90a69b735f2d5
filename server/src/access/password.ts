/**
 * Hashes of passwords. One takes 32 MB and a core for a tenth of a second, so no more than two are made at a time, and none while
 * a transaction waits: only this file makes a `PasswordHash`, and the code that writes users takes nothing else.
 *
 * Requests wait in a line for each origin, and the lines take turns, so whoever asks a thousand times at once delays only
 * themselves.
 */
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto'
import { createTurns } from '../base/turns.ts'
import { Refusal } from '../refusal/refusal.ts'

declare const hashed: unique symbol
export type PasswordHash = string & { readonly [hashed]: true }

const MAX_AT_ONCE = 2
/** In a longer line a request would wait for more than some seconds. */
const MAX_IN_LINE = 20
const MAX_WAITING = 1_000

const inTurn = createTurns({
  maxAtOnce: MAX_AT_ONCE,
  maxInLine: MAX_IN_LINE,
  maxWaiting: MAX_WAITING,
  refuse: () => new Refusal('rate_limited', {}, { retryAfterSeconds: 5 }),
})

export function hashPassword(password: string, line = ''): Promise<PasswordHash> {
  return inTurn(line, async () => (await hash(password)) as PasswordHash)
}

export function verifyPassword(given: { hash: string; password: string }, line = ''): Promise<boolean> {
  return inTurn(line, () => verify(given))
}
