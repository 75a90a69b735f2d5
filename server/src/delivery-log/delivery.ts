/**
 * Deliveries for people: one row for each event and endpoint, newest event first, whatever became of it. What waits is in
 * `deliveries`, what was tried in `attempts`; a delivery's state is where it waits, or how its last attempt ended.
 *
 * A page walks events down from its cursor by the narrowest index that fits the filters, MAX_WALKED at most, and then filters. So
 * no filter, however rare its matches, costs more than one page's walk. A page that ends its walk early is short, perhaps empty,
 * and its `next` goes on from there.
 */
import type { Fragment, Sql } from '../base/db/db.ts'
import { type AttemptOutcome, webhookId } from '../outbox/index.ts'
import { firstIdSince } from './first-id-since.ts'

/** Events of one page's walk, when nothing of them matches: 0.3 s on two cores that ten others were using. */
export const MAX_WALKED = 2_000

export const DELIVERY_STATES = ['waiting', 'retrying', 'held', 'delivered', 'given-up', 'skipped'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export interface Delivery {
  /** Its webhook-id: `msg_<endpoint>_<ticket>_<sequence>`. */
  id: string
  endpointId: number
  channelId: number
  queueId: number | null
  ticketId: number
  eventId: number
  eventType: string
  occurredAt: Date
  /** For a message: whether we sent it. */
  fromMe: boolean
  /** Null when the ticket is gone. */
  contact: { id: number; name: string } | null
  /** The first characters of messageBody. */
  excerpt: string
  sequence: number
  payloadVersion: 1 | 2
  state: DeliveryState
  /** The earliest time at which its head is posted or tried again; null when that is not known, or it is being posted. */
  nextAt: Date | null
  /** The lane in which it waits, which can be released when it is held or retrying. */
  laneId: number | null
  /** How many attempts there were; a delivery that was given up without a request counts one. */
  attempts: number
  /** Null = not tried yet. */
  last: LastAttempt | null
}

interface LastAttempt {
  id: number
  outcome: AttemptOutcome
  status: number | null
  durationMs: number
  error: string | null
  startedAt: Date
}

export interface DeliveryFilter {
  tenantId: number
  endpointId?: number | undefined
  channelId?: number | undefined
  ticketId?: number | undefined
  contactId?: number | undefined
  type?: string | undefined
  state?: DeliveryState | undefined
  /** The status of the last attempt; 0 = it had no response. */
  status?: number | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** A text in the response or the error of the last attempt, in upper or lower case. */
  text?: string | undefined
}

export interface DeliveryPage {
  limit: number
  /** The place of the last one seen. */
  before?: DeliveryKey | undefined
}

export interface DeliveryKey {
  eventId: number
  endpointId: number
}

export async function listDeliveries(
  sql: Sql,
  filter: DeliveryFilter,
  page: DeliveryPage,
): Promise<{ data: Delivery[]; next: DeliveryKey | null }> {
  const walk = walkOf(sql, filter, await boundsOf(sql, filter, page))
  const rows = await sql<DeliveryRow[]>`${selectDeliveries(sql, filter, { walk, ...page })}`
  const data = await withPeople(sql, filter.tenantId, rows.slice(0, page.limit))
  const last = data.at(-1)
  if (rows.length > page.limit && last !== undefined) return { data, next: last }
  const [walked] = await sql<{ many: number; end: number }[]>`
    select count(*) as many, coalesce(min(id), 0) as end from (${walk}) w`
  const isCut = walked !== undefined && walked.many >= MAX_WALKED
  return { data, next: isCut ? { eventId: walked.end, endpointId: 0 } : null }
}

/** Only the delivery of this event and endpoint. */
export async function findDelivery(
  sql: Sql,
  {
    tenantId,
    eventId,
    eventDay,
    endpointId,
  }: { tenantId: number; eventId: number; eventDay: string; endpointId: number },
): Promise<Delivery | undefined> {
  const walk = sql`select ${eventDay}::date as day, ${eventId}::bigint as id`
  const rows = await sql<DeliveryRow[]>`${selectDeliveries(sql, { tenantId, endpointId }, { walk, limit: 1 })}`
  return (await withPeople(sql, tenantId, rows))[0]
}

/** Ids of events: above the first, up to the second. */
interface Bounds {
  above: number
  upTo: number
}

async function boundsOf(sql: Sql, { tenantId, from, to }: DeliveryFilter, { before }: DeliveryPage): Promise<Bounds> {
  const above = from === undefined ? 0 : (await firstIdSince(sql, 'events', { tenantId, at: from })) - 1
  const below =
    to === undefined ? undefined : await firstIdSince(sql, 'events', { tenantId, at: to, slackMs: -SLACK_MS })
  const upTo = Math.min(before?.eventId ?? Number.MAX_SAFE_INTEGER, below ?? Number.MAX_SAFE_INTEGER)
  return { above, upTo }
}

/** Clocks of processes differ a little, so ids and instants are in order only nearly. */
const SLACK_MS = 5_000

/** The events (day, id) to look at, newest first. */
function walkOf(sql: Sql, filter: DeliveryFilter, { above, upTo }: Bounds): Fragment {
  const { tenantId, state, status, ticketId, contactId } = filter
  const range = (id: Fragment) => sql`${id} > ${above} and ${id} <= ${upTo}`
  if (ticketId !== undefined) return ofEvents(sql, filter, { range, ticket: sql`v.ticket_id = ${ticketId}` })
  if (contactId !== undefined) return ofContact(sql, filter, range)
  if (state === 'retrying' || state === 'held') return ofHeads(sql, filter, range)
  if (state === 'waiting') {
    return sql`
      select distinct d.event_day as day, d.event_id as id from deliveries d
      where d.tenant_id = ${tenantId} and ${range(sql`d.event_id`)}
      order by id desc
      limit ${MAX_WALKED}`
  }
  const hasFailed =
    state === 'given-up' || state === 'skipped' || (status !== undefined && (status < 200 || status > 299))
  if (hasFailed) {
    return sql`
      select distinct a.event_day as day, a.event_id as id from attempts a
      where a.tenant_id = ${tenantId} and a.outcome <> 'delivered' and ${range(sql`a.event_id`)}
      order by id desc
      limit ${MAX_WALKED}`
  }
  return ofEvents(sql, filter, { range, ticket: sql`true` })
}

interface Walk {
  range: (id: Fragment) => Fragment
  ticket: Fragment
}

function ofEvents(sql: Sql, filter: DeliveryFilter, { range, ticket }: Walk): Fragment {
  return sql`
    select v.day, v.id from events v
    where v.tenant_id = ${filter.tenantId} and ${ticket} and ${range(sql`v.id`)} and ${matches(sql, filter)}
    order by v.id desc
    limit ${MAX_WALKED}`
}

function ofContact(sql: Sql, filter: DeliveryFilter, range: Walk['range']): Fragment {
  return sql`
    select f.day, f.id
    from tickets t cross join lateral (${ofEvents(sql, filter, { range, ticket: sql`v.ticket_id = t.id` })}) f
    where t.tenant_id = ${filter.tenantId} and t.contact_id = ${filter.contactId ?? 0}
    order by f.id desc
    limit ${MAX_WALKED}`
}

/** Heads of the lanes that are held or wait for a retry, also while one is tried: found by small partial indexes. */
function ofHeads(sql: Sql, { tenantId, state, endpointId }: DeliveryFilter, range: Walk['range']): Fragment {
  const ours = sql`e.tenant_id = ${tenantId} ${endpointId === undefined ? sql`` : sql`and e.id = ${endpointId}`}`
  const heads = (where: Fragment) =>
    sql`select l.id, l.head from endpoints e join lanes l on l.endpoint_id = e.id where ${ours} and ${where}`
  const lanes =
    state === 'held'
      ? heads(sql`l.state = 'held'`)
      : sql`${heads(sql`l.state = 'retrying'`)} union all ${heads(sql`l.owner is not null and l.attempts > 0`)}`
  return sql`
    select distinct d.event_day as day, d.event_id as id
    from (${lanes}) l
    join deliveries d on d.lane_id = l.id and d.position = l.head
    where ${range(sql`d.event_id`)}
    order by id desc
    limit ${MAX_WALKED}`
}

/** The filters on the event `v` itself. Rare types have an index of their own, whose condition must be in the text. */
function matches(sql: Sql, { channelId, ticketId, type, from, to }: DeliveryFilter): Fragment {
  return sql`true
    ${channelId === undefined ? sql`` : sql`and v.channel_id = ${channelId}`}
    ${ticketId === undefined ? sql`` : sql`and v.ticket_id = ${ticketId}`}
    ${type === undefined ? sql`` : sql`and v.type = ${type}`}
    ${type === undefined || type === 'message' ? sql`` : sql`and v.type <> 'message'`}
    ${from === undefined ? sql`` : sql`and v.occurred_at >= ${from}`}
    ${to === undefined ? sql`` : sql`and v.occurred_at < ${to}`}`
}

interface DeliveryRow extends Omit<Delivery, 'id' | 'last' | 'contact' | 'excerpt'> {
  day: string
  last_id: number | null
  outcome: AttemptOutcome
  status: number | null
  duration_ms: number
  error: string | null
  started_at: Date
}

/** Returns deliveries in descending order of (event, endpoint); one more than `limit`, when there is one. */
export function selectDeliveries(
  sql: Sql,
  filter: DeliveryFilter,
  { walk, limit, before }: DeliveryPage & { walk: Fragment },
): Fragment {
  const { tenantId, endpointId, state, status, text } = filter
  const found = text?.toLowerCase()
  return sql`
    select w.id as "eventId", v.day::text, v.from_me as "fromMe", v.type as "eventType", v.channel_id as "channelId", v.queue_id as "queueId",
      v.ticket_id as "ticketId", v.occurred_at as "occurredAt", k.endpoint_id as "endpointId", k.sequence,
      case k.variant when 1 then 1 else 2 end as "payloadVersion", k.attempts, k.lane_id as "laneId", s.state,
      case when k.position = l.head and l.state in ('ready', 'retrying') then l.due_at end as "nextAt",
      a.id as last_id, a.outcome, a.status, a.duration_ms, a.error, a.started_at
    from (${walk}) w
    join events v on v.day = w.day and v.id = w.id
    cross join lateral (
      select u.endpoint_id, max(u.attempt_id) as last_id, count(u.attempt_id) as attempts, max(u.lane_id) as lane_id,
        min(u.position) as position, max(u.sequence) as sequence, max(u.variant) as variant
      from (
        select a.endpoint_id, a.id as attempt_id, null::bigint as lane_id, null::bigint as position, a.sequence, a.variant
        from attempts a
        where a.tenant_id = v.tenant_id and a.ticket_id = v.ticket_id and a.event_id = v.id and a.day >= v.day
        union all
        select w.endpoint_id, null, d.lane_id, d.position, d.sequence, d.variant
        from deliveries d join lanes w on w.id = d.lane_id
        where d.tenant_id = v.tenant_id and d.event_id = v.id
      ) u
      ${endpointId === undefined ? sql`` : sql`where u.endpoint_id = ${endpointId}`}
      group by u.endpoint_id
    ) k
    left join lateral (
      select * from attempts a where a.tenant_id = v.tenant_id and a.id = k.last_id and a.day >= v.day limit 1
    ) a on true
    left join lanes l on l.id = k.lane_id
    cross join lateral (
      select case
        when k.lane_id is not null and k.position > l.head then 'waiting'
        when l.state = 'held' then 'held'
        when k.lane_id is not null and l.attempts > 0 then 'retrying'
        when k.lane_id is not null then 'waiting'
        when a.outcome in ('delivered', 'skipped') then a.outcome
        -- Also deliveries that were failing when their endpoint was deleted.
        else 'given-up'
      end as state
    ) s
    where v.tenant_id = ${tenantId} and ${matches(sql, filter)}
      ${before === undefined ? sql`` : sql`and (w.id < ${before.eventId} or k.endpoint_id < ${before.endpointId})`}
      ${state === undefined ? sql`` : sql`and s.state = ${state}`}
      ${status === undefined ? sql`` : status === 0 ? sql`and a.id is not null and a.status is null` : sql`and a.status = ${status}`}
      ${found === undefined ? sql`` : sql`and strpos(lower(concat_ws(' ', a.response, a.error)), ${found}) > 0`}
    order by w.id desc, k.endpoint_id desc
    limit ${limit + 1}`
}

const MAX_EXCERPT = 160

interface About {
  id: number
  contact: Delivery['contact']
  excerpt: string | null
}

/** Tickets and contacts of the events of a page. They are read only for what is shown, and not for all events of the walk. */
async function withPeople(sql: Sql, tenantId: number, rows: readonly DeliveryRow[]): Promise<Delivery[]> {
  if (rows.length === 0) return []
  const found = await sql<About[]>`
    select v.id, case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as contact,
      left(v.body_v1::json ->> 'messageBody', ${MAX_EXCERPT}) as excerpt
    from unnest(${rows.map(row => row.day)}::date[], ${rows.map(row => row.eventId)}::bigint[]) as p(day, id)
    join events v on v.day = p.day and v.id = p.id
    left join tickets t on t.tenant_id = ${tenantId} and t.id = v.ticket_id
    left join contacts c on c.tenant_id = ${tenantId} and c.id = t.contact_id`
  const abouts = new Map(found.map(about => [about.id, about]))
  return rows.map(row => toDelivery(row, abouts.get(row.eventId)))
}

function toDelivery(row: DeliveryRow, about: About | undefined): Delivery {
  const {
    last_id: id,
    outcome,
    status,
    duration_ms: durationMs,
    error,
    started_at: startedAt,
    day: _,
    ...delivery
  } = row
  return {
    id: webhookId(row.endpointId, row.ticketId, row.sequence),
    ...delivery,
    contact: about?.contact ?? null,
    excerpt: about?.excerpt ?? '',
    last: id === null ? null : { id, outcome, status, durationMs, error, startedAt },
  }
}
