/** Endpoints: a URL that wants events of a channel or of a queue. Secrets go in sealed and come out only where asked for. */
import { type AuditedBy, record } from '../audit/index.ts'
import { brokenConstraint, type Db, notify, type Sql, type Tx, transaction } from '../base/db/db.ts'
import { type Keyring, open, seal } from '../base/seal.ts'
import { Refusal } from '../refusal/refusal.ts'
import { ENDPOINTS_CHANNEL, ed25519PublicKey, newEd25519Key, newSecret, probeSoon } from '../webhook/index.ts'
import { checkHeaders } from './extra-headers.ts'

export interface EndpointDeps {
  db: Db
  keyring: Keyring
  /** Why this URL may not be posted to; undefined when it may. */
  refuseUrl: (url: string) => string | undefined
}

/** The nine switches of a channel's endpoint; a queue's has six of them (the three ticket events stay off). */
export interface Switches {
  received: boolean
  sent: boolean
  newTicket: boolean
  transferred: boolean
  closed: boolean
  open: boolean
  pending: boolean
  groups: boolean
  mediaBase64: boolean
}

export interface EndpointSettings {
  name: string
  url: string
  enabled: boolean
  payloadVersion: 1 | 2
  switches: Switches
  retryPolicy: 'standard' | 'whazing'
  whenExhausted: 'skip' | 'hold'
  timeoutMs: number
  maxInFlight: number
  rateLimit: number | null
  /** Sent as `x-n8n-api-key`; null = none. */
  token: string | null
  headers: Record<string, string>
  ed25519: boolean
}

export interface Endpoint extends Omit<EndpointSettings, 'token' | 'headers' | 'ed25519'> {
  id: number
  channelId: number | null
  queueId: number | null
  disabledReason: 'gone' | 'asked' | null
  hasToken: boolean
  headerNames: string[]
  ed25519PublicKey: string | null
  previousSecretUntil: string | null
  breaker: 'closed' | 'open' | 'half-open'
  breakerError: string | null
  createdAt: string
  updatedAt: string
}

const SWITCHES_OFF: Switches = {
  received: false,
  sent: false,
  newTicket: false,
  transferred: false,
  closed: false,
  open: false,
  pending: false,
  groups: false,
  mediaBase64: false,
}

/** As WHAZING starts, with what nearly everybody switches on first: messages received, open and pending tickets. */
export const DEFAULTS: Omit<EndpointSettings, 'name' | 'url'> = {
  enabled: true,
  payloadVersion: 1,
  switches: { ...SWITCHES_OFF, received: true, open: true, pending: true },
  retryPolicy: 'standard',
  whenExhausted: 'skip',
  timeoutMs: 15_000,
  maxInFlight: 32,
  rateLimit: null,
  token: null,
  headers: {},
  ed25519: false,
}

interface EndpointRow {
  id: number
  channel_id: number | null
  queue_id: number | null
  name: string
  url: string
  enabled: boolean
  disabled_reason: 'gone' | 'asked' | null
  payload_version: 1 | 2
  on_received: boolean
  on_sent: boolean
  on_new_ticket: boolean
  on_transferred: boolean
  on_closed: boolean
  while_open: boolean
  while_pending: boolean
  groups: boolean
  media_base64: boolean
  token: Buffer | null
  ed25519_key: Buffer | null
  extra_headers: Buffer | null
  previous_secret_until: Date | null
  retry_policy: 'standard' | 'whazing'
  when_exhausted: 'skip' | 'hold'
  timeout_ms: number
  max_in_flight: number
  rate_limit: number | null
  breaker: 'open' | 'half-open' | null
  breaker_error: string | null
  created_at: Date
  updated_at: Date
}

