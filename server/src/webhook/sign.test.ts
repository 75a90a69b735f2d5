import assert from 'node:assert/strict'
import { createPublicKey, randomBytes, verify as verifyBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { verify } from '@recado/receiver'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { webhookId } from '../outbox/webhook-id.ts'
import { ed25519PrivateKey, ed25519PublicKey, newEd25519Key, newSecret, secretKey, signature } from './sign.ts'

const keysOf = (secrets: string[], ed25519?: string) => ({
  secrets: secrets.map(secret => secretKey(secret)!),
  ed25519: ed25519 === undefined ? null : ed25519PrivateKey(ed25519),
})
const now = () => Math.floor(Date.now() / 1_000)
const headersOf = (id: string, timestamp: number, header: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': header,
})

describe('HMAC signatures', () => {
  it('are those of the standardwebhooks package, for any body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), fc.nat(), (body, endpoint, ticket, sequence) => {
        const secret = newSecret()
        const id = webhookId(endpoint, ticket, sequence)
        const at = now()
        const ours = signature(keysOf([secret]), id, at, body)
        assert.equal(ours, new Webhook(secret).sign(id, new Date(at * 1_000), body))
      }),
      { numRuns: 50 },
    )
  })

  it('verify there and at our own receiver', () => {
    const secret = newSecret()
    const id = webhookId(1, 2, 3)
    const timestamp = now()
    const body = '{"messageBody":"olá 😀"}'
    const headers = headersOf(id, timestamp, signature(keysOf([secret]), id, timestamp, body))
    assert.doesNotThrow(() => new Webhook(secret).verify(body, headers))
    assert.equal(verify({ headers, body, secrets: [secret] }).id, id)
    assert.throws(() => verify({ headers, body: `${body} `, secrets: [secret] }))
    assert.throws(() => verify({ headers: { ...headers, 'webhook-id': webhookId(1, 2, 4) }, body, secrets: [secret] }))
  })

  it('during a rotation there is one for each secret, the newest first', () => {
    const [next, previous] = [newSecret(), newSecret()]
    const id = webhookId(1, 2, 3)
    const timestamp = now()
    const header = signature(keysOf([next, previous]), id, timestamp, '{}')
    const headers = headersOf(id, timestamp, header)
    assert.equal(header.split(' ').length, 2)
    assert.equal(header.split(' ')[0], signature(keysOf([next]), id, timestamp, '{}'))
    for (const secret of [next, previous]) {
      assert.doesNotThrow(() => new Webhook(secret).verify('{}', headers))
      assert.equal(verify({ headers, body: '{}', secrets: [secret] }).id, id)
    }
    assert.throws(() => verify({ headers, body: '{}', secrets: [newSecret()] }))
  })
})

describe('ed25519 signatures', () => {
  it('verify with node:crypto and at our own receiver, beside the HMAC', () => {
    const [secret, key] = [newSecret(), newEd25519Key()]
    const id = webhookId(9, 8, 7)
    const timestamp = now()
    const body = '{"messageBody":"olá"}'
    const header = signature(keysOf([secret], key), id, timestamp, body)
    const [hmac, ed25519] = header.split(' ')
    assert.match(hmac!, /^v1,/)
    assert.match(ed25519!, /^v1a,/)
    const x = Buffer.from(ed25519PublicKey(key).slice('whpk_'.length), 'base64').toString('base64url')
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const signed = Buffer.from(`${id}.${timestamp}.${body}`)
    assert.ok(verifyBytes(null, signed, publicKey, Buffer.from(ed25519!.slice('v1a,'.length), 'base64')))
    const headers = headersOf(id, timestamp, header)
    assert.equal(verify({ headers, body, secrets: [ed25519PublicKey(key)] }).id, id)
    assert.throws(() => verify({ headers, body, secrets: [ed25519PublicKey(newEd25519Key())] }))
  })
})

it('webhook-id has no dot and tells endpoint, ticket and sequence', () => {
  assert.equal(webhookId(12, 34, 56), 'msg_12_34_56')
})

describe('secrets', () => {
  it("are those of 24 to 64 bytes in the standard's spelling", () => {
    const spelled = (bytes: number) => `whsec_${randomBytes(bytes).toString('base64')}`
    for (const bytes of [24, 32, 64]) assert.equal(secretKey(spelled(bytes))?.symmetricKeySize, bytes)
    for (const secret of [spelled(23), spelled(65), 'whsec_', '', 'abc', `x${spelled(32)}`, 'whsec_!!!!']) {
      assert.equal(secretKey(secret), undefined)
    }
    assert.equal(secretKey(newSecret())?.symmetricKeySize, 32)
  })
})
