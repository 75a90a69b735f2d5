/** One signed POST outside of lanes and endpoints: what Recado itself has to say to a system of its users. */
import { Pool } from 'undici'
import { post } from './attempt.ts'
import type { Outcome } from './outcome.ts'
import { secretKey } from './sign.ts'
import { fixedHeaders, type TargetDeps } from './target.ts'

export interface OnePost {
  url: string
  /** As `newSecret` makes them. */
  secret: string
  /** The `webhook-id`. */
  id: string
  body: string
  timeoutMs: number
}

export async function postOnce(deps: Pick<TargetDeps, 'connect' | 'userAgent'>, input: OnePost): Promise<Outcome> {
  const url = new URL(input.url)
  const pool = new Pool(url.origin, { connections: 1, connect: deps.connect, headersTimeout: 0, bodyTimeout: 0 })
  const target = {
    endpointId: 0,
    dispatcher: pool,
    origin: url.origin,
    path: url.pathname + url.search,
    headers: fixedHeaders(deps.userAgent, null, null),
    keys: { secrets: [secretKey(input.secret)].filter(key => key !== undefined), ed25519: null },
    timeoutMs: input.timeoutMs,
  }
  try {
    return await new Promise<Outcome>(done => post(target, input.id, input.body, [], done))
  } finally {
    await pool.destroy()
  }
}
