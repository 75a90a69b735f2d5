/** The lanes that a dispatcher holds, and what each endpoint is charged for them. No I/O. */
import type { EndpointState } from './endpoint-state.ts'
import type { HeldLane } from './lane-in-hand.ts'

export class LanesInHand {
  readonly #lanes = new Map<number, HeldLane>()

  get size(): number {
    return this.#lanes.size
  }

  get(id: number): HeldLane | undefined {
    return this.#lanes.get(id)
  }

  all(): Iterable<HeldLane> {
    return this.#lanes.values()
  }

  of(endpoint: EndpointState): HeldLane[] {
    return [...this.#lanes.values()].filter(lane => lane.endpoint === endpoint)
  }

  hold(lane: HeldLane): HeldLane {
    this.#lanes.set(lane.id, lane)
    lane.endpoint.held++
    if (lane.cameRetrying) lane.endpoint.heldRetrying++
    return lane
  }

  drop(lane: HeldLane): void {
    if (lane.lost) return
    lane.lost = true
    this.#lanes.delete(lane.id)
    lane.endpoint.held--
    this.countAsFresh(lane)
  }

  /** It no longer counts against the room for retries. */
  countAsFresh(lane: HeldLane): void {
    if (lane.cameRetrying) lane.endpoint.heldRetrying--
    lane.cameRetrying = false
  }
}
