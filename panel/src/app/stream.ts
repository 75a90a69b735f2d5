/**
 * All changes that the server sends: one stream per browser, whatever the number of tabs. The tab that holds a Web Lock
 * reads it and passes every event on; when that tab closes, another one goes on from the last position that it saw, so nothing is
 * missed. Positions are the server's (`Last-Event-ID`), never a clock.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'

const URL_OF_STREAM = '/api/v1/stream'
const LOCK = 'recado.stream'
/** What the server sends as `event:`; EventSource wants each by its name. */
const TYPES = [
  'hello',
  'reset',
  'ticket',
  'ticket-gone',
  'ticket-back',
  'message',
  'tick',
  'contact',
  'draft',
  'counts',
  'setting',
  'alert',
  'deliveries',
  'presence',
  'activity',
] as const
export type StreamType = (typeof TYPES)[number]

export interface StreamEvent {
  type: StreamType
  data: never
  /** The position after it; '' when it has none. */
  id: string
}

/** After a refusal the stream is tried again after this time; meanwhile the lists are loaded every few seconds. */
const AGAIN_MS = 10_000
const POLL_MS = 4_000
const SELDOM_MS = 30_000
/** A timer that fires this late means that the computer slept, and the connection may be dead without an error. */
const SLEPT_MS = 20_000
const LOOK_MS = 5_000

type Passed = { kind: 'event'; event: StreamEvent } | { kind: 'state'; isLive: boolean } | { kind: 'who' }

let isLive = false
let position = ''
let source: EventSource | undefined
const handlers = new Set<(event: StreamEvent) => void>()
const watchers = new Set<() => void>()
const others = new BroadcastChannel(LOCK)

/** Called when somebody is signed in; returns the function that ends it when they leave. */
export function startStream(): () => void {
  const ended = new AbortController()
  const { signal } = ended
  others.onmessage = ({ data }: MessageEvent<Passed>) => {
    if (data.kind === 'event') take(data.event)
    else if (data.kind === 'state') setLive(data.isLive)
    else if (source !== undefined) others.postMessage({ kind: 'state', isLive } satisfies Passed)
  }
  others.postMessage({ kind: 'who' } satisfies Passed)
  const read = () => {
    connect(signal)
    reconnectAfterSleep(signal)
    addEventListener('online', () => connect(signal), { signal })
    return new Promise<void>(done => signal.addEventListener('abort', () => done()))
  }
  // This tab has the lock until it closes or the person leaves; then the next tab in line gets it.
  navigator.locks.request(LOCK, { signal }, read).catch(() => undefined)
  return () => {
    ended.abort()
    others.onmessage = null
    source?.close()
    source = undefined
    position = ''
    setLive(false)
  }
}

export function onStream(handler: (event: StreamEvent) => void): () => void {
  handlers.add(handler)
  return () => void handlers.delete(handler)
}

/** Listens while a component is on screen. */
export function useStreamEvent<Data>(type: StreamType, handle: (data: Data) => void): void {
  const latest = useRef(handle)
  useEffect(() => {
    latest.current = handle
  })
  useEffect(() => onStream(event => event.type === type && latest.current(event.data)), [type])
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}
export const isStreamLive = (): boolean => isLive
export const useIsLive = (): boolean => useSyncExternalStore(subscribe, () => isLive)

/** How often to load again in any case: often without a stream, seldom with one, so that losing an event is harmless. */
export const useLiveInterval = (): number => (useIsLive() ? SELDOM_MS : POLL_MS)

function take(event: StreamEvent): void {
  if (event.id !== '') position = event.id
  for (const handler of handlers) handler(event)
}

function setLive(next: boolean): void {
  if (isLive === next) return
  isLive = next
  for (const watcher of watchers) watcher()
}

function pass(message: Passed): void {
  others.postMessage(message)
  if (message.kind === 'event') take(message.event)
  else if (message.kind === 'state') setLive(message.isLive)
}

function connect(signal: AbortSignal): void {
  source?.close()
  if (signal.aborted) return
  const opened = new EventSource(position === '' ? URL_OF_STREAM : `${URL_OF_STREAM}?lastEventId=${position}`)
  source = opened
  opened.onopen = () => pass({ kind: 'state', isLive: true })
  opened.onerror = () => {
    pass({ kind: 'state', isLive: false })
    // The browser reconnects by itself, unless the response was an HTTP error.
    if (opened.readyState === EventSource.CLOSED) {
      setTimeout(() => {
        if (source === opened) connect(signal)
      }, AGAIN_MS)
    }
  }
  for (const type of TYPES) {
    opened.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
      pass({ kind: 'event', event: { type, data: JSON.parse(data) as never, id: lastEventId } })
    })
  }
}

function reconnectAfterSleep(signal: AbortSignal): void {
  let before = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - before > LOOK_MS + SLEPT_MS) connect(signal)
    before = now
  }, LOOK_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}
