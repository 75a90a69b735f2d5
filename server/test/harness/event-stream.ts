/** The part of a browser's EventSource that tests need: it keeps the last id, and a test can cut it. */
import { eventually } from './eventually.ts'

export interface StreamEvent {
  event: string
  id: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is what it asserts.
  data: any
}

export interface EventStream extends AsyncDisposable {
  status: number
  headers: Headers
  events: StreamEvent[]
  /** The last event id. */
  lastId: string | undefined
  /** Whether the server has ended it. */
  isOver: boolean
  next(name: string, matches?: (data: StreamEvent['data']) => boolean): Promise<StreamEvent>
  cut(): void
}

export async function openStream(
  url: string,
  options: { headers?: Record<string, string>; lastId?: string | undefined } = {},
): Promise<EventStream> {
  const cutting = new AbortController()
  const response = await fetch(url, {
    headers: { ...options.headers, ...(options.lastId !== undefined && { 'last-event-id': options.lastId }) },
    signal: cutting.signal,
  })
  const stream: EventStream = {
    status: response.status,
    headers: response.headers,
    events: [],
    lastId: options.lastId,
    isOver: false,
    next: (name, matches = () => true) =>
      eventually(() => stream.events.find(({ event, data }) => event === name && matches(data)), { timeoutMs: 10_000 }),
    cut: () => cutting.abort(),
    [Symbol.asyncDispose]: async () => {
      cutting.abort()
      await reading
    },
  }
  const reading = read(response, stream).catch(() => {
    stream.isOver = true
  })
  return stream
}

async function read(response: Response, stream: EventStream): Promise<void> {
  let text = ''
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    text += piece
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      )
      const id = fields.get('id')
      if (id !== undefined) stream.lastId = id
      const data = fields.get('data')
      if (data !== undefined) stream.events.push({ event: fields.get('event') ?? '', id, data: JSON.parse(data) })
    }
  }
  stream.isOver = true
}
