/** Runs a program of the project's own node_modules, with its output shown or kept. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export interface Outcome {
  code: number
  output: string
}

/** `node` is the Node that runs us; any other command is found in node_modules/.bin and run by that Node. */
export async function runCommand([program = '', ...args]: string[], show: boolean): Promise<Outcome> {
  const own = program === 'node' ? args : [join(ROOT, 'node_modules', '.bin', program), ...args]
  const child = spawn(process.execPath, own, {
    cwd: ROOT,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      output += chunk
    })
  }
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', code => done({ code: code ?? 1, output }))
  })
}
