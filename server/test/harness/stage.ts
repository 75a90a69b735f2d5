/**
 * The whole program for a test: the real `recado serve` as a child process, the emulator as Meta, scripted receivers as
 * integrators, and companies whose people act over the API.
 */

import { createHmac } from 'node:crypto'
import { createEmulator, demoDefaults, type Emulator, type EmulatorOptions } from '@recado/whatsapp-emulator'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../../src/access/index.ts'
import { type Db, openDb, transaction } from '../../src/base/db/db.ts'
import { findEmbeddedPostgres } from '../../src/base/embedded/embedded-postgres.ts'
import { testDatabase } from './database.ts'
import { eventually, type Patience } from './eventually.ts'
import { ownPort } from './own-port.ts'
import { acceptInvitation } from './people.ts'
import { type Program, type ProgramOptions, startProgram } from './program.ts'
import { tempFolder } from './temp-folder.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

export interface Reply {
  status: number
  headers: Headers
  body: Json
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>

export interface Person {
  id: number
  name: string
  email: string
  /** Calls the API in this person's session. */
  call: Call
}

/** One company with a channel of its own; Ana serves sales, Bia support. */
export interface Company {
  tenantId: number
  apiKey: string
  /** Calls the API with the company's key. */
  call: Call
  /** Like `call`, but throws the response unless it is a 2xx; returns the body. */
  make: (method: string, path: string, body?: unknown) => Promise<Json>
  ana: Person
  bia: Person
  sales: number
  support: number
  reason: number
  channel: { id: number; path: string; phoneNumberId: string; appSecret: string; verifyToken: string }
  /** Makes an endpoint with every switch on. */
  endpoint: (url: string, settings?: Record<string, unknown>) => Promise<{ id: number; secret: string }>
  /** Posts as Meta does. */
  post: (payload: unknown, options?: { signature?: string }) => Promise<number>
}

export interface Stage extends AsyncDisposable {
  readonly program: Program
  readonly url: string
  readonly dataDir: string
  readonly databaseUrl: string
  db: Db
  emulator: Emulator
  /** Whether the database keeps running when the program is killed. */
  hasOwnDatabase: boolean
  company: (name?: string, phoneNumberId?: string, appSecret?: string) => Promise<Company>
  /** Ends the program as a power cut would. */
  kill: () => Promise<void>
  /** With other settings than before, if some are given. */
  start: (env?: Record<string, string>) => Promise<void>
  /** One more process on the same database, with a data folder of its own; RECADO_SECRET_KEY has to be set for both. */
  another: (env?: Record<string, string>) => Promise<Program>
  /** Waits until nothing is under way: Meta's posts are worked off, our messages are sent, and events are posted. */
  quiet: (patience?: Patience) => Promise<void>
}

export interface StageOptions {
  env?: Record<string, string>
  emulator?: EmulatorOptions
  /** On the PostgreSQL that the program brings, which is there only while the program runs. */
  embedded?: boolean
}

export const PHONE_NUMBER_ID = '420000000000002'
export const OTHER_PHONE_NUMBER_ID = '420000000000003'
/** The emulator signs everything with it. */
export const EMULATOR_APP_SECRET = demoDefaults.appSecret
const NUMBERS = [
  { ...demoDefaults, phoneNumberId: PHONE_NUMBER_ID },
  { ...demoDefaults, phoneNumberId: OTHER_PHONE_NUMBER_ID, displayPhoneNumber: '551140020002' },
]
const PASSWORD = 'uma senha comprida'

const CHANNEL_SWITCHES = {
  received: true,
  sent: true,
  newTicket: true,
  transferred: true,
  closed: true,
  open: true,
  pending: true,
  groups: true,
}
const QUEUE_SWITCHES = { received: true, sent: true, open: true, pending: true, groups: true }

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  const [folder, others] = [stack.use(tempFolder()), stack.use(tempFolder())]
  const database = options.embedded ? undefined : stack.use(await testDatabase({ max: 4 }))
  const emulator = stack.use(createEmulator({ autoStatus: 'none', numbers: NUMBERS, ...options.emulator }))
  const settings: ProgramOptions = {
    dataDir: folder.path,
    ...(database === undefined ? {} : { databaseUrl: database.url }),
    env: {
      // The port is the same after every start, so that Meta finds it again.
      PORT: String(await ownPort()),
      WA_GRAPH_BASE_URL: await emulator.listen(),
      ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
      LOG_LEVEL: 'warn',
      SHUTDOWN_SECONDS: '2',
      ...options.env,
    },
  }
  let program = await startProgram(settings)
  stack.defer(async () => void (await program.stop()))
  const db = database?.db ?? stack.use(openDb({ url: embeddedUrl(folder.path), max: 2 }))
  const url = () => program.url
  const whole = stack.move()
  return {
    get program() {
      return program
    },
    get url() {
      return program.url
    },
    dataDir: folder.path,
    databaseUrl: database?.url ?? embeddedUrl(folder.path),
    db,
    emulator,
    hasOwnDatabase: database !== undefined,
    company: (name = 'Padaria', phoneNumberId = PHONE_NUMBER_ID, appSecret = `app-secret-of-${name}`) =>
      makeCompany({ db, url }, name, { phoneNumberId, appSecret }),
    kill: () => program.kill(),
    async start(env) {
      program = await startProgram({ ...settings, env: { ...settings.env, ...env } })
    },
    another: env => startProgram({ ...settings, dataDir: others.path, env: { ...settings.env, PORT: '0', ...env } }),
    quiet: async patience => void (await eventually(() => isQuiet(db), patience)),
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}

async function isQuiet(db: Db): Promise<boolean> {
  const [row] = await db<{ is_quiet: boolean }[]>`
    select not exists (select 1 from inbound where state = 'waiting')
      and not exists (select 1 from outbound)
      and not exists (select 1 from deliveries) as is_quiet`
  return row!.is_quiet
}

function embeddedUrl(dataDir: string): string {
  const url = findEmbeddedPostgres(dataDir)
  if (url === undefined) throw new Error('the program runs no PostgreSQL of its own')
  return url
}

interface Where {
  db: Db
  url: () => string
}

export async function makeCompany(
  where: Where,
  name: string,
  meta: { phoneNumberId: string; appSecret: string },
): Promise<Company> {
  const slug = name.toLowerCase().replaceAll(/\W/g, '-')
  const password = await hashPassword(PASSWORD)
  const { tenantId, apiKey } = await transaction(where.db, async tx => {
    const admin = { tenantName: name, adminName: 'Rosa', email: `rosa@${slug}.example`, password }
    const made = await createTenantWithAdmin(tx, admin)
    const key = await createApiKey(tx, { tenantId: made.tenantId, name: 'Test', profile: 'admin' })
    return { tenantId: made.tenantId, apiKey: key.key }
  })
  const call = caller(where.url, { authorization: `Bearer ${apiKey}` })
  const make = async (method: string, path: string, body?: unknown) => {
    const result = await call(method, path, body)
    if (result.status >= 300) throw new Error(`${method} ${path}: ${result.status} ${JSON.stringify(result.body)}`)
    return result.body
  }
  const sales = (await make('POST', '/queues', { name: 'Vendas' })).id
  const support = (await make('POST', '/queues', { name: 'Suporte' })).id
  const reason = (await make('POST', '/closing-reasons', { name: 'Resolvido' })).id
  const person = async (personName: string, queueId: number): Promise<Person> => {
    const email = `${personName.toLowerCase()}@${slug}.example`
    const { link } = await make('POST', '/invitations', {
      name: personName,
      email,
      profile: 'attendant',
      queueIds: [queueId],
    })
    const { id, cookie } = await acceptInvitation(where.url(), link, { name: personName, password: PASSWORD })
    return { id, name: personName, email, call: caller(where.url, { cookie }) }
  }
  const { phoneNumberId, appSecret } = meta
  const cloud = { phoneNumberId, wabaId: '310000000000001', accessToken: 'emulator-access-token', appSecret }
  const made = await make('POST', '/channels', {
    name: 'WhatsApp',
    defaultQueueId: sales,
    acceptsGroups: true,
    ...cloud,
  })
  const path = new URL(made.callbackUrl).pathname
  return {
    tenantId,
    apiKey,
    call,
    make,
    ana: await person('Ana', sales),
    bia: await person('Bia', support),
    sales,
    support,
    reason,
    channel: { id: made.id, path, phoneNumberId, appSecret, verifyToken: made.verifyToken },
    endpoint: (to, settings = {}) => {
      const switches = 'queueId' in settings ? QUEUE_SWITCHES : CHANNEL_SWITCHES
      const source = 'queueId' in settings ? {} : { channelId: made.id }
      return make('POST', '/endpoints', { name: 'Receiver', url: to, switches, ...source, ...settings })
    },
    async post(payload, { signature } = {}) {
      const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature ?? sign(body, appSecret) }
      const response = await fetch(where.url() + path, { method: 'POST', headers, body })
      await response.arrayBuffer()
      return response.status
    },
  }
}

