/** The phases that accept while they deliver, and the one that only accepts. */
import type { Lane } from '../candidate.ts'
import type { Accepted } from '../process/producer.ts'
import type { Arrivals } from '../sink/arrivals.ts'
import { laneKey, sequenceOf, TICKETS, ticketOf } from '../work.ts'
import { type Measures, openScene, orderAndLoss, type Scene, type Stage, untilDelivered } from './scene.ts'

export const ACCEPTS_IN_FLIGHT = 100
const ACCEPT_LIMIT_MS = 10_000
const WARM_UP_SECONDS = 2
const CATCH_UP_LIMIT_MS = 60_000
const BOOKS_LIMIT_MS = 15_000

/** Of sorted numbers. */
const quantile = (sorted: Float64Array, q: number): number =>
  sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!

/** Single accepts without deliveries: how many a second are stored durably, and how long one takes. */
export async function accept(stage: Stage): Promise<Measures> {
  await using scene = await openScene(stage, { events: stage.events })
  const input = { count: stage.events, inFlight: ACCEPTS_IN_FLIGHT, limitMs: ACCEPT_LIMIT_MS }
  const { count, seconds, instants } = await scene.producer.ask<Accepted>('acceptAll', input)
  const took = new Float64Array(count)
  for (let at = 0, n = 0; at < instants.length; at += 3)
    if (instants[at + 2]) took[n++] = instants[at + 2]! - instants[at + 1]!
  took.sort()
  return { perSecond: count / seconds, p50Ms: quantile(took, 0.5) / 1000, p99Ms: quantile(took, 0.99) / 1000 }
}

/** Events come at a fixed rate whether or not the candidate keeps up. The first seconds warm up and are not counted. */
export async function atRate(stage: Stage, perSecond: number, whole = false): Promise<Measures> {
  const seconds = whole ? Math.max(stage.seconds, 60) : stage.seconds
  const warm = perSecond * WARM_UP_SECONDS
  const count = warm + perSecond * seconds
  await using scene = await openScene(stage, { events: count, whole })
  const worker = await scene.addWorker()
  await worker.ask('start')
  await scene.producer.ask<Accepted>('acceptAtRate', { from: 0, perSecond, seconds: WARM_UP_SECONDS })
  const meter = await scene.startMeter()
  const accepted = await scene.producer.ask<Accepted>('acceptAtRate', { from: warm, perSecond, seconds })
  await untilDelivered(stage.sink, { count, limitMs: CATCH_UP_LIMIT_MS, idleMs: 15_000 })
  await scene.untilNothingWaits(BOOKS_LIMIT_MS)
  const cost = await meter.stop(perSecond * seconds)
  const latency = latencies(accepted, warm, await stage.sink.arrivals(), await lanesOf(scene))
  const outcome = orderAndLoss(await stage.sink.summary(), count)
  // The whole way has additional events (a new ticket has its own event), so losses are found by name, not by count.
  const lost = whole ? latency.missing! : outcome.lost!
  return { acceptedPerSecond: accepted.count / accepted.seconds, ...latency, ...outcome, lost, ...cost }
}

export const at500 = (stage: Stage) => atRate(stage, 500)
export const at2000 = (stage: Stage) => atRate(stage, 2000)
export const wholeWay = (stage: Stage) => atRate(stage, 500, true)

async function lanesOf(scene: Scene): Promise<Map<number, Lane>> {
  const own = await scene.producer.ask<Lane[] | null>('lanes')
  const lanes =
    own ?? Array.from({ length: TICKETS }, (_, ticket) => ({ ticket, key: laneKey(ticket), firstSequence: 1 }))
  return new Map(lanes.map(lane => [lane.ticket, lane]))
}

/** From commit to arrival, and from the instant it was due (which also shows what had to wait to be accepted). */
function latencies(accepted: Accepted, from: number, arrivals: Arrivals, lanes: Map<number, Lane>): Measures {
  const { instants } = accepted
  const sinceCommit: number[] = []
  const sinceDue: number[] = []
  let missing = 0
  for (let at = 0; at < instants.length / 3; at++) {
    const lane = lanes.get(ticketOf(from + at))
    const arrival = lane && arrivals.of(lane.key, lane.firstSequence + sequenceOf(from + at) - 1)
    if (!arrival) missing++
    else {
      sinceCommit.push(arrival.firstUs - instants[at * 3 + 2]!)
      sinceDue.push(arrival.firstUs - instants[at * 3]!)
    }
  }
  const [commit, due] = [sinceCommit, sinceDue].map(each => Float64Array.from(each).sort()) as [
    Float64Array,
    Float64Array,
  ]
  return {
    p50Ms: Math.max(0, quantile(commit, 0.5) / 1000),
    p99Ms: Math.max(0, quantile(commit, 0.99) / 1000),
    maxMs: quantile(commit, 1) / 1000,
    dueP50Ms: quantile(due, 0.5) / 1000,
    dueP99Ms: quantile(due, 0.99) / 1000,
    missing,
  }
}
