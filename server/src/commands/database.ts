/** Which PostgreSQL a command works on: yours, the one that a running Recado has started, or one started for it. */
import type { Config } from '../base/config.ts'
import { type Db, openDb } from '../base/db/db.ts'
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../base/embedded/embedded-postgres.ts'

/** For a command that does its work and ends: also while `recado serve` runs on the same data folder. */
export async function withDatabase<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
  const given = config.databaseUrl ?? findEmbeddedPostgres(config.dataDir)
  await using stack = new AsyncDisposableStack()
  const url = given ?? stack.use(await startEmbeddedPostgres({ dataDir: config.dataDir, say: console.error })).url
  return await work(stack.use(openDb({ url, max: 2 })))
}
