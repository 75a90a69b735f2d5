/** Old messages of the phone app are stored in their conversations, in order, once, and make no events. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator, demoDefaults } from '@recado/whatsapp-emulator'
import {
  ANA,
  APP_SECRET,
  messageFrom,
  payloadOf,
  postFrom,
  type TestChannel,
  testChannel,
} from '../../../test/harness/channel.ts'
import { toldOf } from '../../../test/harness/desk.ts'
import { eventually } from '../../../test/harness/eventually.ts'

const BUSINESS = '551140020001'
const old = (n: number, more: Record<string, unknown> = {}) => ({
  from: ANA.wa_id,
  id: `wamid.OLD${n}`,
  timestamp: String(1_780_000_000 + n),
  type: 'text',
  text: { body: `antiga ${n}` },
  history_context: { status: 'READ' },
  ...more,
})
const ours = (n: number, more: Record<string, unknown> = {}) => old(n, { from: BUSINESS, to: ANA.wa_id, ...more })
const part = (progress: number, ...messages: object[]) =>
  payloadOf(
    { history: [{ metadata: { phase: 0, chunk_order: 1, progress }, threads: [{ id: ANA.wa_id, messages }] }] },
    'history',
  )
const files = (...messages: object[]) => payloadOf({ messages }, 'history')

/** Messages of the oldest conversation come first. */
const story = async ({ db }: TestChannel) =>
  (
    await db<{ body: string }[]>`
    select m.body from messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
    order by t.active_at, m.id`
  ).map(row => row.body)

const stateOf = async (channel: TestChannel) =>
  (await channel.api('GET', `/channels/${channel.channelId}/phone-app`)).body.history

const done = (channel: TestChannel, imported: number) =>
  eventually(async () => {
    const { state, imported: count } = await stateOf(channel)
    return state === 'done' && count === imported
  })

test('old messages come in any order and repeatedly, and make no events', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'de agora'))
  await using _running = await channel.run()
  await eventually(async () => (await story(channel)).length === 1)
  await channel.post(
    part(60, old(4), ours(5), old(6, { type: 'reaction', reaction: { message_id: 'wamid.OLD5', emoji: '👍' } })),
  )
  await channel.post(part(60, old(4), ours(5)))
  assert.equal(
    await eventually(async () => (await stateOf(channel)).state !== 'none' && (await stateOf(channel)).state),
    'coming',
  )
  // Another spelling of the same number, and a file that comes before its placeholder.
  await channel.post(
    files(
      ours(3, {
        to: undefined,
        type: 'image',
        text: undefined,
        image: { id: '77', mime_type: 'image/jpeg', caption: 'foto' },
      }),
    ),
  )
  await channel.post(
    part(
      100,
      old(1, { from: '5531987650001' }),
      old(2, { type: 'media_placeholder', text: undefined }),
      ours(3, { type: 'media_placeholder', text: undefined }),
    ),
  )
  await done(channel, 6)
  const placeholder = 'Um arquivo de antes, que só está no celular'
  assert.deepEqual(await story(channel), ['antiga 1', placeholder, 'foto', 'antiga 4', 'antiga 5', 'de agora'])

  const [first, ...others] = await channel.db`
    select status, unread_messages, is_imported, received_count, closed_at from tickets order by active_at`
  assert.deepEqual([first!.status, first!.unread_messages, first!.is_imported], ['closed', 0, true])
  assert.equal(others.length, 1)
  const reacted = await channel.db`select reactions, ack, status from messages where provider_id = 'wamid.OLD5'`
  assert.deepEqual([reacted[0]!.reactions[0].emoji, reacted[0]!.ack, reacted[0]!.status], ['👍', 3, 'sended'])
  assert.equal((await channel.db`select 1 from contacts`).length, 1)

  // A later file finds its message, and a repeat changes nothing.
  await channel.post(part(100, old(1), old(4)))
  await channel.post(
    files(
      old(2, {
        type: 'document',
        text: undefined,
        document: { id: '78', mime_type: 'application/pdf', filename: 'nota.pdf' },
      }),
    ),
  )
  await eventually(async () => (await story(channel))[1] === 'nota.pdf')
  await eventually(async () => (await channel.db`select 1 from history_messages`).length === 0)
  assert.equal((await story(channel)).length, 6)
  assert.deepEqual(
    (await toldOf(channel.db, channel.tenantId)).map(event => event.v1.messageBody),
    ['de agora', 'de agora'],
  )
  const windows = await channel.db`select closes_at from service_windows`
  assert.equal(windows.length, 1)
})

