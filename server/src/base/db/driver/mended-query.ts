/**
 * Two faults of postgres.js 3.4.9, mended on every query that is not part of a transaction (inside one, `begin` and
 * `rollback` put both right).
 *
 * 1. Holes (porsager/postgres#1119, #1181). The driver counts the rows of a result on the connection and starts again
 *    from zero only when a command completes. After a statement that failed with rows on the way (an error in a later
 *    row, a `statement_timeout`, a cut), the next result of that connection begins with as many holes: `const [row]`
 *    is undefined for a row that exists. Holes are always in front and never rows, so they are cut off.
 * 2. An old error. When the server ends a session mid-statement, the driver keeps the error that it has read and rejects
 *    the first query after the reconnect with it, without sending that query. Such a query is sent now.
 */
import postgres from 'postgres'

/** The part of postgres.js's Query that we use. */
interface Query extends Promise<unknown> {
  /** The connection that it was sent on; null while it was not sent. */
  state: unknown
  handler: (query: Query) => void
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

/** Each connection keeps one old error at most, and no pool of ours has more connections than this. */
const MAX_OLD_ERRORS = 1_000

/**
 * The same client, with mended queries. `begin` and `reserve` stay as the driver has them; the `begin` statement that `begin`
 * sends is mended.
 */
export function mendQueries<Client extends object>(client: Client): Client {
  const { unsafe, file } = client as unknown as Record<string, (...given: unknown[]) => unknown>
  Object.assign(client, {
    unsafe: (...given: unknown[]) => mended(Reflect.apply(unsafe as () => unknown, client, given)),
    file: (...given: unknown[]) => mended(Reflect.apply(file as () => unknown, client, given)),
  })
  const called = (target: object, self: unknown, given: unknown[]) =>
    mended(Reflect.apply(target as () => unknown, self, given))
  return new Proxy<object>(client, { apply: called }) as Client
}

/** Names of columns and lists of values are made by the same function; they are left as they are. */
function mended(made: unknown): unknown {
  if (!(made instanceof Promise)) return made
  const query = made as Query
  const { resolve, reject } = query
  let oldErrors = 0
  query.resolve = result => resolve(withoutHoles(result))
  query.reject = error => {
    if (!isOld(error, query) || oldErrors++ === MAX_OLD_ERRORS) reject(error)
    // The connection that had kept the error is open by then.
    else queueMicrotask(() => query.handler(query))
  }
  return query
}

/** A result, or, of several statements at once, a list of results. */
function withoutHoles(result: unknown): unknown {
  if (!Array.isArray(result) || result.length === 0) return result
  if (Array.isArray(result[0]) && !('count' in result)) result.forEach(withoutHoles)
  else if (!(0 in result)) result.splice(0, firstRow(result))
  return result
}

function firstRow(result: unknown[]): number {
  let index = 0
  while (index < result.length && !(index in result)) index++
  return index
}

/**
 * The codes with which the server ends a session. A fatal error with another code, while a session begins, is that session's own.
 */
const END_OF_SESSION = /^(57P01|57P02|57P04|57P05|25P03|25P04)$/

/** An error for a query that PostgreSQL never received belongs to another query, unless the session could not begin. */
function isOld(error: unknown, query: Query): boolean {
  if (query.state !== null || !(error instanceof postgres.PostgresError)) return false
  return error.severity !== 'FATAL' || END_OF_SESSION.test(error.code)
}
