/** The PostgreSQL on which a command works: your own, the one of a running Recado, or one that is started for the command. */
import type { Config } from '../base/config.ts'
import { type Db, openDb } from '../base/db/db.ts'
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../base/embedded/embedded-postgres.ts'

/** For a command that does its work and ends. It may run while `recado serve` runs on the same data folder. */
export async function withDatabase<T>(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  work: (db: Db) => Promise<T>,
  { isRestore = false } = {},
): Promise<T> {
  const given = config.databaseUrl ?? findEmbeddedPostgres(config.dataDir)
  await using stack = new AsyncDisposableStack()
  const { dataDir } = config
  const url = given ?? stack.use(await startEmbeddedPostgres({ dataDir, say: console.error, isRestore })).url
  return await work(stack.use(openDb({ url, max: 2 })))
}
