/** Events tell what happened in a conversation, in whatever order Meta posts it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ANA,
  contactOf,
  messageFrom,
  type Person,
  payloadOf,
  postFrom,
  type TestChannel,
  testChannel,
} from '../../../test/harness/channel.ts'
import { toldOf } from '../../../test/harness/desk.ts'
import { CloudInbox } from './cloud-inbox.ts'

async function workOff(channel: TestChannel): Promise<void> {
  const inbox = new CloudInbox({ ...channel.context, mediaPatienceMs: -1 })
  while (await inbox.round()) {
    // Again, until a round finds nothing.
  }
}

const told = ({ db, tenantId }: TestChannel) => toldOf(db, tenantId)

const edit = (body: string, id = 'wamid.A') => ({
  type: 'edit',
  edit: { original_message_id: id, message: { type: 'text', text: { body } } },
})

const echoTo = (person: Person, text: string, id = 'wamid.ECHO') =>
  payloadOf(
    {
      contacts: [contactOf(person)],
      message_echoes: [
        { from: '551140020001', to: person.wa_id, id, timestamp: '1790000500', type: 'text', text: { body: text } },
      ],
    },
    'smb_message_echoes',
  )

const first = (text: string | Record<string, unknown>) =>
  payloadOf({ contacts: [contactOf(ANA)], messages: [messageFrom(ANA, text, { id: 'wamid.A' })] })

test('an edit and a reaction that came before their message are in its first webhook', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, edit('pão de queijo')))
  await channel.post(postFrom(ANA, { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } }))
  await workOff(channel)
  await channel.post(first('pao de qeijo'))
  await workOff(channel)
  const [opened, message, ...more] = await told(channel)
  assert.deepEqual([opened?.type, opened?.v1.messageBody], ['NewTicket', 'pão de queijo'])
  assert.deepEqual([message?.v1.messageBody, message?.v1.edited], ['pão de queijo', 'pao de qeijo'])
  assert.equal(message?.v1.reactions[0].emoji, '👍')
  assert.deepEqual(more, [])
})

test('a message that was taken back before it came is told as deleted', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, { type: 'revoke', revoke: { original_message_id: 'wamid.A' } }))
  await workOff(channel)
  await channel.post(first('engano'))
  await workOff(channel)
  assert.equal((await told(channel)).at(-1)?.v1.isDeleted, true)
})

test('nobody can edit or delete another person’s message, not in a group either', async () => {
  await using channel = await testChannel({ acceptsGroups: true })
  const inGroup = (person: Person, content: string | Record<string, unknown>, id?: string) =>
    payloadOf({
      contacts: [contactOf(person)],
      messages: [messageFrom(person, content, { group_id: 'GRUPO1', ...(id === undefined ? {} : { id }) })],
    })
  const bruno = { wa_id: '5511976543210', name: 'Bruno' }
  await channel.post(inGroup(ANA, 'de Ana', 'wamid.A'))
  await channel.post(inGroup(bruno, edit('de Bruno')))
  await channel.post(inGroup(bruno, { type: 'revoke', revoke: { original_message_id: 'wamid.A' } }))
  await workOff(channel)
  const [row] = await channel.db`select body, is_deleted from messages where provider_id = 'wamid.A'`
  assert.deepEqual({ ...row }, { body: 'de Ana', is_deleted: false })
  await channel.post(inGroup({ wa_id: '5531987650001', name: 'Ana' }, edit('de Ana mesmo')))
  await workOff(channel)
  const [edited] = await channel.db`select body from messages where provider_id = 'wamid.A'`
  assert.equal(edited!.body, 'de Ana mesmo')
})

test('a caption is edited without its file being named, and may be taken away', async () => {
  await using channel = await testChannel()
  await channel.post(first({ type: 'image', image: { id: '7', mime_type: 'image/jpeg', caption: 'antes' } }))
  const caption = (image: Record<string, unknown>, timestamp: string) =>
    payloadOf({
      messages: [
        messageFrom(
          ANA,
          { type: 'edit', edit: { original_message_id: 'wamid.A', message: { type: 'image', image } } },
          { timestamp },
        ),
      ],
    })
  await workOff(channel)
  const body = async () => (await channel.db`select body from messages where provider_id = 'wamid.A'`)[0]!.body
  await channel.post(caption({ caption: 'depois' }, '1790000010'))
  await workOff(channel)
  assert.equal(await body(), 'depois')
  await channel.post(caption({}, '1790000020'))
  await workOff(channel)
  assert.equal(await body(), 'image-7.jpg')
})

test('an edit that WhatsApp does not pass on opens no ticket', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, { type: 'unsupported', unsupported: { type: 'edit' }, errors: [{ code: 131051 }] }))
  await workOff(channel)
  assert.deepEqual(await told(channel), [])
})

test('a conversation that we began on the phone counts as attended: nobody waits, and its message is told as ours', async () => {
  await using channel = await testChannel()
  await channel.post(echoTo(ANA, 'Seu pão está pronto!'))
  await workOff(channel)
  const [opened, message] = await told(channel)
  assert.deepEqual(
    [opened?.type, opened?.v1.messageBody, opened?.v1.ticket.status],
    ['NewTicketUserCreate', '', 'open'],
  )
  assert.deepEqual([message?.v1.fromMe, message?.v1.ticket.status], [true, 'open'])
  const [ticket] = await channel.db`select status, is_answered, unread_messages, started_at from tickets`
  assert.deepEqual([ticket!.status, ticket!.is_answered, ticket!.unread_messages], ['open', true, 0])
  assert.notEqual(ticket!.started_at, null)
  assert.equal((await channel.db`select 1 from service_windows`).length, 0, 'our own message opens no 24 hour window')
})

test('a message that WhatsApp refused does not count as an answer', async () => {
  await using channel = await testChannel()
  await channel.post(postFrom(ANA, 'Tem pão?'))
  await workOff(channel)
  await channel.db`update tickets set status = 'open', started_at = now(), user_id = ${channel.caller.userId}`
  const [ticket] = await channel.db<{ id: number }[]>`select id from tickets`
  await channel.db`delete from service_windows`
  const answer = await channel.api('POST', `/tickets/${ticket!.id}/messages`, { body: 'Tem!' })
  assert.equal(answer.status, 201)
  const shown = async () => {
    const [row] = await channel.db`select last_message, is_answered, unread_messages from tickets`
    return [row!.last_message, row!.is_answered, row!.unread_messages]
  }
  assert.deepEqual(await shown(), ['Tem!', true, 0])
  const status = {
    id: 'wamid.OUT',
    status: 'failed',
    timestamp: '1790000600',
    recipient_id: ANA.wa_id,
    biz_opaque_callback_data: `recado-m${answer.body.id}`,
    errors: [{ code: 131026 }],
  }
  await channel.post(payloadOf({ statuses: [status] }))
  await workOff(channel)
  assert.deepEqual(await shown(), ['Tem pão?', false, 1])
})
