import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator } from '@recado/whatsapp-emulator'
import {
  ANA,
  APP_SECRET,
  contactOf,
  messageFrom,
  type Person,
  payloadOf,
  postFrom,
  type TestChannel,
  testChannel,
} from '../../../test/harness/channel.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { createChannel } from '../channel.ts'
import { CloudInbox } from './cloud-inbox.ts'

const inboxOf = ({ context }: TestChannel) => new CloudInbox(context)

/** Works until nothing is left, without a worker of its own. */
async function workOff(channel: TestChannel, inbox = inboxOf(channel)): Promise<void> {
  while (await inbox.round()) {
    // Again, until a round finds nothing.
  }
}

const bodies = async ({ db }: TestChannel) =>
  (await db<{ body: string }[]>`select body from messages order by id`).map(row => row.body)

const states = async ({ db }: TestChannel) =>
  (await db<{ state: string }[]>`select state from inbound order by id`).map(row => row.state)

async function count(
  { db }: TestChannel,
  table: 'contacts' | 'tickets' | 'messages' | 'early_updates',
): Promise<number> {
  const [row] = await db<{ count: number }[]>`select count(*)::int as count from ${db(table)}`
  return row!.count
}

test('a post becomes contact, ticket and message', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'Bom dia!'))
  await workOff(channel)
  const [row] = await channel.db`
    select c.name, c.number, t.status, m.body, m.media_type, m.sent_at, m.status as message_status
    from messages m join tickets t on t.id = m.ticket_id join contacts c on c.id = t.contact_id`
  assert.deepEqual(
    { ...row },
    {
      name: 'Ana Prado',
      number: '5531987650001',
      status: 'pending',
      body: 'Bom dia!',
      media_type: 'chat',
      sent_at: 1790000001,
      message_status: 'received',
    },
  )
  assert.deepEqual(await states(channel), ['done'])
})

test('200 first messages of one person at once make one contact and one ticket', async () => {
  await using channel = await testChannel()
  await using _workers = await channel.run()
  await Promise.all(Array.from({ length: 200 }, (_, n) => channel.post(postFrom(ANA, `oi ${n}`))))
  await eventually(async () => (await count(channel, 'messages')) === 200)
  assert.equal(await count(channel, 'contacts'), 1)
  assert.equal(await count(channel, 'tickets'), 1)
})

test('two processes keep each conversation in order', async () => {
  await using channel = await testChannel({ max: 20 })
  const people = Array.from({ length: 12 }, (_, n): Person => ({ wa_id: `55119876500${10 + n}`, name: `Pessoa ${n}` }))
  for (let n = 0; n < 25; n++) {
    await Promise.all(people.map((person, p) => channel.post(postFrom(person, `${p}:${n}`))))
  }
  await Promise.all([workOff(channel), workOff(channel), workOff(channel)])
  await workOff(channel)
  const all = await bodies(channel)
  assert.equal(all.length, 300)
  for (const p of people.keys()) {
    const own = all.filter(body => body.startsWith(`${p}:`)).map(body => Number(body.split(':')[1]))
    assert.deepEqual(
      own,
      own.toSorted((a, b) => a - b),
      `person ${p}`,
    )
  }
})

test('a thousand updates in one post are all worked off', async () => {
  await using channel = await testChannel()
  const people = Array.from({ length: 10 }, (_, n): Person => ({ wa_id: `55119876600${10 + n}`, name: `Pessoa ${n}` }))
  const messages = Array.from({ length: 1000 }, (_, n) => messageFrom(people[n % 10]!, `m ${n}`))
  await channel.post(payloadOf({ contacts: people.map(contactOf), messages }))
  await workOff(channel)
  assert.deepEqual(
    await bodies(channel),
    messages.map((_, n) => `m ${n}`),
  )
  assert.equal(await count(channel, 'tickets'), 10)
})

test('what is repeated changes nothing', async () => {
  await using channel = await testChannel()
  const post = postFrom(ANA, 'oi', 'de novo')
  for (let n = 0; n < 3; n++) await channel.post(post)
  await workOff(channel)
  await channel.post(post)
  await workOff(channel)
  assert.deepEqual(await bodies(channel), ['oi', 'de novo'])
  assert.deepEqual(await states(channel), ['done', 'done', 'done', 'done'])
})

