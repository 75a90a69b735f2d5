import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { isSameText, isSigned } from './signature.ts'

const SECRET = 'app-secret-example'
// A test vector that was made with another program.
const BODY = String.raw`{"text":"ol\u00e1 \ud83d\udc4b a\/b @x <b> 50%"}`
const SIGNATURE = 'sha256=96da1195c69731b7a3ac2d59c017ca4d3046bd42145ee4d91738f93086ab3d1b'

const sign = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

test('the signature is over the bytes as received', () => {
  assert.equal(isSigned(Buffer.from(BODY), SIGNATURE, [SECRET]), true)
  assert.equal(isSigned(Buffer.from(BODY.replace('\\/', '/')), SIGNATURE, [SECRET]), false)
  assert.equal(isSigned(Buffer.from(`${BODY} `), SIGNATURE, [SECRET]), false)
})

test('either secret is valid while one is being rotated, and no third one', () => {
  assert.equal(isSigned(Buffer.from(BODY), SIGNATURE, ['new', SECRET]), true)
  assert.equal(isSigned(Buffer.from(BODY), SIGNATURE, ['new', 'newer']), false)
  assert.equal(isSigned(Buffer.from(BODY), SIGNATURE, []), false)
})

test('a body that a proxy turned into plain UTF-8 is still recognised', () => {
  const escaped = String.raw`{"text":"ol\u00e1 \ud83d\udc4b"}`
  const plain = Buffer.from('{"text":"olá 👋"}')
  assert.equal(isSigned(plain, sign(escaped), [SECRET]), true)
  assert.equal(isSigned(plain, sign(escaped, 'other'), [SECRET]), false)
})

test('a stranger’s bytes cost the same time, whatever they are', () => {
  const forged = sign('something else')
  for (const bytes of [
    Buffer.from([0x80]),
    Buffer.from([0xff]),
    Buffer.from('é'),
    Buffer.from('👋'),
    Buffer.from('"'),
  ]) {
    const body = Buffer.alloc(4 * 1024 * 1024, bytes)
    const before = process.cpuUsage()
    assert.equal(isSigned(body, forged, [SECRET, 'other']), false)
    const { user, system } = process.cpuUsage(before)
    assert.ok(user + system < 500_000, `${bytes.toString('hex')}: ${user + system} us`)
  }
})

test('a missing or malformed header is refused', () => {
  for (const header of [undefined, '', 'sha256=', SIGNATURE.slice(7), `sha1=${SIGNATURE.slice(7)}`, `${SIGNATURE}00`]) {
    assert.equal(isSigned(Buffer.from(BODY), header, [SECRET]), false)
  }
})

test('texts are compared whatever their length', () => {
  assert.equal(isSameText('abc', 'abc'), true)
  assert.equal(isSameText('abc', 'abcd'), false)
  assert.equal(isSameText('', 'a'), false)
})
