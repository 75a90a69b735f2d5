import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf, snoozeTimes } from './snooze-times.ts'

const SAO_PAULO = 'America/Sao_Paulo'

test('a local time in a time zone is an instant, in summer and in winter', () => {
  assert.equal(instantOf('2026-11-28T18:00', SAO_PAULO), '2026-11-28T21:00:00.000Z')
  assert.equal(instantOf('2026-07-01T09:00', 'Europe/Lisbon'), '2026-07-01T08:00:00.000Z')
  assert.equal(instantOf('2026-12-01T09:00', 'Europe/Lisbon'), '2026-12-01T09:00:00.000Z')
  // The hour before clocks go forward.
  assert.equal(instantOf('2026-03-29T00:30', 'Europe/Lisbon'), '2026-03-29T00:30:00.000Z')
})

test('usual times are in the company’s days, without those that make no sense', () => {
  const names = (now: string) => snoozeTimes(Date.parse(now), SAO_PAULO).map(({ name, at }) => `${name} ${at}`)
  // Saturday 23:30 there is Sunday in UTC.
  assert.deepEqual(names('2026-11-29T02:30:00Z'), [
    'hour 2026-11-29T03:30:00.000Z',
    'tomorrow 2026-11-29T12:00:00.000Z',
    'monday 2026-11-30T12:00:00.000Z',
  ])
  assert.deepEqual(names('2026-11-25T13:00:00Z'), [
    'hour 2026-11-25T14:00:00.000Z',
    'evening 2026-11-25T21:00:00.000Z',
    'tomorrow 2026-11-26T12:00:00.000Z',
    'monday 2026-11-30T12:00:00.000Z',
  ])
  // On a Sunday the coming Monday is tomorrow.
  assert.deepEqual(
    snoozeTimes(Date.parse('2026-11-29T15:00:00Z'), SAO_PAULO).map(({ name }) => name),
    ['hour', 'evening', 'tomorrow'],
  )
})
