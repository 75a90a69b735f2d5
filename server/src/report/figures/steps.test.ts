import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { spansOf, stepAt, stepsOf } from './steps.ts'

let own: TestDatabase
before(async () => {
  own = await testDatabase()
})
after(() => own?.[Symbol.asyncDispose]())

const LAST = 300

test('every duration has one step, every step one number, and no step is more than 5 % off', async () => {
  const rows = await own.db<{ seconds: number; step: number; number: number }[]>`
    select seconds, report_step(make_interval(secs => seconds)) as step,
      report_step_number(report_step(make_interval(secs => seconds))) as number
    from generate_series(0, 25000) seconds
    union all
    select s, report_step(make_interval(secs => s)), report_step_number(report_step(make_interval(secs => s)))
    from generate_series(25001::bigint, 2000000000, 999983) s
    order by 1`
  for (const { seconds, step, number } of rows) {
    assert.equal(stepAt(number), step, `${seconds} s`)
    assert.ok(Math.abs(step - seconds) <= seconds * 0.05, `${seconds} s became ${step} s`)
  }
  const numbers = await own.db<{ number: number; step: number; back: number }[]>`
    select n as number, s as step, report_step_number(s) as back
    from unnest(${Array.from({ length: LAST + 1 }, (_, number) => stepAt(number))}::bigint[]) with ordinality as t (s, at)
    cross join lateral (select at - 1 as n) numbered`
  for (const { number, step, back } of numbers) {
    assert.equal(back, number)
    assert.ok(number === 0 || step > stepAt(number - 1))
  }
  assert.equal(stepAt(LAST), 2_000_000_000)
})

test('the sum of numbers is the sum of every step, and gives the percentiles that PostgreSQL would', async () => {
  const some = fc.array(fc.nat({ max: LAST }), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(some, some, async (stay, leave) => {
      const seconds = (numbers: number[]) => numbers.map(stepAt)
      const [row] = await own.db<{ durations: string; median: number; p90: number }[]>`
        select (
            (select sum(report_unit(s)) from unnest(${seconds([...stay, ...leave])}::bigint[]) s)
            - (select sum(report_unit(s)) from unnest(${seconds(leave)}::bigint[]) s)
          )::text as durations,
          (select percentile_disc(0.5) within group (order by s) from unnest(${seconds(stay)}::bigint[]) s) as median,
          (select percentile_disc(0.9) within group (order by s) from unnest(${seconds(stay)}::bigint[]) s) as p90`
      const { durations, median, p90 } = row!
      assert.deepEqual(spansOf(durations), { median, p90 })
      const times = Map.groupBy(seconds(stay), step => step)
      assert.deepEqual(new Map(stepsOf(durations)), new Map([...times].map(([step, all]) => [step, all.length])))
    }),
    { numRuns: 60, seed: 13 },
  )
  assert.deepEqual(spansOf('0'), { median: null, p90: null })
})
