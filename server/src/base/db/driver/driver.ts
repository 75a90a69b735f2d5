/**
 * postgres.js as Recado uses it, with every work-around in this folder. Seen in 3.4.9, the newest in November 2026; each goes
 * when its test passes without it. Why this driver: docs/decisions/0008-the-driver.md.
 *
 * | file | fault |
 * | --- | --- |
 * | mended-query.ts | a result begins with holes after a statement that failed mid-result (#1119, #1181) |
 * | mended-query.ts | the error that ended a session rejects the first query after the reconnect |
 * | guarded-begin.ts | a transaction goes on after its connection was lost, into another one or into nothing |
 * | socket.ts | a query sent between a socket's `error` and `close` is lost, or takes another's result (#1130, #1142) |
 * | socket.ts | it waits forever for a response that never comes |
 * | array-types.ts | it asks for the types of arrays in a query whose rejection nobody handles, which ends the process |
 * | below | `host:port` is split at the first colon, so that an IPv6 address in a URL is cut to `[` |
 */
import postgres from 'postgres'
import { arrayTypes } from './array-types.ts'
import { mendQueries } from './mended-query.ts'
import { driverSocket } from './socket.ts'

export type Types = { int8: number }

export interface DriverOptions
  extends Omit<postgres.Options<Record<string, never>>, 'types' | 'fetch_types' | 'socket'> {
  /** See driverSocket. */
  silenceMs?: number | undefined
}

export function openDriver(url: string, { silenceMs, ...options }: DriverOptions): postgres.Sql<Types> {
  const all = {
    ...options,
    ...ipv6Of(url),
    socket: driverSocket(silenceMs),
    fetch_types: false,
    types: { int8: { to: 20, from: [20], parse: Number, serialize: String }, ...arrayTypes },
  }
  return mendQueries(postgres(url, all as never) as unknown as postgres.Sql<Types>)
}

function ipv6Of(url: string): { host?: string[]; port?: number[] } {
  const { hostname, port } = URL.parse(url) ?? { hostname: '', port: '' }
  if (!hostname.startsWith('[')) return {}
  return { host: [hostname.slice(1, -1)], port: [Number(port || 5432)] }
}
