/**
 * Secrets at rest: AES-256-GCM. A sealed value names the key that sealed it, so keys can be rotated: the first key of
 * the ring seals, every key of the ring opens.
 *
 * Layout: format (1 byte, 1) | key id (4) | nonce (12) | tag (16) | ciphertext.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export interface Keyring {
  readonly current: Key
  readonly all: readonly Key[]
}

interface Key {
  id: Buffer
  bytes: Buffer
}

const FORMAT = 1
const NONCE_AT = 5
const TAG_AT = 17
const TEXT_AT = 33

/** From keys of 32 bytes each; the first one seals. */
export function keyring(keys: readonly Buffer[]): Keyring {
  const all = keys.map(bytes => ({ bytes, id: createHash('sha256').update(bytes).digest().subarray(0, 4) }))
  const [current] = all
  if (current === undefined || keys.some(key => key.length !== 32)) throw new Error('a keyring takes keys of 32 bytes')
  return { current, all }
}

export function seal(ring: Keyring, secret: string): Buffer {
  const nonce = randomBytes(TAG_AT - NONCE_AT)
  const cipher = createCipheriv('aes-256-gcm', ring.current.bytes, nonce)
  const header = sealHeader(ring.current)
  cipher.setAAD(header)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), text])
}

/** The first bytes of every value that was sealed with this key. */
export const SEAL_HEADER_BYTES = NONCE_AT
export const sealHeader = ({ id }: Pick<Key, 'id'>): Buffer => Buffer.concat([Buffer.of(FORMAT), id])

/** Throws when the value was altered or when its key is not in the ring. */
export function open(ring: Keyring, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const id = bytes.subarray(1, NONCE_AT)
  const key = ring.all.find(candidate => candidate.id.equals(id))
  if (bytes[0] !== FORMAT || key === undefined) {
    throw new Error(
      `no key ${id.toString('hex')}: this secret was sealed with a RECADO_SECRET_KEY that is not in use here`,
    )
  }
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(NONCE_AT, TAG_AT))
  decipher.setAAD(bytes.subarray(0, NONCE_AT))
  decipher.setAuthTag(bytes.subarray(TAG_AT, TEXT_AT))
  return Buffer.concat([decipher.update(bytes.subarray(TEXT_AT)), decipher.final()]).toString('utf8')
}
