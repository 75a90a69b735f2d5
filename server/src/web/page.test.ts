import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromCursor, idFromCursor, placeFromCursor, toCursor } from './page.ts'

test('a cursor that we did not make is refused', () => {
  assert.deepEqual(fromCursor(toCursor(['a', 7]), 2), ['a', 7])
  assert.equal(idFromCursor(toCursor([7])), 7)
  assert.equal(idFromCursor(toCursor([0])), 0)
  const forged = [toCursor(['x']), toCursor([1.5]), toCursor([1e300]), toCursor([-1]), toCursor([1, 2]), 'x', '']
  for (const cursor of forged) assert.throws(() => idFromCursor(cursor), { code: 'invalid_cursor' }, cursor)
})

test('an instant in a cursor is one that PostgreSQL can read', () => {
  const at = '2026-11-28T12:00:00.123Z'
  assert.deepEqual(placeFromCursor(toCursor([at, 7])), { at: new Date(at), id: 7 })
  const forged = ['+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '1', 'x']
  for (const text of forged) {
    assert.throws(() => placeFromCursor(toCursor([text, 7])), { code: 'invalid_cursor' }, text)
  }
  assert.throws(() => placeFromCursor(toCursor([at, 1.5])), { code: 'invalid_cursor' })
})
