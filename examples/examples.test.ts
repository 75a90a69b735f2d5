/** Runs every receiver that this machine can run, and posts to it as Recado does. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const key = Buffer.alloc(32, 7)
const SECRET = `whsec_${key.toString('base64')}`
const message = readFileSync(new URL('../receiver/vectors/v1/message.received.json', import.meta.url))
const LINE = 'ticket 9561: Quero a 2ª via do boleto'

interface Post {
  sequence?: number
  timestamp?: number
  body?: Buffer
  sentBody?: Buffer
}

/** Signed by hand, so that it is the documented recipe that is tested. */
function headersOf({ sequence = 1, timestamp = now(), body = message }: Post) {
  const id = `msg_7_9561_${sequence}`
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    // The case of a rotation: the signature of the other secret comes first.
    'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')} v1,${mac}`,
    'recado-event': 'message',
  }
}

const now = () => Math.floor(Date.now() / 1_000)

async function post(url: string, input: Post = {}): Promise<number> {
  const body = new Uint8Array(input.sentBody ?? input.body ?? message)
  const response = await fetch(url, { method: 'POST', headers: headersOf(input), body })
  await response.arrayBuffer()
  return response.status
}

/** Starts a receiver; returns its address and the lines that it prints. */
async function start(command: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(command, args, { env: { ...process.env, WEBHOOK_SECRET: SECRET, ...env } })
  const lines: string[] = []
  const changed = new EventTarget()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      lines.push(line)
      changed.dispatchEvent(new Event('line'))
    })
  }
  const lineWith = async (text: string): Promise<string> => {
    for (;;) {
      const line = lines.find(one => one.includes(text))
      if (line !== undefined) return line
      if (child.exitCode !== null) throw new Error(`${command} ended: ${lines.join('\n')}`)
      await Promise.race([once(changed, 'line'), once(child, 'exit')])
    }
  }
  return {
    lines,
    lineWith,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.kill()) await once(child, 'exit')
    },
  }
}

type Receiver = Awaited<ReturnType<typeof start>>

async function assertReceives(receiver: Receiver, url: string): Promise<void> {
  assert.equal((await fetch(url, { method: 'POST', body: '{}' })).status, 401, 'without a signature')
  assert.equal(await post(url, { timestamp: now() - 600 }), 401, 'ten minutes old')
  assert.equal(await post(url, { sentBody: Buffer.from(`${message} `) }), 401, 'other bytes')
  assert.equal(await post(url), 204)
  await receiver.lineWith(LINE)
  assert.equal(await post(url), 204, 'a repeat')
  const next = Buffer.from(String(message).replace('Quero a 2ª via do boleto', 'Obrigada'))
  assert.equal(await post(url, { sequence: 2, body: next }), 204)
  await receiver.lineWith('ticket 9561: Obrigada')
  assert.equal(receiver.lines.filter(line => line.includes(LINE)).length, 1, 'a repeat is not worked on')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Whether a program is there and new enough. */
function answers(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

for (const file of ['receive-node.ts', 'receive-plain-node.mjs']) {
  test(`${file} receives`, { timeout: 30_000 }, async () => {
    await using receiver = await start(process.execPath, [`${here}${file}`], { PORT: '0' })
    const url = (await receiver.lineWith('listening on')).split(' ').at(-1) as string
    await assertReceives(receiver, url)
  })
}

const hasPython = answers('python3', ['-c', 'import sys, sqlite3; sys.exit(sys.version_info < (3, 9))'])
test('receive.py receives', { timeout: 30_000, skip: hasPython ? false : 'no python3 here' }, async () => {
  const env = { PORT: '0', PYTHONIOENCODING: 'utf-8' }
  await using receiver = await start('python3', [`${here}receive.py`], env)
  await assertReceives(receiver, (await receiver.lineWith('listening on')).split(' ').at(-1) as string)
})

const hasPhp = answers('php', ['-r', 'exit(PHP_VERSION_ID >= 80100 && extension_loaded("pdo_sqlite") ? 0 : 1);'])
test('receive.php receives', { timeout: 30_000, skip: hasPhp ? false : 'no php with pdo_sqlite here' }, async () => {
  const at = `127.0.0.1:${await freePort()}`
  await using stack = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'recado-php-'))
  stack.defer(() => rmSync(folder, { recursive: true }))
  const env = { DATABASE: join(folder, 'handled.sqlite') }
  const receiver = stack.use(await start('php', ['-S', at, `${here}receive.php`], env))
  await receiver.lineWith('started')
  await assertReceives(receiver, `http://${at}/`)
})

test('the Code node of n8n-workflow.json verifies', async () => {
  const workflow = JSON.parse(readFileSync(`${here}n8n-workflow.json`, 'utf8'))
  const { jsCode } = workflow.nodes.find((node: { name: string }) => node.name === 'Verify').parameters
  const AsyncFunction = (async () => {}).constructor as new (...args: string[]) => (...args: unknown[]) => unknown
  const run = new AsyncFunction('$input', 'require', jsCode.replace('whsec_PASTE_YOURS_HERE', SECRET))
  const verify = async (input: Post) => {
    const helpers = { getBinaryDataBuffer: async () => input.sentBody ?? input.body ?? message }
    const $input = { first: () => ({ json: { headers: headersOf(input) } }) }
    const [item] = (await run.call({ helpers }, $input, createRequire(import.meta.url))) as { json: unknown }[]
    return item?.json
  }
  assert.deepEqual(await verify({ sequence: 3 }), {
    isGenuine: true,
    id: 'msg_7_9561_3',
    event: 'message',
    ticketId: 9561,
    sequence: 3,
    body: JSON.parse(String(message)),
  })
  assert.deepEqual(await verify({ timestamp: now() - 600 }), { isGenuine: false })
  assert.deepEqual(await verify({ sentBody: Buffer.from('{}') }), { isGenuine: false })
})
