import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { type Company, deskDeps, makeCompany, textFrom, toldOf } from '../../../test/harness/desk.ts'
import type { Actor } from '../actor.ts'
import { changeDesk, type Desk } from '../desk.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { receiveMessages } from './receive-message.ts'
import { type MessageChange, updateMessage } from './update-message.ts'
import { messageAccepted, messageFailed, writeMessage } from './write-message.ts'

let database: TestDatabase
let company: Company
let ticketId: number
let apiKey: Actor
before(async () => {
  database = await testDatabase({ max: 5 })
  company = await makeCompany(database.db, { acceptsGroups: true })
  apiKey = { tenantId: company.tenantId, userId: null, profile: 'admin' }
})
after(() => database[Symbol.asyncDispose]())

const change = <T>(work: (desk: Desk) => Promise<T>) => changeDesk(database.db, deskDeps, work)
const update = (given: MessageChange) => {
  const { tenantId, channelId } = company
  return change(desk => updateMessage(desk, { tenantId, channelId, update: given }))
}

async function inbound(body: string): Promise<string> {
  const message = textFrom('5511987654321', { body })
  const { tenantId, channelId } = company
  const [reception] = await change(desk => receiveMessages(desk, { tenantId, channelId, messages: [message] }))
  if (reception?.outcome === 'stored') ticketId = reception.ticketId
  return message.providerId
}

async function outbound(): Promise<string> {
  await inbound('Oi')
  const { messageId } = await change(desk => writeMessage(desk, { by: apiKey, ticketId, body: 'Olá' }))
  const providerId = `wamid.out.${messageId}`
  await change(desk => messageAccepted(desk, { tenantId: company.tenantId, ticketId, messageId, providerId }))
  return providerId
}

async function rowOf(providerId: string) {
  const [row] = await database.db`
    select status, ack, body, edited, is_deleted, reactions, error from messages where provider_id = ${providerId}`
  return row!
}

describe('delivery status', () => {
  const tick = (providerId: string, status: 'sent' | 'delivered' | 'read' | 'played') =>
    update({ kind: 'status', providerId, status })
  const fail = (providerId: string) => update({ kind: 'status', providerId, status: 'failed', error: { code: 131026 } })

  it('only goes up', async () => {
    const id = await outbound()
    assert.equal(await tick(id, 'read'), 'applied')
    assert.equal(await tick(id, 'delivered'), 'unchanged')
    assert.equal(await tick(id, 'read'), 'unchanged')
    assert.equal(await fail(id), 'unchanged')
    assert.deepEqual([(await rowOf(id)).ack, (await rowOf(id)).status], [3, 'sended'])
  })

  it('fails only a message that has not arrived, and one that arrives after all has not failed', async () => {
    const id = await outbound()
    assert.equal(await fail(id), 'applied')
    assert.equal(await fail(id), 'unchanged')
    assert.equal(await tick(id, 'sent'), 'unchanged')
    assert.deepEqual([(await rowOf(id)).ack, (await rowOf(id)).error], [-1, { code: 131026 }])
    assert.equal(await tick(id, 'delivered'), 'applied')
    assert.deepEqual([(await rowOf(id)).status, (await rowOf(id)).error], ['sended', null])
  })

  it('of a message that is not there is unknown', async () => {
    assert.equal(await tick('wamid.never', 'sent'), 'unknown')
    assert.equal(await fail('wamid.never'), 'unknown')
    assert.equal(await update({ kind: 'revoke', providerId: 'wamid.never', fromMe: false }), 'unknown')
    const from = { waId: '5511987654321' }
    assert.equal(
      await update({ kind: 'reaction', providerId: 'wamid.never', from, emoji: '👍', timestamp: 1 }),
      'unknown',
    )
  })
})

describe('an edit', () => {
  it('keeps the text before; an older one that comes late changes nothing', async () => {
    const providerId = await inbound('um')
    const edit = (body: string, timestamp: number, fromMe = false) =>
      update({ kind: 'edit', providerId, body, timestamp, fromMe })
    assert.equal(await edit('dois', 10, true), 'unchanged', 'only its writer may edit it')
    assert.equal(await edit('dois', 10), 'applied')
    assert.equal(await edit('três', 20), 'applied')
    assert.equal(await edit('dois', 10), 'unchanged')
    assert.equal(await edit('três', 20), 'unchanged')
    const row = await rowOf(providerId)
    assert.deepEqual([row.body, row.edited], ['três', 'dois'])
    const edits = await database.db`
      select e.body from message_edits e join messages m on m.id = e.message_id
      where m.provider_id = ${providerId} order by e.id`
    assert.deepEqual(
      edits.map(one => one.body),
      ['um', 'dois'],
    )
    await change(desk => closeTicket(desk, { by: apiKey, ticketId }))
    const told = await toldOf(database.db, company.tenantId, ticketId)
    assert.equal(told.at(-1)?.v1.messageBody, 'três', 'the last message is its newest text')
  })
})

