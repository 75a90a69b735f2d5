/**
 * A desk with one `cloud` channel on a database of its own: the real intake and workers behind a real HTTP server; the emulator,
 * or whatever listens at `graphUrl`, plays Meta.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Caller } from '../../src/access/index.ts'
import type { Db } from '../../src/base/db/db.ts'
import { createLog } from '../../src/base/log.ts'
import { keyring } from '../../src/base/seal.ts'
import { createChannel } from '../../src/channel/channel.ts'
import {
  type ChannelContext,
  type ChannelOptions,
  channelRoutes,
  cloudIntake,
  messageRoutes,
  openChannel,
  runChannel,
  scheduleRoutes,
} from '../../src/channel/index.ts'
import { deskRoutes } from '../../src/desk/index.ts'
import { folderStore, mediaFileRoutes, mediaUploadRoutes } from '../../src/media/index.ts'
import { createHttp } from '../../src/web/http.ts'
import { testDatabase } from './database.ts'
import { tempFolder } from './temp-folder.ts'

export const APP_SECRET = 'app-secret-example'
export const PHONE_NUMBER_ID = '420000000000002'

export interface TestChannel extends AsyncDisposable {
  db: Db
  url: string
  tenantId: number
  channelId: number
  callbackUrl: string
  verifyToken: string
  context: ChannelContext
  caller: Caller
  /** Posts as Meta does; returns the status. */
  post(payload: unknown, options?: PostOptions): Promise<number>
  // biome-ignore lint/suspicious/noExplicitAny: a test says by what it asserts what it expects of a response.
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>
  /** Starts the workers; they stop with the channel, or when this is disposed. */
  run(): Promise<AsyncDisposable>
}

interface PostOptions {
  signature?: string
  url?: string
}

export interface TestChannelOptions {
  graphUrl?: string
  accessToken?: string
  pace?: ChannelOptions['pace']
  acceptsGroups?: boolean
  wabaId?: string
  /** Most connections to the database. */
  max?: number
}

export async function testChannel(options: TestChannelOptions = {}): Promise<TestChannel> {
  const stack = new AsyncDisposableStack()
  const { db } = stack.use(await testDatabase({ max: options.max ?? 10 }))
  const folder = stack.use(tempFolder())
  const log = createLog('silent')
  const [tenant] = await db<{ id: number }[]>`insert into tenants (name) values ('Padaria Demo') returning id`
  const tenantId = tenant!.id
  const [user] = await db<{ id: number }[]>`
    insert into users (tenant_id, name, email, profile) values (${tenantId}, 'Rita', 'rita@example.com', 'admin') returning id`
  const caller: Caller = { tenantId, userId: user!.id, profile: 'admin', apiKeyId: null, name: 'Rita' }

  const http = createHttp({ log })
  const context = openChannel({
    db,
    keys: keyring([randomBytes(32)]),
    graph: {
      baseUrl: options.graphUrl ?? 'http://127.0.0.1:9',
      version: 'v25.0',
      userAgent: 'Recado/test',
      timeoutMs: 3_000,
    },
    publicUrl: 'http://recado.test',
    store: folderStore(folder.path),
    log,
    pace: { pollMs: 100, ...options.pace },
  })
  await http.register(cloudIntake, context)
  await http.register(mediaFileRoutes(context))
  await http.register(
    async api => {
      api.decorateRequest('caller', null)
      api.addHook('onRequest', async request => {
        request.caller = caller
      })
      await api.register(channelRoutes(context))
      await api.register(messageRoutes(context))
      await api.register(deskRoutes({ db, desk: context.desk }))
      await api.register(scheduleRoutes(context))
      await api.register(mediaUploadRoutes(context))
    },
    { prefix: '/api/v1' },
  )
  await http.listen({ port: 0, host: '127.0.0.1' })
  stack.defer(() => http.close())
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`

  const settings = { name: 'Loja', isActive: true, defaultQueueId: null, defaultUserId: null, reopenWithinMinutes: 0 }
  const channel = await createChannel(
    context,
    tenantId,
    { ...settings, acceptsGroups: options.acceptsGroups ?? false },
    {
      phoneNumberId: PHONE_NUMBER_ID,
      wabaId: options.wabaId ?? null,
      accessToken: options.accessToken ?? 'token',
      appSecret: APP_SECRET,
    },
  )
  const callbackUrl = channel.callbackUrl.replace('http://recado.test', url)

  return {
    db,
    url,
    tenantId,
    channelId: channel.id,
    callbackUrl,
    verifyToken: channel.verifyToken,
    context,
    caller,
    async post(payload, { signature, url: to = callbackUrl } = {}) {
      const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature ?? sign(body) }
      const response = await fetch(to, { method: 'POST', headers, body })
      await response.arrayBuffer()
      return response.status
    },
    async api(method, path, body) {
      const init: RequestInit = { method }
      if (body instanceof FormData) init.body = body
      else if (body !== undefined) {
        init.headers = { 'content-type': 'application/json' }
        init.body = JSON.stringify(body)
      }
      const response = await fetch(`${url}/api/v1${path}`, init)
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) }
    },
    async run() {
      const running = await runChannel(context)
      let isEnded = false
      const end = async () => {
        if (!isEnded) await running[Symbol.asyncDispose]()
        isEnded = true
      }
      stack.defer(end)
      return { [Symbol.asyncDispose]: end }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

export const sign = (body: string | Buffer, secret = APP_SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

type Json = Record<string, unknown>

const METADATA = { display_phone_number: '551140020001', phone_number_id: PHONE_NUMBER_ID }

/** Meta's envelope around one change. */
export function payloadOf(value: Json, field = 'messages'): Json {
  const change = { field, value: { messaging_product: 'whatsapp', metadata: METADATA, ...value } }
  return { object: 'whatsapp_business_account', entry: [{ id: '310000000000001', changes: [change] }] }
}

export interface Person {
  wa_id?: string
  user_id?: string
  name?: string
}

export const ANA: Person = { wa_id: '553187650001', user_id: 'BR.90000000000000000001', name: 'Ana Prado' }

let lastId = 0

/** A customer's message: a text, or the given nodes. */
export function messageFrom(person: Person, content: string | Json, extra: Json = {}): Json {
  const node = typeof content === 'string' ? { type: 'text', text: { body: content } } : content
  const { wa_id: from, user_id: from_user_id } = person
  return { from, from_user_id, id: `wamid.TEST${++lastId}`, timestamp: '1790000001', ...node, ...extra }
}

export function contactOf({ name, ...ids }: Person): Json {
  return { profile: { name }, ...ids }
}

/** One post with these messages of one person. */
export function postFrom(person: Person, ...contents: (string | Json)[]): Json {
  return payloadOf({ contacts: [contactOf(person)], messages: contents.map(content => messageFrom(person, content)) })
}
