import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Producer } from '../candidate.ts'
import { eventAt, eventsBetween, type WorkEvent } from '../work.ts'
import type { Calls } from './calls.ts'

/** Per accepted event three instants in epoch microseconds: when it was due, when accept was called, when it had resolved. */
export interface Accepted {
  count: number
  seconds: number
  instants: Float64Array
}

const nowUs = () => (performance.timeOrigin + performance.now()) * 1000

export function producerCalls(producer: Producer): Calls {
  return {
    fill: input => fill(producer, input),
    acceptAll: input => acceptAll(producer, input),
    acceptAtRate: input => acceptAtRate(producer, input),
    pending: () => producer.pending(),
    lanes: async () => (await producer.lanes?.()) ?? null,
    close: () => producer.close(),
  }
}

const FILL_BATCH = 500

/** Stores events as fast as the candidate can; returns how many before the limit. */
async function fill(producer: Producer, input: { count: number; limitMs: number }): Promise<number> {
  const limit = Date.now() + input.limitMs
  let stored = 0
  while (stored < input.count && Date.now() < limit) {
    const until = Math.min(stored + FILL_BATCH, input.count)
    await producer.acceptMany([...eventsBetween(stored, until)])
    stored = until
  }
  return stored
}

/**
 * Single accepts, as so many web requests would make them, with `inFlight` under way. Each line of producers owns its tickets,
 * so that a ticket's events are accepted one after the other.
 */
async function acceptAll(
  producer: Producer,
  input: { count: number; inFlight: number; limitMs: number },
): Promise<Accepted> {
  const lines = Array.from({ length: input.inFlight }, (): WorkEvent[] => [])
  for (const event of eventsBetween(0, input.count)) lines[event.ticket % input.inFlight]!.push(event)
  const instants = new Float64Array(input.count * 3)
  const started = performance.now()
  let count = 0
  const accept = async (line: WorkEvent[]) => {
    for (const event of line) {
      if (performance.now() - started > input.limitMs) return
      const asked = nowUs()
      await producer.accept(event)
      instants.set([asked, asked, nowUs()], event.index * 3)
      count++
    }
  }
  await Promise.all(lines.map(accept))
  return { count, seconds: (performance.now() - started) / 1000, instants }
}

/**
 * Open loop: events come at their times, whether or not the candidate keeps up. A ticket's next event waits for its former
 * (the conversation's own order); all others never wait.
 */
async function acceptAtRate(
  producer: Producer,
  input: { from: number; perSecond: number; seconds: number },
): Promise<Accepted> {
  const count = Math.round(input.perSecond * input.seconds)
  const events = Array.from({ length: count }, (_, at) => eventAt(input.from + at))
  const instants = new Float64Array(count * 3)
  const latest: (Promise<void> | undefined)[] = []
  const startUs = nowUs() + 10_000
  let accepted = 0
  const accept = async (event: WorkEvent, at: number, former: Promise<void> | undefined) => {
    await former
    instants[at * 3 + 1] = nowUs()
    await producer.accept(event)
    instants[at * 3 + 2] = nowUs()
    accepted++
  }
  for (const [at, event] of events.entries()) {
    const dueUs = startUs + (at * 1_000_000) / input.perSecond
    // Timers have whole milliseconds, so at 2,000/s events go in pairs; the due instants include that delay.
    while (nowUs() < dueUs) await sleep(1)
    if (at % 64 === 0) await turn() // when it is late, the loop would otherwise never read a response
    instants[at * 3] = dueUs
    latest[event.ticket] = accept(event, at, latest[event.ticket])
  }
  const seconds = (nowUs() - startUs) / 1e6
  const inTime = accepted
  // Requests under way still count for the order and the losses; their latencies show that they were late.
  await Promise.all(latest)
  return { count: inTime, seconds, instants }
}
