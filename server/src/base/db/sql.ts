/** The types of the door to PostgreSQL. */
import type postgres from 'postgres'
import type { Types } from './driver/driver.ts'

declare const insideTransaction: unique symbol

/** A pool. Close it with `await using` or `closeDb`. */
export interface Db extends postgres.Sql<Types>, AsyncDisposable {}

/** An open transaction. It exists only inside `transaction()`, so taking one proves that the caller is in one. */
export type Tx = postgres.TransactionSql<Types> & { readonly [insideTransaction]: true }

/** For a statement that may run inside or outside of a transaction: most often a read. */
export type Sql = postgres.ISql<Types>

/** Part of a statement. Nothing async may return one: awaiting it would run it. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>
