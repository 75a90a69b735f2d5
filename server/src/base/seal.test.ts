import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { keyring, open, seal } from './seal.ts'

const old = randomBytes(32)
const fresh = randomBytes(32)

test('what is sealed can be opened, and looks different each time', () => {
  const ring = keyring([old])
  for (const secret of ['', 'whsec_abc', 'ção 🔑']) {
    const sealed = seal(ring, secret)
    assert.equal(open(ring, sealed), secret)
    assert.notDeepEqual(seal(ring, secret), sealed)
  }
})

test('after a rotation the old key still opens and the new one seals', () => {
  const before = seal(keyring([old]), 'secret')
  const ring = keyring([fresh, old])
  assert.equal(open(ring, before), 'secret')
  assert.throws(() => open(keyring([fresh]), before), /RECADO_SECRET_KEY that is not in use/)
})

test('a changed byte anywhere is noticed', () => {
  const ring = keyring([old])
  const sealed = seal(ring, 'secret')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] as number) ^ 1
    assert.throws(() => open(ring, changed), `byte ${at}`)
  }
})
