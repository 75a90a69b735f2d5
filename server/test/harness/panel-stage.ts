/** The demo with an attendant, for tests of the panel: people act in browsers, customers and colleagues over HTTP. */
import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Db } from '../../src/base/db/db.ts'
import { type Opened, openPage } from './browser.ts'
import { builtPanel } from './built-panel.ts'
import { testDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type Program, startProgram } from './program.ts'
import { tempFolder } from './temp-folder.ts'

export interface Login {
  email: string
  password: string
}

export interface PanelStage extends AsyncDisposable {
  program: Program
  db: Db
  /** Bia Alves, who serves every queue. */
  attendant: Login & { id: number }
  admin: Login
  /** As an administrator's program. */
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not kept.
  call(method: string, path: string, body?: unknown): Promise<any>
  /** Of the stand-in for WhatsApp: `/messages` writes as a customer, `/faults` has the next request fail. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  whatsApp(method: string, path: string, body?: unknown): Promise<any>
  /** A new customer writes; returns their ticket. */
  customer(
    text: string,
    from?: string,
  ): Promise<{ ticketId: number; from: string; write: (text: string) => Promise<void> }>
  /** A browser of its own in which somebody is signed in. */
  open(login: Login, path: string, options?: BrowserContextOptions): Promise<Opened>
  /** Ends every conversation, so that a test begins with empty lists. */
  closeAll(): Promise<void>
}

export async function panelStage(): Promise<PanelStage> {
  await builtPanel()
  const stack = new AsyncDisposableStack()
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  const program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  const demo = program.announced.demo as Login & { phone: string; apiKey: string }
  const ask = async (url: string, method: string, body: unknown, headers: Record<string, string> = {}) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = { method, headers: { ...headers, ...json }, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetch(url, init)
    const text = await response.text()
    assert.ok(response.ok, `${method} ${url}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const call: PanelStage['call'] = (method, path, body) =>
    ask(`${program.url}/api/v1${path}`, method, body, { authorization: `Bearer ${demo.apiKey}` })
  const whatsApp: PanelStage['whatsApp'] = (method, path, body) =>
    ask(`${new URL(demo.phone).origin}/_emulator${path}`, method, body)
  const login = { email: 'bia@example.com', password: 'uma senha longa' }
  const bia = await call('POST', '/users', { name: 'Bia Alves', profile: 'attendant', ...login })
  const queues = await call('GET', '/queues')
  await call('PUT', `/users/${bia.id}/queues`, { queueIds: queues.data.map((queue: { id: number }) => queue.id) })
  let people = 0
  return {
    program,
    db: database.db,
    attendant: { ...login, id: bia.id },
    admin: demo,
    call,
    whatsApp,
    async customer(text, from = `+55319876${String(50_100 + ++people)}`) {
      const write = (body: string) => whatsApp('POST', '/messages', { from, type: 'text', text: body })
      await write(text)
      const number = from.slice(1)
      const ticketId = await eventually(async () => {
        const { data } = await call('GET', '/tickets?status=pending&status=open')
        return data.find((ticket: { contact: { number: string } }) => ticket.contact.number === number)?.id
      })
      return { ticketId, from, write }
    },
    async open({ email, password }, path, options) {
      const opened = await openPage(options)
      const { request } = opened.page.context()
      const data = { email, password }
      const headers = { origin: program.url }
      const result = await request.post(`${program.url}/api/auth/sign-in/email`, { data, headers })
      assert.ok(result.ok(), await result.text())
      await opened.page.goto(program.url + path)
      return opened
    },
    async closeAll() {
      const reasons = await call('GET', '/closing-reasons')
      for (const status of ['pending', 'open']) {
        const { data } = await call('GET', `/tickets?status=${status}&limit=200`)
        for (const { id } of data) await call('POST', `/tickets/${id}/close`, { closingReasonId: reasons.data[0].id })
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

export const conversations = (page: Page) => page.getByRole('list', { name: 'Conversas' }).getByRole('link')
export const messages = (page: Page) => page.getByRole('log', { name: 'Mensagens' })
export const composer = (page: Page) => page.locator('#composer')
