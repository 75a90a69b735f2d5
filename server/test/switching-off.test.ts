/** Nothing is switched off under somebody's feet: a user, a queue or a channel that tickets or channels refer to. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { toldOf } from './harness/desk.ts'
import { type Company, type Stage, startStage, textOf } from './harness/stage.ts'

let stage: Stage
let company: Company
before(async () => {
  stage = await startStage()
  company = await stage.company()
})
after(() => stage[Symbol.asyncDispose]())

let customers = 0
async function newTicket(): Promise<number> {
  customers += 1
  const waId = `553198700${String(customers).padStart(4, '0')}`
  await company.post(textOf('Oi', { waId, name: `Cliente ${customers}` }))
  await stage.quiet()
  const { data } = await company.make('GET', '/tickets?status=pending')
  return Math.max(...data.map(({ id }: { id: number }) => id))
}
const ticket = (id: number) => company.make('GET', `/tickets/${id}`)
const lastTold = async (id: number) => (await toldOf(stage.db, company.tenantId, id)).at(-1)

test('an attendant with a ticket is deactivated only when it is handed over, and it waits again', async () => {
  const id = await newTicket()
  await company.ana.call('POST', `/tickets/${id}/accept`)
  for (const [method, path, body] of [
    ['PATCH', `/users/${company.ana.id}`, { isActive: false }],
    ['POST', `/users/${company.ana.id}/deactivate`, undefined],
  ] as const) {
    const refused = await company.call(method, path, body)
    assert.deepEqual([refused.status, refused.body.code], [409, 'still_referred'])
    assert.match(refused.body.detail, new RegExp(`\\b${id}\\b`))
  }
  assert.equal((await ticket(id)).userId, company.ana.id, 'a refusal changes nothing')
  await company.make('POST', `/users/${company.ana.id}/deactivate`, { handOver: {} })
  const waiting = await ticket(id)
  assert.deepEqual([waiting.status, waiting.userId, waiting.queueId], ['pending', null, company.sales])
  assert.equal((await lastTold(id))?.type, 'TransferTicket')
  assert.equal((await company.ana.call('GET', '/me')).status, 401)
  const { data } = await company.make('GET', `/audit?what=user&targetId=${company.ana.id}`)
  assert.deepEqual(data[0].changes, { isActive: [true, false] })
})

test('a queue is switched off only for another one, to which its channels lead from then on', async () => {
  const id = await newTicket()
  const path = `/queues/${company.sales}`
  const refused = await company.call('PATCH', path, { isActive: false })
  assert.deepEqual([refused.status, refused.body.code], [409, 'still_referred'])
  assert.match(refused.body.detail, new RegExp(`Channels that lead to it: ${company.channel.id}`))
  const nowhere = await company.call('PATCH', path, { isActive: false, handOver: {} })
  assert.equal(nowhere.body.code, 'transfer_target_required')
  await company.make('PATCH', path, { isActive: false, handOver: { queueId: company.support } })
  assert.equal((await ticket(id)).queueId, company.support)
  assert.equal((await lastTold(id))?.type, 'TransferTicket')
  assert.equal((await ticket(await newTicket())).queueId, company.support, 'what comes later goes there too')
  await company.make('PATCH', path, { isActive: true })
  assert.equal((await ticket(await newTicket())).queueId, company.sales)
})

test('a channel with tickets is switched off only when they are handed over', async () => {
  const id = await newTicket()
  await company.make('POST', `/tickets/${id}/accept`, { userId: company.bia.id })
  const path = `/channels/${company.channel.id}`
  assert.equal((await company.call('PATCH', path, { isActive: false })).body.code, 'still_referred')
  await company.make('PATCH', path, { isActive: false, handOver: {} })
  const waiting = await ticket(id)
  assert.deepEqual([waiting.status, waiting.userId], ['pending', null])
  assert.equal((await lastTold(id))?.type, 'TransferTicket')
})

/**
 * Routes that leave no row in the audit log. Conversations have a log of their own; a person's marks and drafts, files, and reads
 * need none.
 */
