/**
 * The socket that postgres.js uses. It emits `error` and `close` in the same tick.
 *
 * postgres.js 3.4 rejects what is under way at 'error' and frees the connection at 'close', which Node emits a moment
 * later. A query sent in between goes nowhere: after the reconnect it is resolved with no rows, as if it had been run, or
 * it takes the response of the next query, and every response after that goes to the wrong query (porsager/postgres#1130,
 * #1142). When both events come at once, there is no time in between. Over TLS Node's own socket is on top of this one and the
 * gap remains; whoever must be sure opens a new client after a failure.
 *
 * It can also bound silence. postgres.js waits for a response forever, and where packets are dropped (a firewall that
 * forgot the connection, a failover without a RST) the kernel goes on retransmitting for a quarter of an hour.
 */
import { Socket } from 'node:net'

interface Address {
  host: string[]
  port: number[]
  path?: string | false
}

/** `silenceMs`: how long a response may take before the connection counts as dead. Without it, there is no limit. */
export function driverSocket(silenceMs?: number): (address: Address) => Socket {
  let next = 0
  return ({ host, port, path }) => {
    const socket = new DriverSocket()
    if (silenceMs !== undefined) socket.boundSilence(silenceMs)
    if (path) return socket.connect(path)
    const index = next++ % host.length
    // postgres.js reads these for error messages and TLS.
    Object.assign(socket, { host: host[index], port: port[index] })
    return socket.connect(port[index] ?? 5432, host[index] ?? 'localhost')
  }
}

/** How many checks in a row must see no new byte before the silence counts. */
const LOOKS = 5

class DriverSocket extends Socket {
  #held: Error | undefined
  #looking: NodeJS.Timeout | undefined

  /**
   * Counts checks without a new byte, not time: while this process is stopped nothing is read, and the first check after it goes
   * on must not take that for silence. Node's own socket timeout does, and every write restarts it. An idle connection is closed
   * as well; the first query after a pause has the whole time. The byte counters lie below TLS.
   */
  boundSilence(ms: number): void {
    let quiet = 0
    let read = 0
    let written = 0
    let asked = false
    const look = () => {
      const heard = this.bytesRead !== read
      if (heard) read = this.bytesRead
      if (heard || !asked) {
        asked = !heard && this.bytesWritten !== written
        if (heard || asked) quiet = 0
        written = this.bytesWritten
      }
      if (++quiet > LOOKS) this.destroy(new Error(`PostgreSQL has said nothing for ${ms} ms`))
    }
    this.#looking = setInterval(look, ms / LOOKS).unref()
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'error') {
      this.#held = values[0] as Error
      return true
    }
    if (event === 'close' && this.#held !== undefined && this.listenerCount('error') > 0)
      super.emit('error', this.#held)
    if (event === 'close') clearInterval(this.#looking)
    return super.emit(event as never, ...(values as never[]))
  }
}
