/**
 * n8n-nodes-recado, as `npm pack` makes it, against the real program: what the nodes do at Recado, and what n8n's linter cannot see. n8n's
 * side is stood in for (harness/n8n.ts).
 */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eventually } from './harness/eventually.ts'
import { choices, execute } from './harness/n8n.ts'
import { type N8nStage, startN8nStage } from './harness/n8n-stage.ts'
import { ANA_PRADO, activeTicket, textOf } from './harness/stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let desk: N8nStage
let { stage, company, n8n, credential, node, one, sentBy, trigger, writes, newNumber } = {} as N8nStage

before(async () => {
  desk = await startN8nStage()
  ;({ stage, company, n8n, credential, node, one, sentBy, trigger, writes, newNumber } = desk)
})
after(() => desk?.[Symbol.asyncDispose]())

test('the package is one that n8n takes: built, whole, and depending on nothing', () => {
  const { manifest, files, folder } = n8n
  assert.ok(manifest.keywords.includes('n8n-community-node-package'))
  assert.equal(manifest.dependencies, undefined)
  assert.deepEqual(manifest.peerDependencies, { 'n8n-workflow': '*' })
  for (const name of ['README.md', 'LICENSE', 'dist/icons/recado.svg']) assert.ok(files.includes(name), name)
  assert.deepEqual(
    files.filter(file => /\.ts$|test|tools/.test(file)),
    [],
  )
  for (const Node of [n8n.Recado, n8n.RecadoTrigger]) {
    const { description } = new Node()
    assert.equal(description.credentials[0].name, new n8n.RecadoApi().name)
    const at = manifest.n8n.nodes.find((path: string) => path.endsWith(`/${Node.name}.node.js`))
    for (const icon of Object.values<string>(description.icon)) {
      assert.ok(existsSync(join(folder, at, '..', icon.replace('file:', ''))), icon)
    }
    assert.ok(existsSync(join(folder, at.replace(/\.js$/, '.json'))), 'its codex')
  }
})

test('every list to choose from belongs to the node, and has what Recado has', async () => {
  const methods = new Set<string>()
  JSON.stringify([node.description, new n8n.RecadoTrigger().description], (name, value) => {
    if (name === 'loadOptionsMethod') methods.add(value)
    return value
  })
  for (const method of methods) assert.equal(typeof node.methods.loadOptions[method], 'function', method)
  const names = async (method: string, parameters = {}) =>
    (await choices(node, credential, method, parameters)).map((choice: Json) => choice.name)
  assert.deepEqual(await names('getChannels'), ['WhatsApp'])
  assert.deepEqual(await names('getQueues'), ['Vendas', 'Suporte'])
  assert.deepEqual(await names('getUsers'), ['Ana', 'Bia', 'Rosa'])
  assert.deepEqual(await names('getClosingReasons'), ['Resolvido'])
  for (const method of ['getTags', 'getStages', 'getFollowups', 'getWallets', 'getCustomFields']) {
    assert.deepEqual(await names(method), [], method)
  }
  assert.deepEqual(await names('getTemplates'), [], 'no channel is chosen yet')
  const templates = await names('getTemplates', { channelId: company.channel.id })
  assert.ok(templates.includes('hello_world (en_US)'), templates.join())
})

