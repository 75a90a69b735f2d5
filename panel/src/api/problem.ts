/** The two errors of a request: the server refused it (with a sentence for people), or the server was not reached. */

export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  /** Stable, from the server's one table of refusals. */
  readonly code: string
  /** The problem document's other members, such as the conflicting ticket. */
  readonly more: Record<string, unknown>
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, problem: Record<string, unknown>, retryAfter: string | null) {
    const { title, detail, code } = problem
    super([title, detail].filter(text => typeof text === 'string' && text !== '').join('. ') || `HTTP ${status}`)
    this.status = status
    this.code = typeof code === 'string' ? code : 'unknown'
    this.more = problem
    this.retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter) || undefined
  }
}

/** No response: there is no network, or the server is away. Trying again later makes sense. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

export const isRefused = (error: unknown, status?: number): error is Refused =>
  error instanceof Refused && (status === undefined || error.status === status)