const OTHER_TAGS = new Set(['tickets', 'messages', 'scheduled-messages', 'media', 'stream', 'setup'])
const WITHOUT_A_ROW = new Set([
  // A question or a trial, which changes nothing.
  ...['previewEndpoint', 'testEndpoint', 'previewTemplate', 'refreshTemplates', 'testChannel', 'checkCredentials'],
  ...['checkUrl', 'estimateReplay'],
  // Personal data, which could not be erased from a log that cannot be changed.
  ...['createContact', 'updateContact'],
  // The position of a reader.
  'commitConsumer',
  // Settings of a user's own browser.
  ...['putPushSubscription', 'deletePushSubscription', 'testPushSubscription'],
  // Looked at, sent or only begun.
  ...['readInvitation', 'readPasswordLink', 'forgotPassword', 'askToConfirmEmail', 'beginSecondFactor'],
])
/**
 * Their own code records them: they need a person's session, a letter, WhatsApp or something that waits, which are in the
 * tests beside that code (access, contact, channel, replay, delivery-log, alerts).
 */
const RECORDED_ELSEWHERE = new Set([
  ...['mergeContacts', 'splitContact', 'eraseContact', 'signIn', 'signOut', 'changePassword', 'revokeOtherSessions'],
  ...['redeliver', 'releaseLane', 'releaseLanes', 'cancelReplay', 'acknowledgeAlert', 'retryInbound'],
  ...['signInWithSecondFactor', 'confirmSecondFactor', 'renewRecoveryCodes', 'disableSecondFactor', 'endSession'],
  ...['signOutEverywhere', 'setNewPassword', 'confirmEmail', 'acceptInvitation', 'subscribeChannel'],
  ...['registerChannel', 'askPhoneApp', 'updateBusinessProfile', 'blockUser', 'unblockUser'],
])

type Change = [operation: string, what: string, method: string, path: string, body?: object]

/** The same for each kind of setting: made, changed, put in order, deleted. */
async function settingChanges(): Promise<Change[]> {
  const changes: Change[] = []
  for (const [name, names, path, what] of [
    ['Tag', 'Tags', '/tags', 'tag'],
    ['Stage', 'Stages', '/stages', 'stage'],
    ['Followup', 'Followups', '/followups', 'followup'],
    ['Wallet', 'Wallets', '/wallets', 'wallet'],
  ] as const) {
    const { id } = await company.make('POST', path, { name: 'Primeira' })
    changes.push([`create${name}`, `${what}.created`, 'POST', path, { name: 'Segunda' }])
    changes.push([`update${name}`, `${what}.updated`, 'PATCH', `${path}/${id}`, { name: 'Outra' }])
    changes.push([`order${names}`, `${what}.ordered`, 'PUT', `${path}/order`, { ids: [id] }])
    changes.push([`delete${name}`, `${what}.deleted`, 'DELETE', `${path}/${id}`])
  }
  const field = await company.make('POST', '/custom-fields', { name: 'CPF', kind: 'text' })
  const reply = await company.make('POST', '/quick-replies', { shortcut: 'oi', body: 'Oi!' })
  const shared = { filter: { status: ['open'] }, isShared: true }
  const view = await company.make('POST', '/saved-views', { name: 'Abertas', ...shared })
  changes.push(
    ['createSavedView', 'saved_view.created', 'POST', '/saved-views', { name: 'Em espera', ...shared }],
    ['updateSavedView', 'saved_view.updated', 'PATCH', `/saved-views/${view.id}`, { name: 'Nossas' }],
    ['deleteSavedView', 'saved_view.deleted', 'DELETE', `/saved-views/${view.id}`],
    ['createQueue', 'queue.created', 'POST', '/queues', { name: 'Cobrança' }],
    ['updateQueue', 'queue.updated', 'PATCH', `/queues/${company.support}`, { name: 'Ajuda' }],
    [
      'updateQueueAutomation',
      'queue.automation_set',
      'PATCH',
      `/queues/${company.support}/automation`,
      { greeting: 'Olá!' },
    ],
    [
      'setQueueMembers',
      'queue.members_set',
      'PUT',
      `/queues/${company.support}/members`,
      { userIds: [company.ana.id] },
    ],
    ['createClosingReason', 'closing_reason.created', 'POST', '/closing-reasons', { name: 'Engano' }],
    ['updateClosingReason', 'closing_reason.updated', 'PATCH', `/closing-reasons/${company.reason}`, { name: 'Feito' }],
    ['createCustomField', 'custom_field.created', 'POST', '/custom-fields', { name: 'RG', kind: 'text' }],
    ['updateCustomField', 'custom_field.updated', 'PATCH', `/custom-fields/${field.id}`, { name: 'CNPJ' }],
    ['orderCustomFields', 'custom_field.ordered', 'PUT', '/custom-fields/order', { ids: [field.id] }],
    ['deleteCustomField', 'custom_field.deleted', 'DELETE', `/custom-fields/${field.id}`],
    ['createQuickReply', 'quick_reply.created', 'POST', '/quick-replies', { shortcut: 'ola', body: 'Olá!' }],
    ['updateQuickReply', 'quick_reply.updated', 'PATCH', `/quick-replies/${reply.id}`, { body: 'Oi, tudo bem?' }],
    ['deleteQuickReply', 'quick_reply.deleted', 'DELETE', `/quick-replies/${reply.id}`],
  )
  return changes
}