test('messages of every kind are sent, into a ticket or to a number', async () => {
  const { id: ticketId, contact } = await writes('Bom dia')
  const message = (operation: string, more: Json) =>
    one({ resource: 'message', operation, to: 'ticket', ticketId, ...more })
  await message('sendText', { body: 'Em que posso ajudar?', options: { externalKey: 'PED-9' } })
  await sentBy(request => request.text?.body === 'Em que posso ajudar?')
  assert.equal((await company.make('GET', `/tickets/${ticketId}`)).externalKey, 'PED-9')
  const buttons = {
    button: [
      { id: 'sim', title: 'Sim' },
      { id: '', title: 'Não' },
    ],
  }
  await message('sendButtons', { body: 'Confirma?', buttons })
  const asked: Json = await sentBy(request => request.interactive?.body?.text === 'Confirma?')
  assert.deepEqual(
    asked.request.interactive.action.buttons.map((button: Json) => button.reply.id),
    ['sim', 'Não'],
  )
  const interactive = JSON.stringify({
    type: 'location_request_message',
    body: { text: 'Onde?' },
    action: { name: 'send_location' },
  })
  await message('sendInteractive', { interactive })
  await sentBy(request => request.interactive?.body?.text === 'Onde?')
  await message('sendLocation', { latitude: -23.55, longitude: -46.63, place: 'Loja' })
  await sentBy(request => request.location?.name === 'Loja')
  await message('sendTemplate', { template: 'hello_world/en_US', components: '[]' })
  await sentBy(request => request.template?.name === 'hello_world')
  const binary = { bytes: PNG, fileName: 'foto "1".png', mimeType: 'image/png' }
  const [withFile] = await execute(
    node,
    credential,
    [
      {
        resource: 'message',
        operation: 'sendFile',
        to: 'ticket',
        ticketId: String(ticketId),
        source: 'binary',
        caption: 'A foto',
      },
    ],
    { binary },
  )
  assert.deepEqual(withFile.pairedItem, { item: 0 })
  await sentBy(request => request.image?.caption === 'A foto')
  const fileUrl = 'https://example.com/boleto.pdf'
  await message('sendFile', { source: 'url', fileUrl, fileKind: 'document', caption: 'Boleto' })
  await sentBy(request => request.document?.link === fileUrl)

  const later = await message('sendText', {
    body: 'Amanhã',
    options: { sendAt: new Date(Date.now() + 86_400_000).toISOString() },
  })
  assert.ok(later.sendAt, JSON.stringify(later))

  const toNumber = { resource: 'message', operation: 'sendText', to: 'number', channelId: company.channel.id }
  const active = await one({ ...toNumber, number: contact.number, body: 'Ainda por aqui?' })
  assert.equal(active.ticketId, ticketId, 'the active ticket is used')
  const stranger = await one({
    resource: 'message',
    operation: 'sendTemplate',
    to: 'number',
    channelId: String(company.channel.id),
    number: newNumber(),
    template: 'hello_world/en_US',
  })
  assert.notEqual(stranger.ticketId, ticketId)

  const twice = {
    ...toNumber,
    number: contact.number,
    body: 'Uma vez só',
    options: { idempotencyKey: `msg_1_${ticketId}_1` },
  }
  const both = await execute(node, credential, [twice, twice])
  assert.equal(both[0].json.id, both[1].json.id)
  const messages = await execute(node, credential, [{ resource: 'message', operation: 'getMany', ticketId, limit: 50 }])
  assert.equal(messages.filter(item => item.json.body === 'Uma vez só').length, 1)
})

test('a ticket is accepted, noted, tagged, transferred, closed, reopened and found', async () => {
  const { id: ticketId, contact } = await writes('Quero trocar')
  const tag = await company.make('POST', '/tags', { name: 'Troca' })
  const ticket = (operation: string, more: Json = {}) => one({ resource: 'ticket', operation, ticketId, ...more })
  assert.equal((await ticket('accept', { userId: company.ana.id })).userId, company.ana.id)
  assert.equal((await ticket('return')).status, 'pending')
  assert.equal((await ticket('addNote', { note: 'Sem nota fiscal' })).body, 'Sem nota fiscal')
  assert.deepEqual((await ticket('setTags', { tagIds: [tag.id] })).tagIds, [tag.id])
  const moved = await ticket('transfer', { queueId: String(company.support), userId: '', note: 'Ver a nota' })
  assert.deepEqual([moved.queueId, moved.status], [company.support, 'pending'])
  assert.equal((await ticket('update', { externalKey: 'TROCA-1' })).externalKey, 'TROCA-1')
  assert.equal((await ticket('close', { closingReasonId: company.reason })).status, 'closed')
  assert.equal((await ticket('reopen', { userId: company.bia.id })).status, 'open')
  const filters = { status: ['open'], contactId: String(contact.id), queueId: '' }
  const found = await execute(node, credential, [{ resource: 'ticket', operation: 'getMany', filters, limit: 10 }])
  assert.deepEqual(
    found.map(item => item.json.id),
    [ticketId],
  )
  const number = newNumber()
  const made = await one({
    resource: 'ticket',
    operation: 'create',
    channelId: company.channel.id,
    number,
    queueId: company.sales,
  })
  assert.deepEqual([made.status, made.queueId], ['pending', company.sales])
})

test('a contact is made, changed by its number in either spelling, tagged and found', async () => {
  const tag = await company.make('POST', '/tags', { name: 'VIP' })
  const stage_ = await company.make('POST', '/stages', { name: 'Proposta' })
  const field = await company.make('POST', '/custom-fields', { name: 'Plano', kind: 'text' })
  const number = newNumber()
  const contact = (operation: string, more: Json) => one({ resource: 'contact', operation, ...more })
  const made = await contact('create', { number, fields: { name: 'Lia', kanbanId: String(stage_.id) } })
  assert.deepEqual([made.name, made.kanbanId], ['Lia', stage_.id])
  const withoutNinth = `${number.slice(0, 4)}${number.slice(5)}`
  const custom = { field: [{ fieldId: field.id, value: 'Ouro' }] }
  const again = await contact('upsert', { number: withoutNinth, fields: { email: 'lia@example.com', custom } })
  assert.deepEqual([again.id, again.email], [made.id, 'lia@example.com'])
  const other = await contact('upsert', { number: newNumber(), fields: {} })
  assert.notEqual(other.id, made.id)
  assert.deepEqual((await contact('setTags', { by: 'number', number, tagIds: `${tag.id}` })).tagIds, [tag.id])
  assert.equal(
    (await contact('update', { by: 'id', contactId: made.id, fields: { name: 'Lia Souza' } })).name,
    'Lia Souza',
  )
  assert.equal((await contact('get', { by: 'number', number })).id, made.id)
  const found = await execute(node, credential, [
    { resource: 'contact', operation: 'getMany', filters: { tagId: tag.id } },
  ])
  assert.deepEqual(
    found.map(item => item.json.id),
    [made.id],
  )
})

