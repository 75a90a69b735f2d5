/**
 * The code that an authenticator app shows now (RFC 6238): the test's own, so that it is an oracle. A code opens once, also the one
 * that confirms a second factor: who opens more takes `nextTotpOf` for the second, which is good already, and after that forgets by
 * `forgetCodes` what was used, as the next minutes would.
 */
import { createHmac } from 'node:crypto'
import type { Db } from '../../src/base/db/db.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function totpOf(secret: string, at = Date.now()): string {
  const bits = [...secret].map(letter => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)?.map(byte => Number.parseInt(byte, 2)) ?? [])
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) as number) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The one that comes next: a step ahead, which is accepted as well. */
export const nextTotpOf = (secret: string) => totpOf(secret, Date.now() + 30_000)

export async function forgetCodes(db: Db): Promise<void> {
  await db`update two_factors set last_step = null`
}