test('erasing a person also erases what waits: old messages, and posts that wait for somebody', async () => {
  await using channel = await testChannel()
  const { db, tenantId, channelId } = channel
  await using _running = await channel.run()
  await channel.post(postFrom(ANA, 'de agora'))
  await eventually(async () => (await story(channel)).length === 1)
  const bia = { wa_id: '5531988880002', name: 'Bia' }
  const both = payloadOf({
    contacts: [ANA, bia].map(({ wa_id, name }) => ({ wa_id, profile: { name } })),
    messages: [messageFrom(ANA, 'segredo da Ana'), messageFrom(bia, 'palavra da Bia')],
  })
  // The number with its ninth digit, which another field of WhatsApp may have.
  const hers = payloadOf({ what: [{ user: '5531987650001', text: 'segredo da Ana' }] }, 'of_tomorrow')
  await channel.post(part(60, old(1), ours(2)))
  await eventually(async () => (await db`select 1 from history_messages`).length === 2)
  await db`
    insert into inbound (tenant_id, channel_id, body, state, failed_updates)
    values (${tenantId}, ${channelId}, ${Buffer.from(JSON.stringify(both))}, 'failed', '[{"index": 1, "error": "x"}]'),
      (${tenantId}, ${channelId}, ${Buffer.from(JSON.stringify(postFrom(ANA, 'segredo da Ana')))}, 'failed', '[]')`
  await channel.post(hers)
  await eventually(async () => (await db`select 1 from inbound where unknown_updates <> '[]'`).length === 1)

  await db`update tickets set status = 'closed', closed_at = now()`
  const [contact] = await db<{ id: number }[]>`select id from contacts where tenant_id = ${tenantId}`
  assert.equal((await channel.api('POST', `/contacts/${contact!.id}/erase`, { confirm: true })).status, 200)
  assert.deepEqual([...(await db`select 1 from history_messages`)], [])
  const left = await db<{ body: Buffer }[]>`
    select body from inbound where state = 'failed' or unknown_updates <> '[]' order by id`
  assert.equal(left.length, 1)
  assert.doesNotMatch(left[0]!.body.toString(), /segredo|553187650001|Ana/)
  // A failed part of another person can still be worked off, at its index.
  await channel.api('POST', `/channels/${channelId}/inbound/retry`, {})
  await eventually(async () => (await story(channel)).includes('palavra da Bia'))
  assert.deepEqual(await db`select 1 from inbound where state = 'failed'`.then(rows => rows.length), 0)
})

test('an old customer who writes again gets a new ticket, whatever the window of reopening', async () => {
  await using channel = await testChannel()
  await channel.db`update channels set reopen_within_minutes = 43200`
  await using _running = await channel.run()
  const now = String(Math.floor(Date.now() / 1_000) - 60)
  await channel.post(part(100, old(1, { timestamp: now })))
  await done(channel, 1)
  assert.deepEqual(await toldOf(channel.db, channel.tenantId), [])
  await channel.post(payloadOf({ messages: [messageFrom(ANA, 'voltei')] }))
  await eventually(async () => (await channel.db`select 1 from tickets where status = 'pending'`).length === 1)
  assert.equal((await channel.db`select 1 from tickets`).length, 2)
})

test('a large history is imported in slices, and a message that cannot be stored stops no other', async () => {
  await using channel = await testChannel()
  await using _running = await channel.run()
  const many = Array.from({ length: 450 }, (_, n) => old(n))
  await channel.post(part(100, ...many.toReversed(), { id: 'wamid.LOST', from: ANA.wa_id, type: 'text' }))
  await done(channel, 450)
  const bodies = await story(channel)
  assert.deepEqual([bodies.length, bodies[0], bodies[449]], [450, 'antiga 0', 'antiga 449'])
  assert.equal((await channel.db`select 1 from tickets`).length, 1)
})

test('an administrator can ask for the history once; when the business does not share it, that is shown', async () => {
  await using emulator = createEmulator({
    appSecret: APP_SECRET,
    accessToken: 'token',
    numbers: [{ ...demoDefaults, coexistence: true }],
  })
  await emulator.listen()
  await using channel = await testChannel({ graphUrl: emulator.url, wabaId: demoDefaults.wabaId })
  emulator.control.setCallback(channel.callbackUrl, channel.verifyToken)
  await using _running = await channel.run()
  const path = `/channels/${channel.channelId}/phone-app`
  assert.equal((await stateOf(channel)).state, 'none')
  emulator.control.history.prepare('declined')
  assert.equal((await channel.api('POST', path, { what: 'history' })).status, 202)
  const declined = await eventually(async () => {
    const history = await stateOf(channel)
    return history.state === 'declined' ? history : undefined
  })
  assert.match(declined.declinedBecause, /turned off by the business/)

  emulator.control.history.send({
    threads: [
      {
        with: '5531987650001',
        messages: [
          { from: 'customer', at: 1_780_000_000, text: 'Bom dia' },
          { from: 'phone-app', at: 1_780_000_010, text: 'Bom dia, Ana' },
        ],
      },
    ],
  } as never)
  await done(channel, 2)
  assert.deepEqual(await story(channel), ['Bom dia', 'Bom dia, Ana'])
  emulator.control.history.contacts([{ phone: '5531987650001', fullName: 'Ana da esquina' }])
  await eventually(async () => (await channel.db`select 1 from contacts where name = 'Ana da esquina'`).length === 1)
})
