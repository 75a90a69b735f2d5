/** The install of a first start, with a stand-in for npm. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { eventually } from '../server/test/harness/eventually.ts'
import { tempFolder } from '../server/test/harness/temp-folder.ts'

/** Hears no signal, as npm does while it downloads, and has started a process of its own. */
const DEAF_NPM = `
const { spawn } = require('node:child_process')
process.on('SIGINT', () => {}), process.on('SIGTERM', () => {})
console.log('added 500 packages')
const script = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
require('node:fs').writeFileSync('pids', process.pid + ' ' + script.pid)
setInterval(() => {}, 1000)`

const QUICK_NPM = `console.log('added 500 packages')`

function project(npm: string) {
  const folder = tempFolder()
  mkdirSync(join(folder.path, 'scripts'))
  for (const file of ['run.mjs', 'installed.mjs', 'panel-build.mjs'])
    cpSync(join(import.meta.dirname, file), join(folder.path, 'scripts', file))
  writeFileSync(join(folder.path, 'package-lock.json'), JSON.stringify({ packages: {} }))
  writeFileSync(join(folder.path, 'npm.js'), npm)
  writeFileSync(join(folder.path, 'say.mjs'), `console.log('{"ready":true}')`)
  mkdirSync(join(folder.path, 'node_modules'))
  return folder
}

const run = (folder: string) =>
  spawn(process.execPath, [join(folder, 'scripts', 'run.mjs'), 'say.mjs'], {
    env: { ...process.env, npm_execpath: join(folder, 'npm.js'), npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const ended = (child: ChildProcess) => new Promise<number | null>(done => child.once('exit', done))

const isAlive = (pid: number) => {
  try {
    // A process that nobody has waited for is one in name only.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} during the install ends it with a word, npm and what npm has started too`, async () => {
    using folder = project(DEAF_NPM)
    const child = run(folder.path)
    const said = text(child.stderr)
    const end = ended(child)
    const pids = join(folder.path, 'pids')
    await eventually(() => existsSync(pids) && readFileSync(pids, 'utf8').includes(' '))
    child.kill(signal)
    assert.equal(await end, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal])
    for (const pid of readFileSync(pids, 'utf8').split(' ')) await eventually(() => !isAlive(Number(pid)))
    assert.match(await said, /Stopped during the install\. Run the same command again/)
    assert.equal(existsSync(join(folder.path, 'node_modules', '.recado-installed')), false, 'it installs again')
  })
}

test('what npm says of the install is not on stdout, which is JSON alone', async () => {
  using folder = project(QUICK_NPM)
  const child = run(folder.path)
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)])
  assert.equal(code, 0, said)
  assert.deepEqual(JSON.parse(out), { ready: true })
  assert.match(said, /added 500 packages/)
})
