/**
 * Which alerts there are. They are derived from the state of endpoints, breakers and channels and not sent by whoever changes it:
 * when a crash prevents an alert, the next look finds it, and a unique index lets only one process open an incident. Each
 * statement also queues the messages (messages.ts sends them).
 */
import { type Db, type Sql, transaction } from '../base/db/db.ts'
import { outOfSight } from '../desk/index.ts'
import { newlyMissing } from '../media/index.ts'
import { SCHEDULES } from '../webhook/index.ts'
import type { AlertKind } from './alert.ts'

export interface IncidentDeps {
  sql: Sql
  /** Whether SMTP is configured. */
  hasMail: boolean
  /** An incident that is over before this is not worth a message; exhausted deliveries are gathered meanwhile. */
  notifyAfterMs: number
  /** Given-up deliveries of one endpoint are reported at most once in this time. */
  digestMs: number
}

/** The log line of an incident that was opened or resolved. */
export interface Incident {
  id: number
  tenant_id: number
  endpoint_id: number | null
  endpoint_name: string | null
  channel_id: number | null
  channel_name: string | null
  problem: string | null
  kind: AlertKind
  reason: string | null
  count: number | null
}

const incident = (sql: Sql) => sql`
  id, tenant_id, endpoint_id, endpoint_name, channel_id, channel_name, problem, kind, reason, count`

/**
 * Stands after a common table expression `opened` of alerts, and queues for each one a message by every way that its company
 * wants.
 */
const queueOpened = ({ sql, hasMail, notifyAfterMs }: IncidentDeps) => sql`
  queued as (
    insert into alert_messages (tenant_id, alert_id, what, via, due_at)
    select o.tenant_id, o.id, 'opened', w.via, now() + ${notifyAfterMs} * interval '1 millisecond'
    from opened o
    left join alert_settings s on s.tenant_id = o.tenant_id
    cross join (values ('webhook'), ('email')) w(via)
    where (w.via = 'webhook' and s.url is not null)
      or (w.via = 'email' and ${hasMail}::boolean and s.emails is distinct from '{}')
    order by o.id, w.via
  )`

const LONG_PAUSE_MS = 30 * 60_000
/** By policy, how often a head has failed when only long pauses, or only the last one, are left: 7 of 12 times, and 2 of 3. */
const OFTEN = Object.fromEntries(
  Object.entries(SCHEDULES).map(([policy, pauses]) => {
    const firstLong = pauses.findIndex(pause => pause >= LONG_PAUSE_MS)
    return [policy, firstLong === -1 ? pauses.length : firstLong + 1]
  }),
)

/**
 * By endpoint, lanes whose head has been refused so often that only long pauses are left. It is reported a day before it is given
 * up (WHAZING's policy leaves three minutes). What waits behind an open breaker is reported as `endpoint-down`. A lane that is
 * being tried right now counts too, because each try would otherwise end the alert. It reads two small partial indexes, and never
 * all lanes.
 */
const failing = (sql: Sql, mayBeDown: boolean) => sql`
  select e.tenant_id, e.id, e.name, count(*) as count
  from (
    select endpoint_id, attempts from lanes where state = 'retrying' and attempts >= 2
    union all
    select endpoint_id, attempts from lanes where owner is not null
  ) l
  join endpoints e on e.id = l.endpoint_id
  where l.attempts >= (${JSON.stringify(OFTEN)}::text::json ->> e.retry_policy)::integer
    and e.enabled
    and (${mayBeDown} or not exists (select 1 from breakers b where b.endpoint_id = e.id and b.state = 'open'))
  group by e.id`