test('edits, deletions and reactions that arrive before their message wait for it', async () => {
  await using channel = await testChannel()
  const from = (node: Record<string, unknown>) => postFrom(ANA, node)
  await channel.post(from({ type: 'reaction', reaction: { message_id: 'wamid.LATE', emoji: '👍' } }))
  await channel.post(
    from({
      type: 'edit',
      edit: { original_message_id: 'wamid.LATE', message: { type: 'text', text: { body: 'melhor' } } },
    }),
  )
  await workOff(channel)
  assert.equal(await count(channel, 'early_updates'), 2)
  await channel.post(
    payloadOf({ contacts: [contactOf(ANA)], messages: [messageFrom(ANA, 'pior', { id: 'wamid.LATE' })] }),
  )
  await workOff(channel)
  assert.equal(await count(channel, 'early_updates'), 0)
  const [row] = await channel.db`select body, edited, reactions from messages`
  assert.equal(row!.body, 'melhor')
  assert.equal(row!.edited, 'pior')
  assert.equal(row!.reactions[0].emoji, '👍')
})

test('one number with and without the ninth digit is one person', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom({ wa_id: '553187650001', name: 'Ana' }, 'um'))
  await channel.post(postFrom({ wa_id: '5531987650001', name: 'Ana' }, 'dois'))
  await workOff(channel)
  assert.equal(await count(channel, 'contacts'), 1)
  assert.equal(await count(channel, 'tickets'), 1)
})

test('somebody moves to another number and stays the same contact', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'um'))
  const system = { type: 'user_changed_number', wa_id: '5531991110009', user_id: 'BR.9' }
  await channel.post(
    payloadOf({ messages: [{ from: ANA.wa_id, id: 'wamid.S', timestamp: '1790000200', type: 'system', system }] }),
  )
  await channel.post(postFrom({ wa_id: '5531991110009', user_id: 'BR.9', name: 'Ana' }, 'dois'))
  await workOff(channel)
  assert.equal(await count(channel, 'contacts'), 1)
  const [contact] = await channel.db`select number from contacts`
  assert.equal(contact!.number, '5531991110009')
})

test('an update without an effect here is done quietly', async () => {
  await using channel = await testChannel()
  const foreign = payloadOf({
    metadata: { phone_number_id: '999' },
    contacts: [contactOf(ANA)],
    messages: [messageFrom(ANA, 'a outro')],
  })
  await channel.post(foreign)
  await channel.post(payloadOf({ event: 'APPROVED' }, 'message_template_status_update'))
  await channel.post(payloadOf({ state_sync: [{ type: 'contact' }] }, 'smb_app_state_sync'))
  await channel.post(payloadOf({ history: [] }, 'history'))
  await channel.post({ object: 'page', entry: 'nonsense' })
  await channel.post(payloadOf({ messages: [{ type: 'text', text: { body: 'de ninguém' } }] }))
  await channel.post('[]')
  await workOff(channel)
  assert.deepEqual(new Set(await states(channel)), new Set(['done']))
  assert.equal(await count(channel, 'messages'), 0)
  assert.equal(await count(channel, 'contacts'), 0)
})

test('a post for another number of the same company goes to that number’s channel', async () => {
  await using channel = await testChannel()
  const second = { name: 'Filial', phoneNumberId: '555', accessToken: 't', appSecret: 'other' }
  const created = await channel.api('POST', '/channels', second)
  assert.equal(created.status, 201)
  await channel.post(
    payloadOf({ metadata: { phone_number_id: '555' }, contacts: [contactOf(ANA)], messages: [messageFrom(ANA, 'oi')] }),
  )
  await workOff(channel)
  const [message] = await channel.db`select channel_id from messages`
  assert.equal(message!.channel_id, created.body.id)
})

/** Every insert of this text fails, like an update that we cannot apply. */
async function poison({ db }: TestChannel, text: string): Promise<void> {
  await db.unsafe(`alter table messages add constraint poison check (body <> '${text}')`)
}

test('an update that cannot be applied is set aside and delays nobody; it can be retried', async () => {
  await using channel = await testChannel()
  await poison(channel, 'veneno')
  const bruno = { wa_id: '5511976543210', name: 'Bruno' }
  await channel.post(postFrom(ANA, 'antes', 'veneno', 'depois'))
  await channel.post(postFrom(bruno, 'outra conversa'))
  await workOff(channel)
  assert.deepEqual((await bodies(channel)).toSorted(), ['antes', 'depois', 'outra conversa'])
  assert.deepEqual(await states(channel), ['failed', 'done'])
  const page = await channel.api('GET', `/channels/${channel.channelId}/inbound?state=failed`)
  assert.equal(page.body.data.length, 1)
  assert.deepEqual(
    page.body.data[0].failedUpdates.map((failed: { index: number }) => failed.index),
    [1],
  )
  assert.match(page.body.data[0].failedUpdates[0].error, /poison/)

  await channel.db`alter table messages drop constraint poison`
  const retried = await channel.api('POST', `/channels/${channel.channelId}/inbound/retry`, {})
  assert.deepEqual(retried.body, { retried: 1 })
  await workOff(channel)
  assert.deepEqual((await bodies(channel)).toSorted(), ['antes', 'depois', 'outra conversa', 'veneno'])
  assert.deepEqual(await states(channel), ['done', 'done'])
})

