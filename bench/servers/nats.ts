import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../../server/src/base/free-port.ts'
import { type Running, run, type Server, untilUp } from './server.ts'

async function greets(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  await once(socket, 'data')
  socket.destroy()
}

export async function startNats(deps: { folder: string }): Promise<Server> {
  const store = join(deps.folder, 'store')
  const port = await freePort()
  const start = async (): Promise<Running> => {
    const running = run(deps, 'nats-server', ['-js', '-sd', store, '-a', '127.0.0.1', '-p', String(port)])
    await untilUp(running, () => greets(port))
    return running
  }
  let running = await start()
  return {
    name: 'nats',
    version: `NATS ${/v[\d.]+/.exec(execFileSync('nats-server', ['-v'], { encoding: 'utf8' }))?.[0]}`,
    get pid() {
      return running.child.pid!
    },
    async reset() {
      await running.stop('SIGKILL')
      rmSync(store, { recursive: true, force: true })
      running = await start()
      return `nats://127.0.0.1:${port}`
    },
    async settle() {},
    statements: async () => undefined,
    async [Symbol.asyncDispose]() {
      await running.stop('SIGKILL')
    },
  }
}
