/** A relay between a process and PostgreSQL that can be cut. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Relay extends AsyncDisposable {
  /** The database's URL, by way of this relay. */
  url: string
  /** Cuts every connection; new ones are let through. */
  cut(): void
  /** Cuts every connection and refuses new ones, until `open` is called. */
  refuse(refusing: boolean): void
  /** Drops what is sent and keeps connections open, so that neither side notices. */
  freeze(frozen: boolean): void
  /** Freezes forever the open connections with this text in their application name; new connections are let through. */
  silence(applicationName: string): void
}

export async function startRelay(databaseUrl: string, host = '127.0.0.1'): Promise<Relay> {
  const to = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  /** The first packet of a connection names its application. */
  const openings = new Map<Socket, string>()
  const silent = new Set<Socket>()
  let refusing = false
  let frozen = false
  const server = createServer(near => {
    if (refusing) return void near.resetAndDestroy()
    const far = connect(Number(to.port), to.hostname)
    near.once('data', bytes => openings.set(near, bytes.toString('latin1')))
    join(near, far)
    join(far, near)
  })
  function join(from: Socket, into: Socket): void {
    sockets.add(from)
    from.on('data', bytes => {
      if (!frozen && !silent.has(from) && !silent.has(into)) into.write(bytes)
    })
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      openings.delete(from)
      into.destroy()
    })
  }
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  server.listen(0, host)
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.hostname = host.includes(':') ? `[${host}]` : host
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cut,
    refuse(now) {
      refusing = now
      if (now) cut()
    },
    freeze(now) {
      frozen = now
    },
    silence(applicationName) {
      for (const [socket, opening] of openings) if (opening.includes(applicationName)) silent.add(socket)
    },
    async [Symbol.asyncDispose]() {
      refusing = true
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
