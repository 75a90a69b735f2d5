/** A reporter of Node's test runner that lists the files which took longest, so that a slow new test is noticed at once. */
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { ROOT } from './run-command.ts'

const SHOWN = 12

export default async function* slowestFiles(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files: { file: string; seconds: number }[] = []
  for await (const { type, data } of source) {
    if (type !== 'test:summary' || data.file === undefined) continue
    files.push({ file: relative(ROOT, data.file), seconds: data.duration_ms / 1_000 })
  }
  files.sort((a, b) => b.seconds - a.seconds)
  const total = files.reduce((sum, { seconds }) => sum + seconds, 0)
  yield `\nSeconds of each file, ${total.toFixed(0)} in all; the slowest:\n`
  for (const { file, seconds } of files.slice(0, SHOWN)) yield `${seconds.toFixed(1).padStart(7)}  ${file}\n`
}
