/** The one way to the server: typed by openapi.json, in the person's language. A response that is not a success is thrown. */
import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './generated/schema.ts'
import { Refused, Unreachable } from './problem.ts'

const inOurLanguage: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', document.documentElement.lang)
    return request
  },
  async onResponse({ response }) {
    if (response.ok) return
    const problem = await response.json().catch(() => ({}))
    // A proxy in front of us returns these while the server starts again.
    if ([502, 503, 504].includes(response.status)) throw new Unreachable(`HTTP ${response.status}`)
    throw new Refused(response.status, problem as Record<string, unknown>, response.headers.get('retry-after'))
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return
    return new Unreachable('no answer', { cause: error })
  },
}

export const api = createClient<paths>({ baseUrl: location.origin })
api.use(inOurLanguage)

/** Returns the body of a success; a failure is thrown before. */
export async function bodyOf<T>(request: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  return (await request).data as NonNullable<T>
}

/** Loads every page of a list that is known to be small (queues, colleagues, reasons): at most `maxPages` requests. */
export async function everyPage<T>(
  page: (after: string | undefined) => Promise<{ data: T[]; next: string | null }>,
  maxPages = 20,
): Promise<T[]> {
  const all: T[] = []
  let after: string | undefined
  for (let count = 0; count < maxPages; count++) {
    const { data, next } = await page(after)
    all.push(...data)
    if (next === null) break
    after = next
  }
  return all
}
