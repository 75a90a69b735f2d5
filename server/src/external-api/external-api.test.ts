/** WHAZING's API over HTTP, with requests as its documentation and its clients write them, through the whole program. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '../../test/harness/eventually.ts'
import { type ExternalStage, startExternalStage } from '../../test/harness/external.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { textOf } from '../../test/harness/stage.ts'
import { runSendLoad } from '../../test/load/send-load.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

let external: ExternalStage
let { stage, company, other, receiver, door, call, sent, eventsOf, newNumber, latest } = {} as ExternalStage

before(async () => {
  external = await startExternalStage()
  ;({ stage, company, other, receiver, door, call, sent, eventsOf, newNumber, latest } = external)
})
after(() => external[Symbol.asyncDispose]())

test('a text to a number arrives, is told with its externalKey, and its ticket closes itself', async () => {
  const number = newNumber()
  const answer = await call('POST', '', { body: 'Boleto vence amanhã', number, externalKey: 'PED-1' })
  assert.equal(answer.status, 200)
  assert.equal(answer.body.message, 'Message add queue')
  await sent('Boleto vence amanhã')
  const events = await eventually(() => {
    const found = eventsOf(answer.body.ticketId)
    return found.length === 3 ? found : undefined
  })
  assert.deepEqual(
    events.map((event: Json) => event.Type ?? 'message'),
    ['NewTicketUserCreate', 'message', 'ClosedTicket'],
  )
  const message = events[1]
  assert.equal(message.sendType, 'API')
  assert.deepEqual(message.ticket.apiConfig, { externalKey: 'PED-1' })
  assert.equal(events[2].ticket.closingReasonId, null)
})

test('the customer who writes back gets a ticket of their own, with its NewTicket', async () => {
  const number = newNumber()
  const { body } = await call('POST', '', { body: 'Sua nota fiscal', number: Number(number) })
  await closed(body.ticketId)
  await company.post(textOf('Obrigado!', { waId: number, name: 'Caio' }))
  const reply = await eventually(() =>
    receiver.requests
      .map(request => request.json() as Json)
      .find((event: Json) => event.Type === 'NewTicket' && event.messageBody === 'Obrigado!'),
  )
  assert.notEqual(reply.ticket.id, body.ticketId)
})

test("messages go to groups and LIDs in WHAZING's spellings", async () => {
  const number = newNumber()
  await company.post(textOf('Oi', { waId: number, name: 'Gil' }))
  const { contact } = await latest(number)
  const { tenantId } = company
  await stage.db`
    insert into contact_aliases (tenant_id, contact_id, kind, value)
    values (${tenantId}, ${contact.id}, 'lid', '126409561346102@lid')`
  const byLid = await call('POST', '', { body: 'pelo LID', number: '126409561346102@lid' })
  assert.equal((await call('GET', `/ticket/${byLid.body.ticketId}`)).body.contact.id, contact.id)
  const [group] = await stage.db<{ id: number }[]>`
    insert into contacts (tenant_id, name, is_group) values (${tenantId}, 'Obra', true) returning id`
  await stage.db`
    insert into contact_aliases (tenant_id, contact_id, kind, value)
    values (${tenantId}, ${group!.id}, 'group', '5511974286947-1590697007')`
  const toGroup = await call('POST', '', { body: 'ao grupo', number: '5511974286947-1590697007@grupo' })
  assert.equal(toGroup.status, 200, JSON.stringify(toGroup.body))
  assert.equal((await call('GET', `/ticket/${toGroup.body.ticketId}`)).body.isGroup, true)
})

test('what n8n and forms send is read as it is meant', async () => {
  const [number, somebody] = [newNumber(), newNumber()]
  const tag = await company.make('POST', '/tags', { name: 'n8n' })
  const empty = { ticketId: '', externalKey: null, mediaUrl: '', mediaMessage: null, sticker: '' }
  const sentText = await call('POST', '', { body: 'com vazios', number: somebody, ...empty })
  assert.equal(sentText.status, 200, JSON.stringify(sentText.body))
  assert.equal((await call('GET', `/ticket/${sentText.body.ticketId}`)).body.apiConfig, null)
  const asForm = new URLSearchParams({ body: 'de um formulário', number: somebody, ticketId: '', constructor: 'x' })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  assert.equal((await call('POST', '/', asForm.toString(), type)).status, 200)
  await sent('de um formulário')
  const opened = await call('POST', '/createticket', { number, status: '', queueId: 'null', userId: '' })
  assert.deepEqual([opened.status, opened.body.queueId], [200, null])
  const ticketId = opened.body.id
  const tagged = await call('POST', '/updatetag', {
    ticketId: `${ticketId}`,
    number: '',
    tags: `[${tag.id}]`,
    externalKey: 'T',
  })
  assert.deepEqual([tagged.status, tagged.body.tags], [200, [tag.id]])
  assert.deepEqual((await call('POST', '/updatetag', { number, tags: `${tag.id}, ${tag.id}` })).body.tags, [tag.id])
  // The key was written to the active ticket.
  assert.deepEqual((await call('POST', '/showticket', { ticketId })).body.apiConfig, { externalKey: 'T' })
  const contents = JSON.stringify({ type: 'location', latitude: -19.9, longitude: -43.9 })
  assert.equal((await call('POST', '/location', { number, contents })).body.ticketId, ticketId)
  const extraInfo = JSON.stringify([{ name: 'CPF', value: 7 }])
  const changed = await call('POST', '/updatecontact', { number, extraInfo, wallets: '', email: '', commentary: '' })
  assert.deepEqual(changed.body.extraInfo, [{ name: 'CPF', value: '7' }], JSON.stringify(changed.body))
})

test('an active ticket is reused and stays open', async () => {
  const number = newNumber()
  await company.post(textOf('Oi', { waId: number, name: 'Dora' }))
  const ticket = await latest(number)
  const first = await call('POST', '', { body: 'Um', number, externalKey: 'A' })
  const second = await call('POST', '', { body: 'Dois', ticketId: String(ticket.id), externalKey: 'B' })
  assert.deepEqual([first.body.ticketId, second.body.ticketId], [ticket.id, ticket.id])
  await sent('Dois')
  await stage.quiet()
  const shown = await latest(number)
  assert.equal(shown.status, 'pending')
  assert.deepEqual(shown.apiConfig, { externalKey: 'B' })
})

test('a burst to one new number makes one ticket, and each text arrives once', async () => {
  const number = newNumber()
  const texts = Array.from({ length: 12 }, (_, n) => `rajada ${n}`)
  const answers = await Promise.all(texts.map(body => call('POST', '', { body, number })))
  assert.deepEqual([...new Set(answers.map(answer => answer.status))], [200])
  for (const text of texts) await sent(text)
  await stage.quiet()
  const all = stage.emulator.control.outbound().map(message => (message.request as Json).text?.body)
  for (const text of texts) assert.equal(all.filter(each => each === text).length, 1, text)
  const { body } = await call('POST', '/showallticket', { number })
  assert.ok(body.every((ticket: Json) => ticket.status === 'closed'))
})

test('messages sent at a rate are each stored, sent and told once, also those that are requested twice', async () => {
  // The short run of `npm run load`; the limit of the door leaves room for it.
  const doors = [{ path: new URL(door.address).pathname, token: door.token }]
  const result = await runSendLoad({ stage, receiver, doors, rate: 50, seconds: 2, people: 20, seed: 7 })
  assert.deepEqual([result.sends, result.repeats, result.refused], [100, 1, {}])
  assert.deepEqual([result.lost, result.doubled], [[], []])
})

test('files come as a form, as base64 and by address', async () => {
  const number = newNumber()
  const png = Buffer.from(PNG, 'base64')
  const form = new FormData()
  form.append('media', new Blob([png], { type: 'image/png' }), 'foto.png')
  form.append('body', 'legenda')
  form.append('number', number)
  form.append('externalKey', 'F-1')
  const byForm = await call('POST', '', form)
  assert.equal(byForm.status, 200, JSON.stringify(byForm.body))
  const inBase64 = { mediaType: 'image/png', fileName: 'b.png', media: PNG }
  const byBase64 = await call('POST', '/', { number, body: 'em base64', mediaMessage: inBase64 })
  assert.equal(byBase64.status, 200, JSON.stringify(byBase64.body))
  await using files = await startReceiver()
  const served = { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="loja.png"' }
  files.behave({ status: 200, headers: served, body: png })
  const byUrl = await call('POST', '/', { number, body: 'por url', mediaUrl: `${files.url}/c.png` })
  assert.equal(byUrl.status, 200, JSON.stringify(byUrl.body))
  const named = (await call('GET', `/ticket/${byUrl.body.ticketId}`)).body.messages.at(-1)
  assert.match(named.mediaUrl, /loja\.png$/)
  for (const caption of ['legenda', 'em base64', 'por url']) {
    await eventually(() =>
      stage.emulator.control.outbound().find(message => (message.request as Json).image?.caption === caption),
    )
  }
})

test('a sticker, a location, a contact card, buttons and a template', async () => {
  const number = newNumber()
  await company.post(textOf('abre a janela', { waId: number, name: 'Eva' }))
  await latest(number)
  const calls: [string, Json][] = [
    ['/location', { contents: { type: 'location', longitude: '-43.93', latitude: '-19.92', name: 'Loja' } }],
    ['/sendcontact', { contents: { type: 'contact', displayName: 'Suporte', telephone: '5511999990001' } }],
    ['/apioficial', { contents: BUTTONS }],
    ['/apioficial', { contents: { name: 'hello_world', language: { code: 'en_US' }, components: [] } }],
  ]
  for (const [path, body] of calls) {
    const answer = await call('POST', path, { number, externalKey: 'x', ...body })
    assert.equal(answer.status, 200, `${path} ${JSON.stringify(answer.body)}`)
  }
  const to = await eventually(() => {
    const types = stage.emulator.control
      .outbound()
      .filter(message => message.chatKey.includes(number.slice(-8)))
      .map(message => (message.request as Json).type)
    return types.length === 4 ? types : undefined
  })
  assert.deepEqual(to, ['location', 'contacts', 'interactive', 'template'])
})

test('a ticket is opened, moved between queue and user, closed and shown', async () => {
  const number = newNumber()
  const made = await call('POST', '/createticket', {
    number,
    status: 'pending',
    queueId: String(company.sales),
    userId: null,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.deepEqual([made.body.status, made.body.queueId], ['pending', company.sales])
  const again = await call('POST', '/createticket', {
    number,
    status: 'open',
    queueId: company.sales,
    userId: company.ana.id,
  })
  assert.equal(again.status, 409)
  assert.equal(JSON.parse(again.body.error).id, made.body.id)
  assert.match(again.body.message, /\w/)

  const ticketId = made.body.id
  const opened = await call('POST', '/updateticketinfo', { ticketId, status: 'open', userId: company.ana.id })
  assert.deepEqual([opened.body.status, opened.body.user.name], ['open', 'Ana'])
  // The form in which n8n's body parameters send it, with an unknown key.
  const moved = await call('POST', '/updatequeue', { ticketId: `${ticketId}`, queueId: `${company.support}`, foo: 1 })
  assert.deepEqual(
    [moved.status, moved.body.queueId, moved.body.status, moved.body.userId],
    [200, company.support, 'pending', null],
  )
  const closedNow = await call('POST', '/SetTicketInfo', { ticketId, status: 'closed', externalKey: 'fim' })
  assert.deepEqual([closedNow.body.status, closedNow.body.apiConfig], ['closed', { externalKey: 'fim' }])
  const shown = await call('GET', `/ticket/${ticketId}`)
  assert.deepEqual([shown.body.id, shown.body.messages], [ticketId, []])
  const types = await eventually(() => {
    const found = eventsOf(ticketId).map((event: Json) => event.Type)
    return found.length === 3 ? found : undefined
  })
  assert.deepEqual(types, ['NewTicketUserCreate', 'TransferTicket', 'ClosedTicket'])
  assert.equal((await call('POST', '/showticketchatbot', { number })).status, 404)
})

test('a message is scheduled by number or ticket, listed, cancelled, and sent with its externalKey', async () => {
  const number = newNumber()
  const soon = new Date(Date.now() + 3_600_000)
  const made = await call('POST', '/schedulemessage', {
    number,
    body: 'Amanhã às 9h',
    sendAt: soon,
    externalKey: 'AG-1',
  })
  assert.deepEqual(
    [made.status, made.body.status, made.body.ticketId],
    [200, 'waiting', null],
    JSON.stringify(made.body),
  )
  // The company's local time, as people in Brazil write it, and Unix seconds as n8n has them.
  const clock = new Intl.DateTimeFormat('pt-BR', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'America/Sao_Paulo',
  })
  const local = clock.format(soon).replace(/\/(\d\d),/, '/20$1,')
  const asText = await call('POST', '/schedulemessage', { number, body: 'b', sendAt: local })
  assert.equal(Date.parse(asText.body.sendAt), Math.floor(soon.getTime() / 60_000) * 60_000, local)
  const asUnix = await call('POST', '/schedulemessage', {
    number,
    body: 'c',
    sendAt: Math.floor(soon.getTime() / 1_000),
  })
  assert.equal(Date.parse(asUnix.body.sendAt), Math.floor(soon.getTime() / 1_000) * 1_000)
  for (const sendAt of ['31/02/2027 09:00', 'amanhã', '2027-01-01T09:00:00+99:99']) {
    assert.equal((await call('POST', '/schedulemessage', { number, body: 'x', sendAt })).status, 400, sendAt)
  }
  const listed = await call('GET', `/scheduledmessages?number=${number}`)
  assert.equal(listed.body.length, 3)
  const gone = await call('POST', '/cancelscheduledmessage', { scheduleId: `${asText.body.scheduleId}` })
  assert.equal(gone.body.status, 'cancelled')
  assert.equal((await call('POST', '/cancelscheduledmessage', { scheduleId: asText.body.scheduleId })).status, 409)
  await stage.db`update scheduled_messages set send_at = now(), due_at = now() where id = ${made.body.scheduleId}`
  await sent('Amanhã às 9h')
  const [row] = (await call('GET', `/scheduledmessages?number=${number}&status=sent`)).body
  const ticket = await call('GET', `/ticket/${row.ticketId}`)
  assert.deepEqual([ticket.body.apiConfig, ticket.body.messages[0].sendType], [{ externalKey: 'AG-1' }, 'API'])
})

test('a note is for colleagues: it is never sent or told, and not among the messages', async () => {
  const number = newNumber()
  await company.post(textOf('Oi', { waId: number, name: 'Nina' }))
  const ticket = await latest(number)
  const written = await call('POST', '/createnote', { number, body: 'Cliente VIP', mentions: `${company.ana.id}` })
  assert.deepEqual([written.status, written.body.ticketId], [200, ticket.id], JSON.stringify(written.body))
  const { body: notes } = await call('GET', `/ticket/${ticket.id}/notes`)
  assert.deepEqual([notes.length, notes[0].body, notes[0].mentions], [1, 'Cliente VIP', [company.ana.id]])
  await stage.quiet()
  const shown = await call('GET', `/ticket/${ticket.id}`)
  assert.deepEqual(
    shown.body.messages.map((message: Json) => message.body),
    ['Oi'],
  )
  assert.ok(!eventsOf(ticket.id).some((event: Json) => event.messageBody === 'Cliente VIP'))
  assert.equal((await call('POST', '/createnote', { number: newNumber(), body: 'x' })).status, 404)
  assert.equal(
    (await call('POST', '/createnote', { ticketId: ticket.id, body: 'x', mentions: [company.bia.id] })).status,
    400,
  )
})

test('a contact is made, changed, tagged, staged, listed and found by any of its names', async () => {
  const number = newNumber()
  const tag = await company.make('POST', '/tags', { name: 'VIP' })
  const stage = await company.make('POST', '/stages', { name: 'Proposta' })
  const followup = await company.make('POST', '/followups', { name: 'Ligar' })
  const wallet = await company.make('POST', '/wallets', { name: 'Ana', userId: company.ana.id })
  const made = await call('POST', '/createcontact', {
    name: 'Fábio',
    number: Number(number),
    email: 'fabio@example.com',
    extraInfo: [{ name: 'CPF', value: '123' }],
    disableBot: 'false',
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const contactId = made.body.id
  // The number without the ninth digit is the same person, who has one contact.
  const withoutNinth = number.replace(/^(55..)9/, '$1')
  const again = await call('POST', '/createcontact', { name: 'Fábio Souza', number: withoutNinth })
  assert.deepEqual([again.body.id, again.body.name], [contactId, 'Fábio Souza'])
  const changed = await call('POST', '/updatecontact', {
    contactId: String(contactId),
    extraInfo: [
      { name: 'cpf', value: '456' },
      { name: 'Plano', value: 'Ouro' },
    ],
    wallets: [company.ana.id],
  })
  assert.deepEqual(changed.body.extraInfo, [
    { name: 'CPF', value: '456' },
    { name: 'Plano', value: 'Ouro' },
  ])
  assert.equal((await call('POST', '/updatetag', { number, tags: [String(tag.id)] })).body.tags[0], tag.id)
  assert.equal((await call('POST', '/updatecrm', { number, crm: `${stage.id}` })).body.kanbanId, stage.id)
  assert.equal(
    (await call('POST', '/updatefollowup', { contactId, followup: followup.id })).body.followupId,
    followup.id,
  )
  const lists = { tag: tag.id, crm: stage.id, followup: followup.id, wallet: company.ana.id }
  for (const [kind, id] of Object.entries(lists)) {
    const { body } = await call('GET', `/contacts/${kind}/${id}`)
    assert.deepEqual(
      body.map((contact: Json) => contact.id),
      [contactId],
      kind,
    )
  }
  assert.equal(wallet.id, changed.body.walletId)
  assert.equal((await call('POST', '/updatecrm', { number, crm: 0 })).body.kanbanId, null)
  assert.deepEqual((await call('POST', '/updatetag', { number, tags: [] })).body.tags, [])
  const theirs = await other.make('POST', '/tags', { name: 'Deles' })
  assert.equal((await call('POST', '/updatetag', { number, tags: [theirs.id] })).status, 404)
  assert.equal((await call('POST', '/contact', { number })).body.id, contactId)
  assert.equal((await call('POST', '/contact', { number: newNumber() })).status, 404)
})

test('the channel, numbers and lists', async () => {
  const status = await call('GET', '/statuschannel')
  assert.deepEqual([status.body.id, status.body.type], [company.channel.id, 'waba'])
  assert.equal((await call('POST', '/qrcode', { number: null })).body.qrcode, '')
  const bad = await call('POST', '/valid-whatsapp-number', { number: '12' })
  assert.deepEqual([bad.status, bad.body.isValid, bad.body.exists], [200, false, false])
  const good = await call('POST', '/valid-whatsapp-number', { number: newNumber() })
  assert.deepEqual([good.body.isValid, good.body.exists], [true, null])
  const queues = await call('GET', '/queues')
  assert.ok(queues.body.some((queue: Json) => queue.id === company.sales))
  for (const path of ['/users', '/channels', '/closingreasons', '/tags', '/stages', '/followups'])
    assert.equal((await call('GET', path)).status, 200)
})

async function closed(ticketId: number): Promise<void> {
  await eventually(async () => (await call('GET', `/ticket/${ticketId}`)).body.status === 'closed' || undefined)
}

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const BUTTONS = {
  type: 'button',
  body: { text: 'Confirma?' },
  action: { buttons: [{ type: 'reply', reply: { id: 'sim', title: 'Sim' } }] },
}
