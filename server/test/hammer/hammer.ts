/**
 * A company that does its worst at one door of the server at a time. It runs in a thread of its own, so that it costs the
 * server's time and not that of the measurement.
 */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { Agent, request } from 'undici'
import { seededRandom } from '../chaos/random.ts'
import { fuzzedRequest, type Operation, operationsOf } from '../harness/fuzzed-request.ts'
import { payloadOf, sign } from '../harness/stage.ts'

/** The thread's input. */
export interface HammerData {
  url: string
  seed: number
  apiKey: string
  cookie: string
  email: string
  channel: { path: string; phoneNumberId: string; appSecret: string }
  door: { apiId: string; token: string }
  document: unknown
  nobody: string
}

export type DoorName = keyof typeof DOORS

const data = workerData as HammerData
const rng = seededRandom(data.seed)
const agent = new Agent({ connections: 64, headersTimeout: 0, bodyTimeout: 0 })
/** How many at once, at each door. */
const AT_ONCE = 8
const MB = 1_024 * 1_024

let stopped = false
let sent = 0

async function send(method: string, path: string, headers: Record<string, string>, body?: string | Buffer) {
  sent++
  const answer = await request(data.url + path, {
    method: method as 'GET',
    headers,
    dispatcher: agent,
    ...(body !== undefined && { body }),
  })
  // A stream has no end, so only its beginning is read.
  if (/event-stream/.test(String(answer.headers['content-type']))) answer.body.destroy()
  else await answer.body.dump({ limit: 64 * MB })
}

const json = { 'content-type': 'application/json' }
const byKey = { authorization: `Bearer ${data.apiKey}` }
const { channel } = data

const post = (body: string | Buffer, signature = sign(body, channel.appSecret)) =>
  send('POST', channel.path, { ...json, 'x-hub-signature-256': signature }, body)

const operations = operationsOf(data.document)
const isExternal = ({ path }: Operation) => path.startsWith('/v1/')
/** Routes that would end the keys and sessions that the hammer needs, or the process. */
const isSpared = ({ path, method }: Operation) =>
  /stream|sign-out|api-keys|external-apis\/\{id\}|\/channels\/\{id\}$/.test(path) && method !== 'GET'

const fuzz = (list: readonly Operation[], headers: Record<string, string>) => async () => {
  const { path, method, operation } = rng.pick(list)
  const given = { rng, document: data.document, nobody: data.nobody, apiId: data.door.apiId }
  const { url, body } = fuzzedRequest(path, operation, given)
  await send(method, url, body === undefined ? headers : { ...json, ...headers }, body)
}

const NOTHING = Buffer.from(`{"entry":[{"changes":[${'0,'.repeat(2 * MB - 20)}0]}]}`)
const RUBBISH = Buffer.alloc(4 * MB, 0x80)
const WORDS = 'bom dia preciso da segunda via do boleto '.repeat(90)

let written = 0
const messages = (count: number, text: string, people: number) =>
  JSON.stringify(
    payloadOf(
      {
        contacts: Array.from({ length: people }, (_, n) => ({
          profile: { name: `C${n}` },
          wa_id: `55119800${1_000 + n}`,
        })),
        messages: Array.from({ length: count }, () => ({
          from: `55119800${1_000 + (written % people)}`,
          id: `wamid.HAMMER${++written}`,
          timestamp: String(Math.floor(Date.now() / 1_000)),
          type: 'text',
          text: { body: text },
        })),
      },
      channel.phoneNumberId,
    ),
  )

/** A file as a form has it. */
function form(bytes: Buffer) {
  const edge = randomBytes(8).toString('hex')
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
  return { body, headers: { ...byKey, 'content-type': `multipart/form-data; boundary=${edge}` } }
}
const FILE = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(8 * MB, 0x20)])

const open = new Set<{ destroy: () => void }>()

