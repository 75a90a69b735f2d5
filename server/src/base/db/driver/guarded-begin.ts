/**
 * A transaction that ends with its connection.
 *
 * postgres.js 3.4 goes on with a transaction whose connection was lost: its `rollback`, and whatever the work still asks,
 * are written to a socket that is gone, which throws where nobody can catch it and ends the process; or, once the
 * connection has been opened again for somebody else, they run there: outside of any transaction, or inside a stranger's.
 * So every query of a transaction is checked before it is sent. `begin` itself reports the loss, by rejecting. The lost query may
 * have been rejected before that, so after a failed query we wait for the end of the tick before we send the next one.
 */
import { setImmediate as endOfTick } from 'node:timers/promises'
import type { Db, Tx } from '../sql.ts'

interface Hold {
  /** Why nothing more may be asked: the connection was lost, or the transaction has ended. */
  over: unknown
  /** Some query failed: the connection may be gone. */
  hasFailed: boolean
}

/** The part of postgres.js's Query that we use. */
interface Query extends Promise<unknown> {
  /** Sends it to the transaction's connection. */
  handler: (query: Query) => void
  reject: (error: unknown) => void
}

/** Has the signature of `begin` of postgres.js. */
export async function guardedBegin<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const hold: Hold = { over: undefined, hasFailed: false }
  try {
    return (await db.begin(tx => watched(hold, () => work(guard(tx as Tx, hold))))) as T
  } catch (error) {
    hold.over = error
    throw error
  } finally {
    hold.over ??= new Error('the transaction has ended')
  }
}

/**
 * Resolves or rejects as the work does, but never when the connection is lost, because postgres.js would then send a commit or a
 * rollback.
 */
async function watched<T>(hold: Hold, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    if (hold.hasFailed) await endOfTick()
    // Nobody waits for us any more: `begin` has been rejected.
    if (hold.over !== undefined) await new Promise(() => {})
  }
}

function guard(tx: Tx, hold: Hold): Tx {
  const savepoint = (...given: unknown[]) => {
    const work = given.pop() as (point: Tx) => Promise<unknown>
    if (hold.over !== undefined) return Promise.reject(hold.over)
    const guarded = (point: Tx) => watched(hold, () => work(guard(point, hold)))
    return Reflect.apply(tx.savepoint, tx, [...given, guarded])
  }
  const unsafe = (...given: unknown[]) => watchQuery(Reflect.apply(tx.unsafe, tx, given), hold)
  return new Proxy(tx, {
    apply: (target, self, given) => watchQuery(Reflect.apply(target, self, given), hold),
    get(target, name) {
      if (name === 'savepoint') return savepoint
      return name === 'unsafe' ? unsafe : Reflect.get(target, name)
    },
  })
}

/** Names of columns and lists of values are made by the same function; they are left as they are. */
function watchQuery(made: unknown, hold: Hold): unknown {
  if (!(made instanceof Promise)) return made
  const query = made as Query
  const { handler, reject } = query
  query.reject = error => {
    hold.hasFailed = true
    reject(error)
  }
  const send = () => (hold.over === undefined ? handler(query) : query.reject(hold.over))
  query.handler = () => {
    if (hold.hasFailed) setImmediate(send)
    else send()
  }
  return query
}