test("errors have Recado's words, and a workflow that goes on gets them as an item", async () => {
  const { id: ticketId } = await writes('Oi')
  const text = { resource: 'message', operation: 'sendText', to: 'ticket', body: 'Olá' }
  const refused = async (parameters: Json, by = credential) => {
    const error: Json = await execute(node, by, [parameters]).then(
      () => assert.fail('it was done'),
      (problem: unknown) => problem,
    )
    return [error.message, error.description, error.httpCode]
  }
  const [, description, code] = await refused({ ...text, ticketId: 999_999 })
  assert.match(description, /ticket_not_found/)
  assert.equal(code, '404')
  assert.match((await refused({ ...text, ticketId: '' }))[0], /Ticket ID is empty/)
  assert.match((await refused({ ...text, ticketId: '12; drop' }))[0], /whole number/)
  assert.match((await refused({ resource: 'ticket', operation: 'transfer', ticketId }))[0], /Choose a queue/)
  assert.match((await refused({ ...text, ticketId }, { ...credential, apiKey: 'rk_wrong' }))[1], /invalid_api_key/)
  const nobody = { ...credential, baseUrl: 'http://127.0.0.1:1' }
  assert.match((await refused({ ...text, ticketId }, nobody))[0], /could not be reached at http:\/\/127.0.0.1:1/)
  const bad = { resource: 'contact', operation: 'create', number: newNumber(), fields: { email: 'no e-mail' } }
  assert.match((await refused(bad))[1], /\/email/, 'the wrong field is named')
  const items = await execute(
    node,
    credential,
    [
      { ...text, ticketId: 999_999 },
      { ...text, ticketId },
    ],
    { continueOnFail: true },
  )
  assert.match(items[0].json.description, /ticket_not_found/)
  assert.equal(items[1].json.ticketId, ticketId, 'the others are done')
})

test('the trigger makes its endpoint, changes it with its settings, and removes it', async () => {
  await using workflow = await trigger({ events: ['received', 'closed'], options: { statuses: ['pending'] } })
  await workflow.activate()
  const id = workflow.staticData.production.endpointId
  const endpoint = await company.make('GET', `/endpoints/${id}`)
  assert.deepEqual(
    [endpoint.url, endpoint.name, endpoint.timeoutMs],
    [`${workflow.url}/webhook`, 'n8n: Atendimento', 60_000],
  )
  const wanted = {
    received: true,
    sent: false,
    closed: true,
    newTicket: false,
    open: false,
    pending: true,
    groups: false,
  }
  assert.partialDeepStrictEqual(endpoint.switches, wanted)
  await workflow.activate('manual')
  const test = workflow.staticData.test.endpointId
  assert.notEqual(test, id, 'a test has an endpoint of its own')
  await workflow.deactivate('manual')
  assert.equal((await company.call('GET', `/endpoints/${test}`)).status, 404)

  await company.make('PATCH', `/endpoints/${id}`, { enabled: false })
  workflow.parameters = { ...workflow.parameters, events: ['sent'], options: {} }
  await workflow.activate()
  assert.equal(workflow.staticData.production.endpointId, id)
  const changed = await company.make('GET', `/endpoints/${id}`)
  assert.deepEqual([changed.enabled, changed.switches.sent, changed.switches.closed], [true, true, false])

  workflow.parameters = { ...workflow.parameters, source: 'queue', queueId: company.support, queueEvents: ['received'] }
  await workflow.activate()
  const ofQueue = workflow.staticData.production.endpointId
  assert.equal((await company.make('GET', `/endpoints/${ofQueue}`)).queueId, company.support)
  assert.equal((await company.call('GET', `/endpoints/${id}`)).status, 404, 'the one of the channel is gone')

  workflow.parameters = { ...workflow.parameters, options: { keepEndpoint: true } }
  await workflow.deactivate()
  assert.equal((await company.call('GET', `/endpoints/${ofQueue}`)).status, 200)
  workflow.parameters = { ...workflow.parameters, options: {} }
  await workflow.deactivate()
  assert.equal((await company.call('GET', `/endpoints/${ofQueue}`)).status, 404)
  assert.deepEqual(workflow.staticData, {})
  await workflow.deactivate()
})

