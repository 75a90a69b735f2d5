/**
 * How many lanes of which endpoint the next claim may take. Pure: endpoint-book.ts keeps the states.
 *
 * A company may have any number of endpoints that hang, and so may others. Hence each company grows to half at most of
 * what the others leave free, and companies that want more at the same time grow by the same number.
 */
import type { Room } from '../outbox/index.ts'
import { type EndpointState, roomOf } from './endpoint-state.ts'
import type { Peers } from './lease.ts'

/** Lanes in hand at once, over all endpoints of all companies. */
export const MAX_LANES = 1_024

export const wantsLanes = (state: EndpointState) => state.mayHaveDue || state.moreRetriesDue

/**
 * `states` are all that this process knows. The rooms of those that want lanes come in the order of the states; those that
 * can be given nothing are left out.
 */
export function shareRooms(states: readonly EndpointState[], peers: Peers, lanesInHand: number): Room[] {
  const rooms: Room[] = []
  let free = MAX_LANES - lanesInHand
  const isScarce = free < MAX_LANES / 2
  // An endpoint that can be given nothing now, because it is dead or full, takes nothing from the others.
  const able = states.filter(state => wantsLanes(state) && roomOf(state, peers, { free, isScarce }) !== undefined)
  const growth = Math.max(1, Math.floor(free / (new Set(able.map(state => state.target.tenantId)).size + 1)))
  const inHand = lanesByTenant(states)
  const limits = new Map<number, number>()
  for (const state of able) {
    const { tenantId } = state.target
    const ofTenant = inHand.get(tenantId) ?? 0
    const limit = limits.get(tenantId) ?? Math.min(ofTenant + growth, Math.max(1, (free + ofTenant) >> 1))
    limits.set(tenantId, limit)
    const room = roomOf(state, peers, { free: Math.min(free, limit - ofTenant), isScarce })
    if (room === undefined) continue
    free -= room.most
    inHand.set(tenantId, ofTenant + room.most)
    rooms.push(room)
  }
  return rooms
}

function lanesByTenant(states: readonly EndpointState[]): Map<number, number> {
  const lanes = new Map<number, number>()
  for (const { target, inHand } of states) lanes.set(target.tenantId, (lanes.get(target.tenantId) ?? 0) + inHand)
  return lanes
}
