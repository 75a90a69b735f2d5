/**
 * Sends messages by WHAZING's API at a rate, like many programs at once, and proves that each send became one message, once at
 * WhatsApp and once at the receiver. Open loop: a send starts when it is due, whether or not the ones before have ended. A send
 * whose response was lost is repeated with its Idempotency-Key, as a careful client does, and some are made twice on purpose.
 */
import { setTimeout as until } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { eventually } from '../harness/eventually.ts'
import type { ScriptedReceiver } from '../harness/receiver.ts'
import type { Stage } from '../harness/stage.ts'

export interface Door {
  /** The address without its host, and the token. */
  path: string
  token: string
}

export interface LoadInput {
  stage: Stage
  /** The receiver of the company's endpoint, to which each message must be told once. */
  receiver: ScriptedReceiver
  doors: readonly Door[]
  /** Over all doors. */
  rate: number
  seconds: number
  /** How many people are written to, at each door. */
  people: number
  seed: number
  say?: (line: string) => void
}

export interface LoadResult {
  sends: number
  /** Sends that were made a second time on purpose. */
  repeats: number
  /** Responses that were not 200, by status; 0 = there was none. */
  refused: Record<string, number>
  /** From when a send was due to its response, in milliseconds. */
  latencyMs: { p50: number; p95: number; p99: number; max: number }
  /** From the first send to the last response, and until WhatsApp had all and the receiver too, in seconds. */
  acceptedAfter: number
  sentAfter: number
  toldAfter: number
  lost: string[]
  doubled: string[]
}

/** One in a hundred is sent again at once, with the same key. */
const REPEAT_EVERY = 100
const PATIENCE_MS = 600_000

export async function runSendLoad(input: LoadInput): Promise<LoadResult> {
  const { stage, receiver, doors, rate, seconds, people, seed, say = () => {} } = input
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 60_000 })
  const random = numbersOf(seed)
  const total = Math.round(rate * seconds)
  const latencies: number[] = []
  const refused: Record<string, number> = {}
  const texts = new Set<string>()
  const since = performance.now()
  let repeats = 0

  const post = async (door: Door, key: string, body: unknown): Promise<number> => {
    const { statusCode, body: response } = await request(`${stage.url}${door.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${door.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      dispatcher: agent,
    })
    await response.dump()
    return statusCode
  }
  const send = async (index: number, dueMs: number): Promise<void> => {
    const door = doors[index % doors.length]!
    const text = `carga ${seed} ${index}`
    texts.add(text)
    const number = String(5_531_900_000_000 + (index % doors.length) * 1_000_000 + Math.floor(random() * people))
    // In the form that n8n sends: ids as text, and a key that the route does not know.
    const body = { number, body: text, externalKey: `PED-${index}`, queueName: 'Vendas' }
    for (let attempt = 0; ; attempt++) {
      const status = await post(door, text.replaceAll(' ', '-'), body).catch(() => 0)
      if (status === 200) break
      refused[status] = (refused[status] ?? 0) + 1
      if (attempt === 20) return
      await until(200)
    }
    latencies.push(performance.now() - since - dueMs)
    if (index % REPEAT_EVERY !== 0) return
    repeats++
    await post(door, text.replaceAll(' ', '-'), body)
  }

  const underWay: Promise<void>[] = []
  for (let index = 0; index < total; index++) {
    const dueMs = (index / rate) * 1_000
    const early = dueMs - (performance.now() - since)
    if (early > 2) await until(early)
    underWay.push(send(index, dueMs))
  }
  await Promise.all(underWay)
  const acceptedAfter = (performance.now() - since) / 1_000
  say(`${latencies.length} of ${total} accepted after ${acceptedAfter.toFixed(1)} s`)
  const patience = { timeoutMs: PATIENCE_MS, everyMs: 100 }
  await eventually(async () => (await stage.db`select 1 from outbound limit 1`).length === 0, patience)
  const sentAfter = (performance.now() - since) / 1_000
  say(`WhatsApp had all after ${sentAfter.toFixed(1)} s`)
  await stage.quiet(patience)
  const toldAfter = (performance.now() - since) / 1_000
  say(`the receiver had all after ${toldAfter.toFixed(1)} s`)
  await agent.close()

  const stored = await stage.db<{ body: string }[]>`
    select body from messages where body like ${`carga ${seed} %`}`
  const atWhatsApp = stage.emulator.control
    .outbound()
    .map(({ request: sent }) => String((sent as { text?: { body?: string } }).text?.body))
  const told = new Map<string, string>()
  for (const one of receiver.requests) {
    const { Type, messageBody } = one.json() as { Type?: string; messageBody: string }
    if (Type === undefined) told.set(String(one.headers['webhook-id']), messageBody)
  }
  const faults = [
    compare(
      'stored',
      texts,
      stored.map(row => row.body),
    ),
    compare('at WhatsApp', texts, atWhatsApp),
    compare('told', texts, [...told.values()]),
  ]
  return {
    sends: total,
    repeats,
    refused,
    latencyMs: {
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      p99: quantile(latencies, 0.99),
      max: quantile(latencies, 1),
    },
    acceptedAfter,
    sentAfter,
    toldAfter,
    lost: faults.flatMap(fault => fault.lost),
    doubled: faults.flatMap(fault => fault.doubled),
  }
}

/** Which of the texts are not there, and which are there more than once. */
function compare(where: string, wanted: Set<string>, found: string[]): { lost: string[]; doubled: string[] } {
  const times = new Map<string, number>()
  for (const text of found) if (wanted.has(text)) times.set(text, (times.get(text) ?? 0) + 1)
  return {
    lost: [...wanted].filter(text => !times.has(text)).map(text => `${text} is not ${where}`),
    doubled: [...times].filter(([, count]) => count > 1).map(([text, count]) => `${text} is ${count} times ${where}`),
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
}

/** Mulberry32: the same seed, the same people. */
function numbersOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
