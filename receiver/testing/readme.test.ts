import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatSequence, sign } from '../src/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const message = readFileSync(new URL('../vectors/v1/message.received.json', import.meta.url))
const snippets = readFileSync(`${root}README.md`, 'utf8')
  .split('```ts\n')
  .slice(1)
  .map(part => part.slice(0, part.indexOf('```')))
const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`

/** Runs a snippet as a reader would, with the package found by its name. */
function run(code: string, env: Record<string, string>) {
  const args = ['--input-type=module-typescript', '--eval', code]
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
  child.stderr.pipe(process.stderr)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    nextLine: async () => (await lines.next()).value as string,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.kill()) await once(child, 'exit')
    },
  }
}

function signedPost(body: Buffer): RequestInit {
  const id = formatSequence({ endpoint: 7, ticket: 9561, sequence: 1 })
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id, timestamp, body, secrets: [secret] }),
  }
  return { method: 'POST', body: new Uint8Array(body), headers }
}

test('the quick start receives a message', { timeout: 20_000 }, async () => {
  await using child = run(snippets[0]!, { PORT: '0', WEBHOOK_SECRET: secret })
  const port = /port: (\d+)/.exec(await child.nextLine())?.[1]
  const { status } = await fetch(`http://127.0.0.1:${port}/`, signedPost(message))
  assert.equal(status, 204)
  assert.equal(await child.nextLine(), 'ticket 9561: Quero a 2ª via do boleto')
})

test('the ordered handler responds', { timeout: 20_000 }, async () => {
  const code = `${snippets[1]}\nconst answer = await POST(new Request('http://a.example', { method: 'POST' }))\nconsole.log(answer.status)`
  await using child = run(code, { WEBHOOK_SECRET: secret })
  assert.equal(await child.nextLine(), '401')
})

test('the catch-up loop reads what the server returns', { timeout: 20_000 }, async () => {
  const event = {
    id: 'e1',
    position: '1',
    type: 'message',
    channelId: 53,
    ticketId: 9561,
    body: JSON.parse(String(message)),
  }
  const server = createServer((request, response) => {
    const data = request.url?.includes('after') ? [] : [event]
    response.end(JSON.stringify({ data, next: '1' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await using child = run(snippets[2]!, { RECADO_URL: `http://127.0.0.1:${port}`, RECADO_API_KEY: 'k' })
  assert.equal(await child.nextLine(), 'message 9561')
  server.closeAllConnections()
  server.close()
})