export async function signIn(url: string, email: string, password = PASSWORD): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`signing in was answered ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

/** Calls /api/v1; a body is sent as JSON, a string as it is. */
export function caller(url: () => string, credentials: Record<string, string>): Call {
  return async (method, path, body, headers = {}) => {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const all = { ...type, ...credentials, ...headers }
    const response = await fetch(`${url()}/api/v1${path}`, { method, headers: all, ...payload })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }
}

export const sign = (body: string | Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export interface Customer {
  waId: string
  name: string
}

export const ANA_PRADO: Customer = { waId: '5531987650001', name: 'Ana Prado' }

let written = 0

/** The time at which customers write: now, because otherwise WhatsApp would not accept an answer any more. */
export const SENT_AT = Math.floor(Date.now() / 1_000) - 1

/** Meta's POST of one text; a new id each time unless one is given. */
export function textOf(text: string, from = ANA_PRADO, more: { id?: string; phoneNumberId?: string } = {}) {
  const message = {
    from: from.waId,
    id: more.id ?? `wamid.STAGE${process.pid}n${++written}`,
    timestamp: String(SENT_AT),
    type: 'text',
    text: { body: text },
  }
  const phone_number_id = more.phoneNumberId ?? PHONE_NUMBER_ID
  return payloadOf(
    { contacts: [{ profile: { name: from.name }, wa_id: from.waId }], messages: [message] },
    phone_number_id,
  )
}

export function payloadOf(value: Record<string, unknown>, phone_number_id = PHONE_NUMBER_ID) {
  const metadata = { display_phone_number: '551140020001', phone_number_id }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  return { object: 'whatsapp_business_account', entry: [{ id: '310000000000001', changes: [change] }] }
}

/** The company's only ticket that is not closed; waits until there is one. */
export function activeTicket(company: Company): Promise<Json> {
  return eventually(async () => {
    const { body } = await company.call('GET', '/tickets')
    return body.data.find((ticket: Json) => ticket.status !== 'closed')
  })
}
