import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Node's options in `npm run recado`, which keep its memory small. */
function readFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    scripts: { recado: string }
  }
  return scripts.recado.split(' ').filter(word => word.startsWith('--'))
}

export const nodeFlags = readFlags()
