/**
 * Fills an empty desk with a sample company, through the same API that an integrator would use. When it runs again, it finds what
 * it made and only sets the addresses at which things listen now.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApiKey, createTenantWithAdmin, hashPassword } from '../access/index.ts'
import { type Db, transaction } from '../base/db/db.ts'

interface DemoAccess {
  email: string
  password: string
  apiKey: string
}

export interface DemoDesk extends DemoAccess {
  channelId: number
  endpointId: number
  /** The address to which WhatsApp posts. */
  callbackUrl: string
  verifyToken: string
  /** The secret of the endpoint's signatures. */
  secret: string
}

export interface DemoWhatsApp {
  phoneNumberId: string
  wabaId: string
  accessToken: string
  appSecret: string
}

export interface SeedDeps {
  db: Db
  dataDir: string
  /** The address of this server's API. */
  apiUrl: string
  receiverUrl: string
  whatsApp: DemoWhatsApp
}

/**
 * Returns undefined, and touches nothing, when the database belongs to a desk that is not a demo. Each step looks for what an
 * earlier run made, so the next start completes one that was cut short.
 */
export async function seedDemo(deps: SeedDeps): Promise<DemoDesk | undefined> {
  const access = await enter(deps)
  if (access === undefined) return undefined
  const { password } = access
  const api = client(deps.apiUrl, access.apiKey)
  // It is set up already.
  await api.call('PATCH', '/first-steps', { isDismissed: true })
  const sales = await api.ensure('/queues', { name: 'Vendas', color: '#0f766e' })
  const support = await api.ensure('/queues', { name: 'Suporte', color: '#7c3aed' })
  for (const name of ['Resolvido', 'Sem resposta do cliente', 'Engano']) await api.ensure('/closing-reasons', { name })
  for (const [name, address, queueIds] of [
    ['João Atendente', 'joao@padaria.example', [sales.id]],
    ['Maria Atendente', 'maria@padaria.example', [sales.id, support.id]],
  ] as const) {
    await api.ensurePerson({ name, email: address, profile: 'attendant', queueIds }, password)
  }
  const { phoneNumberId, wabaId, accessToken, appSecret } = deps.whatsApp
  const cloud = { phoneNumberId, wabaId, accessToken, appSecret }
  const channel = await api.ensure('/channels', { name: 'WhatsApp da Padaria', defaultQueueId: sales.id, ...cloud })
  const callback = await api.call('GET', `/channels/${channel.id}/callback`)
  const url = `${deps.receiverUrl}/webhook`
  const wanted = {
    received: true,
    sent: true,
    newTicket: true,
    transferred: true,
    closed: true,
    open: true,
    pending: true,
  }
  const input = { channelId: channel.id, name: 'Receptor da demonstração', url, switches: wanted }
  const endpoint = await api.ensure('/endpoints', input)
  if (endpoint.url !== url) await api.call('PATCH', `/endpoints/${endpoint.id}`, { url })
  const { secret } = await api.call('GET', `/endpoints/${endpoint.id}/secret`)
  return {
    ...access,
    channelId: channel.id,
    endpointId: endpoint.id,
    callbackUrl: `${deps.apiUrl}${new URL(callback.callbackUrl as string).pathname}`,
    verifyToken: callback.verifyToken as string,
    secret: secret as string,
  }
}

const COMPANY = 'Padaria Demo'
const LOGIN = 'admin@padaria.example'

/** What is in a database: nothing yet, the demo, or a real desk. */
export type FoundDesk =
  | { kind: 'none' }
  | { kind: 'real'; company: string; users: number; tickets: number }
  /** `isOurs`: the login of the demo is in this data folder, so the demo can go on. */
  | { kind: 'demo'; company: string; isOurs: boolean }

