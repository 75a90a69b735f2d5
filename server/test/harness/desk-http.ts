/**
 * The desk's routes over HTTP, as each person of a company and as a stranger. access/ finds out who asks, and is not part of
 * this.
 */
import type { Caller } from '../../src/access/index.ts'
import { createLog } from '../../src/base/log.ts'
import { changeDesk, type DeskDeps, deskRoutes, receiveMessages } from '../../src/desk/index.ts'
import { reportRoutes } from '../../src/report/index.ts'
import { createHttp } from '../../src/web/http.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Company, deskDeps, makeCompany, textFrom } from './desk.ts'

export type Who = 'admin' | 'supervisor' | 'ana' | 'bia' | 'key' | 'stranger'
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

export interface DeskServer extends AsyncDisposable {
  database: TestDatabase
  company: Company
  other: Company
  call: (who: Who, method: Method, url: string, payload?: unknown) => Promise<{ status: number; body: Json }>
  /** Like `call`, but throws unless the response is a 2xx; returns the body. */
  make: (who: Who, method: Method, url: string, payload?: unknown) => Promise<Json>
  /** For a response that is not JSON. */
  text: (who: Who, url: string, headers: Record<string, string>) => Promise<{ type: unknown; body: string }>
  /** A text from somebody; returns what was stored. */
  receive: (
    waId: string,
    more?: Parameters<typeof textFrom>[1],
  ) => Promise<{
    messageId: number
    ticketId: number
    contactId: number
  }>
}

export async function startDeskServer(
  channel: Parameters<typeof makeCompany>[1] = {},
  deps: DeskDeps = deskDeps,
): Promise<DeskServer> {
  const database = await testDatabase({ max: 5 })
  const company = await makeCompany(database.db, channel)
  const other = await makeCompany(database.db)
  let caller: Caller
  const http = createHttp({ log: createLog('silent') })
  http.decorateRequest('caller', null)
  http.addHook('onRequest', async request => {
    request.caller = caller
  })
  await http.register(deskRoutes({ db: database.db, desk: deps }))
  await http.register(reportRoutes({ db: database.db, publicUrl: 'https://desk.example' }))
  const people: Record<Who, Pick<Caller, 'tenantId' | 'userId' | 'profile'>> = {
    admin: { tenantId: company.tenantId, userId: company.admin, profile: 'admin' },
    supervisor: { tenantId: company.tenantId, userId: company.supervisor, profile: 'supervisor' },
    ana: { tenantId: company.tenantId, userId: company.ana, profile: 'attendant' },
    bia: { tenantId: company.tenantId, userId: company.bia, profile: 'attendant' },
    key: { tenantId: company.tenantId, userId: null, profile: 'admin' },
    stranger: { tenantId: other.tenantId, userId: other.admin, profile: 'admin' },
  }
  const comes = (who: Who) => {
    caller = { ...people[who], apiKeyId: who === 'key' ? 1 : null, name: who, address: '203.0.113.7' }
  }
  const call: DeskServer['call'] = async (who, method, url, payload) => {
    comes(who)
    const response = await http.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload: payload as object }),
    })
    return { status: response.statusCode, body: response.payload === '' ? null : response.json() }
  }
  return {
    database,
    company,
    other,
    call,
    async make(who, method, url, payload) {
      const { status, body } = await call(who, method, url, payload)
      if (status >= 300) throw new Error(`${method} ${url}: ${status} ${JSON.stringify(body)}`)
      return body
    },
    async text(who, url, headers) {
      comes(who)
      const response = await http.inject({ url, headers })
      return { type: response.headers['content-type'], body: response.payload }
    },
    async receive(waId, more = {}) {
      const { tenantId, channelId } = company
      const [reception] = await changeDesk(database.db, deps, desk =>
        receiveMessages(desk, { tenantId, channelId, messages: [textFrom(waId, { body: 'Oi', ...more })] }),
      )
      if (reception?.outcome !== 'stored') throw new Error(`${reception?.outcome}`)
      return reception
    },
    async [Symbol.asyncDispose]() {
      await http.close()
      await database[Symbol.asyncDispose]()
    },
  }
}
