/**
 * `npm test`: the checks, then every test of every workspace. `npm test -- webhook desk` runs only the test files whose
 * path holds one of these words, without the checks.
 */
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { ROOT, runCommand } from './run-command.ts'

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
const codes: number[] = []
if (words.length === 0) codes.push((await runCommand(['node', 'scripts/check.ts'], true)).code)

// A file is a process; more at once than there are cores only makes timings worse.
const options = [`--test-concurrency=${availableParallelism()}`, '--test-timeout=180000']
const reporters = ['spec', './scripts/slowest-files.ts'].flatMap(reporter => [
  `--test-reporter=${reporter}`,
  '--test-reporter-destination=stdout',
])
codes.push((await runCommand(['node', '--test', ...options, ...reporters, ...files], true)).code)

const ok = codes.every(code => code === 0)
console.log(`\n${ok ? 'Everything passed' : 'Something failed, see above'} (${files.length} test files).`)
process.exitCode = ok ? 0 : 1