/** This is asked before anything starts: a real desk must not get the stand-ins, and a demo should not become a real desk. */
export async function lookForDesk({ db, dataDir }: Pick<SeedDeps, 'db' | 'dataDir'>): Promise<FoundDesk> {
  const [schema] = await db<{ is_there: boolean }[]>`select to_regclass('tickets') is not null as is_there`
  const tenants = schema?.is_there ? await firstTenants(db) : []
  if (tenants.length === 0) return { kind: 'none' }
  const [counts] = await db<{ companies: number; users: number; tickets: number; has_demo_login: boolean }[]>`
    select (select count(*)::int from tenants) as companies, (select count(*)::int from users) as users,
      (select count(*)::int from (select from tickets limit 100000) counted) as tickets,
      exists (select 1 from users where email = ${LOGIN}) as has_demo_login`
  const { companies = 1, users = 0, tickets = 0, has_demo_login: hasDemoLogin = false } = counts ?? {}
  const company = `the company "${tenants[0]?.name}"${companies > 1 ? ` and ${companies - 1} more` : ''}`
  const isOurs = isDemo(tenants, readKnown(dataDir))
  // Its login has a domain that nobody can own, so the demo is recognized without its file as well.
  return isOurs || hasDemoLogin ? { kind: 'demo', company, isOurs } : { kind: 'real', company, users, tickets }
}

const firstTenants = (db: Db) => db<{ id: number; name: string }[]>`select id, name from tenants order by id limit 2`

const isDemo = (tenants: readonly { name: string }[], known: Partial<DemoAccess> | undefined): boolean =>
  tenants.length === 0 || (known !== undefined && tenants[0]?.name === COMPANY)

/** The company, its admin and a key to the API; each is made when it is missing. */
async function enter(deps: SeedDeps): Promise<DemoAccess | undefined> {
  const tenants = await firstTenants(deps.db)
  const known = readKnown(deps.dataDir)
  if (!isDemo(tenants, known)) return undefined
  const email = LOGIN
  // Not a default password: made for this folder, kept in it, and printed at every start of the demo.
  const password = known?.password ?? `pao-${randomBytes(6).toString('base64url')}`
  remember(deps.dataDir, { email, password, ...known })
  const input = { tenantName: COMPANY, adminName: 'Dona Rosa', email, password: await hashPassword(password) }
  const apiKey = await transaction(deps.db, async tx => {
    const tenantId = tenants[0]?.id ?? (await createTenantWithAdmin(tx, input)).tenantId
    return known?.apiKey ?? (await createApiKey(tx, { tenantId, name: 'Demo', profile: 'admin' })).key
  })
  remember(deps.dataDir, { email, password, apiKey })
  return { email, password, apiKey }
}

type Body = Record<string, unknown> & { id: number }

function client(apiUrl: string, apiKey: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await fetch(`${apiUrl}/api/v1${path}`, init)
    if (!response.ok)
      throw new Error(`demo: ${method} ${path} was answered ${response.status} ${await response.text()}`)
    return response.status === 204 ? { id: 0 } : ((await response.json()) as Body)
  }
  /** Returns the one with this name, or makes one. */
  const ensure = async (path: string, body: Record<string, unknown> & { name: string }): Promise<Body> => {
    const page = (await call('GET', `${path}?limit=200`)) as unknown as { data: Body[] }
    return page.data.find(one => one.name === body.name) ?? call('POST', path, body)
  }
  /** The user is invited, and the invitation accepted at once. One that an earlier start left open is revoked first. */
  const ensurePerson = async (
    person: { name: string; email: string; profile: string; queueIds: readonly number[] },
    password: string,
  ) => {
    const find = async (path: string) => {
      const page = (await call('GET', `${path}?limit=200`)) as unknown as { data: { id: number; email: string }[] }
      return page.data.find(one => one.email === person.email)
    }
    if ((await find('/users')) !== undefined) return
    const open = await find('/invitations')
    if (open !== undefined) await call('DELETE', `/invitations/${open.id}`)
    const { link } = await call('POST', '/invitations', { ...person, sendMail: false })
    const code = String(link).split('#')[1]
    const accepted = await fetch(`${apiUrl}/api/auth/invitation/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name: person.name, password }),
    })
    if (!accepted.ok) throw new Error(`demo: an invitation was answered ${accepted.status} ${await accepted.text()}`)
  }
  return { call, ensure, ensurePerson }
}

const fileOf = (dataDir: string) => join(dataDir, 'demo.json')

function readKnown(dataDir: string): Partial<DemoAccess> | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Partial<DemoAccess>
  } catch {
    return undefined // Never filled, or filled by a start that was cut short.
  }
}

function remember(dataDir: string, access: Partial<DemoAccess>): void {
  const draft = `${fileOf(dataDir)}.new`
  writeFileSync(draft, JSON.stringify(access), { mode: 0o600 })
  renameSync(draft, fileOf(dataDir))
}