/** Endpoints that are dead, were switched off by their receiver, keep refusing, or hold tickets until somebody decides. */
export async function openIncidents(deps: IncidentDeps): Promise<Incident[]> {
  const { sql } = deps
  return sql<Incident[]>`
    with found as (
      select e.tenant_id, e.id as endpoint_id, 'endpoint-down' as kind, e.name, b.error as reason,
        null::bigint as count, b.opened_at
      from breakers b
      join endpoints e on e.id = b.endpoint_id
      where b.state = 'open' and e.enabled
      union all
      select e.tenant_id, e.id, 'endpoint-disabled', e.name, e.disabled_reason, null, e.updated_at
      from endpoints e
      where e.disabled_reason is not null
      union all
      select e.tenant_id, e.id, 'tickets-held', e.name, null, h.count, now()
      from (select endpoint_id, count(*) as count from lanes where state = 'held' group by endpoint_id) h
      join endpoints e on e.id = h.endpoint_id
      union all
      select f.tenant_id, f.id, 'tickets-failing', f.name, null, f.count, now() from (${failing(sql, false)}) f
    ),
    recounted as (
      update alerts a set count = f.count
      from found f
      where a.endpoint_id = f.endpoint_id and a.kind = f.kind and a.resolved_at is null and a.count <> f.count
    ),
    opened as (
      insert into alerts (tenant_id, endpoint_id, kind, endpoint_name, reason, count, opened_at)
      select f.tenant_id, f.endpoint_id, f.kind, f.name, f.reason, f.count, f.opened_at
      from found f
      where not exists (
        select 1 from alerts a where a.endpoint_id = f.endpoint_id and a.kind = f.kind and a.resolved_at is null
      )
      order by f.endpoint_id
      on conflict (endpoint_id, kind) where resolved_at is null do nothing
      returning ${incident(sql)}
    ),
    ${queueOpened(deps)}
    select * from opened order by id`
}

/** Channels with a problem. channel/ writes their health, and each problem of a channel is an incident. */
export async function openChannelIncidents(deps: IncidentDeps): Promise<Incident[]> {
  const { sql } = deps
  return sql<Incident[]>`
    with opened as (
      insert into alerts (tenant_id, channel_id, kind, channel_name, problem, reason, opened_at)
      select p.tenant_id, p.channel_id, 'channel-problem', h.name, p.problem, p.details, p.since
      from channel_problems p
      join channels h on h.tenant_id = p.tenant_id and h.id = p.channel_id and h.is_active
      where not exists (
        select 1 from alerts a
        where a.tenant_id = p.tenant_id and a.channel_id = p.channel_id and a.problem = p.problem and a.resolved_at is null)
      order by p.tenant_id, p.channel_id, p.problem
      on conflict (tenant_id, channel_id, problem) where resolved_at is null and channel_id is not null do nothing
      returning ${incident(sql)}
    ),
    ${queueOpened(deps)}
    select * from opened order by id`
}

/**
 * Problems of a company that are about none of its endpoints. It reads an index of all active tickets, so it runs once a minute.
 */
export async function openCompanyIncidents(deps: IncidentDeps): Promise<Incident[]> {
  const { sql } = deps
  return sql<Incident[]>`
    with found as (
      select tenant_id, 'tickets-unseen' as kind, count from (${outOfSight(sql)}) t
      union all
      select tenant_id, 'files-missing', count from (${newlyMissing(sql)}) f
    ),
    noted as (
      insert into alerts as a (tenant_id, kind, count)
      select tenant_id, kind, count from found order by tenant_id, kind
      on conflict (tenant_id, kind) where resolved_at is null and endpoint_id is null and channel_id is null
        do update set count = excluded.count where a.count <> excluded.count
      returning ${incident(sql)}, xmax = 0 as is_new
    ),
    opened as (select * from noted where is_new),
    ${queueOpened(deps)}
    select ${incident(sql)} from opened order by id`
}

/** An endpoint to which this process cannot post, because its secrets cannot be opened. No table shows that. */
export async function openBroken(deps: IncidentDeps, endpointId: number, reason: string): Promise<Incident[]> {
  const { sql } = deps
  return sql<Incident[]>`
    with opened as (
      insert into alerts (tenant_id, endpoint_id, kind, endpoint_name, reason)
      select tenant_id, id, 'endpoint-broken', name, ${reason} from endpoints where id = ${endpointId}
      on conflict (endpoint_id, kind) where resolved_at is null do nothing
      returning ${incident(sql)}
    ),
    ${queueOpened(deps)}
    select * from opened order by id`
}

