import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Control, type Outcome, waitOf } from './outcome.ts'
import { decide, parseRetryAfter, type RetryPolicy, SCHEDULES } from './retry.ts'

const TWELVE_HOURS = 12 * 60 * 60 * 1_000

const answer = {
  durationMs: 5,
  startedAtMs: 0,
  firstByteMs: 5,
  connecting: null,
  response: '',
  headers: {},
  control: undefined,
}
const refused = (status: number, more: { retryAfterMs?: number; control?: Control } = {}): Outcome => ({
  kind: 'refused',
  ...answer,
  status,
  retryAfterMs: undefined,
  ...more,
})
const unreachable = (quietMs: number): Outcome => {
  return { kind: 'unreachable', error: 'no', durationMs: 5, startedAtMs: 0, control: undefined, quietMs }
}

const policy = fc.constantFrom<RetryPolicy>('standard', 'whazing')
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
/** A failure that does not ask to end the endpoint. */
const failure = fc.oneof(
  fc.constantFrom(0, 60_000, 120_000).map(unreachable),
  fc
    .record({
      status: fc.integer({ min: 300, max: 599 }).filter(status => status !== 410),
      retryAfterMs: fc.option(fc.nat(100 * TWELVE_HOURS), { nil: undefined }),
    })
    .map(({ status, retryAfterMs }) => refused(status, retryAfterMs === undefined ? {} : { retryAfterMs })),
)

describe('decide', () => {
  it('the schedule begins with short pauses', () => {
    const s = 1_000
    assert.deepEqual(SCHEDULES.standard, [
      0.5 * s,
      2 * s,
      5 * s,
      15 * s,
      60 * s,
      300 * s,
      1_800 * s,
      7_200 * s,
      18_000 * s,
      36_000 * s,
      36_000 * s,
    ])
    assert.deepEqual(SCHEDULES.whazing, [180 * s, 180 * s])
  })

  it('gives up after exactly the schedule, whatever failed', () => {
    fc.assert(
      fc.property(policy, failure, random, fc.integer({ min: 1, max: 40 }), (which, outcome, chance, attempts) => {
        const last = attempts > SCHEDULES[which].length
        assert.equal(decide(which, attempts, outcome, chance).next, last ? 'give-up' : 'retry')
      }),
    )
  })

  it('never comes back before the schedule, nor before Retry-After, nor later than needed', () => {
    fc.assert(
      fc.property(policy, failure, random, fc.integer({ min: 1, max: 11 }), (which, outcome, chance, attempts) => {
        const decision = decide(which, attempts, outcome, chance)
        if (decision.next !== 'retry') return
        const scheduled = SCHEDULES[which][attempts - 1]!
        const asked = Math.min(waitOf(outcome), TWELVE_HOURS)
        assert.ok(decision.delayMs >= scheduled)
        assert.ok(decision.delayMs >= asked)
        assert.ok(decision.delayMs <= Math.max(scheduled * 1.1, asked) + 1)
        assert.ok(Number.isInteger(decision.delayMs))
      }),
    )
  })

  it('2xx alone is success', () => {
    for (const status of [200, 201, 204, 299]) {
      assert.deepEqual(decide('standard', 1, { kind: 'delivered', ...answer, status }, 0), { next: 'advance' })
    }
    for (const status of [301, 302, 304, 307, 400, 401, 404, 429, 500, 503]) {
      assert.equal(decide('standard', 1, refused(status), 0).next, 'retry')
    }
  })

  it('410 disables and keeps the event, on any attempt', () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 1, max: 40 }), (which, attempts) => {
        const expected = { next: 'disable', reason: 'gone', consumesEvent: false }
        assert.deepEqual(decide(which, attempts, refused(410), 0), expected)
      }),
    )
  })

  it('a receiver that asks to be disabled is; the event is done only if it took it', () => {
    const asked = { next: 'disable', reason: 'asked' }
    assert.deepEqual(decide('standard', 1, { kind: 'delivered', ...answer, status: 200, control: 'disable' }, 0), {
      ...asked,
      consumesEvent: true,
    })
    assert.deepEqual(decide('standard', 1, refused(500, { control: 'disable' }), 0), { ...asked, consumesEvent: false })
  })

  it('a receiver that asks not to get this message again does not get it again', () => {
    assert.deepEqual(decide('standard', 1, refused(422, { control: 'abort-message' }), 0), { next: 'give-up' })
    const taken: Outcome = { kind: 'delivered', ...answer, status: 200, control: 'abort-message' }
    assert.deepEqual(decide('standard', 1, taken, 0), { next: 'advance' })
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0)
  for (const [header, expected] of [
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['999999999', 999_999_999_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:59:00 GMT', 0],
    // The two obsolete forms that RFC 9110 wants read.
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun Nov 22 12:00:30 2026', 30_000],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['soon', undefined],
    ['try again in 2099', undefined],
    ['Sun, 99 Nov 2026 12:00:30 GMT', undefined],
    ['9'.repeat(400), undefined],
  ] as const) {
    it(JSON.stringify(header.slice(0, 40)), () => assert.equal(parseRetryAfter(header, now), expected))
  }

  it('without the header, no wait', () => assert.equal(parseRetryAfter(undefined, now), undefined))

  it('whatever is written there, it is a wait or nothing', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const ms = parseRetryAfter(text, now)
        assert.ok(ms === undefined || (Number.isFinite(ms) && ms >= 0))
      }),
    )
  })
})
