import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../../server/src/base/free-port.ts'
import { run, type Server, untilUp } from './server.ts'

/** Debian's /usr/sbin script changes the user; the one below lib runs with our own account, in the folder that we choose. */
const program = '/usr/lib/rabbitmq/bin/rabbitmq-server'

async function speaksAmqp(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('AMQP\x00\x00\x09\x01')
  await once(socket, 'data')
  socket.destroy()
}

export async function startRabbitmq(deps: { folder: string }): Promise<Server> {
  const [port, epmdPort, distPort] = [await freePort(), await freePort(), await freePort()]
  const at = (name: string) => {
    mkdirSync(join(deps.folder, name), { recursive: true })
    return join(deps.folder, name)
  }
  const env = {
    ...process.env,
    HOME: at('home'),
    ERL_EPMD_PORT: String(epmdPort),
    RABBITMQ_NODENAME: `bench${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_MNESIA_BASE: at('mnesia'),
    RABBITMQ_LOG_BASE: at('log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(deps.folder, 'plugins'),
    RABBITMQ_CONFIG_FILE: join(deps.folder, 'rabbitmq'),
    RABBITMQ_PID_FILE: join(deps.folder, 'pid'),
  }
  const running = run(deps, program, [], { env })
  await untilUp(running, () => speaksAmqp(port))
  const control = (...args: string[]) =>
    execFileSync('/usr/lib/rabbitmq/bin/rabbitmqctl', ['-n', env.RABBITMQ_NODENAME, '-q', ...args], {
      env,
      encoding: 'utf8',
    })
  return {
    name: 'rabbitmq',
    version: `RabbitMQ ${control('version').trim().split('\n').at(-1)}`,
    pid: running.child.pid!,
    async reset() {
      for (const queue of control('list_queues', 'name', '--no-table-headers').split('\n').filter(Boolean))
        control('delete_queue', queue.trim())
      return `amqp://guest:guest@127.0.0.1:${port}`
    },
    async settle() {},
    statements: async () => undefined,
    async [Symbol.asyncDispose]() {
      await running.stop('SIGTERM')
      spawnSync('epmd', ['-kill'], { env })
    },
  }
}
