/**
 * `npm test`: the checks, then every test of every workspace. `npm test -- webhook desk` runs only the test files whose
 * path holds one of these words, without the checks.
 */
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { ROOT, runCommand } from './run-command.ts'
import slowestFiles from './slowest-files.ts'

/** A file that stands longer is hung. */
const FILE_LIMIT_MS = 600_000

const words = process.argv.slice(2)
const files = globSync('{scripts,receiver,emulator,server,panel,examples,bench}/**/*.test.{ts,tsx}', {
  cwd: ROOT,
  exclude: path => /(^|[/\\])(node_modules|dist|data)$/.test(path),
})
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()

if (files.length === 0) {
  console.error(`No test file's path holds ${words.join(' or ')}.`)
  process.exit(1)
}
const checks = words.length === 0 ? (await runCommand(['node', 'scripts/check.ts'], true)).code : 0
const ok = (await runTests()) && checks === 0
console.log(`\n${ok ? 'Everything passed' : 'Something failed, see above'} (${files.length} test files).`)
process.exitCode = ok ? 0 : 1

/** A file is a process; more at once than there are cores make those late that measure one thing against another. */
async function runTests(): Promise<boolean> {
  const tests = run({
    files: inOrder(files).map(file => join(ROOT, file)),
    concurrency: availableParallelism(),
    timeout: FILE_LIMIT_MS,
  })
  let passed = true
  tests.on('test:fail', () => {
    passed = false
  })
  tests.compose(spec).pipe(process.stdout, { end: false })
  for await (const line of slowestFiles(tests)) process.stdout.write(line)
  return passed
}

/**
 * What drives the whole program takes minutes: begun last, it would leave cores without work. Files with a browser use more
 * than a core each, so that every second one is of another kind.
 */
function inOrder(all: readonly string[]): string[] {
  const withBrowser = all.filter(file => /^server\/test\/panel.*\.test\.ts$/.test(file))
  const long = all.filter(file => file.startsWith('server/test/') && !withBrowser.includes(file))
  const others = all.filter(file => !withBrowser.includes(file) && !long.includes(file))
  const first = long.flatMap((file, n) => (n < withBrowser.length ? [withBrowser[n]!, file] : [file]))
  return [...first, ...withBrowser.slice(long.length), ...others]
}
