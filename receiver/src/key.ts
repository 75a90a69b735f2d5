/** Standard Webhooks keys: `whsec_` for HMAC (v1), `whsk_` and `whpk_` for the two halves of an ed25519 pair (v1a). */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

export type SigningKey = { scheme: 'v1'; secret: Buffer } | { scheme: 'v1a'; privateKey: KeyObject }
export type VerifyingKey = { scheme: 'v1'; secret: Buffer } | { scheme: 'v1a'; publicKey: KeyObject }

/** The specification's lower bound. It also refuses `whsec_` alone, with which anybody could sign. */
const minSecretBytes = 24

// What DER puts before the 32 raw bytes of an ed25519 key (RFC 8410); node:crypto has no raw import before Node 26.
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Reads `whsec_<base64>` or `whpk_<base64>`; throws a TypeError, because a wrong key is a mistake of ours. */
export function readVerifyingKey(text: string): VerifyingKey {
  if (text.startsWith('whsk_')) throw new TypeError('a receiver verifies with the public key (whpk_), not with whsk_')
  if (!text.startsWith('whpk_')) return readSecret(text)
  const raw = decodeBase64(text.slice('whpk_'.length))
  if (raw.length !== 32) throw new TypeError('whpk_ must carry the 32 bytes of an ed25519 public key')
  const der = Buffer.concat([publicKeyPrefix, raw])
  return { scheme: 'v1a', publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** Reads `whsec_<base64>` or `whsk_<base64>`; throws a TypeError when it is neither. */
export function readSigningKey(text: string): SigningKey {
  if (text.startsWith('whpk_')) throw new TypeError('a sender signs with the private key (whsk_), not with whpk_')
  if (!text.startsWith('whsk_')) return readSecret(text)
  const raw = decodeBase64(text.slice('whsk_'.length))
  // 32 bytes are the seed; 64 are the seed with the public key behind it, as libsodium keeps them.
  if (raw.length !== 32 && raw.length !== 64) throw new TypeError('whsk_ must carry 32 or 64 bytes of an ed25519 key')
  const der = Buffer.concat([privateKeyPrefix, raw.subarray(0, 32)])
  return { scheme: 'v1a', privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
}

function readSecret(text: string): { scheme: 'v1'; secret: Buffer } {
  const secret = decodeBase64(text.startsWith('whsec_') ? text.slice('whsec_'.length) : text)
  if (secret.length < minSecretBytes) throw new TypeError(`a webhook secret has at least ${minSecretBytes} bytes`)
  return { scheme: 'v1', secret }
}

/** Buffer.from drops what is not base64 without a word; a key with a typing error must not become another key. */
function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  const bare = (value: string) => value.replace(/=+$/, '')
  if (bare(bytes.toString('base64')) !== bare(text)) throw new TypeError('a webhook key is base64 behind its prefix')
  return bytes
}
