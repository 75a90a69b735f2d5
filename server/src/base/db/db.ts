/**
 * The door to PostgreSQL: a pool, transactions, wake-ups. It knows no table.
 *
 * `int8` is read as a number (our ids stay far below 2^53) and every timestamp as a Date.
 * Columns keep their snake_case names: what the SQL says is what the row has.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { openDriver, type Types } from './driver/driver.ts'
import { guardedBegin } from './driver/guarded-begin.ts'
import type { Db, Sql, Tx } from './sql.ts'

export type { Db, Fragment, Sql, Tx } from './sql.ts'

export interface DbOptions {
  url: string
  /** Most connections at once. */
  max?: number
  applicationName?: string
  connectTimeoutSeconds?: number
  /**
   * A connection that was silent for this long counts as dead and is opened again. A statement that takes longer than two
   * thirds of it fails, so that it is over in PostgreSQL before it is tried again. Without it, there is no limit.
   */
  silenceMs?: number
  /** Called each time one of its connections was closed, by either side. */
  onClose?: () => void
}

export function openDb(options: DbOptions): Db {
  const sql = openDriver(options.url, clientOptions(options))
  return Object.assign(sql, { [Symbol.asyncDispose]: () => closeDb(sql) }) as Db
}

/** Lets running statements end (5 s at most), then closes every connection. */
export async function closeDb(db: Pick<postgres.Sql<Types>, 'end'>): Promise<void> {
  await db.end({ timeout: 5 })
}

function clientOptions(options: DbOptions) {
  return {
    max: options.max ?? 10,
    connect_timeout: options.connectTimeoutSeconds ?? 10,
    // Connections that PostgreSQL, a proxy or a cable dropped are tried again soon, and not all in step.
    backoff: (attempt: number) => Math.min(2, 0.1 * 2 ** attempt) * (0.5 + Math.random() / 2),
    onnotice: () => {},
    silenceMs: options.silenceMs,
    ...(options.onClose === undefined ? {} : { onclose: options.onClose }),
    connection: {
      application_name: options.applicationName ?? 'recado',
      TimeZone: 'UTC',
      // A process that was stopped mid-transaction (SIGSTOP, a sleeping laptop) must not keep its row locks:
      // no transaction of ours waits for a person or the network.
      idle_in_transaction_session_timeout: 10_000,
      ...(options.silenceMs === undefined ? {} : { statement_timeout: Math.round((options.silenceMs * 2) / 3) }),
    },
  }
}

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const MAX_TRIES = 5

/** Thrown in a transaction that lost against another one and will probably succeed on a second try. */
export class LostToAnother extends Error {
  override name = 'LostToAnother'
}

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. After a deadlock, a
 * serialization failure or a `LostToAnother` it runs again from the start (5 times at most), so `work` must touch nothing
 * but the database.
 */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const toDo: (() => void)[] = []
    try {
      const result = await guardedBegin(db, tx => {
        afterwards.set(tx, toDo)
        return work(tx)
      })
      for (const act of toDo) act()
      return result
    } catch (error) {
      if (tries >= MAX_TRIES || !lostToAnother(error)) throw error
      await sleep(Math.random() * 10 * 2 ** tries)
    }
  }
}

const afterwards = new WeakMap<object, (() => void)[]>()

/** Runs `act` once the transaction has been committed; never when it was rolled back. It must not throw. */
export function afterCommit(tx: Tx, act: () => void): void {
  afterwards.get(tx)?.push(act)
}

/** Runs `work` in a savepoint: when it throws, its writes and what it left for after the commit are undone. */
export async function savepoint<T>(tx: Tx, work: (point: Tx) => Promise<T>): Promise<T> {
  const toDo: (() => void)[] = []
  const result = (await tx.savepoint(point => {
    afterwards.set(point, toDo)
    return work(point as Tx)
  })) as T
  for (const act of toDo) afterCommit(tx, act)
  return result
}

function lostToAnother(error: unknown): boolean {
  const code = sqlState(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED || error instanceof LostToAnother
}

/** The SQLSTATE of an error that PostgreSQL returned; undefined for every other error. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof postgres.PostgresError ? error.code : undefined
}

/** The name of the constraint that refused a row; undefined for every other error. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof postgres.PostgresError ? error.constraint_name : undefined
}

/** Sends a wake-up; inside a transaction it leaves with the commit. Equal ones of one transaction arrive once. */
export async function notify(sql: Sql, channel: string, payload = ''): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`
}

/** Returns why the database cannot serve right now; undefined when it can. */
export async function whyNotReady(db: Db, timeoutMs = 2_000): Promise<string | undefined> {
  const late = sleep(timeoutMs, `no response within ${timeoutMs} ms`, { ref: false })
  const response = db`select 1`.then(
    () => undefined,
    (error: Error) => error.message || error.name,
  )
  return Promise.race([response, late])
}

/** Opens a client that reports notifications and its own closing. Only for `listen.ts`. */
export function openListeningClient(
  db: Db,
  on: { notification: (channel: string, payload: string) => void; closed: () => void },
): postgres.Sql {
  // `onnotify` is how postgres.js feeds its own `sql.listen`. We do not use that one: when PostgreSQL is away for
  // longer than a single reconnect, it forgets its channels and stays silent forever.
  const options = {
    ...db.options,
    max: 1,
    idle_timeout: undefined,
    max_lifetime: null,
    fetch_types: false,
    onnotify: on.notification,
    onclose: on.closed,
  }
  return postgres(options as unknown as postgres.Options<Record<string, never>>)
}
