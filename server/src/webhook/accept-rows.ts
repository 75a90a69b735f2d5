/** Puts the deliveries of a claim into the hands of their lanes. */
import type { ClaimedRow, Refill } from '../outbox/index.ts'
import type { ClaimedCount, EndpointBook } from './endpoint-book.ts'
import { hand, type LaneInHand, toLaneInHand } from './lane-in-hand.ts'
import type { LanesInHand } from './lanes-in-hand.ts'

export interface Accepted {
  /** Lanes that were claimed, or that got their next run. */
  touched: LaneInHand[]
  /** How many were claimed, by endpoint. */
  taken: Map<number, ClaimedCount>
  /** Lanes whose endpoint is not loaded yet; they are claimed again when it is known where to post, and with which secret. */
  unknown: Refill[]
}

export function acceptRows(rows: readonly ClaimedRow[], book: EndpointBook, lanes: LanesInHand): Accepted {
  const taken = new Map<number, ClaimedCount>()
  const touched = new Set<LaneInHand>()
  const unknown = new Map<number, Refill>()
  for (const row of rows) {
    const state = book.get(row.endpoint_id)
    let lane = lanes.get(row.lane_id)
    const isOutdated = state !== undefined && state.target.version < row.endpoint_version
    if (isOutdated) book.invalidate(row.endpoint_id)
    if (state === undefined || isOutdated) {
      unknown.set(row.lane_id, { lane_id: row.lane_id, from: lane?.nextPosition ?? row.head })
      continue
    }
    if (lane === undefined) {
      lane = lanes.add(toLaneInHand(row, state))
      const known = taken.get(row.endpoint_id) ?? { lanes: 0, retrying: 0 }
      taken.set(row.endpoint_id, { lanes: known.lanes + 1, retrying: known.retrying + (lane.isRetry ? 1 : 0) })
    }
    touched.add(lane)
    hand(lane, row)
  }
  return { touched: [...touched], taken, unknown: [...unknown.values()] }
}
