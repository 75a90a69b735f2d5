// Copied from receiver/src/key.ts by scripts/copy-receiver.ts. Change it there.
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
  refuseMistakes(text)
  if (text.startsWith('whsk_')) throw new TypeError('a receiver verifies with the public key (whpk_), not with whsk_')
  if (!text.startsWith('whpk_')) return readSecret(text)
  const raw = decodeBase64(text.slice('whpk_'.length))
  if (raw.length !== 32) throw new TypeError('whpk_ must carry the 32 bytes of an ed25519 public key')
  const der = Buffer.concat([publicKeyPrefix, raw])
  return { scheme: 'v1a', publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** Reads `whsec_<base64>` or `whsk_<base64>`; throws a TypeError when it is neither. */
export function readSigningKey(text: string): SigningKey {
  refuseMistakes(text)
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

/** Buffer.from silently drops what is not base64, and a key with a typing error must not become another key. */
function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  const bare = (value: string) => value.replace(/=+$/, '')
  if (bare(bytes.toString('base64')) !== bare(text)) throw new TypeError('a webhook key is base64 behind its prefix')
  return bytes
}

/** What people paste instead of a key, and what to do about it. No message contains the key itself. */
const mistakes: readonly [found: RegExp, sentence: string][] = [
  [/^$/, 'the webhook key is empty: is the environment variable set?'],
  [/^\s|\s$/, 'the webhook key begins or ends with a blank or a line break: trim it (text.trim())'],
  [
    /^(["'\u2018\u2019\u201c\u201d`]).*|.*["'\u2018\u2019\u201c\u201d`]$/s,
    'the webhook key has quotes around it: leave them out',
  ],
  [/\s/, 'the webhook key has a blank or a line break inside: paste it as one word'],
  [
    /^v1a?,/,
    'the webhook key begins with v1,: that belongs to signatures. Leave it out, so that the key begins with whsec_',
  ],
  [
    /^[A-Za-z_][A-Za-z0-9_]*=(?=whsec_|whpk_|whsk_)/,
    'the webhook key is a whole line of a settings file: paste the text after the =',
  ],
  [/^Bearer\b/i, 'the webhook key begins with Bearer: that is an API key, not the signing secret of the endpoint'],
  [
    /^(?:whsec_)?[0-9a-f]{48,128}$/i,
    'the webhook key is in hex: paste it in base64, as the endpoint shows it (whsec_...)',
  ],
  [
    /^(?:(?:whsec|whpk|whsk)_|(?!(?:whsec|whpk|whsk)_))[A-Za-z0-9_-]*[_-][A-Za-z0-9_-]*=*$/,
    'the webhook key is in url-safe base64: write + for - and / for _',
  ],
  [/%[0-9A-Fa-f]{2}/, 'the webhook key is percent-encoded: decode it (decodeURIComponent)'],
]

/** Throws a TypeError that names the mistake in a pasted key; returns when none is known. */
function refuseMistakes(text: string): void {
  for (const [found, sentence] of mistakes) if (found.test(text)) throw new TypeError(sentence)
}
