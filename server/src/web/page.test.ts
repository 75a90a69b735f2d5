import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromCursor, idFromCursor, toCursor } from './page.ts'

test('a cursor is what we made, or it is refused', () => {
  assert.deepEqual(fromCursor(toCursor(['a', 7]), 2), ['a', 7])
  assert.equal(idFromCursor(toCursor([7])), 7)
  assert.equal(idFromCursor(toCursor([0])), 0)
  const forged = [toCursor(['x']), toCursor([1.5]), toCursor([1e300]), toCursor([-1]), toCursor([1, 2]), 'x', '']
  for (const cursor of forged) assert.throws(() => idFromCursor(cursor), { code: 'invalid_cursor' }, cursor)
})
