/**
 * One HTTP exchange, bounded in time and in bytes, with what is known of it when it ends: whether it went on a connection
 * that was used before, whether its body was sent, which status was seen. It never throws.
 *
 * undici's `dispatch` instead of `request`: no stream is built for a response of which we keep a few bytes, which saves
 * about half of the CPU of a POST. undici reports the connection of a request only on a diagnostics channel, in the same call
 * that begins the request.
 */
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import { type ConnectTimes, connectTimesOf } from '../base/outbound/connect-times.ts'
import { failureOf } from '../base/outbound/failure.ts'
import type { Connections } from './connections.ts'
import { decodeStart } from './decode.ts'
import type { Control, Ended } from './outcome.ts'
import { parseRetryAfter } from './retry.ts'

/** How much of a response's body is kept, before and after decoding. */
const RESPONSE_KEPT_BYTES = 2_048
/** How much of a response is read before we close the connection: its status line has said what matters. */
const RESPONSE_READ_BYTES = 65_536
/** The headers of a response that are kept: where it sends us, when we may come back, and what its body is. */
const KEPT_HEADERS = ['location', 'retry-after', 'content-type'] as const
const MAX_HEADER_LENGTH = 1_000
/** Responses before the response (103 Early Hints). A receiver that sends them without end would cost a core. */
const MAX_INTERIM = 20
/** A timer that fires this much late means that this process was stopped or too busy. */
const PAUSED_MS = 500
/**
 * When a kept connection ends this soon after the request was written, its receiver had closed it before. When it ends later, the
 * receiver was already at work.
 */
const STALE_WITHIN_MS = 2_000
/** A receiver that has the event and does not respond gets no post for at least this long. */
const MIN_QUIET_MS = 60_000

export interface ExchangeRequest {
  connections: Connections
  origin: string
  path: string
  /** Names and values in turn. */
  headers: string[]
  body: string | Buffer
  timeoutMs: number
  /** When it began, in milliseconds since 1970. */
  startedAtMs: number
  /** Called right before writing, which is later than now when the connection is not free yet. */
  mayStart: () => boolean
}

/** Connections to which a request was written, and when each is too old for another one. */
const expiries = new WeakMap<Socket, number>()
let starting: Exchange | undefined

subscribe('undici:client:sendHeaders', message => {
  const exchange = starting
  starting = undefined
  exchange?.onConnection((message as { socket: Socket }).socket)
})

