/** Notices of the browser, against a push service that we script and read as a browser does. */
import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { buildConnector } from 'undici'
import { type DeskServer, deskServer, type Who } from '../../test/harness/desk-server.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { type ReceivedRequest, type ScriptedReceiver, startReceiver } from '../../test/harness/receiver.ts'
import { createLog } from '../base/log.ts'
import { parseCidrs } from '../base/outbound/blocked-ranges.ts'
import { keyring } from '../base/seal.ts'
import { pushAgent, pushKeysMade, runPush } from './index.ts'
import { parsePushUrl } from './send.ts'
import { keepSubscription, type Wishes } from './subscription.ts'

const ring = keyring([Buffer.alloc(32, 3)])
const stack = new AsyncDisposableStack()
let desk: DeskServer
let service: ScriptedReceiver
before(async () => {
  desk = stack.use(await deskServer())
  service = stack.use(await startReceiver())
  service.behave(201)
  const { db } = desk.database
  await pushKeysMade(db, ring)
  const agent = pushAgent(buildConnector({}))
  const more = { agent, userAgent: 'Recado/test', publicUrl: 'https://recado.example' }
  stack.use(runPush({ db, log: createLog('silent'), keyring: ring, lookMs: 20, ...more }))
  // First of all, so that nobody waits for what hangs.
  stack.defer(() => agent.destroy())
})
after(() => stack.disposeAsync())

/** A browser in which somebody is signed in; `read` decrypts what its push service got. */
async function browserOf(who: Who, wishes: Partial<Wishes> = {}, at = service) {
  const { db } = desk.database
  const { tenantId, userId } = desk.caller(who)
  const [session] = await db<{ id: number }[]>`
    insert into sessions (user_id, token, expires_at)
    values (${userId}, ${randomBytes(12).toString('hex')}, now() + interval '1 day') returning id`
  const pair = createECDH('prime256v1')
  const [publicKey, auth] = [pair.generateKeys(), randomBytes(16)]
  const path = `/send/${randomBytes(8).toString('hex')}`
  const wants = { wantsMine: true, wantsMentions: true, wantsWaiting: false, showsText: false, ...wishes }
  const given = { endpoint: at.url + path, publicKey, auth, language: 'pt-BR' as const, ...wants }
  const owner = { tenantId, userId: userId!, sessionId: session!.id }
  await keepSubscription(db, owner, given)
  const read = ({ body }: ReceivedRequest) => {
    const [salt, theirs] = [body.subarray(0, 16), body.subarray(21, 86)]
    const shared = pair.computeSecret(theirs)
    const both = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, theirs])
    const input = Buffer.from(hkdfSync('sha256', shared, auth, both, 32))
    const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(body.subarray(-16))
    const plain = Buffer.concat([decipher.update(body.subarray(86, -16)), decipher.final()])
    return JSON.parse(plain.subarray(0, -1).toString())
  }
  const got = () => service.requests.filter(request => request.path === path)
  const isKept = async () =>
    (await db`select 1 from push_subscriptions where session_id = ${owner.sessionId}`).length === 1
  return { got, read, isKept, sessionId: owner.sessionId }
}

/** The present time, in WhatsApp's format. */
const write = (more: Parameters<DeskServer['write']>[0] = {}) =>
  desk.write({ sentAt: Math.floor(Date.now() / 1_000), ...more })
const accept = (ticketId: number) =>
  desk.call('admin', 'POST', `/tickets/${ticketId}/accept`, { userId: desk.company.ana })
/** Resolves when every message so far has been processed: a browser that wants all of them gets a notice for one more. */
async function allLooked() {
  const witness = await browserOf('admin', { wantsMentions: true })
  const { ticketId } = await write()
  await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, { body: 'veja', mentions: [desk.company.admin] })
  await eventually(() => witness.got().length > 0)
}

