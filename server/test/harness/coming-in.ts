/** Access alone with companies, people and a mail server, for tests of signing in and invitations. */
import assert from 'node:assert/strict'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../../src/access/index.ts'
import { type Db, transaction } from '../../src/base/db/db.ts'
import { createMailer } from '../../src/base/mail.ts'
import { type AccessServer, type Reply, startAccessServer } from './access-server.ts'
import { testDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type ReceivedMail, startMailServer } from './mail-server.ts'
import { acceptInvitation, cookieOf } from './people.ts'
import { tempFolder } from './temp-folder.ts'

export const PASSWORD = 'correct horse battery'

export interface Company {
  tenantId: number
  adminId: number
  email: string
  key: string
}

export interface ComingIn extends AsyncDisposable {
  db: Db
  dataDir: string
  server: AccessServer
  mails: ReceivedMail[]
  /** The wait for each guess, by a clock of its own, without real waiting. */
  waits: number[]
  company(tenantName: string, email: string): Promise<Company>
  call: AccessServer['call']
  signIn(email: string, password?: string, more?: object, headers?: Record<string, string>): Promise<Reply>
  /** The cookies after a successful sign-in. */
  sessionOf(email: string, password?: string, more?: object): Promise<string>
  invite(of: Company, email: string, more?: object): Promise<Reply>
  /** A person who was invited and has accepted. */
  member(of: Company, email: string, password?: string): Promise<number>
  me(cookie: string): Promise<Reply['body']>
  by(cookie: string): Record<string, string>
  nextMail(to: string, count?: number): Promise<string>
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
export const from = (address: string) => ({ 'x-forwarded-for': address })
export const codeIn = (text: string) => /#([\w-]{43})/.exec(text.replaceAll('=\n', ''))?.[1] ?? assert.fail(text)

export async function openComingIn(): Promise<ComingIn> {
  const stack = new AsyncDisposableStack()
  const dataDir = stack.use(tempFolder()).path
  const { db } = stack.use(await testDatabase())
  const { url: smtpUrl, mails } = stack.use(await startMailServer())
  const mailer = stack.use(createMailer({ smtpUrl, from: 'Recado <desk@example.com>' }))
  const waits: number[] = []
  let skipped = 0
  const wait = async (ms: number) => {
    waits.push(ms)
    skipped += ms
  }
  // Only the waits move this clock on, because on a slow machine real time would forgive wrong guesses.
  const pace = { wait, now: () => skipped }
  const server = await startAccessServer({ db, dataDir, mailer, pace, trustProxy: true })
  stack.defer(() => server.close())
  const { call } = server
  const signIn: ComingIn['signIn'] = (email, password = PASSWORD, more = {}, headers = {}) =>
    call('POST', '/api/auth/sign-in/email', { headers, body: { email, password, ...more } })
  const invite: ComingIn['invite'] = (of, email, more = {}) =>
    call('POST', '/api/v1/invitations', {
      headers: bearer(of.key),
      body: { email, name: 'Bia', profile: 'attendant', ...more },
    })
  return {
    db,
    dataDir,
    server,
    mails,
    waits,
    call,
    signIn,
    invite,
    async company(tenantName, email) {
      const password = await hashPassword(PASSWORD)
      const input = { tenantName, adminName: 'Ana', email, password }
      const { tenantId, admin } = await transaction(db, tx => createTenantWithAdmin(tx, input))
      const { key } = await createApiKey(db, { tenantId, name: 'test', profile: 'admin' })
      return { tenantId, adminId: admin.id, email, key }
    },
    async sessionOf(email, password = PASSWORD, more = {}) {
      const answer = await signIn(email, password, more)
      assert.equal(answer.body.state, 'signed-in', JSON.stringify(answer.body))
      return cookieOf(answer.headers)
    },
    async member(of, email, password = PASSWORD) {
      const { body } = await invite(of, email)
      return (await acceptInvitation(server.url, body.link, { name: 'Bia', password })).id
    },
    me: async cookie => (await call('GET', '/api/v1/me', { headers: { cookie } })).body,
    by: cookie => ({ cookie, origin: server.url }),
    async nextMail(to, count = 1) {
      const found = await eventually(() => {
        const theirs = mails.filter(mail => mail.to.includes(to))
        return theirs.length >= count ? theirs : undefined
      })
      return found.at(-1)!.text
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