test('a batch that is cut off in the middle leaves nothing half-done, and is worked off once', async () => {
  await using channel = await testChannel()
  for (let n = 0; n < 20; n++) await channel.post(postFrom(ANA, `m ${n}`))
  // Stops the batch in the middle: messages are stored, and the transaction has not ended.
  await channel.db.unsafe(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return new; end $$;
    create trigger linger before update on inbound for each row execute function linger()`)
  const cutOff = inboxOf(channel)
    .round()
    .catch(error => error)
  const [victim] = await eventually(async () => {
    const rows = await channel.db<{ pid: number }[]>`
      select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`
    return rows.length > 0 ? rows : undefined
  })
  await channel.db`select pg_cancel_backend(${victim!.pid})`
  assert.ok((await cutOff) instanceof Error)
  await channel.db`drop trigger if exists linger on inbound`
  assert.deepEqual(await bodies(channel), [])
  await workOff(channel)
  assert.deepEqual(
    await bodies(channel),
    Array.from({ length: 20 }, (_, n) => `m ${n}`),
  )
  assert.deepEqual(new Set(await states(channel)), new Set(['done']))
})

test('an echo from the phone app is our message, without a second one for its repeat', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'oi'))
  const echo = {
    from: '551140020001',
    to: ANA.wa_id,
    id: 'wamid.E',
    timestamp: '1790000500',
    type: 'text',
    text: { body: 'Já vejo' },
  }
  const post = payloadOf({ contacts: [contactOf(ANA)], message_echoes: [echo] }, 'smb_message_echoes')
  await channel.post(post)
  await channel.post(post)
  await workOff(channel)
  const rows = await channel.db`select body, from_me, status from messages order by id`
  assert.deepEqual(
    rows.map(row => ({ ...row })),
    [
      { body: 'oi', from_me: false, status: 'received' },
      { body: 'Já vejo', from_me: true, status: 'sended' },
    ],
  )
})

test('a group is one conversation, its members are known; off unless asked for', async () => {
  await using channel = await testChannel({ acceptsGroups: true })
  const inGroup = (person: Person, text: string) =>
    payloadOf({ contacts: [contactOf(person)], messages: [messageFrom(person, text, { group_id: 'GRUPO1' })] })
  await channel.post(inGroup(ANA, 'oi'))
  await channel.post(inGroup({ wa_id: '5511976543210', name: 'Bruno' }, 'olá'))
  await workOff(channel)
  assert.equal(await count(channel, 'tickets'), 1)
  assert.deepEqual(await bodies(channel), ['oi', 'olá'])
  await using closed = await testChannel()
  await closed.post(inGroup(ANA, 'oi'))
  await workOff(closed)
  assert.equal(await count(closed, 'messages'), 0)
})

test("a company's backlog delays no other company", async () => {
  await using channel = await testChannel()
  for (let n = 0; n < 8; n++) {
    const people = Array.from({ length: 60 }, (_, k) => ({ wa_id: String(5_511_900_000_000 + 60 * n + k), name: 'P' }))
    await channel.post(payloadOf({ messages: people.map(person => messageFrom(person, 'spam')) }))
  }
  const [other] = await channel.db<{ id: number }[]>`insert into tenants (name) values ('Mercado') returning id`
  const settings = { name: 'Outra', isActive: true, defaultQueueId: null, defaultUserId: null, reopenWithinMinutes: 0 }
  const cloud = { phoneNumberId: '7', wabaId: null, accessToken: 'token', appSecret: APP_SECRET }
  const made = await createChannel(channel.context, other!.id, { ...settings, acceptsGroups: false }, cloud)
  const url = made.callbackUrl.replace('http://recado.test', channel.url)
  const metadata = { phone_number_id: '7' }
  const payload = payloadOf({ metadata, contacts: [contactOf(ANA)], messages: [messageFrom(ANA, 'oi')] })
  assert.equal(await channel.post(payload, { url }), 200)
  await inboxOf(channel).round()
  const rows = await channel.db`select 1 from messages where tenant_id = ${other!.id}`
  assert.equal(rows.length, 1)
})

test('an answer that is refused has answered nobody, and one that arrives after all has', async () => {
  await using channel = await testChannel()
  const now = () => String(Math.floor(Date.now() / 1_000))
  const say = (text: string) =>
    channel.post(payloadOf({ contacts: [contactOf(ANA)], messages: [messageFrom(ANA, text, { timestamp: now() })] }))
  const report = (id: string, status: string, messageId: number) =>
    channel.post(
      payloadOf({
        statuses: [
          {
            id,
            status,
            timestamp: now(),
            recipient_id: ANA.wa_id,
            biz_opaque_callback_data: `recado-m${messageId}`,
            ...(status === 'failed' && { errors: [{ code: 131026, title: 'Message undeliverable' }] }),
          },
        ],
      }),
    )
  await say('oi')
  await workOff(channel)
  const [ticket] = await channel.db<{ id: number }[]>`select id from tickets`
  const path = `/tickets/${ticket!.id}`
  assert.equal((await channel.api('POST', `${path}/accept`)).status, 200)
  const shown = async () => {
    const { lastMessage, isAnswered, unreadMessages, waitingSince } = (await channel.api('GET', path)).body
    return [lastMessage?.body, isAnswered, unreadMessages, waitingSince !== null]
  }
  const answer = async (body: string) => (await channel.api('POST', `${path}/messages`, { body })).body.id as number
  const first = await answer('resposta')
  assert.deepEqual(await shown(), ['resposta', true, 0, false])
  await report('wamid.OUT1', 'sent', first)
  await say('e aí?')
  await workOff(channel)
  assert.deepEqual(await shown(), ['e aí?', false, 1, true])
  // It was told as sent, and fails later.
  await report('wamid.OUT1', 'failed', first)
  await workOff(channel)
  assert.deepEqual(await shown(), ['e aí?', false, 2, true])

  const second = await answer('outra')
  assert.deepEqual(await shown(), ['outra', true, 0, false])
  await report('wamid.OUT2', 'failed', second)
  await workOff(channel)
  assert.deepEqual(await shown(), ['e aí?', false, 2, true])
  await report('wamid.OUT2', 'delivered', second)
  await workOff(channel)
  assert.deepEqual(await shown(), ['outra', true, 0, false])
})

test('a ticket whose only message was refused shows no last message, and counts as unanswered', async () => {
  await using channel = await testChannel()
  const { body: contact } = await channel.api('POST', '/contacts', { number: '+5511911112222' })
  const { body: opened } = await channel.api('POST', '/tickets', {
    channelId: channel.channelId,
    contactId: contact.id,
    userId: channel.caller.userId,
  })
  const { body: sent } = await channel.api('POST', `/tickets/${opened.id}/messages`, { body: 'Bom dia' })
  const failed = { id: 'wamid.X', status: 'failed', timestamp: '9', biz_opaque_callback_data: `recado-m${sent.id}` }
  await channel.post(payloadOf({ statuses: [failed] }))
  await workOff(channel)
  const { lastMessage, isAnswered, waitingSince } = (await channel.api('GET', `/tickets/${opened.id}`)).body
  assert.deepEqual([lastMessage, isAnswered, waitingSince], [null, false, null])
})

test('a form brings its photos, and additional data is shown with its words', async () => {
  await using emulator = createEmulator({ appSecret: APP_SECRET, accessToken: 'token' })
  await emulator.listen()
  await using channel = await testChannel({ graphUrl: emulator.url })
  emulator.control.setCallback(channel.callbackUrl, channel.verifyToken)
  await channel.run()
  const photo = emulator.control.storeMedia(Buffer.from('\xff\xd8\xff\xe0 a photo', 'latin1'), 'image/jpeg')
  const Fotos = [{ id: photo.id, mime_type: 'image/jpeg', file_name: 'frente.jpg' }]
  const from = { phone: `+${ANA.wa_id}`, name: 'Ana Prado' }
  emulator.control.write({ type: 'flow_reply', from, response: { Fotos } })
  const ticketId = await eventually(async () => (await channel.db`select id from tickets`)[0]?.id)
  const [message] = (await channel.api('GET', `/tickets/${ticketId}/messages`)).body.data
  assert.deepEqual([message.body, message.content.type, message.origin], ['Fotos: frente.jpg', 'form', null])
  const [file] = message.content.files
  const url = file.url.replace('http://recado.test', channel.url)
  assert.equal((await (await fetch(url)).text()).slice(4), ' a photo')
  emulator.control.write({ type: 'text', from, text: 'Veja', fields: { context: { forwarded: true } } })
  await eventually(async () => (await count(channel, 'messages')) === 2)
  const [forwarded] = (await channel.api('GET', `/tickets/${ticketId}/messages`)).body.data
  assert.deepEqual([forwarded.body, forwarded.origin.forwarded], ['Veja', 'once'])
})