export async function listEndpoints(
  deps: Pick<EndpointDeps, 'db' | 'keyring'>,
  tenantId: number,
  page: { limit: number; after: number; channelId?: number | undefined; queueId?: number | undefined },
): Promise<Endpoint[]> {
  const rows = await deps.db<EndpointRow[]>`
    select ${columns(deps.db)}
    from endpoints e left join breakers b on b.endpoint_id = e.id
    where e.tenant_id = ${tenantId} and e.id > ${page.after}
      and (${page.channelId ?? null}::bigint is null or e.channel_id = ${page.channelId ?? null})
      and (${page.queueId ?? null}::bigint is null or e.queue_id = ${page.queueId ?? null})
    order by e.id
    limit ${page.limit + 1}`
  return rows.map(row => toEndpoint(deps.keyring, row))
}

export async function getEndpoint(
  deps: Pick<EndpointDeps, 'db' | 'keyring'>,
  tenantId: number,
  id: number,
): Promise<Endpoint> {
  return toEndpoint(deps.keyring, await loadRow(deps.db, tenantId, id))
}

/** Answers the new endpoint with its signing secret, which is told only here, on rotation, and on `readSecret`. */
export async function createEndpoint(
  deps: EndpointDeps,
  tenantId: number,
  input: { channelId: number } | { queueId: number },
  settings: EndpointSettings,
  by?: AuditedBy,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const secret = newSecret()
  const channelId = 'channelId' in input ? input.channelId : null
  const queueId = 'queueId' in input ? input.queueId : null
  const values = { ...toRow(deps, settings, queueId !== null), secret: seal(deps.keyring, secret) }
  const endpoint = await transaction(deps.db, async tx => {
    await refuseTooMany(tx, tenantId, { channelId, queueId })
    const [row] = await tx<{ id: number }[]>`
      insert into endpoints ${tx({ tenant_id: tenantId, channel_id: channelId, queue_id: queueId, ...values })}
      returning id`
    const id = row?.id ?? 0
    await changed(tx, id)
    const after = toEndpoint(deps.keyring, await loadRow(tx, tenantId, id))
    if (by) await record(tx, { by, what: 'endpoint.created', targetId: id, after })
    return after
  }).catch(error => {
    if (brokenConstraint(error)?.includes('channel_id')) throw new Refusal('channel_not_found')
    if (brokenConstraint(error)?.includes('queue_id')) throw new Refusal('queue_not_found')
    throw error
  })
  return { endpoint, secret }
}

/** Each event is written once for each endpoint that wants it, in the transaction of the change. */
const MAX_ENDPOINTS = 50

