/**
 * `npm test`: the checks, then every test of every workspace. `npm test -- webhook desk` runs only the test files whose path
 * contains one of these words, without the checks.
 */
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'
import { ROOT, runCommand } from './run-command.ts'
import slowestFiles from './slowest-files.ts'

/** A file that takes longer than this hangs. */
const FILE_LIMIT_MS = 600_000

const words = process.argv.slice(2)
const files = globSync('{scripts,receiver,emulator,server,panel,examples,bench}/**/*.test.{ts,tsx}', {
  cwd: ROOT,
  exclude: path => /(^|[/\\])(node_modules|dist|data)$/.test(path),
})
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()

if (files.length === 0) {
  console.error(`No test file's path contains ${words.join(' or ')}.`)
  process.exit(1)
}
const checks = words.length === 0 ? (await runCommand(['node', 'scripts/check.ts'], true)).code : 0
const ok = (await runTests()) && checks === 0
console.log(`\n${ok ? 'Everything passed' : 'Something failed, see above'} (${files.length} test files).`)
process.exitCode = ok ? 0 : 1

/**
 * First what needs no whole program, one file more at once than there are cores: these wait for a database half of their time.
 * Then what drives the program, as many as there are cores: more make those late that measure one thing against another.
 */
async function* testRuns(): AsyncGenerator<TestEvent> {
  const cores = availableParallelism()
  const whole = files.filter(file => file.startsWith('server/test/'))
  const parts = files.filter(file => !whole.includes(file))
  for (const [some, concurrency] of [
    [parts, cores + 1],
    [inOrder(whole), cores],
  ] as const) {
    if (some.length === 0) continue
    yield* run({ files: some.map(file => join(ROOT, file)), concurrency, timeout: FILE_LIMIT_MS })
  }
}

/** What failed of both runs is named at the end again, where one looks first. */
async function runTests(): Promise<boolean> {
  const tests = Readable.from(testRuns())
  const failed: string[] = []
  tests.on('data', ({ type, data }: TestEvent) => {
    if (type === 'test:fail') failed.push(`✖ ${relative(ROOT, data.file ?? '')}: ${data.name}\n`)
  })
  tests.compose(spec).pipe(process.stdout, { end: false })
  for await (const line of slowestFiles(tests)) process.stdout.write(line)
  if (failed.length > 0) process.stdout.write(`\n${failed.join('')}`)
  return failed.length === 0
}

/** Files with a browser use more than a core each, so that every second one is of another kind; the longest must not be last. */
function inOrder(whole: readonly string[]): string[] {
  const withBrowser = whole.filter(file => /^server\/test\/panel.*\.test\.ts$/.test(file))
  const others = whole.filter(file => !withBrowser.includes(file))
  const first = others.flatMap((file, n) => (n < withBrowser.length ? [withBrowser[n]!, file] : [file]))
  return [...first, ...withBrowser.slice(others.length)]
}
