/** How long a connection took to come about, kept beside its socket. Whoever uses a kept one again pays nothing for it. */
import type { Socket } from 'node:net'

/** Names, TCP and TLS, in milliseconds. 0 = there was none: an address instead of a name, or http. */
export type ConnectTimes = readonly [dnsMs: number, tcpMs: number, tlsMs: number]

const times = new WeakMap<Socket, ConnectTimes>()

export const noteConnectTimes = (socket: Socket, taken: ConnectTimes): void => void times.set(socket, taken)

/** Null for a connection that no guarded connector has opened. */
export const connectTimesOf = (socket: Socket): ConnectTimes | null => times.get(socket) ?? null
