/** Two companies with the same customers on one server: neither sees, changes nor receives anything of the other. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isOperator } from '../src/access/company/operator.ts'
import { eventually } from './harness/eventually.ts'
import { readPost } from './harness/posted.ts'
import { type ScriptedReceiver, startReceiver } from './harness/receiver.ts'
import { snapshot } from './harness/snapshot.ts'
import {
  ANA_PRADO,
  activeTicket,
  type Call,
  type Company,
  OTHER_PHONE_NUMBER_ID,
  type Stage,
  sign,
  startStage,
  textOf,
} from './harness/stage.ts'

let stage: Stage
let bakery: Company
let market: Company
/** Of the market. */
let foreign: Record<string, number | string>
let receivers: { bakery: ScriptedReceiver; market: ScriptedReceiver }
let endpoints: { bakery: { id: number; secret: string }; market: { id: number; secret: string } }

before(async () => {
  stage = await startStage()
  receivers = { bakery: await startReceiver(), market: await startReceiver() }
  bakery = await stage.company('Padaria')
  market = await stage.company('Mercado', OTHER_PHONE_NUMBER_ID)
  endpoints = {
    bakery: await bakery.endpoint(receivers.bakery.url),
    market: await market.endpoint(receivers.market.url),
  }
})
after(async () => {
  await stage?.[Symbol.asyncDispose]()
  for (const receiver of Object.values(receivers ?? {})) await receiver[Symbol.asyncDispose]()
})

test('the same customer writes to both, with the same message id: each hears its own', async () => {
  const id = 'wamid.THE.SAME'
  await bakery.post(textOf('Quero pão', ANA_PRADO, { id }))
  await market.post(textOf('Quero arroz', ANA_PRADO, { id, phoneNumberId: OTHER_PHONE_NUMBER_ID }))
  await stage.quiet()
  for (const [company, name, text] of [
    [bakery, 'bakery', 'Quero pão'],
    [market, 'market', 'Quero arroz'],
  ] as const) {
    const told = receivers[name].requests.map(request => readPost(request, endpoints[name]))
    assert.deepEqual(
      told.map(body => [body.messageBody, body.whatsapp.id]),
      [
        [text, company.channel.id],
        [text, company.channel.id],
      ],
    )
  }
})

test("a post signed with one company's secret is refused at the other's address", async () => {
  const before = await snapshot(stage.db)
  const payload = textOf('Quero tudo')
  const signature = sign(JSON.stringify(payload), market.channel.appSecret)
  assert.equal(await bakery.post(payload, { signature }), 401)
  assert.deepEqual(await snapshot(stage.db), before)
})

test("a payload that names the other company's number reaches nobody", async () => {
  assert.equal(await bakery.post(textOf('Surpresa', ANA_PRADO, { phoneNumberId: OTHER_PHONE_NUMBER_ID })), 200)
  await stage.quiet()
  const rows = await stage.db`select 1 from messages where body = 'Surpresa'`
  assert.equal(rows.length, 0)
})

/** The query of a list that returns nothing without one. */
const LIST_QUERIES: Record<string, string> = {
  '/search': '?text=quero',
  '/search/messages': '?text=quero',
  '/reports/tickets': '?figure=firstResponse',
}

/** Some things belong to a person, and a key is refused there before anything is read. */
const OF_A_PERSON = /^\/(drafts|push-subscription)|\/(draft|activity|read|unread|pin|notes)$/
const whoAsks = (path: string): Call => (OF_A_PERSON.test(path) ? bakery.ana.call : bakery.call)

test('every list and feed has only the company’s own things', async () => {
  await collectForeign()
  const document = await (await fetch(`${stage.url}/api/v1/openapi.json`)).json()
  const lists = Object.entries(document.paths as Record<string, { get?: object }>)
    .filter(([path, { get }]) => get !== undefined && path.startsWith('/api/v1/') && !path.includes('{'))
    .map(([path]) => path.slice('/api/v1'.length))
    .filter(path => !['/stream', '/openapi.json', '/export', '/server'].includes(path))
  assert.ok(lists.length >= 10, lists.join())
  for (const path of lists) {
    const { status, body } = await whoAsks(path)('GET', path + (LIST_QUERIES[path] ?? ''))
    assert.equal(status, 200, `${path} ${JSON.stringify(body)}`)
    if (!Array.isArray(body?.data)) continue
    const ids = body.data.map((row: { id?: number }) => row.id)
    const kind = path.slice(1)
    const theirs = foreign[kind]
    assert.ok(theirs === undefined || !ids.includes(theirs), `${path} shows what is not ours`)
    assert.doesNotMatch(JSON.stringify(body), /Mercado|mercado|Quero arroz/, path)
  }
})

