import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from '../../server/src/base/free-port.ts'
import { run, type Server, untilUp } from './server.ts'

/** One command, one answer, on a connection of its own: all that the bench asks of Redis itself. */
async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(`${command}\r\nQUIT\r\n`)
  let response = ''
  for await (const chunk of socket) response += String(chunk)
  return response
}

const numberOf = (text: string, name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(text)?.[1] ?? 0)

export async function startRedis(deps: { folder: string }): Promise<Server> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', deps.folder, '--save', '']
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction']
  const running = run(deps, 'redis-server', [...args, ...durable])
  await untilUp(running, async () => {
    if (!(await ask(port, 'PING')).includes('PONG')) throw new Error('Redis is still loading')
  })
  const version = /redis_version:(\S+)/.exec(await ask(port, 'INFO server'))?.[1]
  // Commands called by scripts count too: BullMQ's one round trip is a script of many commands.
  const commands = async () => numberOf(await ask(port, 'INFO stats'), 'total_commands_processed')
  let base = 0
  return {
    name: 'redis',
    version: `Redis ${version}`,
    pid: running.child.pid!,
    async reset() {
      await ask(port, 'FLUSHALL')
      base = await commands()
      return `redis://127.0.0.1:${port}`
    },
    async settle() {
      base = await commands()
    },
    statements: async () => (await commands()) - base,
    async [Symbol.asyncDispose]() {
      await running.stop('SIGTERM')
    },
  }
}
