/** Posts that are signed and hostile, or only strange: each harms at most its own company. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertContract } from '@recado/receiver/testing'
import fc from 'fast-check'
import { ANA, messageFrom, payloadOf, postFrom, type TestChannel, testChannel } from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { CloudInbox } from './cloud-inbox.ts'

const inboxOf = ({ context }: TestChannel) => new CloudInbox(context)

async function workOff(channel: TestChannel, inbox = inboxOf(channel)): Promise<void> {
  while (await inbox.round()) {
    // Again, until a round finds nothing.
  }
}

const bodies = async ({ db }: TestChannel) =>
  (await db<{ body: string }[]>`select body from messages order by id`).map(row => row.body)

const posts = async ({ db }: TestChannel) =>
  db<{ state: string; error: string | null; tries: number }[]>`select state, error, tries from inbound order by id`

const states = async (channel: TestChannel) => (await posts(channel)).map(row => row.state)

const BRUNO = { wa_id: '5511976543210', name: 'Bruno' }

test('a type that is named like a member of every object delays nobody', async () => {
  await using channel = await testChannel()
  for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    await channel.post(JSON.stringify(postFrom(ANA, { type: 'TYPE' })).replace('"TYPE"', JSON.stringify(type)))
  }
  await channel.post(postFrom(BRUNO, 'oi'))
  await workOff(channel)
  assert.deepEqual(new Set(await states(channel)), new Set(['done']))
  assert.equal((await bodies(channel)).length, 5)
})

test('a message whose file cannot even be requested delays nobody', async () => {
  await using channel = await testChannel()
  const media = { fetchEarly: () => assert.fail('broken') }
  await channel.post(postFrom(ANA, { type: 'image', image: { id: '7', mime_type: 'image/jpeg' } }, 'e este?'))
  await channel.post(postFrom(BRUNO, 'oi'))
  await workOff(channel, new CloudInbox({ ...channel.context, media }))
  assert.deepEqual((await bodies(channel)).toSorted(), ['e este?', 'image-7.jpg', 'oi'])
})

test('a post with two million empty parts is set aside, and the next one goes on', async () => {
  await using channel = await testChannel()
  const zeros = `{"entry":[{"changes":[${'0,'.repeat(2_000_000 - 1)}0]}]}`
  for (let n = 0; n < 3; n++) assert.equal(await channel.post(zeros), 200)
  await channel.post(postFrom(BRUNO, 'oi'))
  await workOff(channel)
  assert.deepEqual(await states(channel), ['failed', 'failed', 'failed', 'done'])
  assert.match((await posts(channel))[0]?.error ?? '', /TooManyParts/)
  assert.deepEqual(await bodies(channel), ['oi'])
})

test('a post that ended two processes is set aside; one that ended one is worked off alone, in its turn', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'mata'))
  await channel.post(postFrom(ANA, 'depois'))
  await channel.post(postFrom(BRUNO, 'inocente'))
  // The state that two dead processes leave; no present connection has the number 0.
  await channel.db`update inbound set tries = case when id = (select min(id) from inbound) then 2 else 1 end,
    tried_by = 0, tried_at = now()`
  const inbox = inboxOf(channel)
  await inbox.round()
  assert.deepEqual(await states(channel), ['failed', 'done', 'waiting'])
  await workOff(channel, inbox)
  assert.deepEqual(await states(channel), ['failed', 'done', 'done'])
  assert.match((await posts(channel))[0]?.error ?? '', /two processes/)

  const retried = await channel.api('POST', `/channels/${channel.channelId}/inbound/retry`, {})
  assert.deepEqual(retried.body, { retried: 1 })
  await workOff(channel, inbox)
  assert.deepEqual(await states(channel), ['done', 'done', 'done'])
})

test('the work on a large post is counted before it begins, and other processes leave the post alone', async () => {
  await using channel = await testChannel()
  await channel.db.unsafe(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return new; end $$;
    create trigger linger before insert on messages for each row execute function linger()`)
  await channel.post(postFrom(ANA, 'x'.repeat(100_000), 'depois'))
  const first = inboxOf(channel)
    .round()
    .catch(() => {})
  const [busy] = await eventually(async () => {
    const rows = await channel.db<{ pid: number }[]>`
      select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`
    return rows.length > 0 ? rows : undefined
  })
  assert.deepEqual(
    (await posts(channel)).map(row => row.tries),
    [1],
  )
  assert.equal(await inboxOf(channel).round(), false, 'a second process leaves it alone')
  await channel.db`select pg_cancel_backend(${busy!.pid})`
  await first
  await channel.db`drop trigger linger on messages`
  // Ending its connection looks like the end of its process.
  await channel.db`update inbound set tried_by = 0`
  await workOff(channel)
  assert.deepEqual(
    (await posts(channel)).map(row => [row.state, row.tries]),
    [['done', 2]],
  )
})

test('a process that ends normally leaves nothing counted', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'x'.repeat(100_000), { type: 'image', image: { id: '7', mime_type: 'image/png' } }))
  const media = { fetchEarly: () => new Promise<void>(() => {}) }
  const inbox = new CloudInbox({ ...channel.context, media, mediaPatienceMs: 60_000 })
  await inbox.round()
  assert.deepEqual(
    (await posts(channel)).map(row => [row.state, row.tries]),
    [['waiting', 1]],
  )
  await inbox[Symbol.asyncDispose]()
  assert.deepEqual(
    (await posts(channel)).map(row => [row.state, row.tries]),
    [['waiting', 0]],
  )
})

test('a status whose error has a NUL and half a surrogate is applied', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'oi'))
  await workOff(channel)
  await channel.db`
    insert into messages (tenant_id, ticket_id, channel_id, from_me, status, ack, body, provider_id, sent_at, is_announced)
    select tenant_id, id, channel_id, true, 'sended', 1, 'nossa', 'wamid.OUT', 1, true from tickets`
  const errors = [{ code: 131026, title: 'a\0b', error_data: { details: '\ud83d\0' } }]
  await channel.post(payloadOf({ statuses: [{ id: 'wamid.OUT', status: 'failed', timestamp: '9', errors }] }))
  await workOff(channel)
  const [row] = await channel.db`select status, error from messages where provider_id = 'wamid.OUT'`
  assert.equal(row!.status, 'failed')
  assert.equal(row!.error.error_data.details, '\ufffd')
})

test('no strange post makes an event body that breaks the contract', { timeout: 120_000 }, async () => {
  await using channel = await testChannel({ acceptsGroups: true })
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('', '\0', '\ud800', 'constructor'),
  )
  const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.maxSafeInteger())
  const person = fc.record({
    wa_id: fc.oneof(fc.stringMatching(/^\d{1,18}$/), fc.constantFrom('553187650001', '5531987650001'), value),
    user_id: fc.oneof(fc.stringMatching(/^BR\.\d{1,20}$/), value),
    name: value,
  })
  const content = fc.oneof(
    fc.record({ type: fc.constant('text'), text: fc.record({ body: value }) }),
    fc.record({ type: fc.constant('location'), location: fc.record({ latitude: value, longitude: fc.double() }) }),
    fc.record({ type: fc.constant('contacts'), contacts: fc.array(fc.record({ name: value, phones: value })) }),
    fc.record({
      type: fc.constant('order'),
      order: fc.record({ product_items: fc.array(fc.record({ item_price: value })) }),
    }),
    fc.record({
      type: fc.constant('reaction'),
      reaction: fc.record({ message_id: fc.constant('wamid.P0'), emoji: value }),
    }),
    fc.record({
      type: fc.constant('edit'),
      edit: fc.record({ original_message_id: fc.constant('wamid.P0'), message: value }),
    }),
    fc.record({ type: value, text: value, context: value, errors: value, unsupported: value }),
  )
  const message = fc.record({
    person,
    content,
    timestamp: value,
    id: fc.oneof(fc.constantFrom('wamid.P0', 'wamid.P1'), fc.uuid(), value),
    group: fc.option(fc.oneof(fc.constantFrom('Y2FwaV9ncm91cDpERU1POjAwMDAwMDAx', '123-456', '999'), text), {
      nil: undefined,
    }),
    isEcho: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 5, maxLength: 15 }), async given => {
      for (const { person: who, content: node, timestamp, id, group, isEcho } of given) {
        const extra = { id, timestamp, ...(group === undefined ? {} : { group_id: group }) }
        const { wa_id, user_id, name } = who
        const one = messageFrom({ wa_id, user_id } as object, node, extra)
        const contacts = [{ profile: { name }, wa_id, user_id }]
        const list = isEcho ? { message_echoes: [{ ...one, to: wa_id, to_user_id: user_id }] } : { messages: [one] }
        await channel.post(payloadOf({ contacts, ...list }, isEcho ? 'smb_message_echoes' : 'messages'))
      }
      await workOff(channel)
      const events = await channel.db<
        { body_v1: string; body_v2: string | null }[]
      >`select body_v1, body_v2 from events`
      for (const event of events) {
        assertContract(event.body_v1, 1)
        assertContract(event.body_v2 ?? event.body_v1, 2)
      }
      const failed = await channel.db`select failed_updates, error from inbound where state = 'failed'`
      assert.deepEqual(
        failed.map(row => ({ ...row })),
        [],
      )
      await channel.db`truncate events cascade`
    }),
    { numRuns: 12 },
  )
})
