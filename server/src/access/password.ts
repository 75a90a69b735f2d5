/**
 * Hashes of passwords. One takes 32 MB and a core for a tenth of a second, so no more than two are made at a time, and none
 * while a transaction waits: a `PasswordHash` can be had only here, and what writes users takes nothing else.
 *
 * Who waits, waits in the line of where they come from, and the lines take turns: somebody who asks a thousand times at once
 * delays themselves.
 */
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto'
import { Refusal } from '../refusal/refusal.ts'

declare const hashed: unique symbol
export type PasswordHash = string & { readonly [hashed]: true }

const MAX_AT_ONCE = 2
/** Who comes later in a line would wait for more than some seconds. */
const MAX_IN_LINE = 20
const MAX_WAITING = 1_000

let running = 0
let waiting = 0
/** In the order of their turns. */
const lines = new Map<string, (() => void)[]>()

export function hashPassword(password: string, line = ''): Promise<PasswordHash> {
  return inTurn(line, async () => (await hash(password)) as PasswordHash)
}

export function verifyPassword(given: { hash: string; password: string }, line = ''): Promise<boolean> {
  return inTurn(line, () => verify(given))
}

async function inTurn<T>(line: string, work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) await waitIn(line)
  else running++
  try {
    return await work()
  } finally {
    const next = takeNext()
    // Who ends hands its place on, so that nobody slips in between.
    if (next === undefined) running--
    else next()
  }
}

function waitIn(line: string): Promise<void> {
  const before = lines.get(line) ?? []
  if (before.length >= MAX_IN_LINE || waiting >= MAX_WAITING) {
    throw new Refusal('rate_limited', {}, { retryAfterSeconds: 5 })
  }
  waiting++
  return new Promise(resolve => lines.set(line, [...before, resolve]))
}

function takeNext(): (() => void) | undefined {
  const [first] = lines
  if (first === undefined) return undefined
  const [line, [next, ...rest]] = first
  lines.delete(line)
  if (rest.length > 0) lines.set(line, rest)
  waiting--
  return next
}
