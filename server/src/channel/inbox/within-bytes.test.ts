import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withinBytes } from './within-bytes.ts'

const MB = 1_024 * 1_024
const ids = (...rows: [tenant_id: number, size: number][]) =>
  withinBytes(rows.map(([tenant_id, size], id) => ({ tenant_id, size, id }))).map(row => row.id)

test('a company that posts megabytes keeps no other one out of the round, and its own posts stay in order', () => {
  assert.deepEqual(ids([1, 4 * MB], [2, 1_000], [1, 4 * MB], [2, 1_000], [1, 10]), [0, 1, 3])
  assert.deepEqual(ids([1, 3 * MB], [1, MB / 2], [1, MB], [1, 10]), [0, 1])
})

test('however many companies post megabytes, a round stays limited and has small posts as well', () => {
  const large: [number, number][] = Array.from({ length: 10 }, (_, n) => [n + 1, 3 * MB])
  assert.deepEqual(ids(...large, [99, 5_000]), [0, 1, 2, 3, 4, 10])
})

test('a post that is larger than the limit goes alone', () => {
  assert.deepEqual(ids([1, 40 * MB], [2, 3 * MB]), [0])
})
