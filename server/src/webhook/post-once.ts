/** One signed POST outside of lanes and endpoints, with which Recado itself informs a system of its users. */
import { post } from './attempt.ts'
import { openConnections } from './connections.ts'
import type { Ended } from './outcome.ts'
import { secretKey } from './sign.ts'
import { fixedHeaders, type TargetDeps } from './target.ts'

export interface OnePost {
  url: string
  /** In the form that `newSecret` makes. */
  secret: string
  /** The `webhook-id`. */
  id: string
  body: string
  timeoutMs: number
}

export async function postOnce(deps: Pick<TargetDeps, 'connect' | 'userAgent'>, input: OnePost): Promise<Ended> {
  const url = new URL(input.url)
  const connections = openConnections(url.origin, { connect: deps.connect, connections: 1 })
  const target = {
    endpointId: 0,
    connections,
    origin: url.origin,
    path: url.pathname + url.search,
    headers: fixedHeaders(deps.userAgent, null, null),
    keys: { secrets: [secretKey(input.secret)].filter(key => key !== undefined), ed25519: null },
    timeoutMs: input.timeoutMs,
  }
  try {
    return await new Promise<Ended>(done => post(target, input.id, input.body, [], done))
  } finally {
    await connections.destroy()
  }
}
