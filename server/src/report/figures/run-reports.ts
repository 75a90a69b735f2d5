/**
 * Keeps the counts of reports up to date: it reads which tickets changed, from the same lines as live/, and counts each of them
 * again some seconds later, once, however often it changed meanwhile. Any number of processes may do so: one reads at a time, one
 * counts for a company at a time.
 */
import { type Db, type Tx, transaction } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import { startRounds } from '../../base/rounds.ts'
import { readChangeMarks } from '../../changes/index.ts'
import { recount } from './recount.ts'

const LOOK_MS = 5_000
const BROKEN_MS = 15_000
/**
 * A ticket that changes often is counted once in this time; for each thousand messages of a ticket the time is longer by this
 * much.
 */
const LAG_SECONDS = 10
const MAX_LINES = 5_000
const MAX_TICKETS = 100

export interface RunReportsDeps {
  db: Db
  log: Log
}

export const runReports = ({ db, log }: RunReportsDeps): AsyncDisposable =>
  startRounds({
    round: async stop => Math.min(LOOK_MS, (await keepCounting(db, stop)) ?? LOOK_MS),
    onTrouble: error => log.warn({ err: error }, 'reports could not be counted; it is tried again'),
    afterTroubleMs: BROKEN_MS,
  })

/** Returns the pause before the next batch while a company's tickets are being counted again: half of the time is for others. */
async function keepCounting(db: Db, stop: AbortSignal): Promise<number | undefined> {
  await noteCompanies(db)
  while (!stop.aborted && (await transaction(db, tx => noteChanged(tx, LAG_SECONDS))));
  while (!stop.aborted && (await transaction(db, recountDue)));
  const began = performance.now()
  const isRebuilding = !stop.aborted && (await transaction(db, rebuildSome))
  return isRebuilding ? performance.now() - began : undefined
}

/** When it resolves, everything that was committed before is counted. For tests, and for callers that cannot wait. */
export async function countNow(db: Db): Promise<void> {
  await noteCompanies(db)
  while (await transaction(db, tx => noteChanged(tx, 0)));
  while (await transaction(db, rebuildSome));
  await db`update report_stale set due_at = now() where due_at > now()`
  while (await transaction(db, recountDue));
}

/**
 * A new company is counted from its first ticket on, and so is one whose time zone changed, because its days are different now.
 */
async function noteCompanies(db: Db): Promise<void> {
  await db`
    insert into report_tenants (tenant_id, timezone, rebuilt_to)
    select id, timezone, 0 from tenants t where not exists (select 1 from report_tenants r where r.tenant_id = t.id)
    on conflict (tenant_id) do nothing`
  await db`
    update report_tenants r set timezone = t.timezone, rebuilt_to = 0
    from tenants t where t.id = r.tenant_id and t.timezone <> r.timezone`
}

/** Returns whether there is more to read. */
async function noteChanged(tx: Tx, lagSeconds: number): Promise<boolean> {
  const marks = await readChangeMarks(tx)
  const [progress] = await tx<{ position: number; dropped: number }[]>`
    select position, coalesce((select up_to from changes_dropped), 0) as dropped
    from report_progress for update skip locked`
  if (progress === undefined) {
    // Another process is reading; or nobody ever has, and all companies are counted from the start.
    await tx`
      insert into report_progress (position, read_at) values (${marks.settled}, now()) on conflict (is_only) do nothing`
    return false
  }
  // Nobody read for days, or this is an older state of the database: what changed is not known.
  if (progress.position < progress.dropped || progress.position > marks.last) {
    await tx`update report_tenants set rebuilt_to = 0`
    await tx`update report_progress set position = ${marks.settled}, read_at = now()`
    return false
  }
  const [read] = await tx<{ lines: number }[]>`
    with read as materialized (
      select id, tenant_id, ticket_id, kind from changes
      where id > ${progress.position} and id <= ${marks.settled}
      order by id limit ${MAX_LINES}
    ),
    noted as (
      insert into report_stale (tenant_id, ticket_id, due_at)
      select r.tenant_id, r.ticket_id, now() + ${lagSeconds} * (1 + coalesce(max(k.messages), 0) / 1000) * interval '1 second'
      from read r
      left join report_tickets k on k.tenant_id = r.tenant_id and k.ticket_id = r.ticket_id
      where r.ticket_id is not null and r.kind in ('ticket', 'message', 'tick')
      group by r.tenant_id, r.ticket_id
      order by r.tenant_id, r.ticket_id
      on conflict (tenant_id, ticket_id) do nothing
    ),
    moved as (
      update report_progress p set position = coalesce((select max(id) from read), p.position),
        read_at = case when (select count(*) from read) < ${MAX_LINES} then now() else p.read_at end
    )
    select count(*) as lines from read`
  return read!.lines === MAX_LINES
}

/** Returns whether there may be more. */
async function recountDue(tx: Tx): Promise<boolean> {
  const [company] = await tx<{ tenantId: number; timezone: string }[]>`
    select tenant_id as "tenantId", timezone from report_tenants r
    where exists (select 1 from report_stale s where s.tenant_id = r.tenant_id and s.due_at <= now())
    limit 1 for update skip locked`
  if (company === undefined) return false
  // The entry is removed first: later changes make a new one, and the next statement sees the earlier ones.
  const due = await tx<{ ticket_id: number }[]>`
    delete from report_stale
    where tenant_id = ${company.tenantId} and ticket_id = any (array(
      select ticket_id from report_stale
      where tenant_id = ${company.tenantId} and due_at <= now() order by due_at limit ${MAX_TICKETS}))
    returning ticket_id`
  await recount(
    tx,
    company,
    due.map(row => row.ticket_id),
  )
  return true
}

/** Returns whether something was counted, because then there may be more. */
async function rebuildSome(tx: Tx): Promise<boolean> {
  const [company] = await tx<{ tenantId: number; timezone: string; rebuiltTo: number }[]>`
    select tenant_id as "tenantId", timezone, rebuilt_to as "rebuiltTo" from report_tenants
    where rebuilt_to is not null
    limit 1 for update skip locked`
  if (company === undefined) return false
  const { tenantId, rebuiltTo } = company
  const tickets = await tx<{ id: number }[]>`
    select id from tickets where tenant_id = ${tenantId} and id > ${rebuiltTo} order by id limit ${MAX_TICKETS}`
  await recount(
    tx,
    company,
    tickets.map(row => row.id),
  )
  await tx`
    update report_tenants set rebuilt_to = ${tickets.at(-1)?.id ?? null}::bigint where tenant_id = ${tenantId}`
  return true
}
