/**
 * A message that only the browser can read (RFC 8291 over RFC 8188, one record), and the token by which a push service knows us
 * (RFC 8292). Written here because it is 60 lines over node:crypto: `web-push` brings its own HTTPS client, which our guard could
 * not control, and four packages for what `createECDH`, `hkdfSync` and `sign` do.
 */
import { createCipheriv, createECDH, createPrivateKey, hkdfSync, randomBytes, sign } from 'node:crypto'

const CURVE = 'prime256v1'
/** The size of the one record; our plaintext is never longer. */
const RECORD_BYTES = 4096
export const MAX_PLAIN_BYTES = 3000
const TOKEN_SECONDS = 12 * 3_600

export interface KeyPair {
  publicKey: Buffer
  privateKey: Buffer
}

export function newKeyPair(): KeyPair {
  const pair = createECDH(CURVE)
  pair.generateKeys()
  // Node returns a private key without its leading zeros.
  const privateKey = Buffer.alloc(32)
  const bytes = pair.getPrivateKey()
  bytes.copy(privateKey, 32 - bytes.length)
  return { publicKey: pair.getPublicKey(), privateKey }
}

/** Whether these bytes are a point of the curve, as a browser's key must be. */
export function isPublicKey(bytes: Buffer): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  try {
    const pair = createECDH(CURVE)
    pair.generateKeys()
    pair.computeSecret(bytes)
    return true
  } catch {
    return false
  }
}

export interface Browser {
  publicKey: Buffer
  auth: Buffer
}

/** The body of a request with `content-encoding: aes128gcm`. Only tests pass `once`. */
export function encrypt(
  plain: string,
  browser: Browser,
  once: { salt: Buffer; pair: KeyPair } = { salt: randomBytes(16), pair: newKeyPair() },
): Buffer {
  const bytes = Buffer.from(plain)
  if (bytes.length > MAX_PLAIN_BYTES) throw new Error('too long for a push message')
  const { salt, pair } = once
  const ours = createECDH(CURVE)
  ours.setPrivateKey(pair.privateKey)
  const shared = ours.computeSecret(browser.publicKey)
  const both = Buffer.concat([Buffer.from('WebPush: info\0'), browser.publicKey, pair.publicKey])
  const input = Buffer.from(hkdfSync('sha256', shared, browser.auth, both, 32))
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // The byte 2 marks the end of the last record.
  const text = Buffer.concat([cipher.update(bytes), cipher.update(Buffer.of(2)), cipher.final()])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD_BYTES)
  const header = Buffer.concat([salt, size, Buffer.of(pair.publicKey.length), pair.publicKey])
  return Buffer.concat([header, text, cipher.getAuthTag()])
}

/** The `authorization` for one push service: who we are, and until when that is valid. */
export function vapid(endpoint: URL, { publicKey, privateKey }: KeyPair, subject: string): string {
  const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1_000) + TOKEN_SECONDS
  const claims = `${json({ typ: 'JWT', alg: 'ES256' })}.${json({ aud: endpoint.origin, exp, sub: subject })}`
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: publicKey.subarray(1, 33).toString('base64url'),
      y: publicKey.subarray(33).toString('base64url'),
      d: privateKey.toString('base64url'),
    },
  })
  const signature = sign('sha256', Buffer.from(claims), { key, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${claims}.${signature.toString('base64url')}, k=${publicKey.toString('base64url')}`
}
