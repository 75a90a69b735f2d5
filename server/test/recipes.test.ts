/**
 * The recipes of docs/ run as they are printed: what a reader pastes is pasted here, page after page, against a fresh demo, with
 * nothing exchanged but ports, keys and the words that stand for them. Where a response is printed below, its keys are compared.
 */
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { SETTINGS } from '../src/base/config.ts'
import { testDatabase } from './harness/database.ts'
import { bareEnv, type Program, startProgram } from './harness/program.ts'
import { type Block, blocksOf } from './harness/recipes.ts'
import { tempFolder } from './harness/temp-folder.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

const stack = new AsyncDisposableStack()
let program: Program
let folder: string
let demo: { apiKey: string; phone: string }

before(async () => {
  folder = stack.use(tempFolder()).path
  const database = stack.use(await testDatabase())
  program = stack.use(
    await startProgram({ dataDir: join(folder, 'data'), databaseUrl: database.url, args: ['--demo'] }),
  )
  demo = program.announced.demo as typeof demo
  writeFileSync(join(folder, 'boleto.pdf'), '%PDF-1.4\n%%EOF\n')
})
after(() => stack.disposeAsync())

interface Call {
  method: string
  url: string
  status: number
  body: string
}

/** What curl is here: it notes each call; after a customer's message it waits until that is a ticket, as the reader's eye does. */
const CURL = `
set -eu
N=0
curl() {
  N=$((N + 1))
  command curl --show-error --max-time 60 -o "$OUT.$N" -w '%{http_code} %{method} %{url_effective}\\n' "$@" >> "$OUT"
  case "$*" in *_emulator/messages*)
    for n in $(seq 300); do
      if command curl -s "$WAIT_URL" -H "$WAIT_AUTH" | grep -q '"lastMessage":{"id":1,'; then break; fi
    done
  esac
}
`

let pastes = 0

/** Pastes blocks into one shell; returns the calls that were made. */
async function paste(blocks: Block[], asHere: (text: string) => string, before = ''): Promise<Call[]> {
  const out = join(folder, `calls-${++pastes}`)
  writeFileSync(out, '')
  const script = [CURL, before, ...blocks.map(block => asHere(block.text))].join('\n')
  const env = {
    ...bareEnv(),
    OUT: out,
    KEY: demo.apiKey,
    WAIT_URL: `${program.url}/api/v1/tickets?status=pending`,
    WAIT_AUTH: `authorization: Bearer ${demo.apiKey}`,
  }
  await promisify(execFile)('bash', ['-c', script], { cwd: folder, env })
  return readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line, n) => {
      const [status, method, url] = line.split(' ') as [string, string, string]
      const kept = `${out}.${n + 1}`
      return { status: Number(status), method, url, body: existsSync(kept) ? readFileSync(kept, 'utf8') : '' }
    })
}