async function technicalChanges(): Promise<Change[]> {
  const endpoint = await company.endpoint('https://example.com/hook', { token: 'a-token-to-hide' })
  const key = await company.make('POST', '/api-keys', { name: 'CRM', profile: 'supervisor' })
  const door = await company.make('POST', '/external-apis', { channelId: company.channel.id, name: 'CRM' })
  const cloud = { phoneNumberId: '420000000000009', accessToken: 'a-token-to-hide', appSecret: 'a-secret-to-hide' }
  const second = await company.make('POST', '/channels', { name: 'Segundo', ...cloud })
  const toEndpoint = `/endpoints/${endpoint.id}`
  const toChannel = `/channels/${company.channel.id}`
  const third = { name: 'Terceiro', ...cloud, phoneNumberId: '420000000000010' }
  const hook = { channelId: company.channel.id, name: 'ERP', url: 'https://example.com/erp' }
  return [
    ['createEndpoint', 'endpoint.created', 'POST', '/endpoints', hook],
    [
      'updateEndpoint',
      'endpoint.updated',
      'PATCH',
      toEndpoint,
      { token: 'another-to-hide', headers: { a: 'to-hide' } },
    ],
    ['rotateEndpointSecret', 'endpoint.secret_rotated', 'POST', `${toEndpoint}/rotate-secret`, { overlapHours: 0 }],
    ['createReplay', 'replay.created', 'POST', `${toEndpoint}/replays`, { what: 'all' }],
    ['deleteEndpoint', 'endpoint.deleted', 'DELETE', toEndpoint],
    ['createChannel', 'channel.created', 'POST', '/channels', third],
    ['updateChannel', 'channel.updated', 'PATCH', toChannel, { accessToken: 'a-token-to-hide', name: 'Novo nome' }],
    ['deleteChannel', 'channel.deleted', 'DELETE', `/channels/${second.id}`],
    ['updateTenant', 'company.updated', 'PATCH', '/tenant', { name: 'Outra padaria' }],
    ['updateFirstSteps', 'company.updated', 'PATCH', '/first-steps', { pass: 'queue' }],
    ['createApiKey', 'api_key.created', 'POST', '/api-keys', { name: 'BI' }],
    ['revokeApiKey', 'api_key.revoked', 'DELETE', `/api-keys/${key.id}`],
    [
      'createExternalApi',
      'external_api.created',
      'POST',
      '/external-apis',
      { channelId: company.channel.id, name: 'BI' },
    ],
    ['updateExternalApi', 'external_api.updated', 'PATCH', `/external-apis/${door.id}`, { name: 'ERP' }],
    ['renewExternalApiToken', 'external_api.token_renewed', 'POST', `/external-apis/${door.id}/token`],
    ['revokeExternalApi', 'external_api.revoked', 'DELETE', `/external-apis/${door.id}`],
    ['updateAlertSettings', 'alert_settings.updated', 'PATCH', '/alert-settings', { alertEmails: [] }],
    ['rotateAlertSecret', 'alert_settings.secret_rotated', 'POST', '/alert-settings/rotate-secret'],
    ['createConsumer', 'consumer.created', 'PUT', '/consumers/bi', {}],
    ['seekConsumer', 'consumer.moved', 'POST', '/consumers/bi/seek', { to: 'latest' }],
    ['deleteConsumer', 'consumer.deleted', 'DELETE', '/consumers/bi'],
  ]
}

