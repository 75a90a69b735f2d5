/** For generated files that are committed: writes one, or with --check only says whether the committed one is fresh. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './run-command.ts'

export function writeOrCheck(path: string, text: string): void {
  const file = join(ROOT, path)
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } else if (readOrNothing(file) !== text) {
    console.error(`${path} is not fresh. Run: npm run generate`)
    process.exitCode = 1
  }
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