test('no company sees the state of the server, over all companies, unless a setting names it', async () => {
  for (const company of [bakery, market]) {
    const { status, body } = await company.call('GET', '/server')
    assert.deepEqual([status, body.code], [403, 'not_operator'])
    assert.ok(!(await company.make('GET', '/me')).permissions.includes('server.read'))
  }
  const admin = { tenantId: market.tenantId, profile: 'admin' } as const
  for (const [operatorCompany, expected] of [
    [undefined, false],
    [bakery.tenantId, false],
    [market.tenantId, true],
  ] as const) {
    assert.equal(await isOperator({ db: stage.db, operatorCompany }, admin), expected)
  }
  const supervisor = { ...admin, profile: 'supervisor' } as const
  assert.equal(await isOperator({ db: stage.db, operatorCompany: market.tenantId }, supervisor), false)
})

/** The body of each route with an id in its path, if it has one. */
const BODIES: Record<string, unknown> = {
  registerChannel: { pin: '123456' },
  askPhoneApp: { what: 'history' },
  updateBusinessProfile: { about: 'Nova' },
  blockUser: { contactId: 1 },
  updateUser: { name: 'Outro' },
  updateQueue: { name: 'Outra' },
  updateQueueAutomation: { hours: null },
  setUserQueues: { queueIds: [] },
  setQueueMembers: { userIds: [] },
  updateClosingReason: { name: 'Outro' },
  updateContact: { name: 'Outro' },
  mergeContacts: { contactId: 1 },
  splitContact: { logId: 1 },
  eraseContact: { confirm: true },
  updateTag: { name: 'Outra' },
  updateStage: { name: 'Outra' },
  updateFollowup: { name: 'Outro' },
  updateWallet: { name: 'Outra' },
  updateCustomField: { name: 'Outro' },
  updateQuickReply: { body: 'Outra' },
  setTicketTags: { tagIds: [] },
  writeNote: { body: 'Nossa' },
  writeDraft: { body: 'Nosso' },
  showActivity: { activity: 'typing' },
  previewTemplate: { name: 'hello_world', language: { code: 'en_US' } },
  updateExternalApi: { name: 'Outra' },
  pinTicket: { isPinned: true },
  snoozeTicket: { until: null },
  updateSavedView: { name: 'Outra' },
  updateTicket: { externalKey: 'ours now' },
  sendMessage: { body: 'Olá' },
  scheduleMessage: { body: 'Olá', sendAt: new Date(Date.now() + 86_400_000).toISOString() },
  updateScheduledMessage: { holdOnReply: false },
  transferTicket: { queueId: 0 },
  updateChannel: { name: 'Outro' },
  retryInbound: {},
  reactToMessage: { emoji: '👍' },
  updateEndpoint: { url: 'https://example.com/' },
  rotateEndpointSecret: { overlapHours: 0 },
  releaseLane: { how: 'skip' },
  createReplay: { what: 'all' },
  estimateReplay: { what: 'all' },
  releaseLanes: { state: 'held', how: 'skip' },
}

/** The query of a route that would be refused without one. */
const QUERIES: Record<string, string> = {
  fillQuickReply: '?ticketId=1',
  previewMerge: '?contactId=1',
  listContactFiles: '?kind=image',
}

