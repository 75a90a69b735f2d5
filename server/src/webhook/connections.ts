/**
 * The connections to one endpoint. Each has a greatest age, because a name may lead elsewhere by now: after a blue/green
 * switch all traffic is at the new server within two minutes. exchange.ts closes one that is older after its response.
 *
 * Rejected: undici's `clientTtl`. At the limit of connections it queues the request behind the client that it closes, and
 * nothing wakes it when that one is gone (undici 7.30).
 */
import { type buildConnector, type Dispatcher, Pool } from 'undici'

/** Up to half as long again, so that not all connections of all endpoints are opened at the same time. */
const MAX_AGE_MS = 60_000
/** Greatest age and greatest pause together are two minutes. */
const MAX_PAUSE_MS = 30_000

export interface Connections {
  readonly closed: boolean
  /** How old a connection may become; each gets up to half as long again. */
  readonly maxAgeMs: number
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void
  /** Posts on a connection that no request has used before, and closes it afterwards. */
  dispatchAgain(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void
  /** Closes when the requests in flight have ended. */
  close(): Promise<void>
  /** Cuts off the requests in flight. */
  destroy(): Promise<void>
}

export interface ConnectionsOptions {
  connect: buildConnector.connector
  /** The most connections at once. */
  connections: number
  /** For tests. */
  maxAgeMs?: number
}

export function openConnections(origin: string, options: ConnectionsOptions): Connections {
  const { connect, connections, maxAgeMs = MAX_AGE_MS } = options
  const open = () =>
    new Pool(origin, {
      connect,
      connections,
      pipelining: 1,
      // exchange.ts limits the exchange as a whole; undici's own limits would only cost a timer each.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Below the 5 s after which Node's own servers hang up, so that we seldom write into a closing connection.
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: MAX_PAUSE_MS,
    })
  const kept = open()
  // Rarely needed: made when a kept connection has turned out to be dead.
  let single: Pool | undefined
  const both = () => (single === undefined ? [kept] : [kept, single])
  return {
    get closed() {
      return kept.closed
    },
    maxAgeMs,
    dispatch: (request, handler) => void kept.dispatch(request, handler),
    dispatchAgain: (request, handler) => {
      single ??= open()
      single.dispatch({ ...request, reset: true }, handler)
    },
    close: async () => void (await Promise.all(both().map(pool => pool.close()))),
    destroy: async () => void (await Promise.all(both().map(pool => pool.destroy()))),
  }
}
