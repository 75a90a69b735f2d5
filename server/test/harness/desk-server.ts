/** The desk's routes in a server of their own, called as the person whom a test names, without access/. */
import type { Caller } from '../../src/access/index.ts'
import { createLog } from '../../src/base/log.ts'
import { changeDesk, deskRoutes, type InboundMessage, receiveMessages } from '../../src/desk/index.ts'
import { liveStream } from '../../src/live/index.ts'
import { createHttp, type Http, listenHttp } from '../../src/web/http.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Company, deskDeps, makeCompany, textFrom } from './desk.ts'

export interface DeskResponse {
  status: number
  headers: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is what it asserts.
  body: any
}

export type Who = 'admin' | 'supervisor' | 'ana' | 'bia' | 'key' | 'stranger'

export interface DeskServer extends AsyncDisposable {
  database: TestDatabase
  http: Http
  company: Company
  other: Company
  caller(who: Who): Caller
  call(who: Who, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object): Promise<DeskResponse>
  /** The address, after the first call. */
  url(): Promise<string>
  /** A second process of the same installation. */
  another(): Promise<{ url: string } & AsyncDisposable>
  /** A customer writes; without a name it is a new person. */
  write(
    more?: Partial<InboundMessage> & { waId?: string; to?: Company },
  ): Promise<{ ticketId: number; messageId: number; contactId: number; waId: string }>
}

export async function deskServer(options: Parameters<typeof makeCompany>[1] = {}): Promise<DeskServer> {
  const database = await testDatabase({ max: 5 })
  const { db } = database
  const company = await makeCompany(db, options)
  const other = await makeCompany(db)
  // Streams end with the session or the key that opened them.
  await db`
    insert into sessions (user_id, token, expires_at)
    select id, 'session-' || id, now() + interval '1 day' from users`
  const [key] = await db<{ id: number }[]>`
    insert into api_keys (tenant_id, name, prefix, hash, profile)
    values (${company.tenantId}, 'CRM', 'rk_test', ${Buffer.alloc(32, 7)}, 'admin') returning id`
  const callers: Record<Who, [Company, number | null, Caller['profile'], string]> = {
    admin: [company, company.admin, 'admin', 'Admin'],
    supervisor: [company, company.supervisor, 'supervisor', 'Sol'],
    ana: [company, company.ana, 'attendant', 'Ana'],
    bia: [company, company.bia, 'attendant', 'Bia'],
    key: [company, null, 'admin', 'CRM'],
    stranger: [other, other.admin, 'admin', 'Admin'],
  }
  const caller = (who: Who): Caller => {
    const [of, userId, profile, name] = callers[who]
    return { tenantId: of.tenantId, userId, profile, apiKeyId: userId === null ? key!.id : null, name }
  }
  const open = async () => {
    const opened = createHttp({ log: createLog('silent') })
    opened.decorateRequest('caller', null)
    opened.addHook('onRequest', async request => {
      request.caller = caller(request.headers['x-who'] as Who)
    })
    await opened.register(deskRoutes({ db, desk: deskDeps }))
    const pace = { lookMs: 50, restMs: 10, beatMs: 1_000, countMs: 100, deliveryMs: 100 }
    await opened.register(liveStream({ db, log: createLog('silent'), publicUrl: deskDeps.publicUrl, pace }))
    return opened
  }
  const http = await open()
  let url: Promise<string> | undefined
  let people = 0
  return {
    database,
    http,
    company,
    other,
    caller,
    async another() {
      const other = await open()
      const port = await listenHttp(other, { host: '127.0.0.1', port: 0 })
      return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => other.close().then(() => undefined) }
    },
    url: () => {
      url ??= listenHttp(http, { host: '127.0.0.1', port: 0 }).then(port => `http://127.0.0.1:${port}`)
      return url
    },
    async call(who, method, path, body) {
      const given = body === undefined ? {} : { payload: body }
      const response = await http.inject({ method, url: path, headers: { 'x-who': who }, ...given })
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.body === '' ? null : response.json(),
      }
    },
    async write({ waId = `5511${String(980_000_000 + ++people)}`, to = company, ...more } = {}) {
      const { tenantId, channelId } = to
      const messages = [textFrom(waId, more)]
      const [reception] = await changeDesk(db, deskDeps, desk =>
        receiveMessages(desk, { tenantId, channelId, messages }),
      )
      if (reception?.outcome !== 'stored') throw new Error(`not stored: ${reception?.outcome}`)
      const { ticketId, messageId, contactId } = reception
      return { ticketId, messageId, contactId, waId }
    },
    async [Symbol.asyncDispose]() {
      await http.close()
      await database[Symbol.asyncDispose]()
    },
  }
}
