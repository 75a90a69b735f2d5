/** Compares a lane in hand with a simple model: whatever the receiver returns, what would be recorded is legal and complete. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { NOTHING_SKIPPED } from '../outbox/skipped.ts'
import { applyOutcome, isLeaving, type LaneInHand, toMove } from './lane-in-hand.ts'
import type { Control, Outcome } from './outcome.ts'
import { type RetryPolicy, SCHEDULES } from './retry.ts'

interface Reply {
  status: number | undefined
  control: Control | undefined
  isProbe: boolean
}

const answers = fc.array(
  fc.record<Reply>({
    status: fc.constantFrom(200, 200, 204, 302, 410, 429, 500, undefined),
    control: fc.constantFrom<Control | undefined>(undefined, undefined, undefined, 'disable', 'abort-message'),
    isProbe: fc.boolean(),
  }),
  { maxLength: 60 },
)
const settings = fc.record({
  policy: fc.constantFrom<RetryPolicy>('standard', 'whazing'),
  whenExhausted: fc.constantFrom('skip', 'hold'),
  waiting: fc.integer({ min: 1, max: 8 }),
})

function outcomeOf({ status, control }: Reply): Outcome {
  if (status === undefined)
    return { kind: 'unreachable', error: 'x', durationMs: 1, startedAtMs: 0, control: undefined, quietMs: 0 }
  const answer = {
    status,
    durationMs: 1,
    startedAtMs: 0,
    firstByteMs: 5,
    connecting: null,
    response: '',
    headers: {},
    control,
  }
  return status < 300 ? { kind: 'delivered', ...answer } : { kind: 'refused', ...answer, retryAfterMs: undefined }
}

function laneOf(policy: RetryPolicy, whenExhausted: string, waiting: number): LaneInHand {
  const target = { endpointId: 1, retryPolicy: policy, whenExhausted }
  const hand = Array.from({ length: waiting }, (_, index) => ({ position: index + 1, sequence: index + 1 }))
  const lane = {
    id: 1,
    tenantId: 1,
    ticketId: 1,
    hand,
    nextPosition: waiting + 1,
    head: 1,
    attempts: 0,
    skipped: NOTHING_SKIPPED,
    runs: 1,
  }
  return {
    ...lane,
    endpoint: { target },
    busy: false,
    move: undefined,
    delayMs: 0,
    lost: false,
    isRetry: false,
  } as unknown as LaneInHand
}

it('positions only go up, attempts only with failures, and everything is delivered, skipped or still there', () => {
  fc.assert(
    fc.property(settings, answers, ({ policy, whenExhausted, waiting }, story) => {
      const lane = laneOf(policy, whenExhausted, waiting)
      const done: number[] = []
      for (const answer of story) {
        const delivery = lane.hand[0]
        if (delivery === undefined || lane.move === 'hold') break
        const before = { head: lane.head, attempts: lane.attempts, skipped: lane.skipped.skipped }
        const { record, consequence } = applyOutcome(lane, delivery, outcomeOf(answer), answer.isProbe)
        const move = toMove(lane)

        assert.equal(record.sequence, delivery.sequence)
        assert.equal(record.attempt, before.attempts + 1)
        if (record.outcome === 'delivered') assert.deepEqual(move.skipped, [])
        if (record.outcome === 'delivered' || record.outcome === 'aborted') done.push(delivery.sequence)
        if (record.outcome === 'exhausted' && move.step !== 'hold') done.push(delivery.sequence)
        assert.equal(move.head, done.length + 1)
        assert.ok(move.head === before.head || move.head === before.head + 1)
        // The CHECK constraints of lanes, for the state to which each step leads.
        if (move.step === 'retry' || move.step === 'hold') assert.ok(move.attempts > 0)
        if (move.step === 'keep') assert.ok(lane.hand.length > 0)
        if (move.step === 'keep' || move.step === 'next') assert.equal(move.attempts, 0)
        if (move.step === 'next') assert.equal(lane.hand.length, 0)
        assert.ok(move.attempts <= SCHEDULES[policy].length + 1)
        if (record.outcome === 'probe') assert.equal(move.attempts, before.attempts)
        if (consequence !== 'none') assert.equal(move.step, 'release')
        const givenUp = record.outcome === 'aborted' || (record.outcome === 'exhausted' && move.step !== 'hold')
        if (givenUp) assert.deepEqual(move.skipped, [...before.skipped, delivery.sequence])
        // Claimed again.
        if (isLeaving(lane) && record.outcome !== 'exhausted') lane.move = undefined
      }
      assert.deepEqual(
        done,
        done.map((_, index) => index + 1),
      )
    }),
    { numRuns: 500 },
  )
})