test('no route accepts an id of the other company, and nothing of theirs changes', async () => {
  await collectForeign()
  BODIES.transferTicket = { queueId: bakery.sales }
  const before = await snapshot(stage.db)
  const document = await (await fetch(`${stage.url}/api/v1/openapi.json`)).json()
  let asked = 0
  for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, Operation>>)) {
    const kind = /^\/api\/v1\/([^/]+)\/\{id\}/.exec(path)?.[1]
    if (kind === undefined) continue
    const id = foreign[kind]
    assert.ok(id !== undefined, `this test has no ${kind} of another company: give it one`)
    for (const [method, { operationId, requestBody }] of Object.entries(methods)) {
      const body = requestBody === undefined ? undefined : (BODIES[operationId] ?? {})
      const answer = await whoAsks(path)(
        method.toUpperCase(),
        path
          .slice('/api/v1'.length)
          .replace('{id}', `${id}`)
          .replace(/\{\w+\}/g, '1') + (QUERIES[operationId] ?? ''),
        body,
      )
      assert.equal(answer.status, 404, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      assert.match(answer.body.code, /_not_found$/)
      asked++
    }
  }
  assert.ok(asked >= 35, `${asked} routes`)
  assert.deepEqual(await snapshot(stage.db), before)
})

interface Operation {
  operationId: string
  requestBody?: object
}

test('no body or query accepts an id of the other company', async () => {
  const { body: contact } = await bakery.call('POST', '/contacts', { number: '+5511988887777', name: 'Caio' })
  const ticket = await activeTicket(bakery)
  const media = await upload(market)
  const [message] = (await market.make('GET', `/tickets/${foreign.tickets}/messages`)).data
  const before = await snapshot(stage.db)
  const channelId = bakery.channel.id
  const cloud = { phoneNumberId: '420000000000009', accessToken: 't', appSecret: 's' }
  const on = `/tickets/${ticket.id}`
  const refused: [number, string, string, string, unknown?][] = [
    [
      404,
      'channel_not_found',
      'POST',
      '/tickets',
      { channelId: market.channel.id, contactId: contact.id, userId: bakery.ana.id },
    ],
    [404, 'contact_not_found', 'POST', '/tickets', { channelId, contactId: foreign.contacts, userId: bakery.ana.id }],
    [
      404,
      'queue_not_found',
      'POST',
      '/tickets',
      { channelId, contactId: contact.id, userId: bakery.ana.id, queueId: market.sales },
    ],
    [404, 'user_not_found', 'POST', '/tickets', { channelId, contactId: contact.id, userId: market.ana.id }],
    [404, 'user_not_found', 'POST', `${on}/accept`, { userId: market.ana.id }],
    [404, 'queue_not_found', 'POST', `${on}/transfer`, { queueId: market.support }],
    [404, 'user_not_found', 'POST', `${on}/transfer`, { userId: market.bia.id }],
    [404, 'closing_reason_not_found', 'POST', `${on}/close`, { closingReasonId: market.reason }],
    [404, 'media_not_found', 'POST', `${on}/messages`, { mediaId: media.id }],
    [404, 'message_not_found', 'POST', `${on}/messages`, { body: 'Olá', quotedMessageId: message.id }],
    [404, 'user_not_found', 'PUT', `/queues/${bakery.sales}/members`, { userIds: [bakery.ana.id, market.ana.id] }],
    [404, 'queue_not_found', 'PUT', `/users/${bakery.ana.id}/queues`, { queueIds: [bakery.sales, market.sales] }],
    [404, 'queue_not_found', 'POST', '/closing-reasons', { name: 'Deles', queueIds: [market.sales] }],
    [404, 'queue_not_found', 'PATCH', `/closing-reasons/${bakery.reason}`, { queueIds: [market.sales] }],
    [404, 'queue_not_found', 'POST', '/channels', { name: 'Novo', defaultQueueId: market.sales, ...cloud }],
    [404, 'user_not_found', 'POST', '/channels', { name: 'Novo', defaultUserId: market.ana.id, ...cloud }],
    [404, 'queue_not_found', 'PATCH', `/channels/${channelId}`, { defaultQueueId: market.sales }],
    [404, 'user_not_found', 'PATCH', `/channels/${channelId}`, { defaultUserId: market.ana.id }],
    [
      404,
      'channel_not_found',
      'POST',
      '/endpoints',
      { channelId: market.channel.id, name: 'E', url: 'https://example.com' },
    ],
    [404, 'queue_not_found', 'POST', '/endpoints', { queueId: market.sales, name: 'E', url: 'https://example.com' }],
  ]
  const answers: unknown[] = []
  for (const [, , method, path, body] of refused) {
    const answer = await bakery.call(method, path, body)
    answers.push([answer.status, answer.body.code, method, path, body])
  }
  assert.deepEqual(answers, refused)
  const filters = {
    '/tickets': [
      'queueId',
      market.sales,
      'channelId',
      market.channel.id,
      'contactId',
      foreign.contacts,
      'userId',
      market.ana.id,
    ],
    '/attempts': ['endpointId', foreign.endpoints, 'ticketId', foreign.tickets, 'eventId', foreign.events],
    '/lanes': ['endpointId', foreign.endpoints],
    '/endpoints': ['channelId', market.channel.id, 'queueId', market.sales],
  }
  for (const [path, pairs] of Object.entries(filters)) {
    for (let n = 0; n < pairs.length; n += 2) {
      const { status, body } = await bakery.call('GET', `${path}?${pairs[n]}=${pairs[n + 1]}`)
      assert.ok(
        status === 404 || (status === 200 && body.data.length === 0),
        `${path}?${pairs[n]}: ${JSON.stringify(body)}`,
      )
    }
  }
  assert.deepEqual(await snapshot(stage.db), before)
})

