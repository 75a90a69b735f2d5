/** Run as a process of its own by `engine.ts`: a dispatcher that tests kill, stop and continue. */
import { buildConnector } from 'undici'
import { openDb } from '../../src/base/db/db.ts'
import { keyring } from '../../src/base/seal.ts'
import { runDispatcher } from '../../src/webhook/run-dispatcher.ts'

const url = process.argv[2] as string
await runDispatcher({
  db: openDb({ url, max: 3 }),
  connection: { url },
  keyring: keyring([Buffer.alloc(32, 7)]),
  connect: buildConnector({}),
  userAgent: 'Recado/0',
  drainMs: 2_000,
  onAttempt: () => {},
  onEndpoint: () => {},
  disable: async () => {},
})
console.log('ready')
// When the parent is killed, this process ends too.
process.stdout.on('error', () => process.exit())
setInterval(() => process.ppid === 1 && process.exit(), 1_000)
