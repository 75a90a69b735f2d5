/** What a newcomer meets: the setup code, the first login, the test of an endpoint, the demo and its second start. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { testDatabase } from './harness/database.ts'
import { eventually } from './harness/eventually.ts'
import { startProgram } from './harness/program.ts'
import { startReceiver } from './harness/receiver.ts'
import { caller, signIn } from './harness/stage.ts'
import { tempFolder } from './harness/temp-folder.ts'

test('from the setup code to a tested endpoint', async () => {
  using folder = tempFolder()
  await using database = await testDatabase()
  await using receiver = await startReceiver({ status: 202, body: 'obrigado' }, 'hang')
  const env = { ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32' }
  const options = { dataDir: folder.path, databaseUrl: database.url, env }
  {
    await using program = await startProgram(options)
    const code = String(program.announced.setupCode)
    assert.match(code, /^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)
    const stranger = caller(() => program.url, {})
    assert.deepEqual((await stranger('GET', '/setup')).body, { isSetUp: false, hasMail: false })
    const rosa = { tenantName: 'Padaria', name: 'Rosa', email: 'Rosa@Padaria.example', password: 'uma senha comprida' }
    const setUp = (given: object) => stranger('POST', '/setup', { ...rosa, ...given })
    const here = { language: 'es', timezone: 'America/Montevideo' }
    assert.equal((await setUp({ code: 'AAAA-AAAA-AAAA-AAAA' })).body.code, 'wrong_setup_code')
    assert.equal((await setUp({ code, password: 'curta' })).body.code, 'invalid_request')
    assert.equal((await setUp({ code, timezone: 'Mars/Base' })).body.errors[0].path, '/timezone')
    // As people type it.
    const made = await setUp({ code: ` ${code.toLowerCase()} `, ...here })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.equal(made.body.user.profile, 'admin')
    assert.equal((await setUp({ code })).body.code, 'setup_done')
    assert.deepEqual((await stranger('GET', '/setup')).body, { isSetUp: true, hasMail: false })

    await assert.rejects(signIn(program.url, 'rosa@padaria.example', 'wrong password'), /wrong_credentials/)
    const cookie = await signIn(program.url, 'rosa@padaria.example', rosa.password)
    const call = caller(() => program.url, { cookie })
    const me = (await call('GET', '/me')).body
    assert.deepEqual([me.tenant.name, me.user.email, me.profile], ['Padaria', 'rosa@padaria.example', 'admin'])
    assert.deepEqual([me.tenant.language, me.tenant.timezone], ['es', 'America/Montevideo'])

    const stepsNow = async () => {
      const { steps, isOver } = (await call('GET', '/first-steps')).body
      const states = Object.fromEntries(steps.map((step: { name: string; state: string }) => [step.name, step.state]))
      return { ...states, isOver }
    }
    const open = { company: 'open', queue: 'open', channel: 'open', attendant: 'open', apiKey: 'open', webhook: 'open' }
    assert.deepEqual(await stepsNow(), { ...open, isOver: false })
    for (const pass of ['company', 'queue', 'queue']) await call('PATCH', '/first-steps', { pass })
    const passed = { ...open, company: 'done', queue: 'skipped' }
    assert.deepEqual(await stepsNow(), { ...passed, isOver: false })
    assert.deepEqual((await call('GET', '/channels/stand-in')).body, { standIn: null })

    const cloud = { phoneNumberId: '420000000000002', accessToken: 'token', appSecret: 'secret' }
    const channel = (await call('POST', '/channels', { name: 'WhatsApp', ...cloud })).body
    const given = {
      channelId: channel.id,
      name: 'n8n',
      url: `${receiver.url}/hook?x=1`,
      token: 'a-token',
      timeoutMs: 1_000,
    }
    const endpoint = (await call('POST', '/endpoints', given)).body
    const tested = (await call('POST', `/endpoints/${endpoint.id}/test`)).body
    const { durationMs, firstByteMs, connecting, webhookId, body, ...shown } = tested
    assert.deepEqual([connecting.tlsMs, webhookId.startsWith('msg_test_')], [0, true])
    assert.deepEqual(shown, {
      delivered: true,
      status: 202,
      eventType: 'test',
      resumed: false,
      response: 'obrigado',
      responseHeaders: {},
      error: null,
      explanation: null,
    })
    assert.ok(Number.isInteger(durationMs) && durationMs < 1_000 && firstByteMs <= durationMs)
    assert.equal(body, String(receiver.requests[0]!.body))
    const request = receiver.requests[0]!
    assert.deepEqual([request.method, request.path], ['POST', '/hook?x=1'])
    const { event, origin, timestamp, ...more } = request.json() as Record<string, string>
    assert.deepEqual([event, origin, more], ['test', 'webhook-config', {}])
    assert.equal(new Date(timestamp!).toISOString(), timestamp)
    assert.equal(request.headers['x-n8n-api-key'], 'a-token')
    new Webhook(endpoint.secret).verify(String(request.body), request.headers as Record<string, string>)
    const slow = (await call('POST', `/endpoints/${endpoint.id}/test`)).body
    assert.deepEqual([slow.delivered, slow.status, typeof slow.error], [false, null, 'string'])

    await call('POST', '/queues', { name: 'Vendas' })
    const bia = { name: 'Bia', email: 'bia@padaria.example', profile: 'attendant' }
    await call('POST', '/invitations', bia)
    const done = { company: 'done', queue: 'done', channel: 'done', attendant: 'done', webhook: 'done' }
    assert.deepEqual(await stepsNow(), { ...done, apiKey: 'open', isOver: false })
    const key = (await call('POST', '/api-keys', { name: 'CRM', profile: 'attendant' })).body
    assert.deepEqual(await stepsNow(), { ...done, apiKey: 'done', isOver: true })
    await call('DELETE', `/api-keys/${key.id}`)
    await call('PATCH', '/first-steps', { isDismissed: true })
    assert.deepEqual(await stepsNow(), { ...done, apiKey: 'open', isOver: true })
    assert.ok(me.permissions.includes('server.read'))
    const server = await eventually(async () => {
      const { body } = await call('GET', '/server')
      return body.processes.length > 0 ? body : undefined
    })
    assert.deepEqual([server.isReady, server.reasons, server.secrets.closed], [true, [], 0])
    const [{ part, isAlive, lease, diskFreeBytes }, ...others] = server.processes
    assert.deepEqual([part, isAlive, lease.isLeaving, others], ['all', true, false, []])
    assert.ok(diskFreeBytes > 0 && server.database.sizeBytes > 1_000_000 && server.secrets.current > 0)
    assert.deepEqual([server.waiting.deliveries, server.waiting.oldestSeconds, server.media.failed], [0, 0, 0])
    const inForce = new Map(server.settings.map((row: { variable: string }) => [row.variable, row]))
    const hidden = { variable: 'DATABASE_URL', value: null, source: 'set', isSecret: true }
    assert.deepEqual(inForce.get('DATABASE_URL'), hidden)
    assert.doesNotMatch(JSON.stringify(server), /postgres:\/\//)
    const asSupervisor = (await call('POST', '/api-keys', { name: 'BI', profile: 'supervisor' })).body.key
    const bi = caller(() => program.url, { authorization: `Bearer ${asSupervisor}` })
    assert.equal((await bi('GET', '/server')).body.code, 'not_allowed')
    const asKey = caller(() => program.url, { authorization: `Bearer ${key.key}` })
    assert.ok([401, 403].includes((await asKey('GET', '/first-steps')).status))

    const origin403 = await call('POST', '/queues', { name: 'X' }, { origin: 'https://evil.example' })
    assert.equal(origin403.body.code, 'origin_not_allowed')
    const signOut = await fetch(`${program.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie } })
    assert.equal(signOut.status, 204, await signOut.text())
    assert.equal((await call('GET', '/me')).status, 401)
  }
  await using again = await startProgram(options)
  assert.equal(again.announced.setupCode, null)
})

interface Demo {
  phone: string
  receiver: string
  email: string
  password: string
  apiKey: string
  endpointId: number
}

test('the demo: a message from the phone arrives at its receiver; the second start is quick and keeps all', async t => {
  using folder = tempFolder()
  const start = async () => {
    const startedAt = performance.now()
    const program = await startProgram({ dataDir: folder.path, args: ['--demo'] })
    t.diagnostic(`started in ${Math.round(performance.now() - startedAt)} ms`)
    const demo = program.announced.demo as Demo
    return { program, demo, ...speak(program.url, demo) }
  }
  let first: Demo
  {
    const { program, demo, write, heard, tickets } = await start()
    await using _ = program
    first = demo
    await write('Bom dia!')
    const bodies = await eventually(async () => ((await heard()).length >= 2 ? heard() : undefined))
    assert.deepEqual(
      bodies.map(({ body }) => [body.Type, body.messageBody]),
      [
        [undefined, 'Bom dia!'],
        ['NewTicket', 'Bom dia!'],
      ],
    )
    assert.match(program.log(), /Setting up PostgreSQL/)
    assert.equal((await tickets()).length, 1)
    await signIn(program.url, demo.email, demo.password)
    assert.equal(await program.stop(), 0)
  }
  const { program, demo, write, heard, tickets, call } = await start()
  await using _ = program
  // Quick by what it leaves out: how long that takes depends on the machine.
  assert.doesNotMatch(program.log(), /Setting up PostgreSQL/)
  const { email, password, apiKey } = demo
  assert.deepEqual({ email, password, apiKey }, { email: first.email, password: first.password, apiKey: first.apiKey })
  await signIn(program.url, email, password)
  assert.equal((await tickets())[0].lastMessage.body, 'Bom dia!')
  // The receiver's list outlives the restart, shows what is not verified as such, and itself to nobody else's name.
  const find = async (text: string) => (await heard()).find(({ body }) => body.messageBody === text)
  assert.deepEqual(marksOf(await find('Bom dia!')), [true, false, false])
  const forged = { method: 'POST', body: '{"messageBody":"falsa"}', headers: { 'content-type': 'application/json' } }
  assert.equal((await fetch(`${demo.receiver}/webhook`, forged)).status, 401)
  assert.deepEqual(marksOf(await find('falsa')), [false, false, false])
  const page = await fetch(demo.receiver, { headers: { accept: 'text/html' } })
  assert.match(await page.text(), /<title>Receiver<\/title>/)
  assert.equal(await statusAs('evil.example', demo.receiver), 403)
  await call('POST', `/endpoints/${demo.endpointId}/test`, {})
  await eventually(async () => (await heard())[0]!.isTest)
  await write('Ainda tem pão?')
  await eventually(async () => (await heard()).some(({ body }) => body.messageBody === 'Ainda tem pão?'))
  assert.equal((await tickets()).length, 1)
})

interface Heard {
  // biome-ignore lint/suspicious/noExplicitAny: bodies of several kinds
  body: any
  isVerified: boolean
  isRepeat: boolean
  isTest: boolean
}

/** `fetch` sends no `Host` but its own. */
const statusAs = (host: string, url: string) =>
  new Promise(done => get(url, { headers: { host } }, response => done(response.resume().statusCode)))

