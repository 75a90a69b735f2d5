import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Candidate, Env } from '../candidate.ts'

/** A process of the bench, seen from outside. */
export interface Member extends AsyncDisposable {
  pid: number
  ask<T = void>(method: string, input?: unknown): Promise<T>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to end in its own way, kills it when that takes too long. */
  end(method: 'close' | 'stop'): Promise<void>
}

interface Reply {
  id: number
  result?: unknown
  error?: string
}

const END_LIMIT_MS = 5000

export async function hire(
  candidate: Pick<Candidate, 'name' | 'nodeFlags'>,
  role: 'producer' | 'worker',
  env: Env,
  whole = false,
): Promise<Member> {
  const args = [candidate.name, role, whole ? 'whole' : 'delivery']
  const execArgv = [...process.execArgv, ...((role === 'worker' && candidate.nodeFlags) || [])]
  const child = fork(join(import.meta.dirname, 'main.ts'), args, { execArgv, serialization: 'advanced' })
  const gone = once(child, 'exit')
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let asked = 0
  child.on('message', ({ id, result, error }: Reply) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asker?.resolve(result)
    else asker?.reject(new Error(`${candidate.name} ${role}: ${error}`))
  })
  child.on('exit', code => {
    for (const { reject } of waiting.values()) reject(new Error(`${candidate.name} ${role} ended with ${code}`))
    waiting.clear()
  })
  const member: Member = {
    pid: child.pid!,
    ask<T>(method: string, input: unknown = null) {
      return new Promise<T>((resolve, reject) => {
        const id = asked++
        waiting.set(id, { resolve: value => resolve(value as T), reject })
        child.send({ id, method, input })
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async end(method) {
      if (child.exitCode !== null || child.signalCode !== null) return
      const killing = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS)
      await member.ask(method).catch(() => {})
      child.kill('SIGKILL')
      await gone
      clearTimeout(killing)
    },
    [Symbol.asyncDispose]: () => member.kill(),
  }
  await member.ask('open', env)
  if (role === 'worker') member.pid = await member.ask<number>('pid')
  return member
}
