import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

test('the recipe of the README runs as it is printed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-readme-'))
  try {
    const files = [...readme.matchAll(/```ts (\S+)\n(.*?)```/gs)].map(([, name, text]) => ({
      name: name!,
      text: text!,
    }))
    assert.deepEqual(
      files.map(({ name }) => name),
      ['bot.ts', 'bot.test.ts'],
    )
    for (const { name, text } of files) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    symlinkSync(modules, join(folder, 'node_modules'), 'dir')
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const options = { cwd: folder, env, encoding: 'utf8', timeout: 150_000 } as const
    const output = execFileSync(process.execPath, ['--test', '--test-reporter=tap', 'bot.test.ts'], options)
    assert.match(output, /# pass 2\n# fail 0/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