describe('a deletion', () => {
  it('is applied once, and only by the message’s writer', async () => {
    const providerId = await inbound('ops')
    assert.equal(await update({ kind: 'revoke', providerId, fromMe: true }), 'unchanged')
    assert.equal(await update({ kind: 'revoke', providerId, fromMe: false }), 'applied')
    assert.equal(await update({ kind: 'revoke', providerId, fromMe: false }), 'unchanged')
    assert.equal((await rowOf(providerId)).is_deleted, true)
    assert.equal(await update({ kind: 'edit', providerId, body: 'x', timestamp: 9, fromMe: false }), 'unchanged')
  })
})

describe('a reaction', () => {
  it('is one per person; the newest counts, and a removed one stays removed', async () => {
    const providerId = await outbound()
    const from = { waId: '5511987654321' }
    const react = (emoji: string | null, timestamp: number, who: { waId: string } | null = from) =>
      update({ kind: 'reaction', providerId, from: who, emoji, timestamp })
    assert.equal(await react('👍', 10), 'applied')
    assert.equal(await react('👍', 10), 'unchanged')
    assert.equal(await react('❤️', 20), 'applied')
    assert.equal(await react('👍', 10), 'unchanged')
    assert.equal(await react('🙏', 15, null), 'applied')
    assert.equal((await rowOf(providerId)).reactions.length, 2)
    assert.equal(await react(null, 30), 'applied')
    assert.equal(await react('❤️', 20), 'unchanged', 'a late repeat does not restore it')
    const standing = (await rowOf(providerId)).reactions.filter((one: { emoji: string }) => one.emoji !== '')
    assert.deepEqual(
      standing.map((one: { fromMe: boolean; contactId: number | null }) => [one.fromMe, one.contactId]),
      [[true, null]],
    )
  })
})

describe('events that an endpoint opts into', () => {
  const EXTRAS = ['MessageStatus', 'MessageEdited', 'MessageDeleted', 'MessageReaction']
  const extras = async (after: number) =>
    (await toldOf(database.db, company.tenantId)).filter(event => event.id > after && EXTRAS.includes(event.type))
  const lastEvent = async () => (await toldOf(database.db, company.tenantId)).at(-1)?.id ?? 0
  const everything = async (id: string, theirs: string) => {
    const from = { waId: '5511987654321' }
    await update({ kind: 'status', providerId: id, status: 'sent' })
    await update({ kind: 'status', providerId: id, status: 'delivered', timestamp: 1_790_000_001 })
    await update({ kind: 'status', providerId: id, status: 'delivered', timestamp: 1_790_000_002 })
    await update({ kind: 'edit', providerId: theirs, fromMe: false, from, body: 'Olá!', timestamp: 1_790_000_003 })
    await update({ kind: 'reaction', providerId: id, from, emoji: '👍', timestamp: 1_790_000_004 })
    await update({ kind: 'reaction', providerId: id, from, emoji: null, timestamp: 1_790_000_005 })
    await update({ kind: 'revoke', providerId: theirs, fromMe: false, from })
    await update({ kind: 'revoke', providerId: theirs, fromMe: false, from })
  }

  it('are not told to a company that opted into none', async () => {
    const before = await lastEvent()
    const theirs = await inbound('Ola!')
    await everything(await outbound(), theirs)
    assert.deepEqual(await extras(before), [])
  })

  it('tell each change once, after the message, with codes for programs', async () => {
    await database.db`
      insert into endpoints (tenant_id, channel_id, name, url, secret, on_status, on_edited, on_deleted, on_reaction)
      values (${company.tenantId}, ${company.channelId}, 'CRM', 'http://127.0.0.1:9/', '\\x00', true, true, true, true)`
    const before = await lastEvent()
    const theirs = await inbound('Ola!')
    const id = await outbound()
    await everything(id, theirs)
    const told = await extras(before)
    assert.deepEqual(
      told.map(({ type, v1 }) => [type, v1.messageId === id, v1.status ?? v1.emoji ?? v1.messageBody ?? null]),
      [
        ['MessageStatus', true, 'delivered'],
        ['MessageEdited', false, 'Olá!'],
        ['MessageReaction', true, '👍'],
        ['MessageReaction', true, null],
        ['MessageDeleted', false, null],
      ],
    )
    assert.deepEqual(
      [told[0]?.v1.timestamp, told[1]?.v1.previousBody, told[0]?.v1.ticket.id],
      [1_790_000_001, 'Ola!', ticketId],
    )
    const waiting = await database.db<{ type: string }[]>`
      select v.type from deliveries d join events v on v.id = d.event_id
      where v.id > ${before} and v.type <> 'message' order by d.lane_id, d.position`
    assert.deepEqual(
      waiting.map(row => row.type),
      told.map(event => event.type),
    )
  })

  it('say why a message never left, and why one did not arrive', async () => {
    const before = await lastEvent()
    const { messageId } = await change(desk => writeMessage(desk, { by: apiKey, ticketId, body: 'Olá' }))
    await change(desk => messageFailed(desk, { tenantId: company.tenantId, messageId, error: { code: 131047 } }))
    await update({ kind: 'status', providerId: await outbound(), status: 'failed', error: { code: 131026 } })
    const told = await extras(before)
    assert.deepEqual(
      told.map(({ v1 }) => [v1.id === messageId, v1.messageId === null, v1.status, v1.failure.code, v1.failure.reason]),
      [
        [true, true, 'failed', 131047, 'window_closed'],
        [false, false, 'failed', 131026, 'not_on_whatsapp'],
      ],
    )
  })
})