/** A connection that sends a request and then does nothing. */
function sitting(head: string) {
  return new Promise<void>(done => {
    const { hostname, port } = new URL(data.url)
    const socket = connect(Number(port), hostname, () => socket.write(head))
    open.add(socket)
    sent++
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    socket.once('data', () => setTimeout(done, 20))
    setTimeout(() => {
      if (open.size > 400) socket.destroy()
      done()
    }, 100)
  })
}

/** Every route and every way in. */
const DOORS = {
  /** Four megabytes without content, signed. */
  'signed nothing': () => post(NOTHING),
  /** The same size, not JSON and unsigned. */
  'unsigned rubbish': () => post(RUBBISH, `sha256=${'0'.repeat(64)}`),
  /** Long messages by the hundred, of few and of many people. */
  'many messages': () => post(messages(500, WORDS, rng.pick([1, 40]))),
  'one message each': () => post(messages(1, 'oi', 40)),
  'reading the API': fuzz(
    operations.filter(op => !isExternal(op) && op.method === 'GET' && !/stream/.test(op.path)),
    byKey,
  ),
  'writing to the API': fuzz(
    operations.filter(op => !isExternal(op) && op.method !== 'GET' && !isSpared(op)),
    byKey,
  ),
  'lists in full': () =>
    send(
      'GET',
      rng.pick(
        [
          ...[
            '/tickets?limit=200',
            '/contacts?limit=200',
            '/events?limit=200',
            '/deliveries?limit=200',
            '/attempts?limit=200',
          ],
          ...['/search?q=boleto', '/search/messages?q=boleto', '/export?what=tickets', '/audit?limit=200'],
          ...['/reports/summary?from=2026-01-01&to=2026-12-31', '/reports/live'],
        ].map(path => `/api/v1${path}`),
      ),
      byKey,
    ),
  "WHAZING's API": fuzz(operations.filter(isExternal), { authorization: `Bearer ${data.door.token}` }),
  'a thousand streams': () =>
    sitting(`GET /api/v1/stream HTTP/1.1\r\nhost: x\r\ncookie: ${data.cookie}\r\naccept: text/event-stream\r\n\r\n`),
  'waiting for events': () =>
    sitting(
      `GET /api/v1/events?after=999999999&wait=30 HTTP/1.1\r\nhost: x\r\nauthorization: ${byKey.authorization}\r\n\r\n`,
    ),
  'bodies without end': () =>
    sitting(
      `POST ${channel.path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 4000000\r\n\r\n{`,
    ),
  'files up': () => {
    const { body, headers } = form(FILE)
    return send('POST', '/api/v1/media', headers, body)
  },
  'wrong passwords': () =>
    send(
      'POST',
      '/api/auth/sign-in/email',
      json,
      JSON.stringify({ email: data.email, password: `wrong ${rng.next()}` }),
    ),
  'passwords of strangers': () =>
    send(
      'POST',
      '/api/auth/sign-in/email',
      json,
      JSON.stringify({ email: `x${rng.whole(1, 1e6)}@x.example`, password: 'wrong again and again' }),
    ),
  'first run and links': () =>
    send(
      'POST',
      rng.pick(['/api/auth/forgot-password', '/api/auth/invitation', '/api/v1/setup']),
      json,
      '{"code":"x"}',
    ),
  'the panel': () => send('GET', rng.pick(['/', '/inbox', '/assets/none.js', '/healthz', '/readyz']), {}),
} satisfies Record<string, () => Promise<unknown>>

async function hammer(door: DoorName): Promise<void> {
  const work = async () => {
    while (!stopped) await DOORS[door]().catch(() => new Promise(done => setTimeout(done, 10)))
  }
  stopped = false
  sent = 0
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  for (const socket of open) socket.destroy()
  open.clear()
}

if (parentPort !== null) {
  const port = parentPort
  let running: Promise<void> | undefined
  port.on('message', async (message: { door: DoorName } | 'stop' | 'doors') => {
    if (message === 'doors') return port.postMessage(Object.keys(DOORS))
    if (message === 'stop') {
      stopped = true
      await running
      return port.postMessage(sent)
    }
    running = hammer(message.door)
    port.postMessage('on')
  })
}