export interface GivenUp {
  tenant_id: number
  endpoint_id: number
  count: number
}

/** Deliveries that were given up: added to their endpoint's alert of this hour, which is opened if there is none. */
export async function noteGivenUp(deps: IncidentDeps, givenUp: readonly GivenUp[]): Promise<Incident[]> {
  const { sql } = deps
  if (givenUp.length === 0) return []
  return sql<Incident[]>`
    with given as (
      select g.tenant_id, g.endpoint_id, g.count, e.name
      from json_to_recordset(${JSON.stringify(givenUp)}::text::json)
        as g(tenant_id bigint, endpoint_id bigint, count bigint)
      join endpoints e on e.id = g.endpoint_id
    ),
    noted as (
      insert into alerts as a (tenant_id, endpoint_id, kind, endpoint_name, count)
      select tenant_id, endpoint_id, 'deliveries-exhausted', name, count from given order by endpoint_id
      on conflict (endpoint_id, kind) where resolved_at is null do update set count = a.count + excluded.count
      returning ${incident(sql)}, xmax = 0 as is_new
    ),
    opened as (select * from noted where is_new),
    ${queueOpened(deps)}
    select ${incident(sql)} from opened order by id`
}

/**
 * In the company `t`, heads older than this day get an alert: three days (or a quarter of the retention) before they are given
 * up.
 */
const nearlyOver = (sql: Sql) =>
  sql`(now() at time zone 'utc')::date - t.retention_days + least(3, (t.retention_days + 3) / 4)`

/**
 * What waits for an endpoint that is off or dead, and what is held, is given up when its time is over (outbox/retention.ts). The
 * owner is informed before that. It reads every lane of such endpoints, so it runs once an hour.
 */
export async function openRetentionIncidents(deps: IncidentDeps): Promise<Incident[]> {
  const { sql } = deps
  return sql<Incident[]>`
    with waiting as (
      select l.id, l.endpoint_id, l.head
      from endpoints e
      join lanes l on l.endpoint_id = e.id and l.state in ('ready', 'retrying')
      where not e.enabled or exists (select 1 from breakers b where b.endpoint_id = e.id and b.state = 'open')
      union all
      select id, endpoint_id, head from lanes where state = 'held'
    ),
    found as (
      select e.tenant_id, e.id as endpoint_id, e.name, count(*) as lanes,
        min(d.event_day) + t.retention_days + 1 as expires_on
      from waiting w
      join endpoints e on e.id = w.endpoint_id
      join tenants t on t.id = e.tenant_id
      join deliveries d on d.lane_id = w.id and d.position = w.head
      where d.event_day < ${nearlyOver(sql)}
        and not exists (
          select 1 from alerts a where a.endpoint_id = e.id and a.kind = 'retention-near' and a.resolved_at is null
        )
      group by e.tenant_id, e.id, e.name, t.retention_days
    ),
    opened as (
      insert into alerts (tenant_id, endpoint_id, kind, endpoint_name, count, expires_on)
      select tenant_id, endpoint_id, 'retention-near', name, lanes, expires_on from found order by endpoint_id
      on conflict (endpoint_id, kind) where resolved_at is null do nothing
      returning ${incident(sql)}
    ),
    ${queueOpened(deps)}
    select * from opened order by id`
}

/**
 * Closes incidents that are over. If the first message was not sent yet, none is sent. Otherwise a second message says that it is
 * over, unless the endpoint or the channel is off or deleted by now, because "it responds again" would then be untrue.
 */