test('a message starts one run; it comes again when the run fails, and never when the run succeeds', async () => {
  await using workflow = await trigger()
  await workflow.activate()
  const failures = [new Error('the CRM is down')]
  workflow.work = async item => {
    const failure = failures.pop()
    if (failure !== undefined) throw failure
    const { ticket } = item.body
    await execute(node, credential, [
      {
        resource: 'message',
        operation: 'sendText',
        to: 'ticket',
        ticketId: ticket.id,
        body: 'Já te passo ao suporte.',
      },
      { resource: 'ticket', operation: 'transfer', ticketId: ticket.id, queueId: company.support },
    ])
  }
  const { id: ticketId } = await writes('Minha internet caiu')
  const moved = await eventually(async () => {
    const ticket = await company.make('GET', `/tickets/${ticketId}`)
    return ticket.queueId === company.support ? ticket : undefined
  })
  assert.equal(moved.status, 'pending')
  await sentBy(request => request.text?.body === 'Já te passo ao suporte.')
  await stage.quiet()
  assert.deepEqual(
    workflow.runs.map(({ id, event, attempt, body }) => [id, event, attempt, body.messageBody]),
    [1, 2].map(attempt => [workflow.runs[0].id, 'message', attempt, 'Minha internet caiu']),
  )
  assert.equal(workflow.runs[0].ticketId, ticketId)

  // A replay has the same id, so a finished event is not worked on again.
  const { endpointId } = workflow.staticData.production
  const { id: attemptId } = (await company.make('GET', `/attempts?endpointId=${endpointId}`)).data[0]
  await company.make('POST', `/attempts/${attemptId}/redeliver`)
  await eventually(async () => {
    const { data } = await company.make('GET', `/attempts?endpointId=${endpointId}`)
    return data.filter((attempt: Json) => attempt.outcome === 'delivered').length === 2
  })
  assert.equal(workflow.runs.length, 2)
  await workflow.deactivate()
})

test('nobody but Recado starts a run', async () => {
  await using workflow = await trigger()
  await workflow.activate()
  const { secret, endpointId } = workflow.staticData.production
  const body = Buffer.from(JSON.stringify({ messageBody: 'Oi', ticket: { id: 1 } }))
  const post = async (id: string, at: number, signedBody: Buffer, key: string, path = '/webhook') => {
    const mac = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    const signature = mac.update(`${id}.${at}.`).update(signedBody).digest('base64')
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${signature}`,
      'recado-attempt': '1',
    }
    const response = await fetch(workflow.url + path, { method: 'POST', headers, body: new Uint8Array(body) })
    await response.arrayBuffer()
    return response.status
  }
  const now = Math.floor(Date.now() / 1_000)
  const id = `msg_${endpointId}_1_1`
  const wrong = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
  assert.equal((await fetch(`${workflow.url}/webhook`, { method: 'POST', body: '{}' })).status, 401)
  assert.equal(await post(id, now, body, wrong), 401)
  assert.equal(await post(id, now - 600, body, secret), 401, 'too old')
  assert.equal(await post(id, now, Buffer.from(`${body} `), secret), 401, 'other bytes')
  assert.equal(await post(id, now, body, secret, '/webhook-test'), 401, 'nobody listens for a test')
  assert.equal(workflow.runs.length, 0)
  assert.equal(await post(id, now, body, secret), 200)
  assert.equal(workflow.runs.length, 1)
  await company.make('POST', `/endpoints/${endpointId}/test`)
  assert.equal(workflow.runs.length, 1, 'a test starts no run')
  await workflow.deactivate()
})

test('a secret that was renewed in Recado is fetched', async () => {
  await using workflow = await trigger()
  await workflow.activate()
  const { secret, endpointId } = workflow.staticData.production
  await company.make('POST', `/endpoints/${endpointId}/rotate-secret`, { overlapHours: 0 })
  await company.post(textOf('Ainda aí?', ANA_PRADO))
  await eventually(() => workflow.runs.length === 1)
  assert.notEqual(workflow.staticData.production.secret, secret)
  await activeTicket(company)
  await workflow.deactivate()
})

test('where the workflow responds at once, a failure does not bring the event again', async () => {
  await using workflow = await trigger({ respond: 'onReceived' })
  await workflow.activate()
  workflow.work = async () => {
    throw new Error('too late to be told')
  }
  await writes('Uma vez')
  await eventually(() => workflow.runs.length === 1)
  await stage.quiet()
  assert.equal(workflow.runs.length, 1)
  await workflow.deactivate()
})
