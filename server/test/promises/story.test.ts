/**
 * The whole way, once: what a customer writes and what the desk does with it reach the receivers exactly as the contract says, in
 * order, once each.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '../harness/eventually.ts'
import { readPost, sequencesOf } from '../harness/posted.ts'
import { type ReceivedRequest, startReceiver } from '../harness/receiver.ts'
import {
  ANA_PRADO,
  activeTicket,
  type Company,
  EMULATOR_APP_SECRET,
  OTHER_PHONE_NUMBER_ID,
  SENT_AT,
  type Stage,
  startStage,
  textOf,
} from '../harness/stage.ts'

const on = (requests: ReceivedRequest[], path: string) => requests.filter(request => request.path === path)

let stage: Stage
before(async () => {
  stage = await startStage()
})
after(() => stage?.[Symbol.asyncDispose]())

test('a ticket from its first message to its end, at three endpoints', async () => {
  await using receiver = await startReceiver()
  const company = await stage.company()
  const token = 'token-of-the-integrator'
  const v1 = { ...(await company.endpoint(`${receiver.url}/v1`, { token })), token }
  const v2 = { ...(await company.endpoint(`${receiver.url}/v2`, { payloadVersion: 2 })), version: 2 as const }
  const queue = await company.endpoint(`${receiver.url}/queue`, { queueId: company.sales })

  const told = await liveThrough(company)
  const { ticket, opened, contact } = told
  await stage.quiet()

  const card = {
    id: contact.id,
    name: 'Ana Prado',
    phoneNumber: contact.number,
    profilePicUrl: null,
    email: null,
    isGroup: false,
    pushname: 'Ana Prado',
    lid: null,
    kanbanId: null,
    followupId: null,
  }
  const whatsapp = { id: company.channel.id, name: 'WhatsApp' }
  const apiConfig = { externalKey: 'pedido/4711 ✓' }
  const base = { id: ticket.id, protocol: ticket.protocol }
  const firstQueue = { ...base, queueId: company.sales }
  const atSupport = { ...base, queueId: company.support }
  const { ana, bia, support, reason } = company
  const expected = [
    {
      Type: 'NewTicket',
      messageBody: 'Bom dia! Tem pão? 🥖',
      ticket: {
        id: ticket.id,
        status: 'pending',
        protocol: ticket.protocol,
        queueId: company.sales,
        userId: null,
        apiConfig: null,
      },
      contact: card,
      whatsapp,
    },
    {
      messageId: 'wamid.FIRST',
      messageBody: 'Bom dia! Tem pão? 🥖',
      timestamp: SENT_AT,
      status: 'received',
      fromMe: false,
      mediaType: 'chat',
      mediaUrl: null,
      isDeleted: false,
      sendType: null,
      edited: null,
      reactions: [],
      ticket: { id: ticket.id, status: 'pending', protocol: ticket.protocol, queueId: company.sales, apiConfig: null },
      contact: card,
      user: null,
      whatsapp,
    },
    {
      messageId: told.answer.id,
      messageBody: 'Temos, saiu agora.',
      timestamp: told.answer.sentAt,
      status: 'sended',
      fromMe: true,
      mediaType: 'chat',
      mediaUrl: null,
      isDeleted: false,
      sendType: 'manual',
      edited: null,
      reactions: [],
      ticket: { id: ticket.id, status: 'open', protocol: ticket.protocol, queueId: firstQueue.queueId, apiConfig },
      contact: card,
      user: { id: ana.id, name: 'Ana', email: ana.email },
      whatsapp,
    },
    {
      Type: 'TransferTicket',
      messageBody: 'Temos, saiu agora.',
      ticket: {
        id: ticket.id,
        status: 'pending',
        protocol: ticket.protocol,
        queueId: support,
        userId: null,
        apiConfig,
      },
      contact: card,
      whatsapp,
    },
    {
      Type: 'TransferTicket',
      messageBody: 'Temos, saiu agora.',
      ticket: { id: ticket.id, status: 'open', protocol: ticket.protocol, queueId: support, userId: bia.id, apiConfig },
      contact: card,
      whatsapp,
    },
    {
      Type: 'ClosedTicket',
      messageBody: 'Temos, saiu agora.',
      ticket: {
        id: ticket.id,
        status: 'closed',
        protocol: ticket.protocol,
        queueId: atSupport.queueId,
        userId: bia.id,
        apiConfig,
        closingReasonId: reason,
      },
      contact: card,
      whatsapp,
    },
    {
      Type: 'NewTicketUserCreate',
      messageBody: '',
      ticket: {
        id: opened.id,
        status: 'open',
        protocol: opened.protocol,
        queueId: company.sales,
        userId: ana.id,
        apiConfig: null,
      },
      contact: card,
      whatsapp,
    },
  ]

  const atV1 = on(receiver.requests, '/v1')
  // The exact bytes: values, types, key order, and nothing added.
  assert.deepEqual(
    atV1.map(request => request.body.toString()),
    expected.map(body => JSON.stringify(body)),
  )
  for (const request of atV1) readPost(request, v1)
  assert.deepEqual(sequencesOf(atV1, ticket.id), [1, 2, 3, 4, 5, 6])
  assert.deepEqual(sequencesOf(atV1, opened.id), [1])
  assert.ok(atV1.every(request => request.headers['recado-attempt'] === '1'))

  const atV2 = on(receiver.requests, '/v2')
  assert.deepEqual(
    atV2.map(request => readPost(request, v2)),
    expected.map((body, n) => asVersion2(body, told.raw[n])),
  )
  const atQueue = on(receiver.requests, '/queue')
  assert.deepEqual(
    atQueue.map(request => readPost(request, queue)),
    [expected[1], expected[2]],
  )
  assert.deepEqual(sequencesOf(atQueue, ticket.id), [1, 2])
})

/** The story itself; returns what is needed to compute the expected events. */
async function liveThrough(company: Company) {
  const { ana, make, sales, support, bia, reason } = company
  const first = textOf('Bom dia! Tem pão? 🥖', ANA_PRADO, { id: 'wamid.FIRST' })
  assert.equal(await company.post(first), 200)
  assert.equal(await company.post(first), 200) // Meta repeats itself.
  const { id } = await activeTicket(company)
  const on = `/tickets/${id}`
  const act = async (call: Company['call'], path: string, body?: unknown) => {
    const answer = await call('POST', `${on}/${path}`, body)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  assert.equal((await make('PATCH', on, { externalKey: 'one that is replaced' })).externalKey, 'one that is replaced')
  await make('PATCH', on, { externalKey: 'pedido/4711 ✓' })
  assert.equal((await act(ana.call, 'accept')).userId, ana.id)
  const { id: messageId } = await act(ana.call, 'messages', { body: 'Temos, saiu agora.' })
  const sent = await stage.emulator.control.waitForOutbound(message => message.type === 'text')
  const message = await eventually(async () => {
    const { body } = await company.call('GET', `/messages/${messageId}`)
    return body.status === 'sended' ? body : undefined
  })
  assert.equal(message.messageId, sent.id)
  await act(ana.call, 'transfer', { queueId: support })
  await act(company.call, 'transfer', { userId: bia.id })
  const closed = await act(bia.call, 'close', { closingReasonId: reason })
  const contact = await make('GET', `/contacts/${closed.contact.id}`)
  const opened = await ana.call('POST', '/tickets', {
    channelId: company.channel.id,
    contactId: contact.id,
    queueId: sales,
  })
  assert.equal(opened.status, 201)
  const [inbound] = (first.entry[0]!.changes[0]!.value as unknown as { messages: object[] }).messages
  return {
    ticket: closed,
    opened: opened.body,
    contact,
    answer: { id: sent.id, sentAt: Math.floor(new Date(message.sentAt).getTime() / 1_000) },
    raw: { 1: inbound } as Record<number, object | undefined>,
  }
}

/** What version 2 adds to a message; its ticket events are those of version 1. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of several kinds
function asVersion2(body: any, raw: object | undefined) {
  if ('Type' in body) return body
  const dataJson = raw === undefined ? null : JSON.stringify(raw)
  return { ...body, mediaBase64: null, dataJson, ticket: { ...body.ticket, isGroup: false }, contactmessage: null }
}

test('a picture: its address serves its bytes, and version 2 contains them', async () => {
  await using receiver = await startReceiver()
  const { emulator } = stage
  const company = await stage.company('Mercado', OTHER_PHONE_NUMBER_ID, EMULATOR_APP_SECRET)
  emulator.control.setCallback(stage.url + company.channel.path, company.channel.verifyToken)
  assert.equal((await emulator.control.verifyCallback()).ok, true)
  const v1 = await company.endpoint(`${receiver.url}/v1`)
  const switches = { received: true, mediaBase64: true }
  const v2 = { ...(await company.endpoint(`${receiver.url}/v2`, { payloadVersion: 2, switches })), version: 2 as const }
  const phoneNumberId = OTHER_PHONE_NUMBER_ID
  emulator.control.write({
    type: 'image',
    phoneNumberId,
    from: { phone: '+5531987650001', name: 'Ana Prado' },
    caption: 'Este aqui',
  })
  await receiver.received(3)
  await stage.quiet()
  const [, picture] = on(receiver.requests, '/v1').map(request => readPost(request, v1))
  assert.deepEqual([picture.mediaType, picture.messageBody], ['image', 'Este aqui'])
  const file = await fetch(picture.mediaUrl)
  assert.equal(file.status, 200)
  const bytes = Buffer.from(await file.arrayBuffer())
  const [withBytes] = on(receiver.requests, '/v2').map(request => readPost(request, v2))
  assert.equal(withBytes.mediaBase64, bytes.toString('base64'))
  assert.ok(bytes.length > 100)
})
