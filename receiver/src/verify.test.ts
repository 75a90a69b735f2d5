import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { sign } from './sign.ts'
import { type VerificationCode, VerificationError, verify } from './verify.ts'

interface SignatureVector {
  name: string
  id: string
  timestamp: number
  body: string
  sign?: string[]
  verify: string[]
  signature: string
  error?: VerificationCode
}

const vectors: SignatureVector[] = JSON.parse(
  readFileSync(new URL('../vectors/signatures.json', import.meta.url), 'utf8'),
)
const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const timestamp = 1787998520
const now = () => new Date(timestamp * 1000)

const headersOf = (id: string, at: number | string, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(at),
  'webhook-signature': signature,
})
const signed = (body: string | Uint8Array, at = timestamp) =>
  headersOf('msg_1_2_3', at, sign({ id: 'msg_1_2_3', timestamp: at, body, secrets: [secret] }))
const refusedWith = (code: VerificationCode) => (error: unknown) =>
  error instanceof VerificationError && error.code === code

describe('signature vectors', () => {
  for (const vector of vectors) {
    const headers = headersOf(vector.id, vector.timestamp, vector.signature)
    const check = () =>
      verify({
        headers,
        body: Buffer.from(vector.body),
        secrets: vector.verify,
        now: () => new Date(vector.timestamp * 1000),
      })
    test(vector.name, () => {
      if (vector.error) assert.throws(check, refusedWith(vector.error))
      else assert.equal(check().id, vector.id)
    })
    if (vector.sign) {
      test(`${vector.name}: our own signature is the same`, () => {
        assert.equal(sign({ ...vector, secrets: vector.sign! }), vector.signature)
      })
    }
  }
})

test('the standardwebhooks package agrees with every v1 vector', t => {
  const v1 = vectors.filter(vector => vector.name.startsWith('v1:'))
  assert.ok(v1.length >= 10)
  for (const { id, timestamp, body, signature, verify } of v1) {
    t.mock.timers.enable({ apis: ['Date'], now: timestamp * 1000 })
    const oracle = new Webhook(verify.at(-1)!)
    assert.ok(signature.split(' ').includes(oracle.sign(id, now(), body)))
    // It also parses what it has verified, and an empty body cannot be parsed.
    if (body) oracle.verify(body, headersOf(id, timestamp, signature))
    t.mock.timers.reset()
  }
})

test('what we sign, the standardwebhooks package verifies, and the other way round', t => {
  t.mock.timers.enable({ apis: ['Date'], now: timestamp * 1000 })
  fc.assert(
    fc.property(fc.json(), body => {
      new Webhook(secret).verify(body, signed(body))
      const theirs = new Webhook(secret).sign('msg_1_2_3', now(), body)
      verify({ headers: headersOf('msg_1_2_3', timestamp, theirs), body, secrets: [secret], now })
    }),
    { numRuns: 50 },
  )
})

test('what was signed verifies, and with any one byte flipped it does not', () => {
  const pair = vectors.find(vector => vector.name === 'v1a: a small body')!
  for (const [signing, verifying] of [
    [secret, secret],
    [pair.sign![0]!, pair.verify[0]!],
  ] as const) {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (body, at, flip) => {
          const signature = sign({ id: 'msg_1_2_3', timestamp, body, secrets: [signing] })
          const headers = headersOf('msg_1_2_3', timestamp, signature)
          verify({ headers, body, secrets: [verifying], now })

          const otherBody = Uint8Array.from(body)
          otherBody[at % body.length]! ^= flip
          assert.throws(
            () => verify({ headers, body: otherBody, secrets: [verifying], now }),
            refusedWith('no-matching-signature'),
          )

          for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const) {
            const bytes = Buffer.from(headers[name], 'latin1')
            bytes[at % bytes.length]! ^= flip
            const otherHeaders = { ...headers, [name]: bytes.toString('latin1') }
            const options = { headers: otherHeaders, body, secrets: [verifying], now, toleranceSeconds: 1e12 }
            assert.throws(() => verify(options), VerificationError)
          }
        },
      ),
      { numRuns: 100 },
    )
  }
})

test('the timestamp may be off by the tolerance, either way, and by no second more', () => {
  const check = (offset: number, toleranceSeconds?: number) =>
    verify({
      headers: signed('{}', timestamp + offset),
      body: '{}',
      secrets: [secret],
      now,
      ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    })
  assert.equal(check(-300).signedAt.getTime(), (timestamp - 300) * 1000)
  check(300)
  assert.throws(() => check(-301), refusedWith('too-old'))
  assert.throws(() => check(301), refusedWith('too-new'))
  check(-10, 10)
  assert.throws(() => check(-11, 10), refusedWith('too-old'))
})

test('a missing or malformed header has its own code', () => {
  const good = signed('{}')
  const check = (headers: Record<string, string | undefined>) => () =>
    verify({ headers: { ...good, ...headers }, body: '{}', secrets: [secret], now })
  for (const name of Object.keys(good)) assert.throws(check({ [name]: undefined }), refusedWith('missing-header'))
  for (const text of ['0', '-1', '1e9', '1787998520.5', ' 1787998520', '01787998520', 'now']) {
    assert.throws(check({ 'webhook-timestamp': text }), refusedWith('malformed-timestamp'), text)
  }
  for (const text of ['a.b', 'a b', 'é', 'x'.repeat(257)]) {
    assert.throws(check({ 'webhook-id': text }), refusedWith('malformed-id'), text)
  }
  for (const text of ['v1', 'v1,', 'v1,===', ',', good['webhook-signature'].slice(3)]) {
    assert.throws(check({ 'webhook-signature': text }), refusedWith('no-matching-signature'), text)
  }
})

test('headers may come as fetch has them, as node has them, or in any case', () => {
  const good = signed('{}')
  const shouted = Object.fromEntries(Object.entries(good).map(([name, value]) => [name.toUpperCase(), value]))
  for (const headers of [good, shouted, new Headers(good)]) {
    assert.equal(verify({ headers, body: '{}', secrets: [secret], now }).id, 'msg_1_2_3')
  }
})

test('a stranger cannot make us check more than sixteen signatures', () => {
  const good = signed('{}')
  const padded = (count: number) => ({
    ...good,
    'webhook-signature': `${'v1,AAAA '.repeat(count)}${good['webhook-signature']}`,
  })
  verify({ headers: padded(15), body: '{}', secrets: [secret], now })
  assert.throws(() => verify({ headers: padded(16), body: '{}', secrets: [secret], now }), VerificationError)
})

test('a secret that cannot be one is our mistake, not the request’s', () => {
  for (const secrets of [
    [],
    ['whsec_'],
    ['whsec_c2hvcnQ='],
    ['whsec_not base64 at all, but long enough!'],
    ['whpk_AAAA'],
    ['whsk_AAAA'],
  ]) {
    assert.throws(() => verify({ headers: signed('{}'), body: '{}', secrets, now }), TypeError, String(secrets))
  }
  for (const text of ['whpk_AAAA', 'whsk_AAAA', 'whsec_']) {
    assert.throws(() => sign({ id: 'a', timestamp, body: '', secrets: [text] }), TypeError, text)
  }
})
