/** One delivery with all that is known of it: what was posted, how, what came back, and the event before it. */
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { type Keyring, open } from '../base/seal.ts'
import { parseWebhookId } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type Attempt, listAttempts } from './attempt.ts'
import { type Delivery, findDelivery } from './delivery.ts'

export interface DetailDeps {
  sql: Sql
  keyring: Keyring
  userAgent: string
}

export interface PostedHeader {
  name: string
  /** Null = secret, or made again for each attempt. */
  value: string | null
}

export interface DeliveryDetail extends Delivery {
  /** Exactly as it is posted; null when it is larger than MAX_SHOWN_BYTES. */
  body: string | null
  bodyBytes: number
  headers: PostedHeader[]
  /** The newest MAX_ATTEMPTS, newest first. */
  tries: (Attempt & { explanation: string | null })[]
  /** The ticket's event before this one, as the same payload version has it. */
  previousEvent: PreviousEvent | null
}

export interface PreviousEvent {
  id: number
  type: string
  occurredAt: Date
  body: string | null
}

/** A larger body is read on its own: `readBody`. */
const MAX_SHOWN_BYTES = 256 * 1_024
const MAX_ATTEMPTS = 100
const FIRST_PAGE = { limit: MAX_ATTEMPTS, before: Number.MAX_SAFE_INTEGER }

interface Found {
  event_id: number
  event_day: string
  endpoint_id: number
  variant: number
}

export async function getDelivery(
  deps: DetailDeps,
  { tenantId, id, language }: { tenantId: number; id: string; language: Language },
): Promise<DeliveryDetail> {
  const { sql } = deps
  const found = await find(sql, tenantId, id)
  const { event_id: eventId, event_day: eventDay, endpoint_id: endpointId, variant } = found
  const delivery = await findDelivery(sql, { tenantId, eventId, eventDay, endpointId })
  if (delivery === undefined) throw new Refusal('delivery_not_found')
  const [tries, [posted], [previousEvent], names] = await Promise.all([
    listAttempts(sql, { tenantId, ticketId: delivery.ticketId, eventId, endpointId, ...FIRST_PAGE }),
    sql<{ body: string | null; bytes: number }[]>`
      select ${shown(sql, variant)} as body, octet_length(${bodyOf(sql, variant)}) as bytes
      from events v where v.day = ${eventDay}::date and v.id = ${eventId}`,
    sql<PreviousEvent[]>`
      select v.id, v.type, v.occurred_at as "occurredAt", ${shown(sql, variant)} as body
      from events v
      where v.tenant_id = ${tenantId} and v.ticket_id = ${delivery.ticketId} and v.id < ${eventId}
      order by v.id desc
      limit 1`,
    secretHeaders(deps, tenantId, endpointId),
  ])
  return {
    ...delivery,
    body: posted?.body ?? null,
    bodyBytes: posted?.bytes ?? 0,
    headers: headersOf(deps, delivery, names),
    tries: tries
      .slice(0, MAX_ATTEMPTS)
      .map(tried => ({ ...tried, explanation: explain({ ...tried, headers: tried.responseHeaders }, language) })),
    previousEvent: previousEvent ?? null,
  }
}

/** The exact body, whatever its size. */
export async function readBody(sql: Sql, { tenantId, id }: { tenantId: number; id: string }): Promise<string> {
  const { event_day: day, event_id: eventId, variant } = await find(sql, tenantId, id)
  const [row] = await sql<{ body: string }[]>`
    select ${bodyOf(sql, variant)} as body from events v where v.day = ${day}::date and v.id = ${eventId}`
  if (row === undefined) throw new Refusal('delivery_not_found')
  return row.body
}

/** Finds a delivery by its webhook-id, among those that wait and those that were tried. */
async function find(sql: Sql, tenantId: number, id: string): Promise<Found> {
  const key = parseWebhookId(id)
  if (key === undefined) throw new Refusal('delivery_not_found')
  const { endpointId, ticketId, sequence } = key
  const [row] = await sql<Found[]>`
    (select d.event_id, d.event_day::text as event_day, w.endpoint_id, d.variant
     from lanes w join deliveries d on d.lane_id = w.id
     where w.tenant_id = ${tenantId} and w.endpoint_id = ${endpointId} and w.ticket_id = ${ticketId}
       and d.sequence = ${sequence}
     limit 1)
    union all
    (select a.event_id, a.event_day::text, a.endpoint_id, a.variant
     from attempts a
     where a.tenant_id = ${tenantId} and a.ticket_id = ${ticketId} and a.endpoint_id = ${endpointId}
       and a.sequence = ${sequence}
     limit 1)
    limit 1`
  if (row === undefined) throw new Refusal('delivery_not_found')
  return row
}

function bodyOf(sql: Sql, variant: number) {
  if (variant === 1) return sql`v.body_v1`
  return variant === 2 ? sql`coalesce(v.body_v2, v.body_v1)` : sql`coalesce(v.body_v2_media, v.body_v2, v.body_v1)`
}

const shown = (sql: Sql, variant: number) =>
  sql`case when octet_length(${bodyOf(sql, variant)}) <= ${MAX_SHOWN_BYTES} then ${bodyOf(sql, variant)} end`

/** By the endpoint's present settings; empty when the endpoint was deleted. */
async function secretHeaders({ sql, keyring }: DetailDeps, tenantId: number, endpointId: number): Promise<string[]> {
  const [row] = await sql<{ has_token: boolean; extra_headers: Buffer | null }[]>`
    select token is not null as has_token, extra_headers from endpoints
    where tenant_id = ${tenantId} and id = ${endpointId}`
  if (row === undefined) return []
  const extra = row.extra_headers === null ? {} : (JSON.parse(open(keyring, row.extra_headers)) as object)
  return [...(row.has_token ? ['x-n8n-api-key'] : []), ...Object.keys(extra)]
}

/** The headers of the last attempt, or of the first one to come. */
function headersOf({ userAgent }: DetailDeps, delivery: Delivery, secret: readonly string[]): PostedHeader[] {
  const { last } = delivery
  const usual = [
    { name: 'accept', value: '*/*' },
    { name: 'user-agent', value: userAgent },
  ].filter(({ name }) => !secret.some(given => given.toLowerCase() === name))
  return [
    { name: 'content-type', value: 'application/json' },
    ...usual,
    ...secret.map(name => ({ name, value: null })),
    { name: 'webhook-id', value: delivery.id },
    { name: 'webhook-timestamp', value: last === null ? null : String(Math.floor(last.startedAt.getTime() / 1_000)) },
    { name: 'webhook-signature', value: null },
    { name: 'recado-event', value: delivery.eventType },
    { name: 'recado-sequence', value: String(delivery.sequence) },
    { name: 'recado-attempt', value: String(Math.max(1, delivery.attempts)) },
    { name: 'recado-occurred-at', value: delivery.occurredAt.toISOString() },
  ]
}
