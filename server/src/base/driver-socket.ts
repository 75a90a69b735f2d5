/**
 * The socket that postgres.js speaks through. It tells of an error and of its closing in one breath.
 *
 * postgres.js 3.4 rejects what is under way at 'error' and frees the connection at 'close', which Node emits a moment
 * later. A query sent in between goes nowhere: after the reconnect it is resolved with no rows, as if it had been run, or
 * it takes the answer of the next query, and every answer after that goes to the wrong query (porsager/postgres#1130,
 * #1142). With both events at once there is no in between. Over TLS Node's own socket is on top of this one and the gap
 * remains; whoever must be sure opens a new client after a failure.
 */
import { Socket } from 'node:net'

interface Address {
  host: string[]
  port: number[]
  path?: string | false
}

export function driverSocket(): (address: Address) => Socket {
  let next = 0
  return ({ host, port, path }) => {
    const socket = new DriverSocket()
    if (path) return socket.connect(path)
    const index = next++ % host.length
    // postgres.js reads these for error messages and TLS.
    Object.assign(socket, { host: host[index], port: port[index] })
    return socket.connect(port[index] ?? 5432, host[index] ?? 'localhost')
  }
}

class DriverSocket extends Socket {
  #held: Error | undefined

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'error') {
      this.#held = values[0] as Error
      return true
    }
    if (event === 'close' && this.#held !== undefined && this.listenerCount('error') > 0)
      super.emit('error', this.#held)
    return super.emit(event as never, ...(values as never[]))
  }
}
