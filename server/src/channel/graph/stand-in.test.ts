/**
 * A stand-in for WhatsApp: to whom it offers a number, and that a stranger's page or another company's number is not taken for
 * one.
 */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { type Company, makeCompany } from '../../../test/harness/desk.ts'
import type { GraphSettings } from './graph-call.ts'
import { findStandIn } from './stand-in.ts'

let database: TestDatabase
let company: Company
let other: Company
let graph: GraphSettings
let reply: { status?: number; body: unknown; headers?: Record<string, string> }

const number = (phoneNumberId: unknown, more: object = {}) => ({
  phoneNumberId,
  wabaId: '9',
  displayPhoneNumber: '+55 11 4002-0001',
  verifiedName: 'Padaria',
  ...more,
})
const state = (...numbers: unknown[]) => ({ body: { accessToken: 'token', appSecret: 'secret', numbers } })

const server = createServer((_, response) => {
  const { status = 200, body, headers = {} } = reply
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
})

before(async () => {
  database = await testDatabase({ max: 3 })
  company = await makeCompany(database.db)
  other = await makeCompany(database.db)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  graph = { baseUrl: `http://127.0.0.1:${port}`, version: 'v25.0', userAgent: 'Recado/test' }
})
after(async () => {
  server.closeAllConnections()
  await new Promise(done => server.close(done))
  await database?.[Symbol.asyncDispose]()
})

const find = (of: Company, settings = graph) => findStandIn({ db: database.db, graph: settings }, of.tenantId)
const offered = async (of: Company) => {
  const found = await find(of)
  return found && [found.phoneNumberId, found.channelId]
}
const connect = (of: Company, phoneNumberId: string) => database.db`
  insert into cloud_channels (tenant_id, channel_id, callback_key, phone_number_id, access_token, app_secret, verify_token)
  values (${of.tenantId}, ${of.channelId}, ${`key-${phoneNumberId}`}, ${phoneNumberId}, '\\x00', '\\x00', '\\x00')`

test('at WhatsApp itself there is none, and no request is made', async () => {
  reply = state(number('1'))
  assert.equal(await find(company, { ...graph, baseUrl: 'https://graph.facebook.com' }), null)
})

test('a response that does not identify itself is not a stand-in: a page, an error, a redirect, half of its secrets', async () => {
  for (const one of [
    { body: '<html>' },
    { body: '' },
    { body: '[]' },
    { ...state(number('1')), status: 404 },
    { status: 302, body: '', headers: { location: `${graph.baseUrl}/_emulator/state` } },
    { body: { accessToken: 'token', numbers: [number('1')] } },
    { body: { accessToken: '', appSecret: 'secret', numbers: [number('1')] } },
    { body: { accessToken: 'token', appSecret: 'secret', numbers: 'none' } },
    state(number(null), number('1', { wabaId: null }), null, 'x'),
  ]) {
    reply = one
    assert.equal(await find(company), null, JSON.stringify(one))
  }
})

test('a number that nobody has is offered with what opens it, and one without a name has none', async () => {
  reply = state(number('1', { displayPhoneNumber: null, verifiedName: null }), number('2'))
  assert.deepEqual(await find(company), {
    phoneUrl: graph.baseUrl,
    channelId: null,
    phoneNumberId: '1',
    wabaId: '9',
    displayPhoneNumber: '',
    verifiedName: '',
    accessToken: 'token',
    appSecret: 'secret',
  })
})

test('each company sees its own number, and none that another company has', async () => {
  reply = state(number('1'), number('2'))
  await connect(other, '1')
  assert.deepEqual(await offered(other), ['1', other.channelId])
  assert.deepEqual(await offered(company), ['2', null])
  await connect(company, '2')
  assert.deepEqual(await offered(company), ['2', company.channelId])
  const third = await makeCompany(database.db)
  assert.equal(await find(third), null, 'others have them all')
})