/** What is created with nothing but a name. */
const NAMED = ['tags', 'stages', 'followups', 'wallets']

/** One of each kind that the market has. */
async function collectForeign(): Promise<void> {
  if (foreign !== undefined) return
  const { db } = stage
  const { tenantId } = market
  await market.make('POST', `/endpoints/${endpoints.market.id}/replays`, { what: 'missed' })
  await db`
    insert into alerts (tenant_id, endpoint_id, kind, endpoint_name, resolved_at)
    values (${tenantId}, ${endpoints.market.id}, 'endpoint-down', 'Receiver', now())`
  for (const kind of NAMED) await market.make('POST', `/${kind}`, { name: 'Do mercado' })
  await market.make('POST', '/custom-fields', { name: 'Do mercado', kind: 'text' })
  await market.make('POST', '/invitations', { email: 'do@mercado.example', name: 'Do mercado', profile: 'attendant' })
  await market.make('POST', '/quick-replies', { shortcut: 'mercado', body: 'Olá' })
  await market.make('POST', '/external-apis', { channelId: market.channel.id, name: 'Do mercado' })
  await market.make('POST', '/saved-views', { name: 'Do mercado', filter: {}, isShared: true })
  const { id: ticketId } = await activeTicket(market)
  const bulk = await market.make('POST', '/bulk-actions', { action: 'unread', ticketIds: [ticketId], undoSeconds: 60 })
  await market.make('POST', `/bulk-actions/${bulk.id}/undo`)
  const later = { body: 'Do mercado', sendAt: new Date(Date.now() + 86_400_000).toISOString() }
  await market.make('POST', `/tickets/${ticketId}/scheduled-messages`, later)
  await eventually(async () => (await db`select 1 from replays where state = 'running'`).length === 0)
  await stage.quiet()
  const kinds = [
    'users',
    'queues',
    'contacts',
    'tickets',
    'messages',
    'channels',
    'endpoints',
    'attempts',
    'lanes',
    'events',
  ]
  const tables = [
    ...kinds,
    ...NAMED,
    'custom-fields',
    'quick-replies',
    'saved-views',
    'bulk-actions',
    'closing-reasons',
    'api-keys',
    'external-apis',
    'replays',
    'alerts',
    'invitations',
    'scheduled-messages',
  ]
  foreign = {}
  for (const kind of tables) {
    const [row] = await db<{ id: number }[]>`
      select id from ${db(kind.replaceAll('-', '_'))} where tenant_id = ${tenantId} order by id limit 1`
    assert.ok(row, `the market has no ${kind}`)
    foreign[kind] = row.id
  }
  // A delivery is named by its webhook-id.
  foreign.deliveries = (await market.make('GET', '/deliveries?limit=1')).data[0].id
}

async function upload({ apiKey }: { apiKey: string; call: Call }): Promise<{ id: number }> {
  const form = new FormData()
  form.append('file', new Blob(['nota fiscal'], { type: 'text/plain' }), 'nota.txt')
  const headers = { authorization: `Bearer ${apiKey}` }
  const response = await fetch(`${stage.url}/api/v1/media`, { method: 'POST', headers, body: form })
  assert.equal(response.status, 201)
  return response.json()
}
