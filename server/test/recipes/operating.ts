/**
 * `npm run recipes`: the recipes of docs/operating.md run as they are printed, in order, with the PostgreSQL that Recado brings: the first administrator, a
 * backup while it runs, a restore, a lost postgres.json. Exchanged are folders, the port, and what a test may not have: `sudo` does
 * without another account, `systemctl` starts the unit's own ExecStart. What is not run, because it installs or fetches, recipes.test.ts reads.
 */
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../../src/base/free-port.ts'
import { eventually } from '../harness/eventually.ts'
import { bareEnv } from '../harness/program.ts'
import { type Block, blocksOf } from '../harness/recipes.ts'
import { tempFolder } from '../harness/temp-folder.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')
const blocks = blocksOf('docs/operating.md')
const one = (language: string, words: RegExp): Block =>
  blocks.find(block => block.language === language && words.test(block.text)) ?? assert.fail(`${language} ${words}`)

const SUDO = `#!/bin/sh
# PostgreSQL does not run as root: as the account that its folder belongs to, as the page says.
if [ "$1" = -u ]; then
  shift 2
  case "$1" in
    */postgres) [ "$(id -u)" = 0 ] && exec setpriv --reuid="$(stat -c %u postgres)" --clear-groups "$@" ;;
  esac
fi
exec "$@"
`

const stack = new AsyncDisposableStack()
let place: string
let port: number
const at = (...path: string[]) => join(place, ...path)

const asHere = (text: string) =>
  text
    .replaceAll('/opt/recado', ROOT)
    .replaceAll('/var/lib/recado', at('lib'))
    .replaceAll('/etc/recado.env', at('recado.env'))
    .replaceAll('127.0.0.1:3100', `127.0.0.1:${port}`)
    .replace(/recado-\d{4}-\d\d-\d\d/, `recado-${new Date().toISOString().slice(0, 10)}`)

before(async () => {
  place = stack.use(tempFolder()).path
  port = await freePort()
  for (const folder of ['lib', 'bin']) mkdirSync(at(folder), { mode: 0o755 })
  const key = randomBytes(32).toString('base64')
  const env = one('sh', /^PUBLIC_URL=/m).text.replace(/<the output of[^>]*>/, key)
  writeFileSync(at('recado.env'), `${asHere(env)}PORT=${port}\n`)
  const start = asHere(/^ExecStart=(.*)$/m.exec(one('ini', /ExecStart/).text)?.[1] ?? assert.fail())
  // As systemd does: the whole environment comes from the file; stopping waits until it has ended.
  const systemctl = `#!/bin/sh
case "$*" in
  *stop*) kill -TERM "$(cat ${at('pid')})"; while kill -0 "$(cat ${at('pid')})" 2>/dev/null; do :; done ;;
  *start*|*enable*) set -a; . ${at('recado.env')}; setsid ${start} >> ${at('log')} 2>&1 < /dev/null & echo $! > ${at('pid')} ;;
esac
`
  for (const [name, text] of [
    ['sudo', SUDO],
    ['systemctl', systemctl],
    ['journalctl', '#!/bin/sh\nexec true\n'],
  ] as const)
    writeFileSync(at('bin', name), text, { mode: 0o755 })
  stack.defer(() => {
    if (existsSync(at('pid'))) execFileSync(at('bin', 'systemctl'), ['stop'])
  })
})
after(() => stack.disposeAsync())

async function paste(block: Block): Promise<string> {
  const env = { ...bareEnv(), PATH: `${at('bin')}:${process.env.PATH}`, NODE_COMPILE_CACHE: '', TZ: 'UTC' }
  const cwd = at('lib')
  const ran = await promisify(execFile)('bash', ['-euc', asHere(block.text)], { cwd, env }).catch(error => {
    throw new Error(`${block.page}:${block.line}: ${error.stderr || error.message}\n${log()}`)
  })
  return ran.stdout
}
const log = () => (existsSync(at('log')) ? readFileSync(at('log'), 'utf8').slice(-3_000) : '')

const ready = () =>
  eventually(
    async () => {
      assert.ok(existsSync(at('pid')))
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
    },
    { timeoutMs: 120_000, everyMs: 100 },
  ).catch(error => {
    throw new Error(`${error.message}\n${log()}`)
  })

async function signIn(password: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'rosa@padaria.example', password }),
  })
  return response.status
}

test('a server, its first administrator, a backup while it runs, a restore, and a lost postgres.json', async () => {
  await paste(one('sh', /enable --now/))
  await ready()
  const made = await paste(one('sh', /create-admin/))
  const printed = blocks[blocks.indexOf(one('sh', /create-admin/)) + 1]!.text.trim()
  const password = /^Password: (.+)$/m.exec(made)?.[1] ?? assert.fail(made)
  assert.equal(made.trim(), printed.replace('...', password))
  assert.equal(await signIn(password), 200)
  assert.equal((await paste(one('sh', /readyz/))).trim(), one('json', /reasons/).text.trim())

  await paste(one('sh', /main\.ts backup/))
  await paste(one('sh', /main\.ts restore/))
  await ready()
  assert.ok(existsSync(at('lib', 'data.old')), 'what was there before lies aside')
  assert.equal(await signIn(password), 200, 'the administrator of the backup')

  execFileSync(at('bin', 'systemctl'), ['stop'])
  writeFileSync(at('lib', 'data', 'postgres.json'), '')
  await paste(one('sh', /--single/))
  execFileSync(at('bin', 'systemctl'), ['start'])
  await ready()
  assert.equal(await signIn(password), 200)
})