/** Calls `done` exactly once. */
export function exchange(request: ExchangeRequest, done: (ended: Ended) => void): void {
  new Exchange(request, done).start('dispatch')
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: ExchangeRequest
  readonly #done: (ended: Ended) => void
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout
  #isOver = false
  #isSecond = false
  #controller: Dispatcher.DispatchController | undefined
  #socket: Socket | undefined
  #writtenAt = 0
  #isReused = false
  #connecting: ConnectTimes | null = null
  #firstByteMs = 0
  #isSent = false
  /** The first byte of a response has come. */
  #hasResponse = false
  #interim = 0
  /** 0 = none was seen. */
  #status = 0
  #headers: Record<string, string | string[] | undefined> = {}
  #kept: Buffer[] = []
  #keptBytes = 0
  #readBytes = 0

  constructor(request: ExchangeRequest, done: (ended: Ended) => void) {
    this.#request = request
    this.#done = done
    // For the whole exchange, connecting and the response's body included: a dripping body cannot outlive it.
    this.#timer = setTimeout(() => this.#timeOut(), request.timeoutMs)
  }

  start(how: 'dispatch' | 'dispatchAgain'): void {
    const { connections, origin, path, headers, body } = this.#request
    try {
      connections[how]({ origin, path, method: 'POST', headers, body }, this)
    } catch (error) {
      this.#fail(failureOf(error as Error))
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isOver) controller.abort(new Error('too late'))
    else if (!this.#request.mayStart()) this.#giveUp('not started')
    else starting = this
  }

  onConnection(socket: Socket): void {
    this.#socket = socket
    this.#writtenAt = performance.now()
    this.#isReused = expiries.has(socket)
    const { maxAgeMs } = this.#request.connections
    this.#connecting = this.#isReused ? null : connectTimesOf(socket)
    if (!this.#isReused) expiries.set(socket, this.#writtenAt + maxAgeMs * (1 + Math.random() / 2))
    // This runs when undici has written head and body, in the same call; bytes that are still in the socket's buffer were not
    // sent.
    queueMicrotask(() => this.#noteSent(socket))
  }

  #noteSent(socket: Socket): void {
    const look = () => {
      if (socket.writableLength === 0 && !socket.destroyed && this.#socket === socket) this.#isSent = true
    }
    look()
    if (this.#isSent) return
    setImmediate(look) // TLS passes the bytes on in the next turn of the loop.
    socket.once('drain', look)
  }

  onResponseStarted(): void {
    this.#hasResponse = true
    this.#firstByteMs = this.#elapsed()
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) {
      if (++this.#interim > MAX_INTERIM) this.#fail(`TOO_MANY_INTERIM: more than ${MAX_INTERIM} times ${status}`)
      return
    }
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return
    const room = RESPONSE_KEPT_BYTES - this.#keptBytes
    if (room > 0) {
      const part = chunk.subarray(0, room)
      this.#kept.push(part)
      this.#keptBytes += part.length
    }
    this.#readBytes += chunk.length
    if (this.#readBytes > RESPONSE_READ_BYTES) {
      this.#result()
      controller.abort(new Error('enough'))
    }
  }

  onResponseEnd(): void {
    const socket = this.#socket
    // It is closed now, before undici writes the next request to it.
    if (socket !== undefined && performance.now() > (expiries.get(socket) ?? 0)) socket.destroy()
    this.#result()
  }

  onResponseError(_: unknown, error: Error): void {
    if (this.#isOver) return
    if (this.#status > 0) return this.#result()
    if (this.#isStale()) return this.#startAgain()
    this.#fail(failureOf(error, { isSent: this.#socket !== undefined }))
  }

  /** The receiver had closed this kept connection before it saw the request. */
  #isStale(): boolean {
    const age = performance.now() - this.#writtenAt
    return this.#isReused && !this.#hasResponse && !this.#isSecond && age < STALE_WITHIN_MS
  }

  /** The request is sent again once, without a pause, because the first try says nothing of the receiver. */
  #startAgain(): void {
    this.#isSecond = true
    this.#controller = undefined
    this.#socket = undefined
    this.#isReused = false
    this.#isSent = false
    this.start('dispatchAgain')
  }

  /**
   * Timers run before sockets are read. A process that goes on after a pause (SIGSTOP, a suspended machine, a blocked event loop)
   * may have an unread response, so sockets are read first. Even without one the receiver may not be at fault: a handshake or a
   * long response may wait for us.
   */
  #timeOut(): void {
    const { timeoutMs } = this.#request
    const wasPaused = this.#elapsed() - timeoutMs > PAUSED_MS
    setImmediate(() => {
      if (this.#isOver) return
      if (this.#status > 0) {
        this.#result()
        this.#controller?.abort(new Error('the time is up'))
      } else if (wasPaused) this.#giveUp('this process was paused')
      else this.#fail(this.#whatTookSoLong(timeoutMs))
    })
  }

  #whatTookSoLong(timeoutMs: number): string {
    if (this.#socket === undefined) return `CONNECT_TIMEOUT: no connection within ${timeoutMs} ms`
    this.#isSent ||= this.#socket.writableLength === 0
    if (!this.#isSent) return `SEND_TIMEOUT: the body was not taken within ${timeoutMs} ms`
    return `RESPONSE_TIMEOUT: your receiver is slower than timeoutMs (${timeoutMs} ms)`
  }

  #result(): void {
    if (!this.#end()) return
    const status = this.#status
    const result = {
      startedAtMs: this.#request.startedAtMs,
      durationMs: this.#elapsed(),
      status,
      firstByteMs: this.#firstByteMs,
      connecting: this.#connecting,
      headers: keptHeaders(this.#headers),
      control: controlOf(this.#headers['webhook-delivery']),
    }
    const finish = (start: Buffer) => {
      // PostgreSQL text holds no NUL.
      const response = start.length === 0 ? '' : start.toString('utf8').replaceAll('\0', '\uFFFD')
      if (status < 300) return this.#done({ kind: 'delivered', ...result, response })
      const retryAfterMs = parseRetryAfter(single(this.#headers['retry-after']), Date.now())
      this.#done({ kind: 'refused', ...result, response, retryAfterMs })
    }
    const kept = this.#kept.length === 1 ? (this.#kept[0] as Buffer) : Buffer.concat(this.#kept)
    const encoding = single(this.#headers['content-encoding'])
    if (encoding === undefined) finish(kept)
    else void decodeStart(kept, encoding, RESPONSE_KEPT_BYTES).then(finish)
  }

  #fail(error: string): void {
    if (!this.#end()) return
    this.#done({
      kind: 'unreachable',
      error,
      startedAtMs: this.#request.startedAtMs,
      durationMs: this.#elapsed(),
      control: undefined,
      quietMs: this.#isSent ? Math.max(MIN_QUIET_MS, 2 * this.#request.timeoutMs) : 0,
    })
    this.#controller?.abort(new Error(error))
  }

  #giveUp(error: string): void {
    if (!this.#end()) return
    const { startedAtMs } = this.#request
    this.#done({ kind: 'inconclusive', error, startedAtMs, durationMs: this.#elapsed() })
    this.#controller?.abort(new Error(error))
  }

  #end(): boolean {
    if (this.#isOver) return false
    this.#isOver = true
    clearTimeout(this.#timer)
    return true
  }

  #elapsed(): number {
    return Math.round(performance.now() - this.#startedAt)
  }
}

function keptHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = single(headers[name])
    if (value !== undefined && value !== '') kept[name] = value.slice(0, MAX_HEADER_LENGTH).toWellFormed()
  }
  return kept
}

function controlOf(header: string | string[] | undefined): Control | undefined {
  const value = single(header)?.trim()
  return value === 'disable' || value === 'abort-message' ? value : undefined
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
