/**
 * Endpoints made ready for posting: secrets opened, headers prepared, a connection pool each. What is here is done once
 * per change of an endpoint, never per delivery.
 */
import type { buildConnector } from 'undici'
import type { Sql } from '../base/db/db.ts'
import { type Keyring, open } from '../base/seal.ts'
import type { Target, TraceAttempt } from './attempt.ts'
import { openConnections } from './connections.ts'
import type { RetryPolicy } from './retry.ts'
import { ed25519PrivateKey, secretKey } from './sign.ts'

/** Columns that are used as they are. */
interface TargetSettings extends Pick<Target, 'endpointId' | 'timeoutMs'> {
  tenantId: number
  name: string
  version: number
  enabled: boolean
  breaker: 'closed' | 'open' | 'half-open'
  retryPolicy: RetryPolicy
  whenExhausted: 'skip' | 'hold'
  maxInFlight: number
  rateLimit: number | null
}

export interface EndpointTarget extends Target, TargetSettings {
  /** When a secret's overlap ends, so that this must be loaded again; by this process's monotonic clock, null = never. */
  staleAt: number | null
}

export interface TargetDeps {
  keyring: Keyring
  connect: buildConnector.connector
  userAgent: string
  trace?: TraceAttempt
}

interface EndpointRow {
  settings: TargetSettings
  url: string
  token: Uint8Array | null
  secret: Uint8Array
  previousSecret: Uint8Array | null
  staleInMs: number | null
  ed25519Key: Uint8Array | null
  extraHeaders: Uint8Array | null
}

/** A previous secret is left out once its overlap is over. */
async function loadRows(sql: Sql, ids: readonly number[]): Promise<EndpointRow[]> {
  return sql<EndpointRow[]>`
    select
      json_build_object(
        'endpointId', e.id, 'tenantId', e.tenant_id, 'name', e.name, 'version', e.version, 'enabled', e.enabled,
        'breaker', coalesce(b.state, 'closed'), 'retryPolicy', e.retry_policy, 'whenExhausted', e.when_exhausted,
        'timeoutMs', e.timeout_ms, 'maxInFlight', e.max_in_flight, 'rateLimit', e.rate_limit
      ) as settings,
      e.url, e.token, e.secret, e.ed25519_key as "ed25519Key", e.extra_headers as "extraHeaders",
      case when e.previous_secret_until > now() then e.previous_secret end as "previousSecret",
      case when e.previous_secret_until > now() then extract(epoch from e.previous_secret_until - now())::float8 * 1000 end
        as "staleInMs"
    from endpoints e
    left join breakers b on b.endpoint_id = e.id
    where e.id = any(${ids as number[]})
    order by e.id`
}

/** The present version of each of these endpoints; deleted ones are missing. */
export async function readVersions(sql: Sql, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql<{ id: number; version: number }[]>`
    select id, version from endpoints where id = any(${ids as number[]}) order by id`
  return new Map(rows.map(row => [row.id, row.version]))
}

/** One that cannot be made ready is reported to `onBroken` and left out; without `onBroken` it throws. */
export async function loadTargets(
  sql: Sql,
  deps: TargetDeps,
  ids: readonly number[],
  onBroken?: (broken: Pick<EndpointTarget, 'tenantId' | 'endpointId'>, error: Error) => void,
): Promise<EndpointTarget[]> {
  return (await loadRows(sql, ids)).flatMap(row => {
    try {
      return toTarget(deps, row)
    } catch (error) {
      if (onBroken === undefined) throw error
      onBroken(row.settings, error as Error)
      return []
    }
  })
}

function toTarget(deps: TargetDeps, row: EndpointRow): EndpointTarget {
  const url = new URL(row.url)
  const opened = (sealed: Uint8Array | null) => (sealed === null ? null : open(deps.keyring, sealed))
  const ed25519 = opened(row.ed25519Key)
  return {
    ...row.settings,
    staleAt: row.staleInMs === null ? null : performance.now() + row.staleInMs,
    origin: url.origin,
    path: url.pathname + url.search,
    ...(deps.trace === undefined ? {} : { trace: deps.trace }),
    headers: fixedHeaders(deps.userAgent, opened(row.token), opened(row.extraHeaders)),
    keys: {
      secrets: [opened(row.secret), opened(row.previousSecret)].flatMap(secret => secretKey(secret ?? '') ?? []),
      ed25519: ed25519 === null ? null : ed25519PrivateKey(ed25519),
    },
    connections: openConnections(url.origin, { connect: deps.connect, connections: row.settings.maxInFlight }),
  }
}

/** Headers that are the same for every delivery, names and values in turn. */
export function fixedHeaders(userAgent: string, token: string | null, extraHeaders: string | null): string[] {
  const extra = Object.entries(extraHeaders === null ? {} : (JSON.parse(extraHeaders) as Record<string, string>))
  const isGiven = (name: string) => extra.some(([given]) => given.toLowerCase() === name)
  const headers = ['content-type', 'application/json']
  // Firewalls refuse clients that do not say what they accept; a tenant that needs another user agent sets it as an extra header.
  if (!isGiven('accept')) headers.push('accept', '*/*')
  if (!isGiven('user-agent')) headers.push('user-agent', userAgent)
  if (token !== null) headers.push('x-n8n-api-key', token)
  return [...headers, ...extra.flat()]
}
