import type { Body, PayloadVersion } from './event.ts'

/** One event as `GET /api/v1/events` returns it. */
export interface CaughtUpEvent {
  id: string
  /** Store it when the event is handled, and pass it as `after` next time. */
  position: string
  type: string
  channelId: number
  ticketId: number
  /** ISO 8601. */
  occurredAt: string
  body: Body<PayloadVersion>
}

export interface CatchUpInput {
  /** The address of Recado, such as `https://desk.example.com`. */
  baseUrl: string
  apiKey: string
  /** The position stored last; null or absent starts at the oldest event that is kept. */
  after?: string | null
  /** Narrows the events by the query parameters of the route, such as `{ channelId: 53 }`. */
  filter?: Readonly<Record<string, string | number>>
  signal?: AbortSignal
  /** Default: the global fetch. */
  fetch?: typeof fetch
}

/** Recado did not return 200. */
export class CatchUpError extends Error {
  override readonly name = 'CatchUpError'
  readonly status: number

  constructor(status: number) {
    super(`GET events returned ${status}`)
    this.status = status
  }
}

interface Page {
  data: CaughtUpEvent[]
  next: string | null
}

/**
 * Every event after a position, oldest first, page by page, until there is none left; returns the position to store.
 * Throws a CatchUpError for a response other than 2xx, and whatever fetch throws; go on from the position stored last.
 */
export async function* catchUp(input: CatchUpInput): AsyncGenerator<CaughtUpEvent, string | null, void> {
  let after = input.after ?? null
  for (;;) {
    const page = await fetchPage(input, after)
    yield* page.data
    const next = page.next ?? page.data.at(-1)?.position ?? after
    // The same position twice would make an endless loop; an empty page is the end.
    if (page.next === null || page.data.length === 0 || next === after) return next
    after = next
  }
}

async function fetchPage(input: CatchUpInput, after: string | null): Promise<Page> {
  const url = new URL(`${input.baseUrl.replace(/\/+$/, '')}/api/v1/events`)
  for (const [name, value] of Object.entries(input.filter ?? {})) url.searchParams.set(name, String(value))
  if (after !== null) url.searchParams.set('after', after)
  const response = await (input.fetch ?? fetch)(url, {
    headers: { accept: 'application/json', 'x-api-key': input.apiKey },
    ...(input.signal && { signal: input.signal }),
  })
  if (!response.ok) throw new CatchUpError(response.status)
  return (await response.json()) as Page
}
