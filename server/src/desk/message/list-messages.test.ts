import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { deskDeps, toldOf } from '../../../test/harness/desk.ts'
import { type DeskServer, deskServer, type Who } from '../../../test/harness/desk-server.ts'
import { changeDesk, updateMessage } from '../index.ts'

let desk: DeskServer
before(async () => {
  desk = await deskServer()
})
after(() => desk[Symbol.asyncDispose]())

const messages = (who: Who, ticketId: number, query = '') =>
  desk.call(who, 'GET', `/tickets/${ticketId}/messages?${query}`)
const bodies = (page: { body: { data: { body: string }[] } }) => page.body.data.map(message => message.body)

describe("a ticket's messages", () => {
  it('are read before, after and around one of them', async () => {
    const { ticketId, waId, messageId } = await desk.write({ body: '1' })
    const ids = [messageId]
    for (let n = 2; n <= 9; n++) ids.push((await desk.write({ waId, body: String(n) })).messageId)
    const at = (n: number) => ids[n - 1]!
    const newest = await messages('ana', ticketId, 'limit=3')
    assert.deepEqual([bodies(newest), newest.body.hasNewer, newest.body.hasOlder], [['9', '8', '7'], false, true])
    const next = await messages('ana', ticketId, `limit=3&after=${newest.body.next}`)
    assert.deepEqual([bodies(next), next.body.hasNewer], [['6', '5', '4'], true])
    const before4 = await messages('ana', ticketId, `limit=5&beforeId=${at(4)}`)
    assert.deepEqual([bodies(before4), before4.body.hasOlder, before4.body.next], [['3', '2', '1'], false, null])
    const after4 = await messages('ana', ticketId, `limit=3&afterId=${at(4)}`)
    assert.deepEqual([bodies(after4), after4.body.hasNewer], [['7', '6', '5'], true])
    const around5 = await messages('ana', ticketId, `limit=4&aroundId=${at(5)}`)
    assert.deepEqual(
      [bodies(around5), around5.body.hasNewer, around5.body.hasOlder],
      [['7', '6', '5', '4'], true, true],
    )
    const around9 = await messages('ana', ticketId, `limit=4&aroundId=${at(9)}`)
    assert.deepEqual([bodies(around9), around9.body.hasNewer], [['9', '8'], false])
    const elsewhere = await desk.write()
    assert.equal((await messages('ana', ticketId, `aroundId=${elsewhere.messageId}`)).body.code, 'message_not_found')
  })

  it('are listed whatever data they have besides their words', async () => {
    const { ticketId, messageId } = await desk.write()
    for (const content of [
      { type: 'audio', audio: { mediaId: 1, voice: true } },
      { type: 'image', image: { link: 'https://example.com/a.png' } },
      { type: 'location', location: { latitude: 1, longitude: 2 } },
    ]) {
      await desk.database.db`
        update messages set content = ${JSON.stringify(content)}::text::jsonb where id = ${messageId}`
      const { status, body } = await messages('ana', ticketId)
      assert.deepEqual([status, body.data?.[0].content], [200, content])
    }
  })

  it('have what they quote, their edits and their times', async () => {
    const { ticketId, waId } = await desk.write({ providerId: 'wamid.Q1', body: 'Quanto custa?' })
    await desk.write({ waId, providerId: 'wamid.Q2', body: 'Custa dez', quotedProviderId: 'wamid.Q1', fromMe: true })
    const update = (change: Parameters<typeof updateMessage>[1]['update']) =>
      changeDesk(desk.database.db, deskDeps, to => {
        const { tenantId, channelId } = desk.company
        return updateMessage(to, { tenantId, channelId, update: change })
      })
    await update({ kind: 'edit', providerId: 'wamid.Q1', fromMe: false, body: 'Quanto custa o bolo?', timestamp: 1 })
    await update({
      kind: 'edit',
      providerId: 'wamid.Q1',
      fromMe: false,
      body: 'Quanto custa o bolo grande?',
      timestamp: 2,
    })
    await update({ kind: 'status', providerId: 'wamid.Q2', status: 'delivered', timestamp: 1_790_000_100 })
    await update({ kind: 'status', providerId: 'wamid.Q2', status: 'read', timestamp: 1_790_000_200 })
    const [answer, question] = (await messages('ana', ticketId)).body.data
    assert.deepEqual([answer.quoted.id, answer.quoted.body, answer.quoted.fromMe], [question.id, question.body, false])
    assert.deepEqual([answer.quotedMessageId, answer.quotedWhatsAppId], [question.id, question.messageId])
    assert.deepEqual(
      question.edits.map((edit: { body: string }) => edit.body),
      ['Quanto custa?', 'Quanto custa o bolo?'],
    )
    assert.deepEqual(
      [answer.ack, answer.deliveredAt, answer.readAt],
      [3, '2026-09-21T14:15:00.000Z', '2026-09-21T14:16:40.000Z'],
    )
    await update({ kind: 'revoke', providerId: 'wamid.Q1', fromMe: false })
    const [still] = (await messages('ana', ticketId)).body.data
    assert.equal(still.quoted.isDeleted, true)
  })

  it('say why one failed and what to do, in the language of the caller', async () => {
    const { ticketId } = await desk.write({ providerId: 'wamid.F1', fromMe: true, body: 'Olá' })
    const error = { code: 131047, title: 'Re-engagement message' }
    await changeDesk(desk.database.db, deskDeps, to =>
      updateMessage(to, {
        ...{ tenantId: desk.company.tenantId, channelId: desk.company.channelId },
        update: { kind: 'status', providerId: 'wamid.F1', status: 'failed', error, timestamp: 1_790_000_300 },
      }),
    )
    const read = async (language: string) => {
      const answer = await desk.http.inject({
        url: `/tickets/${ticketId}/messages`,
        headers: { 'x-who': 'ana', 'accept-language': language },
      })
      return answer.json().data[0]
    }
    const { failure, failedAt, status } = await read('pt-BR')
    assert.deepEqual([failure.code, failure.reason, failure.wayOut], [131047, 'window_closed', 'send-template'])
    assert.match(failure.sentence, /24 horas/)
    assert.match((await read('en')).failure.sentence, /24 hours/)
    assert.deepEqual([status, failedAt], ['failed', '2026-09-21T14:18:20.000Z'])
  })
})

