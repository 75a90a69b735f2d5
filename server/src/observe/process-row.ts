/** The row by which other processes see this one. It is written every 15 seconds and deleted when the process stops. */
import { statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { startRounds } from '../base/rounds.ts'

export const SEEN_EVERY_MS = 15_000
/** The interval that the histogram adds to every delay. */
const RESOLUTION_MS = 20
/** Deletes the rows of processes that were killed. */
const FORGOTTEN_AFTER = '1 hour'

export interface ProcessDeps {
  db: Db
  log: Log
  part: 'all' | 'web' | 'dispatcher'
  version: string
  dataDir: string
}

interface Facts {
  eventLoopMs: number
  memoryBytes: number
  diskFreeBytes: number | null
  diskBytes: number | null
}

export function reportProcess(deps: ProcessDeps): AsyncDisposable {
  const { db, log } = deps
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const look = async (): Promise<Facts> => {
    const eventLoopMs = Math.max(0, Math.round(delay.percentile(99) / 1e6) - RESOLUTION_MS)
    delay.reset()
    return { eventLoopMs, memoryBytes: process.memoryUsage.rss(), ...(await diskOf(deps.dataDir)) }
  }
  let id: number | undefined
  const rounds = startRounds({
    async round() {
      const facts = await look()
      // The first time, or after such a long sleep that others have deleted the row.
      if (id === undefined || !(await update(db, id, facts))) id = await insert(deps, facts)
      await db`delete from processes where seen_at < now() - ${FORGOTTEN_AFTER}::interval`
      return SEEN_EVERY_MS
    },
    onTrouble: error => log.warn({ err: error }, 'this process could not write its heartbeat row; it goes on'),
    afterTroubleMs: SEEN_EVERY_MS,
  })
  return {
    async [Symbol.asyncDispose]() {
      await rounds[Symbol.asyncDispose]()
      delay.disable()
      if (id !== undefined) await db`delete from processes where id = ${id}`.catch(() => undefined)
    },
  }
}

async function insert({ db, part, version }: ProcessDeps, facts: Facts): Promise<number> {
  const { eventLoopMs, memoryBytes, diskFreeBytes, diskBytes } = facts
  const [row] = await db<{ id: number }[]>`
    insert into processes (host, pid, part, version, started_at, event_loop_ms, memory_bytes, disk_free_bytes, disk_bytes)
    values (${hostname()}, ${process.pid}, ${part}, ${version}, now() - ${process.uptime()} * interval '1 second',
      ${eventLoopMs}, ${memoryBytes}, ${diskFreeBytes}, ${diskBytes})
    returning id`
  return (row as { id: number }).id
}

async function update(db: Db, id: number, facts: Facts): Promise<boolean> {
  const { eventLoopMs, memoryBytes, diskFreeBytes, diskBytes } = facts
  const updated = await db`
    update processes set seen_at = now(), event_loop_ms = ${eventLoopMs}, memory_bytes = ${memoryBytes},
      disk_free_bytes = ${diskFreeBytes}, disk_bytes = ${diskBytes}
    where id = ${id}`
  return updated.count > 0
}

async function diskOf(folder: string): Promise<Pick<Facts, 'diskFreeBytes' | 'diskBytes'>> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { diskFreeBytes: bavail * bsize, diskBytes: blocks * bsize }
  } catch {
    return { diskFreeBytes: null, diskBytes: null }
  }
}
