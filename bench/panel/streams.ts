/** What two hundred open panels cost: while nothing happens, and while fifty things a second do. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../server/src/base/db/db.ts'
import { type EventStream, openStream } from '../../server/test/harness/event-stream.ts'
import { quantiles } from './print.ts'

const STREAMS = 200
const IDLE_MS = 20_000
const PER_SECOND = 50
const BUSY_SECONDS = 10
/** What Linux counts processor time in. */
const TICK_MS = 10

const spentMs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

export async function measureStreams(server: { url: string; pid: number; cookie: string }, db: Db, ticketId: number) {
  const streams: EventStream[] = []
  const headers = { cookie: server.cookie }
  for (let n = 0; n < STREAMS; n++) streams.push(await openStream(`${server.url}/api/v1/stream`, { headers }))
  try {
    await Promise.all(streams.map(stream => stream.next('hello')))
    await sleep(3_000)
    const before = spentMs(server.pid)
    await sleep(IDLE_MS)
    console.log(
      `${STREAMS} streams, nothing happens: ${(((spentMs(server.pid) - before) / IDLE_MS) * 100).toFixed(1)} % of a core`,
    )
    await busy(streams, db, ticketId)
  } finally {
    for (const stream of streams) stream.cut()
  }
}

/** A change is a new text of one message; each stream notes when it saw it. */
async function busy(streams: EventStream[], db: Db, ticketId: number): Promise<void> {
  const rows = await db<{ id: number }[]>`
    select id from messages where ticket_id = ${ticketId} order by id desc limit ${PER_SECOND * BUSY_SECONDS}`
  const changedAt = new Map<number, number>()
  const took: number[] = []
  const seen = streams.map(() => 0)
  const look = setInterval(() => {
    const now = performance.now()
    for (const [at, stream] of streams.entries()) {
      for (; seen[at]! < stream.events.length; seen[at]!++) {
        const { event, data } = stream.events[seen[at]!]!
        const since = event === 'message' ? changedAt.get(data.id) : undefined
        if (since !== undefined) took.push(now - since)
      }
    }
  }, 5)
  const start = performance.now()
  for (const [n, { id }] of rows.entries()) {
    await sleep(Math.max(0, start + (n * 1_000) / PER_SECOND - performance.now()))
    await db`update messages set body = body || '.' where id = ${id}`
    changedAt.set(id, performance.now())
  }
  await sleep(3_000)
  clearInterval(look)
  const at = quantiles(took)
  console.log(
    `${STREAMS} streams, ${PER_SECOND} changes/s for ${BUSY_SECONDS} s: ${took.length} of ${rows.length * STREAMS} shown; ` +
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${at(1)} ms`,
  )
}
