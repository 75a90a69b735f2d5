/** Standard Webhooks 1.0.0, the receiver's half: v1 (HMAC-SHA256) and v1a (ed25519), on the raw bytes. */
import { createHmac, timingSafeEqual, verify as verifyEd25519 } from 'node:crypto'
import { type HeadersLike, readHeader } from './headers.ts'
import { readVerifyingKey, type VerifyingKey } from './key.ts'

export type VerificationCode =
  | 'missing-header'
  | 'malformed-id'
  | 'malformed-timestamp'
  | 'too-old'
  | 'too-new'
  | 'no-matching-signature'

/** The request does not come from the claimed sender, or is too old. Respond with 401. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError'
  readonly code: VerificationCode

  constructor(code: VerificationCode, message: string) {
    super(message)
    this.code = code
  }
}

export interface VerifyInput {
  headers: HeadersLike
  /** The body as it was received. A string is right only when nothing has re-encoded it. */
  body: Uint8Array | string
  /** `whsec_...` secrets and `whpk_...` public keys; any may match, so that a secret can be rotated. */
  secrets: readonly string[]
  /** How far `webhook-timestamp` may be from now, in seconds, either way. Default 300. */
  toleranceSeconds?: number
  now?: () => Date
}

export interface Verified {
  /** The `webhook-id`: the same on every attempt. */
  id: string
  /** When this attempt was signed. */
  signedAt: Date
  body: Uint8Array | string
}

/** Node allows 16 KB of headers; without a limit that would be 170 ed25519 checks for a stranger's request. */
const maxSignatures = 16

/**
 * Returns what the signature proves, or throws a VerificationError with a stable `code`.
 * Throws a TypeError when a secret cannot be read or none is given: that is a mistake of the receiver's own.
 */
export function verify(input: VerifyInput): Verified {
  return verifyWith(readVerifyingKeys(input.secrets), input)
}

export function readVerifyingKeys(secrets: readonly string[]): VerifyingKey[] {
  if (secrets.length === 0) throw new TypeError('verify needs at least one secret')
  return secrets.map(readVerifyingKey)
}

/** The same with keys that were read before, for a handler that serves many requests. */
export function verifyWith(keys: readonly VerifyingKey[], input: Omit<VerifyInput, 'secrets'>): Verified {
  const { headers, body, toleranceSeconds = 300, now = () => new Date() } = input
  const id = readId(requireHeader(headers, 'webhook-id'))
  const timestamp = readTimestamp(requireHeader(headers, 'webhook-timestamp'))
  const signatures = requireHeader(headers, 'webhook-signature').split(' ', maxSignatures)
  checkAge(timestamp, now().getTime() / 1000, toleranceSeconds)
  const prefix = `${id}.${timestamp}.`
  if (!keys.some(key => matchesAny(key, prefix, body, signatures))) {
    throw new VerificationError('no-matching-signature', 'no signature matches the body and a known secret')
  }
  return { id, signedAt: new Date(timestamp * 1000), body }
}

function requireHeader(headers: HeadersLike, name: string): string {
  const value = readHeader(headers, name)
  if (!value) throw new VerificationError('missing-header', `the ${name} header is missing`)
  return value
}

/**
 * No dot: the signed text is `id.timestamp.body`, and a dot in the id would let a stranger move the borders of a
 * signed request (id `a.1` with body `x` signs the same bytes as id `a` with a body that begins with the timestamp).
 */
function readId(text: string): string {
  if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(text)) {
    throw new VerificationError('malformed-id', 'webhook-id must be printable ASCII without a dot')
  }
  return text
}

function readTimestamp(text: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) {
    throw new VerificationError('malformed-timestamp', 'webhook-timestamp must be whole Unix seconds')
  }
  return Number(text)
}

function checkAge(timestamp: number, nowSeconds: number, toleranceSeconds: number): void {
  if (timestamp < nowSeconds - toleranceSeconds) throw new VerificationError('too-old', 'webhook-timestamp is too old')
  if (timestamp > nowSeconds + toleranceSeconds) throw new VerificationError('too-new', 'webhook-timestamp is too new')
}

function matchesAny(key: VerifyingKey, prefix: string, body: Uint8Array | string, signatures: string[]): boolean {
  const offered = signatures
    .filter(text => text.startsWith(`${key.scheme},`))
    .map(text => text.slice(key.scheme.length + 1))
  if (offered.length === 0) return false
  if (key.scheme === 'v1') {
    const expected = createHmac('sha256', key.secret).update(prefix).update(body).digest('base64')
    return offered.some(text => equalsInConstantTime(text, expected))
  }
  const content = Buffer.concat([Buffer.from(prefix), Buffer.from(body)])
  return offered.some(text => {
    const signature = Buffer.from(text, 'base64')
    // The value is encoded again and compared, because lenient decoding would accept several texts for one signature.
    return signature.toString('base64') === text && verifyEd25519(null, content, key.publicKey, signature)
  })
}

/** Compares the base64 text and not its bytes: decoding drops unused bits, so a changed last character could still match. */
function equalsInConstantTime(offered: string, expected: string): boolean {
  const [a, b] = [Buffer.from(offered), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
