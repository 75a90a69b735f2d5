/** A PostgreSQL of its own, durable as in production, that can be ended in every way and started again. */
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/base/embedded/embedded-postgres.ts'
import type { DatabaseFault } from './plan.ts'

const SIGNALS = { 'restart-fast': 'SIGINT', 'restart-immediate': 'SIGQUIT', 'restart-kill': 'SIGKILL' } as const

export type Ending = keyof typeof SIGNALS & DatabaseFault

export interface RestartablePostgres extends AsyncDisposable {
  readonly url: string
  /** Ends it and starts it again; resolves when it takes connections. */
  restart(ending: Ending): Promise<void>
}

export async function startRestartablePostgres(dataDir: string): Promise<RestartablePostgres> {
  const start = () => startEmbeddedPostgres({ dataDir, settings: { max_connections: '200' } })
  let running: EmbeddedPostgres = await start()
  const { url } = running
  return {
    url,
    async restart(ending) {
      process.kill(running.pid, SIGNALS[ending])
      await running.ended
      await running[Symbol.asyncDispose]()
      running = await start()
      if (running.url !== url) throw new Error('Another program has taken the port of PostgreSQL: run it again.')
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}
