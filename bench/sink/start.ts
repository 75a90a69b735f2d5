import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Arrivals, readArrivals } from './arrivals.ts'

export interface Summary {
  requests: number
  /** Distinct deliveries taken. */
  delivered: number
  repeats: number
  /** Requests that got 500 on purpose. */
  refused: number
  hung: number
  /** Requests without a readable webhook-id. */
  strange: number
  lanes: number
  /** Lanes in which some delivery came after a later one of the same lane. */
  disorderedLanes: number
  overtaken: number
  firstUs: number
  lastUs: number
  /** Distinct deliveries taken, per endpoint. */
  endpoints: number[]
}

export interface Sink extends AsyncDisposable {
  /** 'C' or 'Node'; the results say which one was used. */
  language: 'C' | 'Node'
  pid: number
  urls: string[]
  reset(): Promise<void>
  setMode(endpoint: number, mode: 'ok' | 'hang' | 'slow' | 'fail-once', argument?: number): Promise<void>
  summary(): Promise<Summary>
  arrivals(): Promise<Arrivals>
}

/** Compiles sink.c if there is a compiler; otherwise the Node sink with raw sockets is used. */
function command(folder: string): { language: Sink['language']; file: string; args: string[] } {
  const binary = join(folder, 'sink')
  try {
    execFileSync('cc', ['-O2', '-o', binary, join(import.meta.dirname, 'sink.c')], { stdio: 'ignore' })
    return { language: 'C', file: binary, args: [] }
  } catch {
    return { language: 'Node', file: process.execPath, args: [join(import.meta.dirname, 'fallback.ts')] }
  }
}

async function readPorts(child: ChildProcess): Promise<{ control: number; endpoints: number[] }> {
  const lines = createInterface({ input: child.stdout! })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('the sink ended before it listened'))),
  ])) as [string]
  return JSON.parse(line)
}

export async function startSink(
  deps: { folder: string },
  input: { endpoints: number; fallback?: boolean },
): Promise<Sink> {
  const fallback = {
    language: 'Node',
    file: process.execPath,
    args: [join(import.meta.dirname, 'fallback.ts')],
  } as const
  const chosen = input.fallback ? fallback : command(deps.folder)
  const child = spawn(chosen.file, [...chosen.args, String(input.endpoints)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ports = await readPorts(child)
  const base = `http://127.0.0.1:${ports.control}`
  const ask = async (path: string) => {
    const response = await fetch(base + path)
    return Buffer.from(await response.arrayBuffer())
  }
  return {
    language: chosen.language,
    pid: child.pid!,
    urls: ports.endpoints.map(port => `http://127.0.0.1:${port}/hook`),
    reset: async () => void (await ask('/reset')),
    setMode: async (endpoint, mode, argument = 0) => void (await ask(`/mode/${endpoint}/${mode}/${argument}`)),
    summary: async () => JSON.parse((await ask('/summary')).toString()) as Summary,
    arrivals: async () => readArrivals(await ask('/arrivals')),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
