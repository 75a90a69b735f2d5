/**
 * Endpoints: a URL that wants events of a channel or of a queue. Secrets are stored sealed, and are returned only where somebody
 * asks for them.
 */
import { type AuditedBy, record } from '../audit/index.ts'
import { brokenConstraint, type Db, notify, type Sql, type Tx, transaction } from '../base/db/db.ts'
import { type Keyring, open, seal } from '../base/seal.ts'
import type { SealedColumns } from '../base/sealed-columns.ts'
import { Refusal } from '../refusal/refusal.ts'
import { ENDPOINTS_CHANNEL, ed25519PublicKey, newEd25519Key, newSecret, probeSoon } from '../webhook/index.ts'
import { type ChangedHeaders, checkHeaders, filledIn } from './extra-headers.ts'
import type { Endpoint, EndpointSettings, Switches } from './schemas.ts'

export const SEALED_OF_ENDPOINTS: SealedColumns = {
  table: 'endpoints',
  columns: ['token', 'secret', 'previous_secret', 'ed25519_key', 'extra_headers'],
}

export interface EndpointDeps {
  db: Db
  keyring: Keyring
  /** Why this URL may not be posted to; undefined when it may. */
  refuseUrl: (url: string) => string | undefined
}

type Reading = Pick<EndpointDeps, 'db' | 'keyring'>

export type Source = { channelId: number } | { queueId: number }

/** One endpoint, and, for a change, who makes it, for the audit log. */
export interface OneEndpoint {
  tenantId: number
  id: number
}
interface Audited {
  by?: AuditedBy | undefined
}

export interface EndpointChange extends OneEndpoint, Audited {
  change: Partial<Omit<EndpointSettings, 'switches' | 'headers'>> & {
    switches?: Partial<Switches> | undefined
    headers?: ChangedHeaders | undefined
  }
  /** Whether stored secrets may go to another URL without being entered again; only an administrator may decide that. */
  mayCarrySecrets?: boolean
}

/** A row as `columns` reads it; sealed values stay sealed. */
interface EndpointRow extends Omit<Endpoint, 'hasToken' | 'headerNames' | 'ed25519PublicKey'> {
  token: Buffer | null
  headers: Buffer | null
  ed25519Key: Buffer | null
}

export async function listEndpoints(
  { db, keyring }: Reading,
  page: {
    tenantId: number
    after: number
    limit: number
    channelId?: number | undefined
    queueId?: number | undefined
  },
): Promise<Endpoint[]> {
  const rows = await db<EndpointRow[]>`
    select ${columns(db)}
    from endpoints e left join breakers b on b.endpoint_id = e.id
    where e.tenant_id = ${page.tenantId} and e.id > ${page.after}
      and (${page.channelId ?? null}::bigint is null or e.channel_id = ${page.channelId ?? null})
      and (${page.queueId ?? null}::bigint is null or e.queue_id = ${page.queueId ?? null})
    order by e.id
    limit ${page.limit}`
  return rows.map(row => toEndpoint(keyring, row))
}

export async function getEndpoint({ db, keyring }: Reading, which: OneEndpoint): Promise<Endpoint> {
  return toEndpoint(keyring, await readRow(db, which))
}

/** The signing secret is returned only here, by `rotateSecret` and by `readSecret`. */
export async function createEndpoint(
  deps: EndpointDeps,
  input: { tenantId: number; source: Source; settings: EndpointSettings } & Audited,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const { tenantId, source, settings, by } = input
  const secret = newSecret()
  const of = { channel_id: null, queue_id: null, ...toColumn(source) }
  const row = toRow(deps, { settings, isQueue: 'queueId' in source, ed25519Key: null })
  const values = { tenant_id: tenantId, ...of, ...row, secret: seal(deps.keyring, secret) }
  const endpoint = await transaction(deps.db, async tx => {
    await refuseTooMany(tx, { tenantId, ...of })
    const [made] = await tx<{ id: number }[]>`insert into endpoints ${tx(values)} returning id`
    const id = made!.id
    await notifyDispatchers(tx, id)
    const after = toEndpoint(deps.keyring, await readRow(tx, { tenantId, id }))
    if (by) await record(tx, { by, what: 'endpoint.created', targetId: id, after })
    return after
  }).catch(error => {
    if (brokenConstraint(error)?.includes('channel_id')) throw new Refusal('channel_not_found')
    if (brokenConstraint(error)?.includes('queue_id')) throw new Refusal('queue_not_found')
    throw error
  })
  return { endpoint, secret }
}

const toColumn = (source: Source) =>
  'channelId' in source ? { channel_id: source.channelId } : { queue_id: source.queueId }

/** The number is limited because each event is queued once for each endpoint that wants it, in the transaction of the change. */
const MAX_ENDPOINTS = 50