const asInDemo = (text: string) =>
  text
    .replaceAll('http://127.0.0.1:3100', program.url)
    .replaceAll('http://127.0.0.1:3101', new URL(demo.phone).origin)
    .replace(/rk_\.\.\.( +# .*)/, demo.apiKey)

const requireAll = (calls: Call[]) => {
  for (const { method, url, status, body } of calls) assert.ok(status < 300, `${method} ${url}: ${status} ${body}`)
}

/** Every key that is printed is in the response. What is not JSON, because something is left out of it, is looked at by eye. */
function requireKeys(printed: string, body: string, place: string): void {
  let shown: Json
  try {
    shown = JSON.parse(printed)
  } catch {
    return
  }
  compare(shown, JSON.parse(body), place)
}

function compare(shown: Json, real: Json, place: string): void {
  if (typeof shown !== 'object' || shown === null || typeof real !== 'object' || real === null) return
  for (const key of Object.keys(shown)) {
    assert.ok(key in real, `${place}/${key} is printed, but not in the response: ${JSON.stringify(real)}`)
    compare(shown[key], real[key], `${place}/${key}`)
  }
}

test('api.md: from a key to a closed ticket, in order', async () => {
  const blocks = blocksOf('docs/api.md')
  const recipes = blocks.filter(block => block.language === 'sh')
  const calls = await paste(recipes, asInDemo)
  assert.equal(calls.length, recipes.flatMap(block => block.text.match(/^curl /gm) ?? []).length)
  requireAll(calls)
  // Each printed response belongs to the last call of the recipe above it.
  let made = 0
  for (const [n, block] of blocks.entries()) {
    if (block.language === 'sh') made += block.text.match(/^curl /gm)?.length ?? 0
    const isResponse = block.language === 'json' && blocks[n - 1]?.language === 'sh'
    if (isResponse) requireKeys(block.text, calls[made - 1]!.body, `${block.page}:${block.line}`)
  }
  const of = (path: string) => JSON.parse(calls.findLast(call => call.url.includes(path))?.body ?? assert.fail(path))
  assert.equal(of('/tickets?status=pending').data[0].id, 1, 'the ticket that the page goes on with')
  assert.equal(of('/tickets/1/close').externalKey, 'PEDIDO-1871')
  assert.equal(of('/tickets/1/close').status, 'closed')
  assert.ok(JSON.stringify(of('/search')).includes('encomendar um bolo'))
  const filled = await fetch(`${program.url}/api/v1/messages/2`, {
    headers: { authorization: `Bearer ${demo.apiKey}` },
  })
  assert.equal(((await filled.json()) as Json).body, 'Bom dia, Ana! Para quando?')
})

test('receiving.md: an endpoint, and its test', async () => {
  const blocks = blocksOf('docs/receiving.md')
  const recipes = blocks.filter(block => block.language === 'sh')
  // A host that is nowhere: what the page prints is what a receiver of the reader's returns.
  const calls = await paste(recipes, asInDemo)
  requireAll(calls)
  const [created, tried] = calls as [Call, Call]
  const { id, secret } = JSON.parse(created.body)
  assert.equal(id, 2, 'the endpoint that the page goes on with')
  assert.match(secret, /^whsec_/)
  const printed = blocks[blocks.indexOf(recipes[1]!) + 1]!
  requireKeys(printed.text, tried.body, `${printed.page}:${printed.line}`)
})

test('whazing-api.md: an address, what is sent, and a request for each route', async () => {
  const [make, name, ...rest] = blocksOf('docs/whazing-api.md').filter(block => block.language === 'sh')
  const here = `DESK=${program.url}`
  const [made] = (await paste([make!], asInDemo, here)) as [Call]
  assert.equal(made.status, 201, made.body)
  const { address, token } = JSON.parse(made.body)
  const own = (text: string) =>
    text
      .replace('https://desk.example.com/v1/api/external/<apiId>', `${program.url}${new URL(address).pathname}`)
      .replace(/rx_\.\.\.( +#)/, `${token}$1`)
  const calls = await paste([name!, ...rest], own)
  const [text] = calls as [Call]
  const { ticketId } = JSON.parse(text.body)
  requireKeys(blocksOf('docs/whazing-api.md').find(block => block.language === 'json')!.text, text.body, 'sending')
  // What the page itself says is not there for everybody: ids of its own, the token in the address, a file from outside.
  const mayFail =
    /\/ticket\/9561|createnote|updatequeue|TicketInfo|cancelscheduled|update(tag|crm|followup)|createticket|\/params/i
  const outside = calls.filter(call => call.status === 400 && call.body.includes('example.com'))
  assert.ok(outside.length <= 1, 'only the file that is fetched from example.com')
  for (const { method, url, status, body } of calls.filter(call => !outside.includes(call))) {
    assert.ok(status < 300 || (status < 500 && mayFail.test(url)), `${method} ${url}: ${status} ${body}`)
    assert.notEqual(JSON.parse(body).code, 'route_not_found', url)
  }
  assert.ok(ticketId > 0)
})

test('every page in Portuguese has the commands of the English one', () => {
  for (const page of ['receiving', 'operating', 'whazing-api']) {
    const translated = `docs/${page}.pt-BR.md`
    const commands = (path: string) =>
      blocksOf(path)
        .filter(block => ['sh', 'nginx', 'ini', 'caddy'].includes(block.language))
        // Comments and what stands for a value are words.
        .map(block => block.text.replace(/(^|\s+)# .*/gm, '').replace(/<[^>]*>/g, '<>'))
    assert.deepEqual(commands(translated), commands(`docs/${page}.md`))
  }
})

const operating = blocksOf('docs/operating.md')
const one = (language: string, words: RegExp): Block =>
  operating.find(block => block.language === language && words.test(block.text)) ?? assert.fail(`${language} ${words}`)

test('operating.md: what is not run here (npm run recipes runs most of it) is at least what the shell, the service manager and Recado can read', () => {
  for (const { text } of operating.filter(block => block.language === 'sh')) {
    // What stands for a value is no redirection.
    execFileSync('bash', ['-n', '-c', text.replace(/<[^>\n]*>/g, 'value')], { stdio: 'pipe' })
  }
  const known = new Set(Object.values(SETTINGS).map(({ variable }): string => variable))
  const assigned = operating
    .filter(block => block.language === 'sh')
    .flatMap(({ text }) => text.match(/^[A-Z_0-9]+(?==)/gm) ?? [])
  for (const name of assigned.filter(name => name !== 'PROGRAMS')) assert.ok(known.has(name), `${name} is no setting`)
  const unit = one('ini', /ExecStart/).text
  for (const [section, names] of Object.entries({
    Unit: ['Description', 'After', 'Wants'],
    Service: ['User', 'EnvironmentFile', 'ExecStart', 'Restart', 'RestartSec', 'KillMode', 'TimeoutStopSec'],
    Install: ['WantedBy'],
  })) {
    const text = new RegExp(`^\\[${section}\\]\\n([^[]*)`, 'm').exec(unit)?.[1] ?? assert.fail(section)
    assert.deepEqual(text.match(/^\w+(?==)/gm), names)
  }
  const nginx = one('nginx', /proxy_pass/).text
  for (const line of nginx.split('\n').filter(text => text.trim() !== '')) assert.match(line, /[;{}]$/, line)
  assert.equal(nginx.match(/{/g)?.length, nginx.match(/}/g)?.length)
  const channel = operating.find(block => /api\/v1\/channels/.test(block.text))!
  const body = JSON.parse(/-d '(\{[^']*\})'/.exec(channel.text)?.[1] ?? assert.fail())
  const { components } = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))
  const { properties } = components.schemas.NewChannel
  for (const key of Object.keys(body)) assert.ok(key in properties, `${key} of a channel`)
})
