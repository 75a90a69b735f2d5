import { createHmac, sign as signEd25519 } from 'node:crypto'
import { readSigningKey } from './key.ts'

export interface SignInput {
  /** The `webhook-id`: the same on every attempt, without a dot. */
  id: string
  /** The `webhook-timestamp`: whole Unix seconds of this attempt. */
  timestamp: number
  /** Exactly the bytes that go out. */
  body: string | Uint8Array
  /** `whsec_...` or `whsk_...`; several while a rotation overlaps. */
  secrets: readonly string[]
}

/**
 * The `webhook-signature` of Standard Webhooks 1.0.0, one signature per secret, for the tests of a receiver.
 * Throws a TypeError for a secret it cannot read.
 */
export function sign({ id, timestamp, body, secrets }: SignInput): string {
  return secrets.map(secret => signOne(`${id}.${timestamp}.`, body, secret)).join(' ')
}

function signOne(prefix: string, body: string | Uint8Array, secret: string): string {
  const key = readSigningKey(secret)
  if (key.scheme === 'v1') {
    return `v1,${createHmac('sha256', key.secret).update(prefix).update(body).digest('base64')}`
  }
  const content = Buffer.concat([Buffer.from(prefix), Buffer.from(body)])
  return `v1a,${signEd25519(null, content, key.privateKey).toString('base64')}`
}