async function refuseTooMany(
  sql: Sql,
  of: { tenantId: number; channel_id: number | null; queue_id: number | null },
): Promise<void> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) from endpoints
    where tenant_id = ${of.tenantId} and (channel_id = ${of.channel_id}::bigint or queue_id = ${of.queue_id}::bigint)`
  if ((row?.count ?? 0) >= MAX_ENDPOINTS) throw new Refusal('too_many_endpoints', { limit: MAX_ENDPOINTS })
}

/**
 * Changes only what is given. Switching it on again also clears the reason why it was switched off. After that, or with another
 * URL, a dead endpoint is probed at once.
 */
export async function changeEndpoint(deps: EndpointDeps, input: EndpointChange): Promise<Endpoint> {
  const { tenantId, id, by } = input
  const { headers, ...change } = input.change
  return transaction(deps.db, async tx => {
    const row = await readRow(tx, input, tx`for update of e`)
    const before = toEndpoint(deps.keyring, row)
    const stored = secretsOf(deps.keyring, row)
    const settings: EndpointSettings = {
      ...before,
      ...stored,
      ...(headers !== undefined && { headers: filledIn(headers, stored.headers) }),
      ed25519: row.ed25519Key !== null,
      ...change,
      switches: { ...before.switches, ...change.switches },
    }
    if (input.mayCarrySecrets !== true) refuseCarried(row, input.change, stored)
    const next = toRow(deps, { settings, isQueue: row.queueId !== null, ed25519Key: row.ed25519Key })
    const reason = settings.enabled ? null : row.disabledReason
    await tx`
      update endpoints set ${tx(next)}, disabled_reason = ${reason}, version = version + 1, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}`
    if (next.url !== row.url || (next.enabled && !row.enabled)) await probeSoon(tx, id)
    await notifyDispatchers(tx, id)
    const after = toEndpoint(deps.keyring, await readRow(tx, input))
    const secrets = changedSecrets(stored, settings)
    if (by) await record(tx, { by, what: 'endpoint.updated', targetId: id, before, after: { ...after, ...secrets } })
    return after
  })
}

/** Otherwise somebody who may change an endpoint but not read its token could have the token posted to themselves. */
function refuseCarried(
  row: Pick<EndpointRow, 'url'>,
  { url, token, headers }: EndpointChange['change'],
  stored: ReturnType<typeof secretsOf>,
): void {
  if (url === undefined || URL.parse(url)?.href === row.url) return
  const keepsToken = token === undefined && stored.token !== null
  const keepsHeaders =
    headers === undefined ? Object.keys(stored.headers).length > 0 : Object.values(headers).includes(null)
  if (keepsToken || keepsHeaders) throw new Refusal('endpoint_secrets_needed')
}

const secretsOf = (keyring: Keyring, row: EndpointRow) => ({
  token: row.token === null ? null : open(keyring, row.token),
  headers: openHeaders(keyring, row.headers),
})

/** For the audit log, which shows only that these have changed. */
function changedSecrets(before: ReturnType<typeof secretsOf>, after: ReturnType<typeof secretsOf>) {
  const isSame = JSON.stringify(before.headers) === JSON.stringify(after.headers)
  return { ...(before.token !== after.token && { token: 'changed' }), ...(!isSame && { headers: 'changed' }) }
}

/**
 * A new secret; the old one keeps signing beside it for `overlapHours` (0 to 168), so that receivers can change over.
 * There are two at most, because a second click would otherwise end the secret that receivers still use. With 0 hours all old
 * ones end.
 */
export async function rotateSecret(
  { db, keyring }: Reading,
  input: OneEndpoint & Audited & { overlapHours: number },
): Promise<string> {
  const { tenantId, id, overlapHours, by } = input
  const secret = newSecret()
  await transaction(db, async tx => {
    const { previousSecretUntil: until } = await readRow(tx, input, tx`for update of e`)
    if (until !== null && overlapHours > 0) throw new Refusal('rotation_running', { until: until.toISOString() })
    await tx`
      update endpoints set
        previous_secret = case when ${overlapHours}::int > 0 then secret end,
        previous_secret_until = case when ${overlapHours}::int > 0 then now() + ${overlapHours}::int * interval '1 hour' end,
        secret = ${seal(keyring, secret)}, version = version + 1, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}`
    await notifyDispatchers(tx, id)
    if (by) await record(tx, { by, what: 'endpoint.secret_rotated', targetId: id, after: { overlapHours } })
  })
  return secret
}

export async function readSecret({ db, keyring }: Reading, { tenantId, id }: OneEndpoint): Promise<string> {
  const [row] = await db<{ secret: Buffer }[]>`
    select secret from endpoints where tenant_id = ${tenantId} and id = ${id}`
  if (row === undefined) throw new Refusal('endpoint_not_found')
  return open(keyring, row.secret)
}

/**
 * Switches an endpoint off because its receiver asked for it, by 410 or `webhook-delivery: disable`. What waits is kept. If the
 * owner has changed the endpoint meanwhile, the response belongs to an earlier version and changes nothing.
 */
export async function disableEndpoint(
  db: Db,
  { id, reason, version }: { id: number; reason: 'gone' | 'asked'; version: number },
): Promise<void> {
  await transaction(db, async tx => {
    const [row] = await tx<{ tenantId: number }[]>`
      update endpoints set enabled = false, disabled_reason = ${reason}, version = version + 1, updated_at = now()
      where id = ${id} and enabled and version = ${version}
      returning tenant_id as "tenantId"`
    if (row === undefined) return
    await notifyDispatchers(tx, id)
    const by = { tenantId: row.tenantId, userId: null }
    const [before, after] = [{ enabled: true }, { enabled: false, disabledReason: reason }]
    await record(tx, { by, what: 'endpoint.updated', targetId: id, before, after })
  })
}

/** Makes dispatchers read the endpoint again when this is committed. */
async function notifyDispatchers(tx: Tx, id: number): Promise<void> {
  await notify(tx, ENDPOINTS_CHANNEL, String(id))
}

async function readRow(sql: Sql, { tenantId, id }: OneEndpoint, lock = sql``): Promise<EndpointRow> {
  const [row] = await sql<EndpointRow[]>`
    select ${columns(sql)}
    from endpoints e left join breakers b on b.endpoint_id = e.id
    where e.tenant_id = ${tenantId} and e.id = ${id}
    ${lock}`
  if (row === undefined) throw new Refusal('endpoint_not_found')
  return row
}

const columns = (sql: Sql) => sql`
  e.id, e.channel_id as "channelId", e.queue_id as "queueId", e.name, e.url, e.enabled,
  e.payload_version as "payloadVersion", e.retry_policy as "retryPolicy", e.when_exhausted as "whenExhausted",
  e.timeout_ms as "timeoutMs", e.max_in_flight as "maxInFlight", e.rate_limit as "rateLimit",
  json_build_object(
    'received', e.on_received, 'sent', e.on_sent, 'newTicket', e.on_new_ticket, 'transferred', e.on_transferred,
    'closed', e.on_closed, 'open', e.while_open, 'pending', e.while_pending, 'groups', e.groups,
    'messageStatus', e.on_status, 'messageEdited', e.on_edited, 'messageDeleted', e.on_deleted,
    'messageReaction', e.on_reaction, 'mediaBase64', e.media_base64
  ) as switches,
  e.token, e.extra_headers as headers, e.ed25519_key as "ed25519Key",
  e.disabled_reason as "disabledReason",
  case when e.previous_secret_until > now() then e.previous_secret_until end as "previousSecretUntil",
  coalesce(b.state, 'closed') as breaker, b.error as "breakerError",
  e.created_at as "createdAt", e.updated_at as "updatedAt"`

function toRow(
  { keyring, refuseUrl }: EndpointDeps,
  { settings, isQueue, ed25519Key }: { settings: EndpointSettings; isQueue: boolean; ed25519Key: Buffer | null },
) {
  const reason = refuseUrl(settings.url)
  if (reason !== undefined) throw new Refusal('url_not_allowed', { url: settings.url, reason })
  checkHeaders(settings.headers)
  const { switches, token, headers } = settings
  return {
    name: settings.name,
    url: new URL(settings.url).href,
    enabled: settings.enabled,
    payload_version: settings.payloadVersion,
    retry_policy: settings.retryPolicy,
    when_exhausted: settings.whenExhausted,
    timeout_ms: settings.timeoutMs,
    max_in_flight: settings.maxInFlight,
    rate_limit: settings.rateLimit,
    on_received: switches.received,
    on_sent: switches.sent,
    on_new_ticket: switches.newTicket && !isQueue,
    on_transferred: switches.transferred && !isQueue,
    on_closed: switches.closed && !isQueue,
    while_open: switches.open,
    while_pending: switches.pending,
    groups: switches.groups,
    on_status: switches.messageStatus,
    on_edited: switches.messageEdited,
    on_deleted: switches.messageDeleted,
    on_reaction: switches.messageReaction,
    media_base64: switches.mediaBase64,
    token: token === null ? null : seal(keyring, token),
    extra_headers: Object.keys(headers).length === 0 ? null : seal(keyring, JSON.stringify(headers)),
    ed25519_key: settings.ed25519 ? (ed25519Key ?? seal(keyring, newEd25519Key())) : null,
  }
}

function toEndpoint(keyring: Keyring, { token, headers, ed25519Key, ...row }: EndpointRow): Endpoint {
  return {
    ...row,
    hasToken: token !== null,
    headerNames: Object.keys(openHeaders(keyring, headers)),
    ed25519PublicKey: ed25519Key === null ? null : ed25519PublicKey(open(keyring, ed25519Key)),
  }
}

function openHeaders(keyring: Keyring, sealed: Buffer | null): Record<string, string> {
  return sealed === null ? {} : (JSON.parse(open(keyring, sealed)) as Record<string, string>)
}