export async function resolveIncidents({ sql }: Pick<IncidentDeps, 'sql'>): Promise<Incident[]> {
  return sql<Incident[]>`
    with resolved as (
      update alerts a set resolved_at = now()
      where a.resolved_at is null and case a.kind
        when 'endpoint-down' then not exists (
          select 1 from breakers b join endpoints e on e.id = b.endpoint_id where e.id = a.endpoint_id and e.enabled)
        when 'endpoint-disabled' then not exists (
          select 1 from endpoints e where e.id = a.endpoint_id and e.disabled_reason is not null)
        -- Some process can post to it, or nobody needs to.
        when 'endpoint-broken' then not exists (select 1 from endpoints e where e.id = a.endpoint_id and e.enabled)
          or (
            -- Without what was given up without a request.
            select t.started_at from attempts t
            where t.endpoint_id = a.endpoint_id and (t.status is not null or t.duration_ms > 0)
            order by t.id desc limit 1
          ) > a.opened_at
        when 'tickets-failing' then not exists (select 1 from (${failing(sql, true)}) f where f.id = a.endpoint_id)
        when 'tickets-held' then not exists (
          select 1 from lanes l where l.endpoint_id = a.endpoint_id and l.state = 'held')
        when 'retention-near' then not exists (
          select 1 from endpoints e left join breakers b on b.endpoint_id = e.id
          where e.id = a.endpoint_id and (not e.enabled or b.state = 'open'))
          and not exists (
            select 1
            from lanes l
            join tenants t on t.id = l.tenant_id
            join deliveries d on d.lane_id = l.id and d.position = l.head
            where l.endpoint_id = a.endpoint_id and l.state = 'held' and d.event_day < ${nearlyOver(sql)})
        when 'channel-problem' then not exists (
          select 1 from channel_problems p
          join channels h on h.tenant_id = p.tenant_id and h.id = p.channel_id and h.is_active
          where p.tenant_id = a.tenant_id and p.channel_id = a.channel_id and p.problem = a.problem)
        when 'tickets-unseen' then a.tenant_id not in (select tenant_id from (${outOfSight(sql)}) f)
        when 'files-missing' then a.tenant_id not in (select tenant_id from (${newlyMissing(sql)}) f)
        else false
      end
      returning ${incident(sql)}
    ),
    dropped as (
      update alert_messages m set state = 'dropped'
      from resolved r
      where m.alert_id = r.id and m.state = 'waiting' and m.attempts = 0
      returning m.alert_id, m.via
    ),
    queued as (
      insert into alert_messages (tenant_id, alert_id, what, via, due_at)
      select m.tenant_id, m.alert_id, 'resolved', m.via, now()
      from resolved r
      join alert_messages m on m.alert_id = r.id and m.state in ('waiting', 'sent')
      where not exists (select 1 from dropped d where d.alert_id = m.alert_id and d.via = m.via)
        and (exists (select 1 from endpoints e where e.id = r.endpoint_id and e.enabled)
          or exists (select 1 from channels h where h.tenant_id = r.tenant_id and h.id = r.channel_id and h.is_active)
          or (r.endpoint_id is null and r.channel_id is null))
      order by m.id
    )
    select * from resolved order by id`
}

/**
 * Closes the hours that are over. What was given up after an hour's message was sent is in the next one, so each is reported
 * once.
 */
export async function closeDigests(db: Db, deps: Omit<IncidentDeps, 'sql'>): Promise<Incident[]> {
  return transaction(db, async tx => {
    const over = await tx<GivenUp[]>`
      update alerts set resolved_at = now()
      where kind = 'deliveries-exhausted' and resolved_at is null
        and opened_at < now() - ${deps.digestMs} * interval '1 millisecond'
      returning tenant_id, endpoint_id, count - coalesce(notified_count, count) as count`
    return noteGivenUp(
      { ...deps, sql: tx },
      over.filter(({ count }) => count > 0),
    )
  })
}

/** Alerts that nobody needs any more. */
export async function deleteOldAlerts(sql: Sql): Promise<void> {
  await sql`delete from alerts where resolved_at < now() - interval '90 days'`
}