const marksOf = (heard: Heard | undefined) => heard && [heard.isVerified, heard.isRepeat, heard.isTest]

function speak(url: string, { phone, receiver, apiKey }: Demo) {
  const call = caller(() => url, { authorization: `Bearer ${apiKey}` })
  return {
    async write(text: string) {
      const body = JSON.stringify({ from: { phone: '+5531987650001', name: 'Ana Prado' }, type: 'text', text })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${phone}/_emulator/messages`, { method: 'POST', headers, body })
      assert.ok(response.ok, await response.text())
    },
    heard: async () => (await (await fetch(receiver)).json()) as Heard[],
    call,
    tickets: async () => (await call('GET', '/tickets')).body.data,
  }
}

test('without --json, people are told where to go and how to enter', async () => {
  using folder = tempFolder()
  await using database = await testDatabase()
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, PORT: '0', DATA_DIR: folder.path, DATABASE_URL: database.url }
  const child = spawn(process.execPath, [main, 'serve', '--demo'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  const ended = once(child, 'exit')
  await eventually(() => said.includes('Ctrl-C'), { timeoutMs: 120_000 }).finally(() => child.kill('SIGINT'))
  const [code] = await ended
  assert.equal(code, 0)
  for (const part of [
    /http:\/\/127\.0\.0\.1:\d+/,
    /admin@padaria\.example \/ \S{8,}/,
    /phone/,
    /receiver/,
    /rk_\S{20,}/,
  ]) {
    assert.match(said, part)
  }
})
