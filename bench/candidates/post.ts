import { Pool } from 'undici'
import { CONNECTIONS_PER_ENDPOINT, type Env, TIMEOUT_MS } from '../candidate.ts'
import type { WorkEvent } from '../work.ts'

/** The data of a job; peers store this as their payload. */
export type Job = Pick<WorkEvent, 'endpoint' | 'id' | 'body'>

export const jobOf = ({ endpoint, id, body }: WorkEvent): Job => ({ endpoint, id, body })

export interface Poster {
  /** Resolves on 2xx, rejects on anything else. */
  post(job: Job): Promise<void>
  close(): Promise<void>
}

interface Target {
  pool: Pool
  path: string
}

const headersOf = (job: Job) => ({ 'content-type': 'application/json', 'webhook-id': job.id })

/** The function that undici's documentation teaches and its users use. */
async function byRequest({ pool, path }: Target, job: Job): Promise<void> {
  const { statusCode, body } = await pool.request({ path, method: 'POST', headers: headersOf(job), body: job.body })
  await body.dump()
  if (statusCode < 200 || statusCode > 299) throw new Error(`answered ${statusCode}`)
}

/** The lower-level function: about half of the CPU, if one writes the handler oneself. */
function byDispatch({ pool, path }: Target, job: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0
    pool.dispatch(
      { path, method: 'POST', headers: headersOf(job), body: job.body },
      {
        onRequestStart() {},
        onResponseStart(_controller, statusCode) {
          status = statusCode
        },
        onResponseData() {},
        onResponseEnd() {
          if (status >= 200 && status < 300) resolve()
          else reject(new Error(`answered ${status}`))
        },
        onResponseError(_controller, error) {
          reject(error)
        },
      },
    )
  })
}

export function openPoster(env: Env, by: Env['peersPost'] = env.peersPost): Poster {
  const targets = env.endpoints.map((url): Target => {
    const { origin, pathname } = new URL(url)
    const timeouts = { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS }
    return {
      path: pathname,
      pool: new Pool(origin, { connections: CONNECTIONS_PER_ENDPOINT, pipelining: 1, ...timeouts }),
    }
  })
  const post = by === 'dispatch' ? byDispatch : byRequest
  return {
    post: job => post(targets[job.endpoint]!, job),
    close: async () => void (await Promise.all(targets.map(({ pool }) => pool.destroy()))),
  }
}
