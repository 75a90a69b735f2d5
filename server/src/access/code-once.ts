/**
 * A code of an authenticator app opens one session. better-auth takes a code as long as its time is near (RFC 6238), so whoever
 * saw one typed could use it again for up to 90 seconds. What was used last is a time step in the user's row, moved forward by the
 * statement that looks at it: of two sessions that are opened with one code at the same moment, one is.
 */
import { createHmac } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import type { Db } from '../base/db/db.ts'

/** What better-auth says of the request that opens a session. */
export interface OpeningRequest {
  path?: string
  body?: unknown
  context: { secretConfig: Parameters<typeof symmetricDecrypt>[0]['key'] }
}

const STEP_MS = 30_000

/** Asked after the code was found right, before its session is there. */
export async function useCodeOnce(db: Db, userId: number, request: OpeningRequest | null): Promise<void> {
  if (request?.path !== '/two-factor/verify-totp') return
  const { code } = request.body as { code: string }
  const [row] = await db<{ secret: string }[]>`select secret from two_factors where user_id = ${userId}`
  const secret = await symmetricDecrypt({ key: request.context.secretConfig, data: row?.secret ?? '' })
  const now = Math.floor(Date.now() / STEP_MS)
  // Forwards, and one more back than better-auth takes: a step may have passed since it looked.
  const step = [now + 1, now, now - 1, now - 2].find(one => codeAt(secret, one) === code)
  const moved = await db`
    update two_factors set last_step = ${step ?? 0}
    where user_id = ${userId} and coalesce(last_step, 0) < ${step ?? 0}`
  if (moved.count === 0) throw new APIError('UNAUTHORIZED', { code: 'CODE_USED', message: 'This code was used.' })
}

/** RFC 4226, six digits, as better-auth makes them: of the secret's UTF-8 bytes. */
function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(19) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
