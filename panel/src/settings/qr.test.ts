/** The codes were compared bit by bit with another encoder (`uqr` 0.1.3) when they were written down. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { qrOf } from './qr.ts'

const hashOf = (rows: readonly (readonly boolean[])[]) =>
  createHash('sha256')
    .update(rows.map(row => row.map(Number).join('')).join('\n'))
    .digest('hex')

const URI =
  'otpauth://totp/Recado:bia%40padaria.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&digits=6&period=30&issuer=Recado'

const EXPECTED = [
  [1, 21, 'fd01cf331dafb356'],
  [14, 21, 'f45a4d73c34279a2'],
  [60, 33, 'dfcfdabd402ef353'],
  [117, 45, 'c2796604678ae986'],
  [160, 53, '36bde90859b71f2d'],
  [213, 57, '2d907dedaf0f3187'],
  [300, 69, '16d7f8b55fd0f12f'],
  [412, 77, 'ab0673458415601d'],
]

test('a code of every size that is used is the one that another encoder makes', () => {
  const found = [1, 14, 60, 117, 160, 213, 300, 412].map(length => {
    const rows = qrOf(URI.repeat(4).slice(0, length))
    return [length, rows.length, hashOf(rows).slice(0, 16)]
  })
  assert.deepEqual(found, EXPECTED)
})

test('an address with letters beyond ASCII is counted in bytes, and one that is too long is refused', () => {
  assert.equal(qrOf('é'.repeat(7)).length, 21)
  assert.equal(qrOf('é'.repeat(8)).length, 25)
  assert.throws(() => qrOf('x'.repeat(413)), RangeError)
})
