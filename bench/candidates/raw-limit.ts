import { type Candidate, CONNECTIONS_PER_ENDPOINT } from '../candidate.ts'
import { eventsBetween } from '../work.ts'
import { type Job, jobOf, openPoster } from './post.ts'

/**
 * Nothing is stored, nothing signed, nothing kept in order: prepared bodies go out as fast as one Node process can send them.
 * No candidate that is one Node process can be faster; everything else is shown as a part of this.
 */
export const rawLimit: Candidate = {
  name: 'raw-limit',
  title: 'raw limit (undici dispatch)',
  kept: 'nothing stored',
  durable: false,
  ordered: false,
  servers: [],
  packages: [],
  settings: [
    `undici dispatch of bodies held in memory, ${CONNECTIONS_PER_ENDPOINT} connections an endpoint, no pipelining`,
  ],
  async prepare() {},
  async openProducer() {
    const nothing = async () => {}
    return { accept: nothing, acceptMany: nothing, pending: async () => 0, close: nothing }
  },
  async openWorker(env) {
    const poster = openPoster(env, 'dispatch')
    const queues = env.endpoints.map((): Job[] => [])
    for (const event of eventsBetween(0, env.events)) queues[event.endpoint]!.push(jobOf(event))
    const send = async (queue: Job[]) => {
      for (let job = queue.pop(); job; job = queue.pop()) await poster.post(job).catch(() => {})
    }
    return {
      async start() {
        for (const queue of queues) for (let i = 0; i < CONNECTIONS_PER_ENDPOINT; i++) void send(queue)
      },
      stop: poster.close,
    }
  },
}