async function refuseTooMany(
  sql: Sql,
  tenantId: number,
  { channelId, queueId }: { channelId: number | null; queueId: number | null },
): Promise<void> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) from endpoints
    where tenant_id = ${tenantId} and (channel_id = ${channelId}::bigint or queue_id = ${queueId}::bigint)`
  if ((row?.count ?? 0) >= MAX_ENDPOINTS) throw new Refusal('too_many_endpoints', { limit: MAX_ENDPOINTS })
}

/**
 * Changes only what is given. Switching it on again also clears why it had been switched off; that or another URL has a
 * dead endpoint probed at once.
 */
export async function updateEndpoint(
  deps: EndpointDeps,
  tenantId: number,
  id: number,
  change: Partial<Omit<EndpointSettings, 'switches'>> & { switches?: Partial<Switches> },
  by?: AuditedBy,
): Promise<Endpoint> {
  return transaction(deps.db, async tx => {
    const row = await loadRow(tx, tenantId, id, true)
    const before = toEndpoint(deps.keyring, row)
    const settings: EndpointSettings = {
      ...before,
      ...secretsOf(deps.keyring, row),
      ed25519: before.ed25519PublicKey !== null,
      ...change,
      switches: { ...before.switches, ...change.switches },
    }
    const next = toRow(deps, settings, row.queue_id !== null, row.ed25519_key)
    const reason = settings.enabled ? null : row.disabled_reason
    await tx`
      update endpoints set ${tx(next)}, disabled_reason = ${reason}, version = version + 1, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}`
    if (next.url !== row.url || (next.enabled && !row.enabled)) await probeSoon(tx, id)
    await changed(tx, id)
    const after = toEndpoint(deps.keyring, await loadRow(tx, tenantId, id))
    const secrets = changedSecrets(secretsOf(deps.keyring, row), settings)
    if (by) await record(tx, { by, what: 'endpoint.updated', targetId: id, before, after: { ...after, ...secrets } })
    return after
  })
}

const secretsOf = (keyring: Keyring, row: EndpointRow) => ({
  token: row.token === null ? null : open(keyring, row.token),
  headers: readHeaders(keyring, row.extra_headers),
})

/** For the audit log, which shows of these only that they are others now. */
function changedSecrets(before: ReturnType<typeof secretsOf>, after: ReturnType<typeof secretsOf>) {
  const isSame = JSON.stringify(before.headers) === JSON.stringify(after.headers)
  return { ...(before.token !== after.token && { token: 'changed' }), ...(!isSame && { headers: 'changed' }) }
}

/**
 * A new secret; the old one keeps signing beside it for `overlapHours` (0 to 168), so that receivers can change over.
 * There are two at most: a second click would end the very secret that receivers still use. 0 hours end all old ones.
 */
export async function rotateSecret(
  deps: Pick<EndpointDeps, 'db' | 'keyring'>,
  tenantId: number,
  id: number,
  overlapHours: number,
  by?: AuditedBy,
): Promise<string> {
  const secret = newSecret()
  await transaction(deps.db, async tx => {
    const { previous_secret_until: until } = await loadRow(tx, tenantId, id, true)
    if (until !== null && overlapHours > 0) throw new Refusal('rotation_running', { until: until.toISOString() })
    await tx`
      update endpoints set
        previous_secret = case when ${overlapHours}::int > 0 then secret end,
        previous_secret_until = case when ${overlapHours}::int > 0 then now() + ${overlapHours}::int * interval '1 hour' end,
        secret = ${seal(deps.keyring, secret)}, version = version + 1, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}`
    await changed(tx, id)
    if (by) await record(tx, { by, what: 'endpoint.secret_rotated', targetId: id, after: { overlapHours } })
  })
  return secret
}

export async function readSecret(deps: Pick<EndpointDeps, 'db' | 'keyring'>, tenantId: number, id: number) {
  const [row] = await deps.db<{ secret: Buffer }[]>`
    select secret from endpoints where tenant_id = ${tenantId} and id = ${id}`
  if (row === undefined) throw new Refusal('endpoint_not_found')
  return open(deps.keyring, row.secret)
}

/**
 * Its receiver said so: 410, or `webhook-delivery: disable`. What waits is kept. Its owner may have repaired it meanwhile:
 * then the answer was of a version that is no more, and changes nothing.
 */
export async function disableEndpoint(db: Db, id: number, reason: 'gone' | 'asked', version: number): Promise<void> {
  await transaction(db, async tx => {
    const [row] = await tx<{ tenant_id: number }[]>`
      update endpoints set enabled = false, disabled_reason = ${reason}, version = version + 1, updated_at = now()
      where id = ${id} and enabled and version = ${version}
      returning tenant_id`
    if (row === undefined) return
    await changed(tx, id)
    const by = { tenantId: row.tenant_id, userId: null }
    const [before, after] = [{ enabled: true }, { enabled: false, disabledReason: reason }]
    await record(tx, { by, what: 'endpoint.updated', targetId: id, before, after })
  })
}

/** Dispatchers forget what they know of it once this is committed. */
async function changed(tx: Tx, id: number): Promise<void> {
  await notify(tx, ENDPOINTS_CHANNEL, String(id))
}

async function loadRow(sql: Sql, tenantId: number, id: number, lock = false): Promise<EndpointRow> {
  const [row] = await sql<EndpointRow[]>`
    select ${columns(sql)}
    from endpoints e left join breakers b on b.endpoint_id = e.id
    where e.tenant_id = ${tenantId} and e.id = ${id}
    ${lock ? sql`for update of e` : sql``}`
  if (row === undefined) throw new Refusal('endpoint_not_found')
  return row
}

function columns(sql: Sql) {
  return sql`e.id, e.channel_id, e.queue_id, e.name, e.url, e.enabled, e.disabled_reason, e.payload_version,
    e.on_received, e.on_sent, e.on_new_ticket, e.on_transferred, e.on_closed, e.while_open, e.while_pending, e.groups,
    e.media_base64, e.token, e.ed25519_key, e.extra_headers,
    case when e.previous_secret_until > now() then e.previous_secret_until end as previous_secret_until,
    e.retry_policy, e.when_exhausted, e.timeout_ms, e.max_in_flight, e.rate_limit, b.state as breaker,
    b.error as breaker_error, e.created_at, e.updated_at`
}

function toRow(deps: EndpointDeps, settings: EndpointSettings, isQueue: boolean, ed25519Key: Buffer | null = null) {
  const reason = deps.refuseUrl(settings.url)
  if (reason !== undefined) throw new Refusal('url_not_allowed', { url: settings.url, reason })
  checkHeaders(settings.headers)
  const { switches } = settings
  return {
    name: settings.name,
    url: new URL(settings.url).href,
    enabled: settings.enabled,
    payload_version: settings.payloadVersion,
    on_received: switches.received,
    on_sent: switches.sent,
    on_new_ticket: switches.newTicket && !isQueue,
    on_transferred: switches.transferred && !isQueue,
    on_closed: switches.closed && !isQueue,
    while_open: switches.open,
    while_pending: switches.pending,
    groups: switches.groups,
    media_base64: switches.mediaBase64,
    token: settings.token === null ? null : seal(deps.keyring, settings.token),
    extra_headers:
      Object.keys(settings.headers).length === 0 ? null : seal(deps.keyring, JSON.stringify(settings.headers)),
    ed25519_key: settings.ed25519 ? (ed25519Key ?? seal(deps.keyring, newEd25519Key())) : null,
    retry_policy: settings.retryPolicy,
    when_exhausted: settings.whenExhausted,
    timeout_ms: settings.timeoutMs,
    max_in_flight: settings.maxInFlight,
    rate_limit: settings.rateLimit,
  }
}

function toEndpoint(keyring: Keyring, row: EndpointRow): Endpoint {
  return {
    id: row.id,
    channelId: row.channel_id,
    queueId: row.queue_id,
    name: row.name,
    url: row.url,
    enabled: row.enabled,
    disabledReason: row.disabled_reason,
    payloadVersion: row.payload_version,
    switches: {
      received: row.on_received,
      sent: row.on_sent,
      newTicket: row.on_new_ticket,
      transferred: row.on_transferred,
      closed: row.on_closed,
      open: row.while_open,
      pending: row.while_pending,
      groups: row.groups,
      mediaBase64: row.media_base64,
    },
    hasToken: row.token !== null,
    headerNames: Object.keys(readHeaders(keyring, row.extra_headers)),
    ed25519PublicKey: row.ed25519_key === null ? null : ed25519PublicKey(open(keyring, row.ed25519_key)),
    previousSecretUntil: row.previous_secret_until?.toISOString() ?? null,
    retryPolicy: row.retry_policy,
    whenExhausted: row.when_exhausted,
    timeoutMs: row.timeout_ms,
    maxInFlight: row.max_in_flight,
    rateLimit: row.rate_limit,
    breaker: row.breaker ?? 'closed',
    breakerError: row.breaker_error,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

function readHeaders(keyring: Keyring, sealed: Buffer | null): Record<string, string> {
  return sealed === null ? {} : (JSON.parse(open(keyring, sealed)) as Record<string, string>)
}
