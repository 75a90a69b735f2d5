import assert from 'node:assert/strict'
import { test } from 'node:test'
import { before, rangeOf, startOf } from './days.ts'

test('a day begins at the company’s local midnight, also when midnight is left out or comes twice', () => {
  for (const [day, timeZone, start] of [
    ['2026-11-28', 'America/Sao_Paulo', '2026-11-28T03:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2018-11-05', 'America/Sao_Paulo', '2018-11-05T02:00:00.000Z'],
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-01-01', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z'],
  ] as const)
    assert.equal(startOf(day, timeZone), start, `${day} ${timeZone}`)
})

test('periods are whole days, and are compared with the same number of days before', () => {
  assert.deepEqual(rangeOf({}, '2026-03-01'), { from: '2026-01-31', to: '2026-03-01' })
  assert.deepEqual(rangeOf({ period: 'last-month' }, '2026-03-15'), { from: '2026-02-01', to: '2026-02-28' })
  assert.deepEqual(rangeOf({ from: '2026-03-09', to: '2026-03-02' }, '2026-03-15'), {
    from: '2026-03-02',
    to: '2026-03-09',
  })
  assert.deepEqual(before({ from: '2026-03-01', to: '2026-03-07' }), { from: '2026-02-22', to: '2026-02-28' })
})