const peopleChanges = async (): Promise<Change[]> => {
  const toBia = `/users/${company.bia.id}`
  const guest = { name: 'Duda', email: 'duda@padaria.example', profile: 'attendant' }
  const { id } = await company.make('POST', '/invitations', { ...guest, email: 'eva@padaria.example' })
  const newcomer = { name: 'Caio', email: 'caio@padaria.example', profile: 'attendant', password: 'segredo comprido' }
  return [
    ['createUser', 'user.created', 'POST', '/users', newcomer],
    ['updateUser', 'user.updated', 'PATCH', toBia, { password: 'um segredo bem comprido' }],
    ['setUserQueues', 'user.queues_set', 'PUT', `${toBia}/queues`, { queueIds: [company.sales] }],
    ['createInvitation', 'invitation.created', 'POST', '/invitations', guest],
    ['renewInvitation', 'invitation.renewed', 'POST', `/invitations/${id}/renew`, {}],
    ['revokeInvitation', 'invitation.revoked', 'DELETE', `/invitations/${id}`],
    ['createPasswordLink', 'user.password_link_made', 'POST', `${toBia}/password-link`],
    ['signOutUser', 'user.signed_out', 'POST', `${toBia}/sign-out`],
    ['removeSecondFactor', 'user.second_factor_removed', 'POST', `${toBia}/second-factor/remove`],
    ['deactivateUser', 'user.updated', 'POST', `${toBia}/deactivate`, { handOver: {} }],
  ]
}

test('the audit log has every change that can be made, by whom and from where, and no secret', async () => {
  const changes = [...(await settingChanges()), ...(await technicalChanges()), ...(await peopleChanges())]
  for (const [operation, what, method, path, body] of changes) {
    await company.make(method, path, body)
    const { data } = await company.make('GET', '/audit?limit=1')
    assert.equal(data[0].what, what, operation)
    assert.deepEqual([data[0].apiKey.name, data[0].user, data[0].address], ['Test', null, '127.0.0.1'], operation)
  }
  const document = await (await fetch(`${stage.url}/api/v1/openapi.json`)).json()
  const tried = new Set(changes.map(([operation]) => operation))
  const left: string[] = []
  for (const [path, methods] of Object.entries<Record<string, { operationId: string; tags: string[] }>>(
    document.paths,
  )) {
    if (!path.startsWith('/api/')) continue
    for (const [method, { operationId, tags }] of Object.entries(methods)) {
      const isKnown = [tried, WITHOUT_A_ROW, RECORDED_ELSEWHERE].some(names => names.has(operationId))
      if (method !== 'get' && !isKnown && !tags.some(tag => OTHER_TAGS.has(tag))) left.push(operationId)
    }
  }
  assert.deepEqual(left, [], 'changes for which no test shows a row in the audit log')
  const [row] = await stage.db<
    { all: string }[]
  >`select coalesce(string_agg(changes::text, ' '), '') as all from audit_log`
  assert.doesNotMatch(row!.all, /to-hide|segredo|whsec_|rk_[\w-]{20}|app-secret-of/)
})

test('an endpoint that is off stays off, and keeps every other setting, when one of them is changed', async () => {
  const settings = { enabled: false, payloadVersion: 2, timeoutMs: 5_000, maxInFlight: 3, rateLimit: 7, ed25519: true }
  const written = { headers: { 'x-shop': 'padaria' }, token: 'abc', retryPolicy: 'whazing', whenExhausted: 'hold' }
  const given = { name: 'n8n', url: 'https://hooks.example.com/a', switches: { closed: true, open: false } }
  const source = { channelId: company.channel.id }
  const { secret, ...made } = await company.make('POST', '/endpoints', { ...source, ...settings, ...written, ...given })
  assert.match(secret, /^whsec_/)
  const { switches, breakerExplanation, id } = made
  assert.deepEqual([made.rateLimit, made.hasToken, made.headerNames, switches.pending], [7, true, ['x-shop'], true])
  const changed = await company.make('PATCH', `/endpoints/${id}`, { name: 'Bling', switches: { open: true } })
  const expected = { ...made, name: 'Bling', switches: { ...switches, open: true }, breakerExplanation }
  assert.deepEqual({ ...changed, updatedAt: made.updatedAt }, expected)
})
