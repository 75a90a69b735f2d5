/** `npm run check`: everything that can be checked without running the code. Each check is one line. */
import { GENERATORS } from './generators.ts'
import { runCommand } from './run-command.ts'

const CHECKS: Record<string, string> = {
  types: 'tsc -p .',
  'types of the n8n nodes': 'tsc -p n8n --noEmit',
  'lint and format': 'biome ci --error-on-warnings .',
  boundaries: 'node --test server/test/boundaries.test.ts',
  ...Object.fromEntries(GENERATORS.map(([file, script]) => [`${file} is fresh`, `node ${script} --check`])),
}

const failed: string[] = []
for (const [name, command] of Object.entries(CHECKS)) {
  const since = performance.now()
  const { code, output } = await runCommand(command.split(' '), false)
  const seconds = ((performance.now() - since) / 1_000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code === 0) continue
  failed.push(name)
  console.log(`\n$ ${command}\n${output.trimEnd()}\n`)
}
console.log(failed.length === 0 ? 'All checks passed.' : `Checks failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
