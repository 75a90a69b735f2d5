/**
 * Copies the code that verifies a signature from @recado/receiver into the n8n nodes, because a verified n8n package may have no
 * dependencies; `--check` only says whether the copies are fresh.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const FROM = new URL('../receiver/src/', import.meta.url)
const TO = new URL('../n8n/nodes/RecadoTrigger/generated/', import.meta.url)
const FILES = ['verify.ts', 'key.ts', 'headers.ts']

mkdirSync(TO, { recursive: true })
for (const file of FILES) {
  const text = `// Copied from receiver/src/${file} by scripts/copy-receiver.ts. Change it there.\n${readFileSync(new URL(file, FROM), 'utf8')}`
  if (!process.argv.includes('--check')) writeFileSync(new URL(file, TO), text)
  else if (readFileSync(new URL(file, TO), 'utf8') !== text) {
    console.error(`n8n/nodes/RecadoTrigger/generated/${file} is stale: run node scripts/copy-receiver.ts`)
    process.exitCode = 1
  }
}
