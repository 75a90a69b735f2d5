/** Access alone, on a port of its own: real HTTP on a real database, without the rest of the program. */
import type { FastifyInstance } from 'fastify'
import {
  type Access,
  type AccessOptions,
  accessPlugin,
  accessRoutes,
  openAccess,
  sessionRoutes,
} from '../../src/access/index.ts'
import type { Db } from '../../src/base/db/db.ts'
import { createLog } from '../../src/base/log.ts'
import type { Mailer } from '../../src/base/mail.ts'
import { type Keyring, keyring } from '../../src/base/seal.ts'
import { closeHttp, createHttp, listenHttp } from '../../src/web/http.ts'

export interface Reply {
  status: number
  headers: Headers
  cookies: string[]
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is what it asserts
  body: any
}

export interface AccessServer {
  url: string
  access: Access
  call: (method: string, path: string, input?: { headers?: Record<string, string>; body?: unknown }) => Promise<Reply>
  close: () => Promise<void>
}

export interface AccessServerOptions {
  db: Db
  dataDir: string
  publicUrl?: string
  requestsPerMinute?: number
  pace?: AccessOptions['pace']
  mailer?: Mailer
  keys?: Keyring
  /** It is trusted, so that a test can come from many addresses. */
  trustProxy?: boolean
  /** More routes, guarded by access. */
  routes?: (app: FastifyInstance) => void
}

export async function startAccessServer(options: AccessServerOptions): Promise<AccessServer> {
  const {
    publicUrl = 'http://127.0.0.1',
    keys = keyring([Buffer.alloc(32, 1)]),
    trustProxy = false,
    routes,
    ...rest
  } = options
  const log = createLog(process.env.LOG_LEVEL === 'error' ? 'error' : 'silent')
  const access = openAccess({ log, keyring: keys, publicUrl, ...rest })
  const app = createHttp({ log, trustProxy })
  await app.register(sessionRoutes(access), { prefix: '/api/auth' })
  await app.register(
    async api => {
      await api.register(accessPlugin, access)
      await api.register(accessRoutes(access))
      routes?.(api)
    },
    { prefix: '/api/v1' },
  )
  const url = `http://127.0.0.1:${await listenHttp(app, { host: '127.0.0.1', port: 0 })}`
  return {
    url,
    access,
    call: (method, path, input = {}) => call(url + path, method, input),
    close: () => closeHttp(app),
  }
}

async function call(
  url: string,
  method: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown },
): Promise<Reply> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const payload = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(url, { method, headers: { ...type, ...headers }, ...payload })
  const text = await response.text()
  const parsed = text === '' ? null : JSON.parse(text)
  return { status: response.status, headers: response.headers, cookies: response.headers.getSetCookie(), body: parsed }
}