describe("a contact's files and links", () => {
  it('come from every ticket that the caller sees, newest first, page by page, without deleted ones', async () => {
    const { db } = desk.database
    const first = await desk.write({ body: 'https://example.com/1' })
    const { waId, ticketId } = first
    const { contact } = (await desk.call('ana', 'GET', `/tickets/${ticketId}`)).body
    const path = `/contacts/${contact.id}/files`
    const { tenantId } = desk.company
    const [picture] = await db<{ id: number }[]>`
      insert into media (tenant_id, key, file_name, mime_type, size, sha256)
      values (${tenantId}, 'gallery', 'a.png', 'image/png', 1, '\\x00') returning id`
    const pictures: number[] = []
    for (let n = 0; n < 4; n++) pictures.push((await desk.write({ waId, body: `foto ${n}` })).messageId)
    await db`update messages set media_id = ${picture!.id}, media_type = 'image' where id = any (${pictures}::bigint[])`
    await db`update messages set is_deleted = true where id = ${pictures[1]!}`
    await desk.call('admin', 'POST', `/tickets/${ticketId}/close`, {})
    const again = await desk.write({ waId, body: 'http://example.com/2' })
    const ids = (page: { body: { data: { id: number }[] } }) => page.body.data.map(({ id }) => id)
    const newest = await desk.call('ana', 'GET', `${path}?kind=image&limit=2`)
    assert.deepEqual(ids(newest), [pictures[3], pictures[2]])
    const rest = await desk.call('ana', 'GET', `${path}?kind=image&limit=2&after=${newest.body.next}`)
    assert.deepEqual([ids(rest), rest.body.next], [[pictures[0]], null])
    assert.deepEqual(ids(await desk.call('ana', 'GET', `${path}?kind=link`)), [again.messageId, first.messageId])
    const here = await desk.call('ana', 'GET', `${path}?kind=link&ticketId=${ticketId}`)
    assert.ok(ids(here).includes(first.messageId))
    assert.deepEqual(ids(await desk.call('bia', 'GET', `${path}?kind=link`)), [])
    assert.equal((await desk.call('stranger', 'GET', `${path}?kind=link`)).body.code, 'contact_not_found')
  })
})

describe('an internal note', () => {
  it('is in the conversation, is not told to receivers and changes nothing that the customer sees', async () => {
    const { ticketId } = await desk.write({ body: 'Oi' })
    const before = await toldOf(desk.database.db, desk.company.tenantId, ticketId)
    const note = { body: 'Cliente *antigo*, tratar bem', mentions: [desk.company.admin], clientId: 'note-1' }
    const written = await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, note)
    assert.equal(written.status, 201)
    const { isNote, fromMe, mentions, clientId, user, messageId } = written.body
    assert.deepEqual(
      { isNote, fromMe, mentions, clientId, user, messageId },
      {
        isNote: true,
        fromMe: true,
        mentions: [desk.company.admin],
        clientId: 'note-1',
        user: { id: desk.company.ana, name: 'Ana' },
        messageId: null,
      },
    )
    const again = await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, note)
    assert.equal(again.body.id, written.body.id, 'the same client id makes one note')
    const other = await desk.call('ana', 'POST', `/tickets/${ticketId}/notes`, { ...note, body: 'Outra' })
    assert.deepEqual([other.status, other.body.code], [409, 'client_id_taken'])
    const ticket = (await desk.call('ana', 'GET', `/tickets/${ticketId}`)).body
    assert.deepEqual([ticket.lastMessage.body, ticket.isAnswered, ticket.unreadMessages], ['Oi', false, 1])
    await desk.call('ana', 'POST', `/tickets/${ticketId}/transfer`, {
      queueId: desk.company.support,
      note: 'É com vocês',
    })
    assert.deepEqual(bodies(await messages('bia', ticketId)), ['É com vocês', note.body, 'Oi'])
    const told = await toldOf(desk.database.db, desk.company.tenantId, ticketId)
    assert.deepEqual(
      told.slice(before.length).map(event => event.type),
      ['TransferTicket'],
    )
    assert.equal(told.at(-1)?.v1.messageBody, 'Oi')
  })

  it('can be written by, and can mention, only users who see the ticket', async () => {
    const { ticketId } = await desk.write()
    const path = `/tickets/${ticketId}/notes`
    for (const userId of [desk.company.bia, desk.other.admin]) {
      const refused = await desk.call('ana', 'POST', path, { body: 'Veja', mentions: [userId] })
      assert.deepEqual([refused.status, refused.body.code], [422, 'mention_not_possible'])
    }
    assert.equal((await desk.call('bia', 'POST', path, { body: 'x' })).body.code, 'ticket_not_yours')
    assert.equal((await desk.call('stranger', 'POST', path, { body: 'x' })).body.code, 'ticket_not_found')
    assert.equal((await desk.call('ana', 'POST', path, { body: '  ' })).status, 400)
  })
})
