import postgres from 'postgres'
import { type Candidate, type Env, IN_FLIGHT } from '../candidate.ts'
import { loadPeer } from '../peers.ts'
import { type Job, jobOf, openPoster } from './post.ts'

interface Utils {
  addJob(task: string, payload: Job, options: object): Promise<unknown>
  addJobs(jobs: object[]): Promise<unknown>
  migrate(): Promise<void>
  release(): Promise<void>
}
interface GraphileWorker {
  Logger: new (factory: () => () => void) => object
  makeWorkerUtils(options: object): Promise<Utils>
  run(options: object): Promise<{ stop(): Promise<void> }>
}

const TASK = 'hook'
const MAX_ATTEMPTS = 10
const LOCAL_QUEUE = 200

const load = () => loadPeer<GraphileWorker>('graphile-worker')

async function openUtils(env: Env): Promise<Utils> {
  const { makeWorkerUtils, Logger } = await load()
  return makeWorkerUtils({
    connectionString: env.servers.postgres,
    maxPoolSize: 10,
    logger: new Logger(() => () => {}),
  })
}

function graphileWorkerAs(name: string, title: string, ordered: boolean): Candidate {
  const optionsOf = (job: Job) => ({
    maxAttempts: MAX_ATTEMPTS,
    ...(ordered ? { queueName: job.id.slice(0, job.id.lastIndexOf('_')) } : {}),
  })
  return {
    name,
    title,
    kept: 'PostgreSQL, every commit',
    durable: true,
    ordered,
    servers: ['postgres'],
    packages: ['graphile-worker', 'pg'],
    settings: [
      ordered ? 'one named queue a ticket (its documented way to serial work)' : 'no queue names',
      `concurrentJobs ${IN_FLIGHT}, localQueue ${LOCAL_QUEUE}, completions and failures batched (delay 0 ms)`,
      'its own backoff, e^attempt seconds, cannot be changed: the first retry comes after 2.7 s',
      'a job locked by a dead worker is free again after four hours; the quick recovery is in its commercial edition',
    ],
    async prepare(env) {
      const utils = await openUtils(env)
      await utils.migrate()
      await utils.release()
    },
    async openProducer(env) {
      const utils = await openUtils(env)
      const sql = postgres(env.servers.postgres!, { max: 1 })
      const jobSpec = (job: Job) => ({ identifier: TASK, payload: job, ...optionsOf(job) })
      return {
        accept: async event => void (await utils.addJob(TASK, jobOf(event), optionsOf(event))),
        acceptMany: async events => void (await utils.addJobs(events.map(event => jobSpec(jobOf(event))))),
        async pending() {
          const [row] = await sql<{ count: number }[]>`
            select count(*)::int as count from graphile_worker._private_jobs where attempts < max_attempts`
          return row!.count
        },
        async close() {
          await sql.end()
          await utils.release()
        },
      }
    },
    async openWorker(env) {
      const { run, Logger } = await load()
      const poster = openPoster(env)
      let runner: { stop(): Promise<void> } | undefined
      const options = {
        connectionString: env.servers.postgres,
        noHandleSignals: true,
        logger: new Logger(() => () => {}),
        taskList: { [TASK]: (job: Job) => poster.post(job) },
        preset: {
          worker: {
            concurrentJobs: IN_FLIGHT,
            maxPoolSize: 12,
            pollInterval: 500,
            localQueue: { size: LOCAL_QUEUE },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      }
      return {
        async start() {
          runner = await run(options)
        },
        async stop() {
          await runner?.stop()
          await poster.close()
        },
      }
    },
  }
}

export const graphileWorker = graphileWorkerAs('graphile-worker', 'graphile-worker', false)
export const graphileWorkerOrdered = graphileWorkerAs(
  'graphile-worker-ordered',
  'graphile-worker, a queue per ticket',
  true,
)
