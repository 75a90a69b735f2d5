/** Reading JSON that strangers wrote: unexpected values count as missing, and nothing of it can break the database. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanJson, idIn, numberIn, objectIn, objectsIn, secondsIn, textIn } from './json.ts'

test('an object is returned as it is; a list, a text or nothing gives an empty one', () => {
  assert.deepEqual(objectIn({ a: 1 }), { a: 1 })
  for (const value of [null, undefined, 'a', 1, true, [], [{ a: 1 }]]) assert.deepEqual(objectIn(value), {})
  assert.deepEqual(objectsIn([{ a: 1 }, null, 'x', [1]]), [{ a: 1 }, {}, {}, {}])
  for (const value of [null, {}, 'ab', 3]) assert.deepEqual(objectsIn(value), [])
})

test('a number counts as an id that somebody forgot to quote; anything that is not a text gives nothing', () => {
  assert.equal(textIn('a'), 'a')
  assert.equal(textIn(420), '420')
  for (const value of ['', '\0', '\0\0', null, undefined, true, {}, [], Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(textIn(value), null, String(value))
  }
  assert.equal(textIn('a\0b'), 'ab')
  assert.equal(textIn(' '), ' ', 'blanks are kept as somebody wrote them')
})

test('an id has at most five hundred characters', () => {
  assert.equal(idIn('x'.repeat(500)), 'x'.repeat(500))
  assert.equal(idIn('x'.repeat(501)), null)
})

test('a number may be a number or a text of one; a missing one is not zero', () => {
  assert.deepEqual([numberIn(3), numberIn('3.5'), numberIn('-1'), numberIn(0), numberIn('0')], [3, 3.5, -1, 0, 0])
  for (const value of [null, undefined, '', true, false, [], ['3'], {}, 'abc', Number.NaN, '1e999']) {
    assert.equal(numberIn(value), null, JSON.stringify(value))
  }
})

test('an instant is read from seconds, milliseconds, microseconds and nanoseconds', () => {
  const seconds = 1_790_000_001
  for (const unit of [1, 1e3, 1e6]) {
    assert.equal(secondsIn(seconds * unit), seconds)
    assert.equal(secondsIn(String(seconds * unit)), seconds)
  }
  assert.equal(secondsIn('1790000001000000000'), seconds)
  assert.equal(secondsIn(1_790_000_001.9), seconds, 'whole seconds')
})

test('a value that cannot be an instant gives none; the first and the last possible ones are accepted', () => {
  assert.equal(secondsIn(1), 1)
  assert.equal(secondsIn(4_102_444_799), 4_102_444_799)
  for (const value of [0, -1, 0.5, 4_102_444_800, '', null, 'ontem', 1e300, Number.NEGATIVE_INFINITY]) {
    assert.equal(secondsIn(value), null, String(value))
  }
})

test('whatever a number is, an instant has at most ten digits and is whole', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), value => {
      const seconds = secondsIn(value)
      if (seconds !== null) assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 4_102_444_799)
    }),
  )
})

test('a copy has no prototype, so that no key finds something that was not sent', () => {
  const copy = objectIn(cleanJson(JSON.parse('{"a":{"b":1},"__proto__":{"admin":true}}')))
  assert.equal((copy as { constructor?: unknown }).constructor, undefined)
  assert.equal((copy as { admin?: unknown }).admin, undefined)
  assert.deepEqual(Object.keys(copy), ['a', '__proto__'])
  assert.equal((objectIn(copy.a) as { toString?: unknown }).toString, undefined)
})

test('JSON that is nested deeper than anything of Meta is cut off', () => {
  const nested = (depth: number): unknown => JSON.parse('[['.repeat(depth / 2) + ']]'.repeat(depth / 2))
  const depthOf = (value: unknown): number => (Array.isArray(value) && value.length > 0 ? 1 + depthOf(value[0]) : 1)
  assert.ok(depthOf(cleanJson(nested(50))) === 50)
  assert.ok(depthOf(cleanJson(nested(20_000))) <= 61)
})

test('a clean copy is JSON that PostgreSQL stores: no NUL, no half of a pair, keys included', () => {
  const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')
  const check = (value: unknown): void => {
    if (typeof value === 'string') return assert.ok(isStorable(value))
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      assert.ok(isStorable(key))
      check(item)
    }
  }
  const text = fc.string({ unit: fc.constantFrom('a', '\0', '\ud83c', '\udf5e', '🍞'), maxLength: 8 })
  fc.assert(
    fc.property(fc.object({ key: text, values: [text, fc.integer(), fc.constant(null)], maxDepth: 3 }), given => {
      const copy = cleanJson(given)
      check(copy)
      assert.deepEqual(cleanJson(copy), copy, 'cleaning twice is cleaning once')
    }),
  )
})
