/**
 * Hashes of passwords. One takes 32 MB and a core for a tenth of a second, so no more than two are made at a time, and none
 * while a transaction waits: a `PasswordHash` can be had only here, and what writes users takes nothing else.
 *
 * Who waits, waits in the line of where they come from, and the lines take turns: somebody who asks a thousand times at once
 * delays themselves.
 */
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto'
import { createTurns } from '../base/turns.ts'
import { Refusal } from '../refusal/refusal.ts'

declare const hashed: unique symbol
export type PasswordHash = string & { readonly [hashed]: true }

const MAX_AT_ONCE = 2
/** Who comes later in a line would wait for more than some seconds. */
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
