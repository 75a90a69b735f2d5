import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '@recado/whatsapp-emulator'
import { ANA, APP_SECRET, type TestChannel, testChannel } from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { wakeWatches } from '../wake.ts'

interface Scene extends AsyncDisposable {
  channel: TestChannel
  emulator: Emulator
  path: string
}

/** A channel whose app is subscribed to its account, as WhatsApp sees it. */
async function scene(): Promise<Scene> {
  const stack = new AsyncDisposableStack()
  const emulator = stack.use(createEmulator({ appSecret: APP_SECRET, accessToken: 'token' }))
  await emulator.listen()
  const channel = stack.use(await testChannel({ graphUrl: emulator.url, wabaId: demoDefaults.wabaId }))
  emulator.control.setCallback(channel.callbackUrl, channel.verifyToken)
  return {
    channel,
    emulator,
    path: `/channels/${channel.channelId}`,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

const healthOf = async ({ channel, path }: Scene) => (await channel.api('GET', path)).body.health

const codesOf = async (scene: Scene): Promise<string[]> =>
  (await healthOf(scene)).problems.map((problem: { code: string }) => problem.code)

/** Makes the next check due now. */
async function lookNow({ channel }: Scene): Promise<void> {
  await channel.db`update cloud_channels set check_at = now()`
  wakeWatches()
}

test('credentials are checked before a channel is made: the token, the number, the account, the secret', async () => {
  await using own = await scene()
  const check = async (given: object) => (await own.channel.api('POST', '/channels/check', given)).body
  const { phoneNumberId, wabaId } = demoDefaults
  const token = { accessToken: 'token' }
  const seen = await check(token)
  assert.equal(seen.isOk, true)
  assert.deepEqual(
    seen.numbers.map((number: { phoneNumberId: string; isConnected: boolean }) => [
      number.phoneNumberId,
      number.isConnected,
    ]),
    [[phoneNumberId, true]],
  )
  const whole = await check({ ...token, phoneNumberId, wabaId, appSecret: APP_SECRET })
  assert.deepEqual([whole.isOk, whole.problems], [true, []])
  assert.ok(whole.verifiedName)
  for (const [given, code] of [
    [{ accessToken: 'another' }, 'token_invalid'],
    [{ ...token, phoneNumberId: '404' }, 'number_unknown'],
    [{ ...token, phoneNumberId, wabaId: '404' }, 'account_mismatch'],
    [{ ...token, phoneNumberId, wabaId, appSecret: 'of another app' }, 'app_secret_wrong'],
  ] as const) {
    const { isOk, problems } = await check(given)
    assert.deepEqual([isOk, problems.map((problem: { code: string }) => problem.code)], [false, [code]])
    assert.ok(problems[0].sentence.length > 40)
  }
  const broken = await check({ accessToken: 'EAAG-one\nline', phoneNumberId })
  assert.equal(broken.isOk, false)
  assert.doesNotMatch(JSON.stringify(broken), /EAAG/)
})

test('the watch finds a problem of a channel, with its reason in words, and finds when it is over', async () => {
  await using own = await scene()
  await own.channel.run()
  await eventually(async () => (await healthOf(own)).state === 'ok')
  assert.equal((await own.channel.api('GET', own.path)).body.status, 'CONNECTED')
  const { control } = own.emulator

  control.expireToken()
  await lookNow(own)
  const ill = await eventually(async () => {
    const health = await healthOf(own)
    return health.state === 'down' ? health : undefined
  })
  assert.deepEqual([ill.problems[0].code, ill.problems[0].severity], ['token_invalid', 'down'])
  assert.equal((await own.channel.api('GET', own.path)).body.status, 'DISCONNECTED')
  const answer = await fetch(`${own.channel.url}/api/v1${own.path}`, { headers: { 'accept-language': 'pt-BR' } })
  const { health } = (await answer.json()) as { health: { problems: { sentence: string }[] } }
  assert.match(health.problems[0]!.sentence, /token de acesso/)

  control.expireToken(false)
  control.account.quality({ event: 'FLAGGED', quality: 'RED' })
  await lookNow(own)
  await eventually(async () => (await codesOf(own)).includes('number_flagged'))
  assert.deepEqual((await codesOf(own)).toSorted(), ['number_flagged', 'quality_low'])
  // It can still send.
  assert.equal((await own.channel.api('GET', own.path)).body.status, 'CONNECTED')
})

test('a number belongs to the company whose token proved it last: entering it first blocks nobody, and the company that had it is informed', async () => {
  await using own = await scene()
  const { channel } = own
  const { phoneNumberId, wabaId } = demoDefaults
  await channel.run()
  await eventually(async () => (await healthOf(own)).state === 'ok')
  const mine = { ...channel.caller }
  const [stranger] = await channel.db<{ id: number }[]>`insert into tenants (name) values ('Outra') returning id`
  const asStranger = () => Object.assign(channel.caller, { tenantId: stranger!.id, userId: null })
  const asMe = () => Object.assign(channel.caller, mine)

  // Without a token that sees the number, they may have the channel, but it has no effect on anybody.
  asStranger()
  const entered = { name: 'X', phoneNumberId, wabaId, accessToken: 'of a stranger', appSecret: 'x' }
  const made = await channel.api('POST', '/channels', entered)
  assert.equal(made.status, 201)
  const theirs = { ...own, path: `/channels/${made.body.id}` }
  await eventually(async () => (await healthOf(theirs)).state === 'down')
  assert.deepEqual(await codesOf(theirs), ['token_invalid'], 'and they do not learn who has the number')
  asMe()
  await channel.db`update cloud_channels set check_at = now(), checked_at = null where tenant_id = ${mine.tenantId}`
  wakeWatches()
  await eventually(async () => (await healthOf(own)).checkedAt)
  assert.deepEqual([(await healthOf(own)).state, await codesOf(own)], ['ok', []])

  // With such a token the number is theirs from now on, and the watch finds that here.
  asStranger()
  assert.equal((await channel.api('PATCH', theirs.path, { accessToken: 'token' })).status, 200)
  await eventually(async () => (await healthOf(theirs)).checkedAt)
  assert.equal((await codesOf(theirs)).includes('number_elsewhere'), false)
  asMe()
  wakeWatches()
  await eventually(async () => (await codesOf(own)).includes('number_elsewhere'))
  assert.equal((await channel.api('GET', own.path)).body.status, 'DISCONNECTED')
  await channel.api('POST', `${own.path}/test`)
  assert.deepEqual(await codesOf(own), ['number_elsewhere'], 'a check does not move the number back')

  // When the token is entered again, it proves the number again.
  await channel.api('PATCH', own.path, { accessToken: 'token' })
  await eventually(async () => (await healthOf(own)).checkedAt)
  assert.equal((await channel.api('GET', own.path)).body.status, 'CONNECTED')
  asStranger()
  wakeWatches()
  await eventually(async () => (await codesOf(theirs)).includes('number_elsewhere'))
})

test('a lost subscription is found and made again; messages that go to another server are noticed', async () => {
  await using own = await scene()
  const look = async () => (await own.channel.api('POST', `${own.path}/test`)).body
  own.emulator.control.account.subscribe(false)
  assert.deepEqual(
    (await look()).problems.map((problem: { code: string }) => problem.code),
    ['not_subscribed'],
  )
  assert.equal((await own.channel.api('POST', `${own.path}/subscription`, {})).status, 204)
  assert.equal((await look()).isOk, true)

  own.emulator.control.setCallback('http://127.0.0.1:9/webhooks/cloud/of-somebody-else')
  assert.deepEqual(
    (await look()).problems.map((problem: { code: string }) => problem.code),
    ['callback_elsewhere'],
  )
  assert.deepEqual(await codesOf(own), ['callback_elsewhere'])
  // Nobody can reach `http://recado.test`.
  const refused = await own.channel.api('POST', `${own.path}/subscription`, { overrideCallback: true })
  assert.deepEqual([refused.status, refused.body.code], [422, 'callback_unreachable'])
})

test('a message that the account may not send keeps its place, and finds out by trying when it may again', async () => {
  await using own = await scene()
  await own.channel.run()
  own.emulator.control.text(`+${ANA.wa_id}`, 'oi')
  const ticketId = await eventually(async () => {
    const [ticket] = await own.channel.db<{ id: number }[]>`
      update tickets set status = 'open', started_at = now() where status = 'pending' returning id`
    return ticket?.id
  })
  await eventually(async () => (await healthOf(own)).state === 'ok')
  own.emulator.control.fail({ kind: 'error', code: 131042, times: 2 })
  const sent = await own.channel.api('POST', `/tickets/${ticketId}/messages`, { body: 'espera' })
  assert.equal(sent.status, 201, JSON.stringify(sent.body))
  await eventually(async () => (await codesOf(own)).includes('payment_missing'))
  const statusOf = async () => (await own.channel.api('GET', own.path)).body.status
  assert.equal(await statusOf(), 'DISCONNECTED')
  // It was tried and refused again, which is the same problem and not a new one.
  const since = (await healthOf(own)).problems[0].since
  await lookNow(own)
  await eventually(async () => (await own.channel.db`select tries from channel_problems`)[0]?.tries === 1)
  assert.equal((await healthOf(own)).problems[0].since, since)
  await eventually(async () => (await statusOf()) === 'DISCONNECTED')
  await lookNow(own)
  await eventually(async () => (await healthOf(own)).state === 'ok')
  const [message] = await own.channel.db`select status from messages where id = ${sent.body.id}`
  assert.equal(message!.status, 'sended')
})

test('when WhatsApp accepts messages and reports nothing, its webhooks are lost, which is a problem; one that comes ends it', async () => {
  await using own = await scene()
  const look = async () => (await own.channel.api('POST', `${own.path}/test`)).body.problems
  await own.channel.db`update cloud_channels set last_accepted_at = now() - interval '20 minutes'`
  assert.deepEqual(
    (await look()).map((problem: { code: string }) => problem.code),
    ['webhooks_missing'],
  )
  assert.equal((await healthOf(own)).state, 'down')
  own.emulator.control.text(`+${ANA.wa_id}`, 'oi')
  await eventually(async () => {
    const [row] = await own.channel.db<{ last_post_at: Date | null }[]>`select last_post_at from cloud_channels`
    return row!.last_post_at !== null
  })
  assert.deepEqual(await look(), [])
})

test('a number is registered with its PIN', async () => {
  await using own = await scene()
  const register = (pin: string) => own.channel.api('POST', `${own.path}/registration`, { pin })
  assert.equal((await register('123456')).status, 204)
  assert.equal((await register('654321')).body.code, 'pin_wrong')
  assert.equal((await register('12345')).status, 400)
  assert.doesNotMatch(JSON.stringify(await own.channel.db`select * from audit_log`), /123456/)
})

test('the business profile is read and changed, its picture too', async () => {
  await using own = await scene()
  const form = new FormData()
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  form.append('file', new Blob([png], { type: 'image/png' }), 'loja.png')
  const { body: file } = await own.channel.api('POST', '/media', form)
  const change = { description: 'Pães e doces', websites: ['https://padaria.example'], vertical: 'RESTAURANT' }
  const changed = await own.channel.api('PATCH', `${own.path}/profile`, { ...change, pictureMediaId: file.id })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const { body: shown } = await own.channel.api('GET', `${own.path}/profile`)
  assert.deepEqual(
    [shown.description, shown.websites, shown.vertical],
    [change.description, change.websites, change.vertical],
  )
  assert.ok(shown.pictureUrl)
  assert.equal((await own.channel.api('PATCH', `${own.path}/profile`, { about: '' })).status, 400)
  assert.equal((await own.channel.api('PATCH', `${own.path}/profile`, { pictureMediaId: 404 })).status, 404)
})

test('a person who wrote is blocked, listed and unblocked again', async () => {
  await using own = await scene()
  await own.channel.run()
  own.emulator.control.text({ phone: `+${ANA.wa_id}`, name: 'Ana Prado' }, 'oi')
  const contactId = await eventually(async () => (await own.channel.db`select id from contacts`)[0]?.id)
  const list = async () => (await own.channel.api('GET', `${own.path}/blocked-users`)).body.data
  const block = (id: number) => own.channel.api('POST', `${own.path}/blocked-users`, { contactId: id })
  assert.equal((await block(contactId)).status, 204)
  assert.deepEqual(
    (await list()).map((user: { contact: { id: number; name: string } }) => user.contact),
    [{ id: contactId, name: 'Ana Prado' }],
  )
  const unblock = () => own.channel.api('DELETE', `${own.path}/blocked-users/${contactId}`)
  assert.equal((await unblock()).status, 204)
  assert.deepEqual(await list(), [])
  assert.equal((await unblock()).status, 204)
  assert.equal((await block(404)).body.code, 'contact_not_found')
  const [stranger] = await own.channel.db<{ id: number }[]>`
    with made as (insert into contacts (tenant_id, name) values (${own.channel.tenantId}, 'Nova') returning tenant_id, id)
    insert into contact_aliases (tenant_id, kind, value, contact_id)
    select tenant_id, 'phone', '5511911112222', id from made returning contact_id as id`
  assert.equal((await block(stranger!.id)).body.code, 'contact_not_blockable')
})
