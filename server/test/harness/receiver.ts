/** A receiver on 127.0.0.1 that behaves as the test says, well or badly, and keeps every request as it came. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setInterval as every } from 'node:timers/promises'
import { eventually, type Patience } from './eventually.ts'

export interface ReceivedRequest {
  /** When its body was complete; milliseconds as of `Date.now`. */
  at: number
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
  json: () => unknown
}

/**
 * A status, a whole response, or bad behaviour: `hang` never responds, `reset` cuts the connection, `drip` sends a byte
 * at a time without end, `huge` sends bytes without end as fast as it can, `redirect` sends elsewhere (to /elsewhere),
 * `continue` sends a 100 that nobody asked for before its 200.
 */
export type Behaviour = number | Reply | 'hang' | 'reset' | 'drip' | 'huge' | 'redirect' | 'continue'

export interface Reply {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
  /** Sends 103 Early Hints before the response. */
  hints?: boolean
  /** Responds only when this has resolved, to be slow without a clock. */
  after?: Promise<unknown>
}

export interface ScriptedReceiver extends AsyncDisposable {
  readonly url: string
  /** Requests under way right now, and the most that ever were. */
  readonly open: number
  readonly peakOpen: number
  /** Connections ever made. */
  readonly connections: number
  /** Bytes poured out by `huge`. */
  readonly poured: number
  readonly requests: ReceivedRequest[]
  /** The responses of the next requests, one each, in order, before `behave` applies again. */
  script: (...next: Behaviour[]) => void
  /** The response to every request that is not scripted; at the start 200. */
  behave: (otherwise: Behaviour | ((request: ReceivedRequest) => Behaviour)) => void
  /** Waits until so many requests have come, and returns them. */
  received: (count: number, patience?: Patience) => Promise<ReceivedRequest[]>
}

export async function startReceiver(...script: Behaviour[]): Promise<ScriptedReceiver> {
  const requests: ReceivedRequest[] = []
  const next = [...script]
  let otherwise: Behaviour | ((request: ReceivedRequest) => Behaviour) = 200
  const seen = { open: 0, peakOpen: 0, connections: 0, poured: 0 }
  const server = createServer(async (incoming, response) => {
    seen.peakOpen = Math.max(seen.peakOpen, ++seen.open)
    response.on('close', () => seen.open--)
    incoming.on('error', () => {})
    response.on('error', () => {})
    const request = await read(incoming).catch(() => undefined)
    if (request === undefined) return // The sender went away mid-request.
    requests.push(request)
    const behaviour = next.shift() ?? (typeof otherwise === 'function' ? otherwise(request) : otherwise)
    await act(behaviour, response, seen)
  })
  server.on('connection', () => seen.connections++)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get open() {
      return seen.open
    },
    get peakOpen() {
      return seen.peakOpen
    },
    get connections() {
      return seen.connections
    },
    get poured() {
      return seen.poured
    },
    requests,
    script: (...more) => void next.push(...more),
    behave: behaviour => {
      otherwise = behaviour
    },
    received: (count, patience) => eventually(() => (requests.length >= count ? requests : undefined), patience),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

async function read(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const body = await buffer(incoming)
  const { method = '', url: path = '', headers } = incoming
  return { at: Date.now(), method, path, headers, body, json: () => JSON.parse(body.toString('utf8')) }
}

export async function act(behaviour: Behaviour, response: ServerResponse, seen: { poured: number }): Promise<void> {
  if (behaviour === 'hang') return
  if (behaviour === 'reset') return void response.socket?.resetAndDestroy()
  if (behaviour === 'drip') return drip(response)
  if (behaviour === 'huge') return pour(response, seen)
  if (behaviour === 'redirect') return void response.writeHead(302, { location: '/elsewhere' }).end()
  if (behaviour === 'continue') response.writeContinue()
  const answer: Reply =
    typeof behaviour === 'object' ? behaviour : { status: behaviour === 'continue' ? 200 : behaviour }
  const { status, headers = {}, body = '', after } = answer
  if (answer.hints) response.writeEarlyHints({ link: '</style.css>; rel=preload' })
  await after
  response.writeHead(status, headers).end(body)
}

async function drip(response: ServerResponse): Promise<void> {
  response.writeHead(200)
  for await (const _ of every(50)) {
    if (response.destroyed) return
    response.write('.')
  }
}

async function pour(response: ServerResponse, seen: { poured: number }): Promise<void> {
  response.writeHead(200)
  const chunk = Buffer.alloc(64 * 1024, '.')
  const gone = new Promise(done => response.once('close', done))
  while (!response.destroyed) {
    seen.poured += chunk.length
    if (!response.write(chunk)) await Promise.race([gone, new Promise(done => response.once('drain', done))])
  }
}
