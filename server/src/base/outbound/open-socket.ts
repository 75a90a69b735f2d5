/**
 * A TCP connection to the first of several addresses that answers, begun one after the other and kept running side by side
 * (RFC 8305). Node's own way gives each address 250 ms and then drops it, which no host on another continent can meet.
 */
import { connect, isIP, type Socket } from 'node:net'
import { type OutboundProxy, openTunnel } from './proxy.ts'

/** How long the connection to one address is tried alone before the next one is tried as well. */
const NEXT_ADDRESS_MS = 250

export interface OpenSocketOptions {
  /** Checked, and in order of preference. */
  addresses: readonly string[]
  port: number
  timeoutMs: number
  proxy?: OutboundProxy | undefined
  /** For tests. */
  nextAddressMs?: number
}

/** An AggregateError lists what each address said, with `address` and `port`. */
export function openSocket(options: OpenSocketOptions): Promise<Socket> {
  const { addresses, port, timeoutMs, proxy, nextAddressMs = NEXT_ADDRESS_MS } = options
  const waiting = [...addresses]
  const trying = new Set<Socket>()
  const errors: Error[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  let isOver = false
  let next: NodeJS.Timeout | undefined

  const end = (winner?: Socket) => {
    isOver = true
    clearTimeout(next)
    clearTimeout(deadline)
    for (const socket of trying) if (socket !== winner) socket.destroy()
  }
  const tryNext = () => {
    clearTimeout(next)
    const address = waiting.shift()
    if (address === undefined) return
    if (waiting.length > 0) next = setTimeout(tryNext, nextAddressMs)
    begin(address, port, proxy, {
      opened: socket => trying.add(socket),
      connected: socket => {
        if (isOver) return void socket.destroy()
        end(socket)
        resolve(socket)
      },
      failed: (socket, error) => {
        if (isOver) return
        if (socket !== undefined) trying.delete(socket)
        errors.push(Object.assign(error, { address, port }))
        if (errors.length < addresses.length) return tryNext()
        end()
        reject(errors.length === 1 ? (errors[0] as Error) : new AggregateError(errors, 'no address answered'))
      },
    })
  }
  const deadline = setTimeout(() => {
    const silent = addresses.filter(
      address => !errors.some(error => (error as { address?: string }).address === address),
    )
    const late = silent.map(address => {
      return Object.assign(new Error('no response in time'), { code: 'UND_ERR_CONNECT_TIMEOUT', address, port })
    })
    end()
    const all = [...errors, ...late]
    reject(all.length === 1 ? (all[0] as Error) : new AggregateError(all, 'no address answered'))
  }, timeoutMs)
  tryNext()
  return promise
}

interface Listener {
  opened: (socket: Socket) => void
  connected: (socket: Socket) => void
  failed: (socket: Socket | undefined, error: Error) => void
}

function begin(address: string, port: number, proxy: OutboundProxy | undefined, listener: Listener): void {
  if (proxy !== undefined) {
    const socket = openTunnel(proxy, { host: address, port }, error => {
      if (error === null) listener.connected(socket)
      else listener.failed(socket, error)
    })
    return listener.opened(socket)
  }
  const socket = connect({ host: address, port, family: isIP(address) })
  listener.opened(socket)
  // The listener stays: an error before the next owner adds its own would otherwise end the process.
  socket.on('error', error => listener.failed(socket, error))
  socket.once('connect', () => listener.connected(socket))
}
