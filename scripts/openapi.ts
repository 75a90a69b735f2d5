/**
 * Writes openapi.json from the routes; with --check it only says whether the committed one is fresh.
 *
 *     node scripts/openapi.ts [--check]
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describeApi } from '../server/src/app/web.ts'

const path = fileURLToPath(new URL('../openapi.json', import.meta.url))
const document = `${JSON.stringify(await describeApi(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  await writeFile(path, document)
} else if ((await readFile(path, 'utf8').catch(() => '')) !== document) {
  console.error('openapi.json is not what the routes say. Run: node scripts/openapi.ts')
  process.exitCode = 1
}
