/**
 * Run as a process of its own by `database.ts`: one PostgreSQL for every test file of a run, and for the runs that
 * follow soon. It lives while somebody is connected to it and for a while after that, so nobody has to stop it, and a
 * killed test leaves nothing behind. Durability is off: these databases need not survive anything.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/base/embedded/embedded-postgres.ts'

const LINGER_MS = 30_000
const folder = process.argv[2] as string

const postgres = await startEmbeddedPostgres({
  dataDir: folder,
  settings: {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    max_wal_size: '4GB',
  },
})

let users = 0
let goodbye = lingerThenStop()
const server = createServer(socket => {
  users += 1
  clearTimeout(goodbye)
  socket.on('error', () => {})
  socket.on('close', () => {
    users -= 1
    if (users === 0) goodbye = lingerThenStop()
  })
  socket.resume()
  socket.write(`${postgres.url}\n`)
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  writeFileSync(join(folder, 'door'), String(port))
})
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

function lingerThenStop() {
  return setTimeout(stop, LINGER_MS)
}

async function stop(): Promise<void> {
  rmSync(join(folder, 'door'), { force: true })
  await postgres[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
}
