import postgres from 'postgres'
import type { Candidate, Env } from '../candidate.ts'
import { loadPeer } from '../peers.ts'
import type { WorkEvent } from '../work.ts'
import { type Job, jobOf, openPoster } from './post.ts'

interface JobResult {
  id: string
  status: 'completed' | 'failed'
}
interface Boss {
  on(event: 'error', listen: (error: Error) => void): void
  start(): Promise<unknown>
  stop(options: object): Promise<void>
  createQueue(name: string, options: object): Promise<void>
  send(name: string, job: Job, options: object): Promise<unknown>
  insert(name: string, jobs: object[]): Promise<unknown>
  work(
    name: string,
    options: object,
    work: (jobs: { id: string; data: Job }[]) => Promise<JobResult[]>,
  ): Promise<unknown>
}
interface PgBoss {
  PgBoss: new (options: object) => Boss
}

const QUEUE = 'hook'
/** Full batches follow each other at once; in strict order there are at most as many heads as tickets, so a batch is smaller. */
const BATCH = { ordered: 100, plain: 500 }

async function openBoss(env: Env, supervise: boolean): Promise<Boss> {
  const { PgBoss } = await loadPeer<PgBoss>('pg-boss')
  const boss = new PgBoss({
    connectionString: env.servers.postgres,
    max: 10,
    schedule: false,
    supervise,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: true,
  })
  boss.on('error', error => console.error(`pg-boss: ${error.message}`))
  await boss.start()
  return boss
}

function runsOfDistinctTickets(events: WorkEvent[]): WorkEvent[][] {
  const runs: WorkEvent[][] = []
  let seen = new Set<number>()
  for (const event of events) {
    if (runs.length === 0 || seen.has(event.ticket)) {
      runs.push([])
      seen = new Set()
    }
    seen.add(event.ticket)
    runs.at(-1)!.push(event)
  }
  return runs
}

function pgBossAs(name: string, title: string, ordered: boolean): Candidate {
  const batchSize = ordered ? BATCH.ordered : BATCH.plain
  const localConcurrency = ordered ? 4 : 2
  const keyOf = (job: Job) => (ordered ? { singletonKey: job.id.slice(0, job.id.lastIndexOf('_')) } : {})
  return {
    name,
    title,
    kept: 'PostgreSQL, every commit',
    durable: true,
    ordered,
    servers: ['postgres'],
    packages: ['pg-boss', 'pg'],
    settings: [
      ordered ? 'policy key_strict_fifo, the key is the ticket' : 'policy standard',
      `${localConcurrency} local workers that fetch ${batchSize} at a time and settle job by job (perJobResults), a full batch is followed by the next at once`,
      'LISTEN/NOTIFY on, polling every 0.5 s under it; retry after 1 s (its smallest); heartbeat 10 s, supervision every 5 s',
    ],
    async prepare(env) {
      const boss = await openBoss(env, false)
      await boss.createQueue(QUEUE, {
        policy: ordered ? 'key_strict_fifo' : 'standard',
        retryLimit: 10,
        retryDelay: 1,
        heartbeatSeconds: 10,
        notify: true,
      })
      await boss.stop({ graceful: false })
    },
    async openProducer(env) {
      const boss = await openBoss(env, false)
      const sql = postgres(env.servers.postgres!, { max: 1 })
      return {
        accept: async event => void (await boss.send(QUEUE, jobOf(event), keyOf(event))),
        // Jobs of one insert share their created_on, and then a ticket's order hangs on their random ids.
        async acceptMany(events) {
          for (const run of ordered ? runsOfDistinctTickets(events) : [events])
            await boss.insert(
              QUEUE,
              run.map(event => ({ data: jobOf(event), ...keyOf(event) })),
            )
        },
        async pending() {
          const [row] = await sql<{ count: number }[]>`
            select count(*)::int as count from pgboss.job where name = ${QUEUE} and state < 'completed'`
          return row!.count
        },
        async close() {
          await sql.end()
          await boss.stop({ graceful: false })
        },
      }
    },
    async openWorker(env) {
      const boss = await openBoss(env, true)
      const poster = openPoster(env)
      const options = {
        batchSize,
        localConcurrency,
        perJobResults: true,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5,
      }
      const settle = (job: { id: string; data: Job }): Promise<JobResult> =>
        poster.post(job.data).then(
          () => ({ id: job.id, status: 'completed' }),
          () => ({ id: job.id, status: 'failed' }),
        )
      return {
        start: async () => void (await boss.work(QUEUE, options, jobs => Promise.all(jobs.map(settle)))),
        async stop() {
          await boss.stop({ graceful: false })
          await poster.close()
        },
      }
    },
  }
}

export const pgBoss = pgBossAs('pg-boss', 'pg-boss', false)
export const pgBossOrdered = pgBossAs('pg-boss-ordered', 'pg-boss, strict order by key', true)
