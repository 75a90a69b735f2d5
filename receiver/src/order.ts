/**
 * Keeps the order of each ticket and drops repeats.
 *
 * Recado posts a ticket's events in order, one at a time. What can still happen: a repeat (our response was lost), a gap
 * (an event was set aside after its retries, or we lost our memory), a late event (an event that was set aside is replayed), and,
 * behind a proxy or a queue of your own, an event that overtakes another.
 *
 * An event counts as handled once its `handle` has returned and the store has written; when `handle` throws, nothing is
 * written and the sender's retry gets its turn again. Nothing is acknowledged before it is handled, so an event that is held back
 * is a waiting request and needs no store.
 */
import { laneOf, type Sequence } from './sequence.ts'

/** Sequences from `from` to `to`, both included. */
export interface Range {
  from: number
  to: number
}

/** The state of a lane. It is plain JSON, which you can store anywhere. */
export interface LaneState {
  /** The sequence whose turn is next. */
  next: number
  /** Sequences before `next` that never came. */
  missed: readonly Range[]
}

/** Stores the state of lanes. Give your own to survive restarts; only one process at a time may serve a lane. */
export interface OrderStore {
  read(lane: string): LaneState | undefined | Promise<LaneState | undefined>
  write(lane: string, state: LaneState): void | Promise<void>
}

/** Events that did not come before this one. */
export interface Gap extends Range {
  endpoint: number
  ticket: number
  /** False when the store does not know this lane, so that they may have been handled before a restart. */
  laneKnown: boolean
}

export interface Turn {
  /** What is missing right before this event, or null. */
  gap: Gap | null
  /** True when later events of the ticket were handled already. */
  late: boolean
}

export type OrderOutcome = 'handled' | 'repeat'

export interface OrderOptions {
  /** Default: in memory. */
  store?: OrderStore
  /**
   * How long an event waits for the ones before it, in milliseconds. Default 0: Recado itself never overtakes, so a
   * gap will not fill by waiting. Set it when a proxy or a queue in between may reorder; stay under the sender's 15 s.
   */
  holdMs?: number
  /** Called once for each gap, after the event behind it was handled, which is the moment to catch up. */
  onGap?: (gap: Gap) => void
}

export interface Order {
  /** Waits for the event's turn, then runs `handle`; resolves without running it for a repeat. */
  accept(sequence: Sequence, handle: (turn: Turn) => void | Promise<void>): Promise<OrderOutcome>
}

interface Arrival {
  sequence: number
  wake: () => void
}

interface Lane {
  /** Resolves when the last one in the queue for this lane is done. */
  tail: Promise<unknown>
  arrivals: Set<Arrival>
  /** Up to this sequence no event waits for missing ones any more, only for earlier ones that have arrived. */
  givenUpTo: number
}

const unknownLane: LaneState = { next: 1, missed: [] }

export function createOrder({ store = createMemoryStore(), holdMs = 0, onGap }: OrderOptions = {}): Order {
  const lanes = new Map<string, Lane>()

  async function accept(sequence: Sequence, handle: (turn: Turn) => void | Promise<void>): Promise<OrderOutcome> {
    const name = laneOf(sequence)
    const lane = lanes.get(name) ?? { tail: Promise.resolve(), arrivals: new Set(), givenUpTo: 0 }
    lanes.set(name, lane)
    const arrival: Arrival = { sequence: sequence.sequence, wake: () => {} }
    lane.arrivals.add(arrival)
    const stopWaiting = startPatience(lane, arrival, holdMs)
    try {
      for (;;) {
        // It is read before the attempt, so that a wake-up during it is not lost.
        const changed = new Promise<void>(resolve => {
          arrival.wake = resolve
        })
        const outcome = await inLine(lane, () => attempt(lane, sequence, handle))
        if (outcome !== 'wait') return outcome
        await changed
      }
    } finally {
      stopWaiting()
      lane.arrivals.delete(arrival)
      if (lane.arrivals.size === 0) lanes.delete(name)
      wakeAll(lane)
    }
  }

  async function attempt(
    lane: Lane,
    { endpoint, ticket, sequence }: Sequence,
    handle: (turn: Turn) => void | Promise<void>,
  ): Promise<OrderOutcome | 'wait'> {
    const name = laneOf({ endpoint, ticket, sequence })
    const known = await store.read(name)
    const state = known ?? unknownLane
    if (sequence < state.next) {
      if (!includes(state.missed, sequence)) return 'repeat'
      await handle({ gap: null, late: true })
      await store.write(name, { next: state.next, missed: without(state.missed, sequence) })
      return 'handled'
    }
    if (sequence > state.next && !mayPass(lane, sequence, state.next)) return 'wait'
    const missing = sequence > state.next ? { from: state.next, to: sequence - 1 } : null
    const gap = missing && { endpoint, ticket, ...missing, laneKnown: known !== undefined }
    await handle({ gap, late: false })
    await store.write(name, { next: sequence + 1, missed: missing ? [...state.missed, missing] : state.missed })
    if (gap) onGap?.(gap)
    return 'handled'
  }

  return { accept }
}

/**
 * Lanes in memory; the one that was unused for longest is dropped first. A dropped lane costs a repeat at worst, never a loss.
 */
export function createMemoryStore({ maxLanes = 100_000 }: { maxLanes?: number } = {}): OrderStore {
  const states = new Map<string, LaneState>()
  return {
    read: lane => states.get(lane),
    write(lane, state) {
      states.delete(lane)
      states.set(lane, state)
      const oldest = states.keys().next().value
      if (states.size > maxLanes && oldest !== undefined) states.delete(oldest)
    },
  }
}

/** One at a time per lane, in the order of arrival; only the caller of a failed one gets its error. */
function inLine<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
  const result = lane.tail.then(work)
  lane.tail = result.catch(() => {})
  return result
}

function startPatience(lane: Lane, arrival: Arrival, holdMs: number): () => void {
  const giveUp = () => {
    lane.givenUpTo = Math.max(lane.givenUpTo, arrival.sequence)
    wakeAll(lane)
  }
  if (holdMs <= 0) giveUp()
  if (holdMs <= 0 || holdMs === Number.POSITIVE_INFINITY) return () => {}
  const timer = setTimeout(giveUp, holdMs)
  return () => clearTimeout(timer)
}

/** A gap is passed only when its time is over, and an earlier arrival is never passed. */
function mayPass(lane: Lane, sequence: number, next: number): boolean {
  const overtakes = [...lane.arrivals].some(other => other.sequence >= next && other.sequence < sequence)
  return sequence <= lane.givenUpTo && !overtakes
}

function wakeAll(lane: Lane): void {
  for (const arrival of lane.arrivals) arrival.wake()
}

function includes(ranges: readonly Range[], sequence: number): boolean {
  return ranges.some(({ from, to }) => from <= sequence && sequence <= to)
}

function without(ranges: readonly Range[], sequence: number): Range[] {
  return ranges
    .flatMap(({ from, to }) =>
      from <= sequence && sequence <= to
        ? [
            { from, to: sequence - 1 },
            { from: sequence + 1, to },
          ]
        : [{ from, to }],
    )
    .filter(({ from, to }) => from <= to)
}
