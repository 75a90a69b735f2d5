/** After a failed turn: what was recorded, what was not, and what is ours. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { LaneMove } from '../outbox/index.ts'
import type { LaneInHand } from './lane-in-hand.ts'
import { compare, unknownLanes } from './resync.ts'

/** A lane whose head is at 5, as far as we know the database. */
function laneOf(id: number, more: Partial<LaneInHand> = {}): LaneInHand {
  const lane = { id, head: 5, recorded: 5, nextPosition: 8, hand: [{}, {}, {}], move: undefined, lost: false, ...more }
  return lane as unknown as LaneInHand
}

const moveOf = (lane_id: number, head: number, step: LaneMove['step']): LaneMove => {
  return { lane_id, head, attempts: 0, skipped: [], skipped_more: 0, step, delay_ms: 0 }
}

const never = () => false

it('a move that was recorded is done; one that was not is recorded again', () => {
  const [done, undone] = [laneOf(1, { head: 7 }), laneOf(2, { head: 7 })]
  const failed = { lanes: [done, undone], moves: [moveOf(1, 7, 'keep'), moveOf(2, 7, 'keep')] }
  const rows = [
    { id: 1, head: 7 },
    { id: 2, head: 5 },
  ]
  const found = compare(rows, failed, [done, undone], never)
  assert.deepEqual([...found.undone], [[undone, 'keep']])
  assert.equal(found.lost.size, 0)
  assert.deepEqual(found.toRefill, [])
})

it('a move that came meanwhile replaces the one that failed', () => {
  const lane = laneOf(1, { move: 'retry' })
  const found = compare([{ id: 1, head: 5 }], { lanes: [lane], moves: [moveOf(1, 6, 'keep')] }, [lane], never)
  assert.deepEqual([...found.undone], [[lane, 'retry']])
})

it('a lane that is no longer ours is lost', () => {
  const lane = laneOf(1)
  const found = compare([], { lanes: [lane], moves: [moveOf(1, 6, 'keep')] }, [lane], never)
  assert.deepEqual([...found.lost], [lane])
  assert.equal(found.undone.size, 0)
})

it('handed back and ours all the same: the claim of that turn took it again, so it is read again', () => {
  const lane = laneOf(1, { head: 6, move: 'retry', hand: [] })
  const failed = { lanes: [lane], moves: [moveOf(1, 6, 'retry')] }
  const found = compare([{ id: 1, head: 6 }], failed, [lane], never)
  assert.deepEqual([...found.lost], [lane])
  assert.deepEqual(found.toRefill, [{ lane_id: 1, from: 6 }])
})

it('a lane that is leaving by a move of its own, not of that turn, stays', () => {
  const lane = laneOf(1, { move: 'hold' })
  const found = compare([{ id: 1, head: 5 }], { lanes: [], moves: [] }, [lane], () => true)
  assert.equal(found.lost.size, 0)
})

it('a lane with an empty hand asks for its run again; one that nobody knows is adopted', () => {
  const lane = laneOf(1, { hand: [] })
  const rows = [
    { id: 1, head: 5 },
    { id: 9, head: 3 },
  ]
  const found = compare(rows, { lanes: [], moves: [] }, [lane], never)
  assert.deepEqual(found.toRefill, [
    { lane_id: 1, from: 8 },
    { lane_id: 9, from: 3 },
  ])
  assert.deepEqual(
    unknownLanes(rows, id => id === 1),
    [{ lane_id: 9, from: 3 }],
  )
})
