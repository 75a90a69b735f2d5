import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { readSigningKey, readVerifyingKey } from './key.ts'

// Bytes whose base64 has both characters that the url-safe alphabet spells differently.
const bytes = Buffer.from('fbff'.repeat(16), 'hex')
const secret = `whsec_${bytes.toString('base64')}`

describe('a secret that was pasted wrongly: the error names the mistake, and not the secret', () => {
  for (const [mistake, text, named] of [
    ['nothing at all', '', /is empty/],
    ['with the version of signatures', `v1,${secret}`, /begins with v1,/],
    ['with a line break behind it', `${secret}\n`, /line break: trim it/],
    ['with a blank before it', ` ${secret}`, /blank or a line break: trim it/],
    ['broken over two lines', `${secret.slice(0, 20)}\r\n${secret.slice(20)}`, /inside: paste it as one word/],
    ['in quotes', `"${secret}"`, /quotes around it/],
    ['in typographic quotes', `\u201c${secret}\u201d`, /quotes around it/],
    ['with one quote', `${secret}'`, /quotes around it/],
    ['in url-safe base64', `whsec_${bytes.toString('base64url')}`, /url-safe base64/],
    ['in hex', bytes.toString('hex'), /in hex/],
    ['in hex behind the prefix', `whsec_${bytes.toString('hex')}`, /in hex/],
    ['as a line of .env', `WEBHOOK_SECRET=${secret}`, /settings file/],
    ['as a header', `Bearer ${secret.slice(6)}`, /inside|API key/],
    ['percent-encoded', encodeURIComponent(secret), /percent-encoded/],
  ] as const) {
    it(mistake, () => {
      for (const read of [readVerifyingKey, readSigningKey]) {
        assert.throws(
          () => read(text),
          (error: Error) => {
            assert.ok(error instanceof TypeError)
            assert.match(error.message, named)
            assert.ok(!error.message.includes(bytes.toString('base64').slice(0, 12)))
            return true
          },
        )
      }
    })
  }
})

it('no real secret is taken for a mistake', () => {
  for (let n = 0; n < 2_000; n++) {
    const random = randomBytes(24 + (n % 41))
    assert.equal(readVerifyingKey(`whsec_${random.toString('base64')}`).scheme, 'v1')
    assert.equal(readSigningKey(random.toString('base64')).scheme, 'v1')
  }
})
