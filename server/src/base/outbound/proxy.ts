/**
 * An outgoing HTTP proxy, for networks that let nothing else out. Every webhook goes through a tunnel (CONNECT), also one
 * to http, so that the proxy sees no body. The tunnel leads to an address that this process has looked up and checked: if the
 * proxy looked the name up itself, our guard would have no effect.
 */
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

export interface OutboundProxy {
  url: URL
}

const MAX_HEAD_BYTES = 16_384

const failed = (message: string) => Object.assign(new Error(message), { code: 'PROXY_FAILED' })

/** Calls `done` once, with null when the tunnel is open; the socket is destroyed when it fails. */
export function openTunnel(
  { url }: OutboundProxy,
  { host, port }: { host: string; port: number },
  done: (error: Error | null) => void,
): Socket {
  const to = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const proxy = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: portOf(url) }
  const socket = url.protocol === 'https:' ? connectTls({ ...proxy, servername: url.hostname }) : connect({ ...proxy })
  let head = Buffer.alloc(0)
  let isOver = false
  const end = (error: Error | null) => {
    if (isOver) return
    socket.off('end', onEnd)
    socket.off('readable', onReadable)
    if (error !== null) socket.destroy()
    isOver = true
    done(error)
  }
  const onError = (error: NodeJS.ErrnoException) =>
    isOver || end(failed(`${error.code ?? error.message}, proxy ${url.host}`))
  const onEnd = () => end(failed(`proxy ${url.host} closed the connection`))
  const onReadable = () => {
    for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
      head = Buffer.concat([head, chunk])
      const at = head.indexOf('\r\n\r\n')
      if (at === -1 && head.length > MAX_HEAD_BYTES) return end(failed(`proxy ${url.host} speaks no HTTP`))
      if (at === -1) continue
      const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(head.toString('latin1'))?.[1]
      if (status === undefined) return end(failed(`proxy ${url.host} speaks no HTTP`))
      if (status[0] !== '2') return end(failed(`proxy ${url.host} answered ${status} to CONNECT ${to}`))
      const rest = head.subarray(at + 4)
      end(null)
      if (rest.length > 0) socket.unshift(rest)
      return
    }
  }
  // The listener stays: an error before the next owner adds its own would otherwise end the process.
  socket.on('error', onError)
  socket.on('end', onEnd)
  socket.on('readable', onReadable)
  socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    socket.write(`CONNECT ${to} HTTP/1.1\r\nhost: ${to}\r\n${credentials(url)}\r\n`)
  })
  return socket
}

function credentials({ username, password }: URL): string {
  if (username === '' && password === '') return ''
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `proxy-authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n`
}

const portOf = (url: URL) => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
