/** The phases that store first and deliver after: how fast, at what cost, and in what order. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Arrivals } from '../sink/arrivals.ts'
import { watchMemory } from '../usage.ts'
import { countFor, ENDPOINTS } from '../work.ts'
import { deliveredTo, type Measures, openScene, orderAndLoss, ratesOf, type Stage, untilDelivered } from './scene.ts'

const DRAIN_LIMIT_MS = 120_000
/** Longer than any retry of any candidate. */
const IDLE_MS = 15_000
const BOOKS_LIMIT_MS = 15_000

async function drainAll(
  stage: Stage,
  input: { events: number; workers: number; failPercent?: number },
): Promise<Measures> {
  const { sink } = stage
  const { events } = input
  await using scene = await openScene(stage, { events })
  await scene.fill(events)
  for (let endpoint = 0; input.failPercent && endpoint < ENDPOINTS; endpoint++)
    await sink.setMode(endpoint, 'fail-once', input.failPercent)
  const workers = await Promise.all(Array.from({ length: input.workers }, () => scene.addWorker()))
  const meter = await scene.startMeter()
  await Promise.all(workers.map(worker => worker.ask('start')))
  const summary = await untilDelivered(sink, { count: events, limitMs: DRAIN_LIMIT_MS, idleMs: IDLE_MS })
  await scene.untilNothingWaits(BOOKS_LIMIT_MS)
  const cost = await meter.stop(summary.delivered)
  return { ...(await ratesOf(sink, stage.events)), ...orderAndLoss(await sink.summary(), events), ...cost }
}

/** Twice the work: the first half by a process that has just been started, the second by the same one, warmed up. */
export const drain = (stage: Stage) => drainAll(stage, { events: 2 * stage.events, workers: 1 })
export const drainByTwo = (stage: Stage) => drainAll(stage, { events: stage.events, workers: 2 })
export const failOnce = (stage: Stage) => drainAll(stage, { events: stage.events, workers: 1, failPercent: 1 })

const HANG_WINDOW_MS = 20_000
const OTHERS = [0, 1, 2]

/** One endpoint takes requests and never responds. The rate of the other three is measured. */
export async function oneHangs(stage: Stage): Promise<Measures> {
  const { sink, events } = stage
  await using scene = await openScene(stage, { events })
  await scene.fill(events)
  await sink.setMode(3, 'hang')
  const worker = await scene.addWorker()
  const meter = await scene.startMeter()
  await worker.ask('start')
  const count = countFor(OTHERS, events)
  const summary = await untilDelivered(sink, {
    count,
    limitMs: HANG_WINDOW_MS,
    idleMs: HANG_WINDOW_MS,
    endpoints: OTHERS,
  })
  const delivered = deliveredTo(summary, OTHERS)
  const cost = await meter.stop(delivered)
  const complete = delivered >= count
  const seconds = complete ? (summary.lastUs - summary.firstUs) / 1e6 : HANG_WINDOW_MS / 1000
  return { othersPerSecond: delivered / seconds, othersDelivered: delivered / count, ...cost }
}

const KILL_WATCH_MS = 120_000
const KILL_AT = 0.3
const SILENCE_US = 1_000_000
const nowUs = () => (performance.timeOrigin + performance.now()) * 1000

/** kill -9 mid-drain; then a new process is started, as a supervisor would. */
export async function killed(stage: Stage): Promise<Measures> {
  const { sink, events } = stage
  await using scene = await openScene(stage, { events })
  await scene.fill(events)
  const first = await scene.addWorker()
  await first.ask('start')
  while ((await sink.summary()).delivered < events * KILL_AT) await sleep(5)
  await first.kill()
  const killedUs = nowUs()
  const second = await scene.addWorker()
  const memory = watchMemory(() => ({ worker: [second.pid] }))
  await second.ask('start')
  await untilDelivered(sink, { count: events, limitMs: KILL_WATCH_MS, idleMs: KILL_WATCH_MS })
  const settled = await scene.untilNothingWaits(Math.max(1000, KILL_WATCH_MS - (nowUs() - killedUs) / 1000))
  return {
    ...orderAndLoss(await sink.summary(), events),
    ...returnAfter(await sink.arrivals(), killedUs),
    workerMemoryMb: memory.stop().worker!,
    neverBack: settled ? 0 : await scene.producer.ask<number>('pending'),
  }
}

/**
 * When deliveries went on, and when the deliveries of the dead process were back: its last repeat, or the end of the last silence
 * of a second or more (held deliveries that come for the first time look like any other, but they come after a pause).
 */
function returnAfter(arrivals: Arrivals, killedUs: number): Measures {
  const after: number[] = []
  let back = 0
  for (const { firstUs, lastUs, hits } of arrivals.all()) {
    if (firstUs > killedUs) after.push(firstUs)
    if (hits > 1 && lastUs > killedUs) {
      after.push(lastUs)
      back = Math.max(back, lastUs)
    }
  }
  after.sort((a, b) => a - b)
  for (const [at, us] of after.entries()) if (us - (after[at - 1] ?? killedUs) > SILENCE_US) back = Math.max(back, us)
  const resumed = after[0] ?? Number.NaN
  return { resumedAfterMs: (resumed - killedUs) / 1000, backAfterMs: (Math.max(resumed, back) - killedUs) / 1000 }
}

export const MILLION = 1_000_000
const MILLION_WINDOW_MS = 20_000
const MILLION_FILL_LIMIT_MS = 400_000

/** The rate while a million wait, over a window; with less when not even the storing comes to an end in time. */
export async function drainMillion(stage: Stage): Promise<Measures> {
  const { sink } = stage
  await using scene = await openScene(stage, { events: MILLION })
  const started = Date.now()
  const waiting = await scene.fill(MILLION, MILLION_FILL_LIMIT_MS)
  const fillSeconds = (Date.now() - started) / 1000
  const worker = await scene.addWorker()
  const meter = await scene.startMeter()
  await worker.ask('start')
  const summary = await untilDelivered(sink, { count: waiting, limitMs: MILLION_WINDOW_MS, idleMs: MILLION_WINDOW_MS })
  const cost = await meter.stop(summary.delivered)
  return {
    waiting,
    fillSeconds,
    ...(await ratesOf(sink, stage.events)),
    disorderedTickets: summary.disorderedLanes,
    ...cost,
  }
}
