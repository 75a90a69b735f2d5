import { createHmac, timingSafeEqual } from 'node:crypto'

const PREFIX = 'sha256='

/**
 * Whether `header` (X-Hub-Signature-256) signs these bytes with one of the app secrets; there are two while one is
 * being rotated. A proxy may have turned Meta's `\uXXXX` into plain UTF-8 on the way, so when the bytes as received do
 * not match, their escaped form is tried: it needs the same secret, so this weakens nothing.
 */
export function isSigned(raw: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  const given = signatureIn(header)
  if (given === undefined) return false
  if (secrets.some(secret => timingSafeEqual(hmac(secret, raw), given))) return true
  const escaped = escapeNonAscii(raw)
  return escaped !== undefined && secrets.some(secret => timingSafeEqual(hmac(secret, escaped), given))
}

function signatureIn(header: string | undefined): Buffer | undefined {
  if (!header?.startsWith(PREFIX)) return undefined
  const hex = header.slice(PREFIX.length)
  return /^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, 'hex') : undefined
}

const hmac = (secret: string, bytes: Buffer | string): Buffer => createHmac('sha256', secret).update(bytes).digest()

/** The form in which Meta writes JSON; undefined when there is nothing to escape. */
function escapeNonAscii(raw: Buffer): string | undefined {
  if (raw.every(byte => byte < 0x80)) return undefined
  return raw
    .toString('utf8')
    .replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Compares without telling by its duration where the difference lies. */
export function isSameText(one: string, other: string): boolean {
  const key = 'length-independent comparison'
  return timingSafeEqual(hmac(key, one), hmac(key, other))
}
