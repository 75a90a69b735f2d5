import { type Candidate, type Env, IN_FLIGHT, RETRY_DELAY_MS, TIMEOUT_MS } from '../candidate.ts'
import { loadPeer } from '../peers.ts'
import { type Job, jobOf, openPoster, type Poster } from './post.ts'

interface Queue {
  add(name: string, job: Job): Promise<unknown>
  addBulk(jobs: { name: string; data: Job }[]): Promise<unknown>
  getJobCounts(...states: string[]): Promise<Record<string, number>>
  close(): Promise<void>
}
interface BullMq {
  Queue: new (name: string, options: object) => Queue
  Worker: new (
    name: string,
    work: (job: { data: Job }) => Promise<void>,
    options: object,
  ) => {
    run(): Promise<void>
    waitUntilReady(): Promise<unknown>
    close(force?: boolean): Promise<void>
    on(event: 'error', listen: () => void): void
  }
}
interface Axios {
  default: { post(url: string, body: string, options: object): Promise<unknown> }
}

const QUEUE = 'SendWebhook'
const WAITING = ['waiting', 'active', 'delayed', 'prioritized', 'paused']

function connection(env: Env): object {
  const { hostname, port } = new URL(env.servers.redis!)
  return { host: hostname, port: Number(port), maxRetriesPerRequest: null }
}

/** WHAZING's way: a new axios request a job, its connections by Node's own agent. */
async function openAxiosPoster(env: Env): Promise<Poster> {
  const { default: axios } = await loadPeer<Axios>('axios')
  return {
    async post(job) {
      await axios.post(env.endpoints[job.endpoint]!, job.body, {
        headers: { 'content-type': 'application/json', 'webhook-id': job.id },
        timeout: TIMEOUT_MS,
        transformRequest: [(body: string) => body],
      })
    },
    async close() {},
  }
}

function bullmq(
  name: string,
  title: string,
  openPost: (env: Env) => Poster | Promise<Poster>,
  post: string,
): Candidate {
  return {
    name,
    title,
    kept: 'Redis, append-only file written every second',
    durable: false,
    ordered: false,
    servers: ['redis'],
    packages: ['bullmq', 'ioredis', 'axios'],
    settings: [
      `concurrency ${IN_FLIGHT}, 3 attempts, fixed backoff ${RETRY_DELAY_MS} ms, finished jobs removed at once`,
      'Redis appendonly yes, appendfsync everysec: up to a second of accepted events is lost with the machine',
      post,
      'no ordered mode: groups are a feature of the commercial edition',
    ],
    async prepare() {},
    async openProducer(env) {
      const { Queue } = await loadPeer<BullMq>('bullmq')
      const defaultJobOptions = {
        attempts: 3,
        backoff: { type: 'fixed', delay: RETRY_DELAY_MS },
        removeOnComplete: true,
        removeOnFail: true,
      }
      const queue = new Queue(QUEUE, { connection: connection(env), defaultJobOptions })
      return {
        accept: async event => void (await queue.add('hook', jobOf(event))),
        acceptMany: async events =>
          void (await queue.addBulk(events.map(event => ({ name: 'hook', data: jobOf(event) })))),
        pending: async () => Object.values(await queue.getJobCounts(...WAITING)).reduce((sum, count) => sum + count, 0),
        close: () => queue.close(),
      }
    },
    async openWorker(env) {
      const { Worker } = await loadPeer<BullMq>('bullmq')
      const poster = await openPost(env)
      const options = { connection: connection(env), concurrency: IN_FLIGHT, autorun: false }
      const worker = new Worker(QUEUE, ({ data }) => poster.post(data), options)
      worker.on('error', () => {}) // failed posts are reported as job failures; this error is the connection that closes at the end
      await worker.waitUntilReady()
      return {
        start: async () => void worker.run(),
        async stop() {
          await worker.close(true)
          await poster.close()
        },
      }
    },
  }
}

export const bullmqAxios = bullmq(
  'bullmq-axios',
  'BullMQ + axios (WHAZING’s way)',
  openAxiosPoster,
  'axios with its defaults (Node’s keep-alive agent), the body passed through as text',
)

export const bullmqUndici = bullmq('bullmq-undici', 'BullMQ + undici', openPoster, 'posts by an undici pool')
