/**
 * How long it took to open a connection, kept beside its socket. A request that uses an open connection again took no such time.
 */
import type { Socket } from 'node:net'

/** Names, TCP and TLS, in milliseconds. 0 = there was no such step, because the host is an address, or the URL is http. */
export type ConnectTimes = readonly [dnsMs: number, tcpMs: number, tlsMs: number]

const times = new WeakMap<Socket, ConnectTimes>()

export const noteConnectTimes = (socket: Socket, taken: ConnectTimes): void => void times.set(socket, taken)

/** Null for a connection that no guarded connector has opened. */
export const connectTimesOf = (socket: Socket): ConnectTimes | null => times.get(socket) ?? null
