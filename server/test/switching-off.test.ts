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

test('the audit log has every change of people, channels, endpoints, keys and the company, and no secret', async () => {
  const endpoint = await company.endpoint('https://example.com/hook', { token: 'a-token-to-hide' })
  await company.make('PATCH', `/endpoints/${endpoint.id}`, { name: 'Outro', token: 'another-token-to-hide' })
  await company.make('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlapHours: 0 })
  await company.make('DELETE', `/endpoints/${endpoint.id}`)
  await company.make('PATCH', `/channels/${company.channel.id}`, { name: 'Novo nome', accessToken: 'a-token-to-hide' })
  await company.make('PATCH', '/tenant', { name: 'Outra padaria' })
  const key = await company.make('POST', '/api-keys', { name: 'CRM', profile: 'supervisor' })
  await company.make('DELETE', `/api-keys/${key.id}`)
  await company.make('PATCH', `/users/${company.bia.id}`, { password: 'um segredo bem comprido' })
  const { data } = await company.make('GET', '/audit?limit=200')
  const done = new Set(data.map(({ what }: { what: string }) => what))
  for (const what of [
    'endpoint.created',
    'endpoint.updated',
    'endpoint.secret_rotated',
    'endpoint.deleted',
    'channel.created',
    'channel.updated',
    'company.updated',
    'api_key.created',
    'api_key.revoked',
    'user.created',
    'user.updated',
  ]) {
    assert.ok(done.has(what), what)
  }
  const [row] = await stage.db<
    { all: string }[]
  >`select coalesce(string_agg(changes::text, ' '), '') as all from audit_log`
  assert.doesNotMatch(row!.all, /to-hide|segredo|whsec_|app-secret-of/)
  assert.doesNotMatch(row!.all, new RegExp(key.key))
})
