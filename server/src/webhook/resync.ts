/**
 * Compares memory with the database after a turn that failed. Nobody knows whether the turn was committed, so each lane is
 * checked alone (a settling leaves out lanes that were locked). Pure; dispatcher.ts reads the database and applies the result.
 */
import { type LaneMove, type Refill, wasUndone } from '../outbox/index.ts'
import { isLeaving, type LaneInHand } from './lane-in-hand.ts'

/** A lane that the database says is ours, and the position of its head. */
export interface OwnLane {
  id: number
  head: number
}

export interface FailedTurn {
  lanes: readonly LaneInHand[]
  /** What the turn should have recorded, lane by lane in the same order. */
  moves: readonly LaneMove[]
}

export interface Comparison {
  /** Lanes whose move was not recorded, with the step that is to be recorded again. */
  undone: Map<LaneInHand, LaneMove['step']>
  /**
   * Lanes that are no longer ours, or that the turn gave back and its claim took again: what memory has of them is out of date.
   */
  lost: Set<LaneInHand>
  /** Lanes that are ours and have nothing in hand. */
  toRefill: Refill[]
}

/** `isToRecord`: does memory have a move of this lane that no turn has begun to record? */
export function compare(
  rows: readonly OwnLane[],
  failed: FailedTurn,
  inHand: Iterable<LaneInHand>,
  isToRecord: (lane: LaneInHand) => boolean,
): Comparison {
  const heads = new Map(rows.map(row => [row.id, row.head]))
  const undone: Comparison['undone'] = new Map()
  for (const [index, lane] of failed.lanes.entries()) {
    const move = failed.moves[index] as LaneMove
    if (!lane.lost && wasUndone(move, lane.recorded, heads.get(lane.id))) undone.set(lane, lane.move ?? move.step)
  }
  const lost = new Set<LaneInHand>()
  const known = new Set<number>()
  const toRefill: Refill[] = []
  for (const lane of inHand) {
    const isUndone = undone.has(lane)
    const wasTakenAgain = isLeaving(lane) && !isUndone && !isToRecord(lane)
    if (!heads.has(lane.id) || wasTakenAgain) lost.add(lane)
    else {
      known.add(lane.id)
      const waitsForRun = lane.hand.length === 0 && lane.move === undefined && !isUndone
      if (waitsForRun) toRefill.push({ lane_id: lane.id, from: lane.nextPosition })
    }
  }
  toRefill.push(...rows.filter(row => !known.has(row.id)).map(row => ({ lane_id: row.id, from: row.head })))
  return { undone, lost, toRefill }
}

/** Lanes that are ours in the database and not in memory, because a claim's reply was lost. */
export function unknownLanes(rows: readonly OwnLane[], isKnown: (id: number) => boolean): Refill[] {
  return rows.filter(row => !isKnown(row.id)).map(row => ({ lane_id: row.id, from: row.head }))
}