test('the attendant is called, without a word of the customer unless they want it, in each browser once', async () => {
  const { ticketId, waId } = await write({ body: 'Oi' })
  const [plain, full, other] = [
    await browserOf('ana'),
    await browserOf('ana', { showsText: true }),
    await browserOf('bia'),
  ]
  await allLooked()
  assert.equal(plain.got().length, 0, 'what waits in a queue calls people who want that')
  await accept(ticketId)
  const { messageId } = await write({ waId, body: 'Meu CPF é 000.000.000-00' })
  const [first, second] = await eventually(() => plain.got()[0] && full.got()[0] && [plain.got()[0]!, full.got()[0]!])
  const tag = `message-${messageId}`
  const path = `/inbox/${ticketId}`
  assert.deepEqual(plain.read(first!), { title: 'Recado', body: 'Mensagem nova em uma conversa sua', tag, path })
  assert.equal(full.read(second!).body, 'Meu CPF é 000.000.000-00')
  const { headers } = first!
  assert.deepEqual([headers['content-encoding'], headers.urgency], ['aes128gcm', 'high'])
  assert.match(String(headers.authorization), /^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/)
  await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, { body: 'só nossa' })
  await allLooked()
  assert.deepEqual([plain.got().length, full.got().length, other.got().length], [1, 1, 0])
})

test('a mention calls the people whom it names; what waits calls members of the queue who want that', async () => {
  const [named, queue, elsewhere] = [
    await browserOf('supervisor'),
    await browserOf('ana', { wantsWaiting: true }),
    await browserOf('bia', { wantsWaiting: true }),
  ]
  const { ticketId } = await write()
  await eventually(() => queue.got().length === 1)
  assert.equal(queue.read(queue.got()[0]!).body, 'Um cliente está esperando na fila')
  await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, { body: 'ajuda?', mentions: [desk.company.supervisor] })
  await eventually(() => named.got().length === 1)
  assert.equal(named.read(named.got()[0]!).body, 'Chamaram você em uma nota')
  assert.equal(elsewhere.got().length, 0)
})

test('a subscription that is over is deleted, one whose service has trouble is kept, and signing out deletes it', async () => {
  const { ticketId, waId } = await write()
  await accept(ticketId)
  const browser = await browserOf('ana')
  service.behave(503)
  await write({ waId })
  await eventually(() => browser.got().length === 1)
  assert.ok(await browser.isKept())
  service.behave(410)
  await write({ waId })
  await eventually(async () => !(await browser.isKept()))
  service.behave(201)
  const out = await browserOf('ana')
  await desk.database.db`delete from sessions where id = ${out.sessionId}`
  assert.ok(!(await out.isKept()))
  await write({ waId })
  await allLooked()
  assert.equal(out.got().length, 0)
})

test('addresses that never answer delay the notices of their own company only', async () => {
  await using silent = await startReceiver()
  silent.behave('hang')
  const { ticketId, waId } = await write()
  await accept(ticketId)
  for (let count = 0; count < 30; count++) await browserOf('ana', {}, silent)
  const elsewhere = await browserOf('stranger', { wantsWaiting: true })
  const { tenantId, admin, sales } = desk.other
  await desk.database
    .db`insert into user_queues (tenant_id, user_id, queue_id) values (${tenantId}, ${admin}, ${sales})`
  await write({ waId })
  await silent.received(1)
  await write({ to: desk.other })
  // Before the first of the others is given up.
  await eventually(() => elsewhere.got().length === 1, { timeoutMs: 5_000 })
})

test('only https to the public, or a network of our own that is allowed by name', () => {
  const policy = { allow: parseCidrs('127.0.0.1/32'), allowHttp: true, ports: null }
  const isTaken = (url: string) => parsePushUrl(url, policy).ok
  assert.ok(isTaken('https://push.example.net/send/1'))
  assert.ok(isTaken('http://127.0.0.1:4000/send/1'))
  for (const url of [
    'http://push.example.net/1',
    'https://10.0.0.1/1',
    'http://192.168.0.1/1',
    'ftp://a.b/c',
    'https://[::1]/1',
  ])
    assert.ok(!isTaken(url), url)
})
