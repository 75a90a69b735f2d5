import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerName } from '../candidate.ts'
import { startNats } from './nats.ts'
import { startPostgres } from './postgres.ts'
import { startRabbitmq } from './rabbitmq.ts'
import { startRedis } from './redis.ts'
import { findOnPath, type Server } from './server.ts'

export type { Server } from './server.ts'

const known: Record<
  ServerName,
  { program?: string; debian?: string; start(deps: { folder: string }): Promise<Server> }
> = {
  postgres: { start: startPostgres },
  redis: { program: 'redis-server', debian: 'redis-server', start: startRedis },
  rabbitmq: { program: 'rabbitmq-server', debian: 'rabbitmq-server', start: startRabbitmq },
  nats: { program: 'nats-server', debian: 'nats-server', start: startNats },
}

/** PostgreSQL comes with Recado; the others have to be on the machine. */
export function isInstalled(name: ServerName): boolean {
  const { program } = known[name]
  return program === undefined || findOnPath(program) !== undefined
}

/** Asked for by --install-servers: Debian's packages, as root. Their services are stopped; the bench starts its own. */
export function installServers(names: readonly ServerName[]): void {
  const packages = names.filter(name => !isInstalled(name)).flatMap(name => known[name].debian ?? [])
  if (packages.length === 0) return
  if (process.getuid?.() !== 0) return console.log(`not root: ${packages.join(', ')} cannot be installed`)
  console.log(`installing ${packages.join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  spawnSync('sh', ['-c', 'apt-get update -qq'], { env })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, stdio: 'ignore' })
}

export async function startServer(deps: { folder: string }, name: ServerName): Promise<Server> {
  const folder = join(deps.folder, name)
  mkdirSync(folder, { recursive: true })
  return known[name].start({ folder })
}
