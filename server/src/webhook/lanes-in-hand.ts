/** The lanes that a dispatcher has in hand, counted per endpoint. No I/O. */
import type { EndpointState } from './endpoint-state.ts'
import type { LaneInHand } from './lane-in-hand.ts'

export class LanesInHand {
  readonly #lanes = new Map<number, LaneInHand>()

  get size(): number {
    return this.#lanes.size
  }

  get(id: number): LaneInHand | undefined {
    return this.#lanes.get(id)
  }

  all(): Iterable<LaneInHand> {
    return this.#lanes.values()
  }

  of(endpoint: EndpointState): LaneInHand[] {
    return [...this.#lanes.values()].filter(lane => lane.endpoint === endpoint)
  }

  add(lane: LaneInHand): LaneInHand {
    this.#lanes.set(lane.id, lane)
    lane.endpoint.inHand++
    if (lane.isRetry) lane.endpoint.retryingInHand++
    return lane
  }

  remove(lane: LaneInHand): void {
    if (lane.lost) return
    lane.lost = true
    this.#lanes.delete(lane.id)
    lane.endpoint.inHand--
    this.countAsFresh(lane)
  }

  /** Called when the lane no longer counts against the room for retries. */
  countAsFresh(lane: LaneInHand): void {
    if (lane.isRetry) lane.endpoint.retryingInHand--
    lane.isRetry = false
  }
}
