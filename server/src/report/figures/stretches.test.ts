import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, type Stretch, stretchesOf } from './stretches.ts'

const shift = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
const range = fc
  .record({ from: fc.integer({ min: 0, max: 800 }), days: fc.integer({ min: 0, max: 400 }) })
  .map(({ from, days }) => ({ from: shift('2023-12-01', from), to: shift('2023-12-01', from + days) }))

function* daysOf({ start, until }: Stretch): Iterable<string> {
  for (let day = start; day < until; day = shift(day, 1)) yield day
}

test('months and days add up to exactly the days that are asked for, in few rows', () => {
  fc.assert(
    fc.property(range, ({ from, to }) => {
      const times = new Map<string, number>()
      const stretches = stretchesOf({ from, to }, 'months')
      for (const each of stretches) for (const day of daysOf(each)) times.set(day, (times.get(day) ?? 0) + each.times)
      for (const [day, n] of times) assert.equal(n, day >= from && day <= to ? 1 : 0, `${day} of ${from} to ${to}`)
      for (let day = from; day <= to; day = shift(day, 1)) assert.equal(times.get(day), 1, `${day} of ${from} to ${to}`)
      const days = stretches.filter(({ table }) => table === 'report_days').flatMap(each => [...daysOf(each)])
      assert.ok(days.length <= 30, `${days.length} days of ${from} to ${to}`)
      assert.ok(stretches.length <= 5)
      for (const { start, until } of stretches.filter(({ table }) => table === 'report_months'))
        assert.ok(start.endsWith('-01') && until.endsWith('-01'))
    }),
    { seed: 13 },
  )
})
