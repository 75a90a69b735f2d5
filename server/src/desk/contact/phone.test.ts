import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { candidates, canonicalNumber, e164, parseTyped } from './phone.ts'

const digits = (min: number, max = min) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`))
const brazilian = fc.tuple(
  fc.stringMatching(/^[1-9]{2}$/),
  fc.boolean(),
  fc.stringMatching(/^([689][0-9]|7[1-6])[0-9]{6}$/),
)
const anyNumber = fc.oneof(
  digits(5, 15),
  brazilian.map(([area, ninth, line]) => `55${area}${ninth ? '9' : ''}${line}`),
  digits(10).map(line => `52${line}`),
  digits(10).map(line => `521${line}`),
  digits(10).map(line => `54${line}`),
  digits(10).map(line => `549${line}`),
)

it('both spellings of a Brazilian mobile are one line', () => {
  fc.assert(
    fc.property(brazilian, ([area, , line]) => {
      const [old, now] = [`55${area}${line}`, `55${area}9${line}`]
      assert.equal(canonicalNumber(old), now)
      assert.equal(canonicalNumber(now), now)
      assert.deepEqual(candidates(old).sort(), candidates(now).sort())
    }),
  )
})

it('all candidates of a number have one canonical form, which is one of them', () => {
  fc.assert(
    fc.property(anyNumber, number => {
      const all = candidates(number)
      assert.equal(all[0], number)
      assert.equal(new Set(all.map(canonicalNumber)).size, 1)
      assert.ok(all.includes(canonicalNumber(number)))
      assert.equal(canonicalNumber(canonicalNumber(number)), canonicalNumber(number))
    }),
  )
})

it('landlines and other countries stay as they are', () => {
  for (const number of ['551132654321', '553133334444', '14155550123', '351912345678']) {
    assert.deepEqual(candidates(number), [number])
    assert.equal(e164(number), number)
  }
})

it('shows Mexico without the old 1, and leaves Argentina as it came', () => {
  assert.equal(e164('5215512345678'), '525512345678')
  assert.equal(e164('541143211234'), '541143211234')
  assert.equal(canonicalNumber('541143211234'), '5491143211234')
})

it('reads what people type, with the country of the tenant', () => {
  assert.equal(parseTyped('11 98765-4321', 'BR'), '5511987654321')
  assert.equal(parseTyped('(31) 8765-0001', 'BR'), '5531987650001')
  assert.equal(parseTyped('+55 31 8765-0001', 'US'), '5531987650001')
  assert.equal(parseTyped('+1 415 555 2671', 'BR'), '14155552671')
  for (const text of ['', 'Maria', '123', '+55 11 1234']) assert.equal(parseTyped(text, 'BR'), undefined)
})
