/**
 * One action on many tickets. It waits a moment, in which whoever asked for it can undo it, and is then worked off by
 * run-bulk.ts, a ticket at a time. The tickets are chosen when it is asked for, so that it happens to those that the person saw;
 * a ticket that changed since then is not touched.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import type { Language } from '../../base/language.ts'
import { Refusal, type RefusalCode } from '../../refusal/refusal.ts'
import { type Actor, visibleTo } from '../actor.ts'
import { requireLabels } from '../setting/label.ts'
import { matches, type TicketFilter } from '../ticket/list-tickets.ts'
import { ownTables } from '../ticket/ticket-view.ts'

/** Who asks: a person or a program, whose rights are checked again when it is done. */
export interface BulkActor extends Actor {
  apiKeyId: number | null
}

export type BulkWhat =
  | { action: 'close'; closingReasonId?: number | null; farewell?: boolean }
  | { action: 'transfer'; queueId?: number | null; userId?: number | null; note?: string }
  | { action: 'accept'; userId?: number | null }
  | { action: 'return' | 'read' | 'unread' }
  | { action: 'snooze'; until: string | null }
  | { action: 'tag' | 'untag'; tagIds: number[] }

export type BulkState = 'waiting' | 'running' | 'done' | 'undone'

export interface BulkAction {
  id: number
  action: BulkWhat['action']
  state: BulkState
  ticketCount: number
  doneCount: number
  refusedCount: number
  dueAt: Date
  createdAt: Date
  doneAt: Date | null
}

export interface BulkResult {
  ticketId: number
  outcome: 'done' | 'refused' | null
  code: string | null
  title: string | null
  detail: string | null
}

const MAX_TICKETS = 1_000

export interface NewBulkAction {
  what: BulkWhat
  /** These, or all that a list would show. */
  ticketIds?: number[] | undefined
  filter?: TicketFilter | undefined
  undoSeconds: number
}

export async function createBulkAction(tx: Tx, by: BulkActor, input: NewBulkAction): Promise<BulkAction> {
  const { what, filter, undoSeconds } = input
  const ticketIds = input.ticketIds === undefined ? undefined : [...new Set(input.ticketIds)]
  if ((ticketIds === undefined) === (filter === undefined)) throw new Refusal('bulk_tickets_required')
  const [made] = await tx<{ id: number }[]>`
    insert into bulk_actions (tenant_id, user_id, api_key_id, what, due_at)
    values (${by.tenantId}, ${by.userId}, ${by.apiKeyId}, ${JSON.stringify(what)}::text::jsonb,
      now() + ${undoSeconds} * interval '1 second')
    returning id`
  const { id } = made!
  if ('tagIds' in what) await requireLabels(tx, 'tags', { tenantId: by.tenantId, ids: what.tagIds })
  const chosen = await chooseTickets(tx, by, { id, ticketIds, filter: filter ?? {} })
  if (chosen > MAX_TICKETS) throw new Refusal('bulk_too_many', { limit: MAX_TICKETS })
  if (ticketIds !== undefined) await refuseUnknown(tx, by, { id, ticketIds })
  return getBulkAction(tx, by, id)
}

async function chooseTickets(
  tx: Tx,
  by: BulkActor,
  { id, ticketIds, filter }: { id: number; ticketIds: number[] | undefined; filter: TicketFilter },
): Promise<number> {
  const rows = await tx`
    insert into bulk_action_tickets (tenant_id, bulk_action_id, ticket_id, version, received_count)
    select t.tenant_id, ${id}, t.id, t.version, t.received_count from tickets t ${ownTables(tx, by.userId)}
    where ${visibleTo(tx, by)} ${matches(tx, by, filter)}
      ${ticketIds === undefined ? tx`` : tx`and t.id = any (${ticketIds}::bigint[])`}
    order by t.id
    limit ${MAX_TICKETS + 1}`
  return rows.count
}

/** A ticket that the caller may not see gets the same response as one that does not exist. */
async function refuseUnknown(tx: Tx, { tenantId }: Actor, { id, ticketIds }: { id: number; ticketIds: number[] }) {
  await tx`
    insert into bulk_action_tickets (tenant_id, bulk_action_id, ticket_id, outcome, code, params)
    select ${tenantId}, ${id}, ticket_id, 'refused', 'ticket_not_found', '{}'
    from unnest(${ticketIds}::bigint[]) as ticket_id
    on conflict do nothing`
}

const columns = (sql: Sql) => sql`
  b.id, b.what ->> 'action' as action, b.state, b.due_at as "dueAt", b.created_at as "createdAt", b.done_at as "doneAt",
  n.tickets as "ticketCount", n.done as "doneCount", n.refused as "refusedCount"`

/** Only whoever asked for it sees it. */
const ownedBy = (sql: Sql, { tenantId, userId, apiKeyId }: BulkActor) => sql`
  b.tenant_id = ${tenantId} and b.user_id is not distinct from ${userId}::bigint
  and b.api_key_id is not distinct from ${apiKeyId}::bigint`

export async function getBulkAction(sql: Sql, by: BulkActor, id: number): Promise<BulkAction> {
  const [found] = await sql<BulkAction[]>`
    select ${columns(sql)} from bulk_actions b
    cross join lateral (
      select count(*) as tickets, count(*) filter (where outcome = 'done') as done,
        count(*) filter (where outcome = 'refused') as refused
      from bulk_action_tickets where tenant_id = b.tenant_id and bulk_action_id = b.id
    ) n
    where ${ownedBy(sql, by)} and b.id = ${id}`
  if (found === undefined) throw new Refusal('bulk_action_not_found')
  return found
}

export async function listBulkResults(
  sql: Sql,
  by: BulkActor,
  page: { id: number; outcome?: 'done' | 'refused' | undefined; after: number; limit: number; language: Language },
): Promise<BulkResult[]> {
  const { id } = await getBulkAction(sql, by, page.id)
  const rows = await sql<ResultRow[]>`
    select ticket_id, outcome, code, params from bulk_action_tickets
    where tenant_id = ${by.tenantId} and bulk_action_id = ${id} and ticket_id > ${page.after}
      ${page.outcome === undefined ? sql`` : sql`and outcome = ${page.outcome}`}
    order by ticket_id limit ${page.limit}`
  return rows.map(row => resultOf(row, page.language))
}

interface ResultRow {
  ticket_id: number
  outcome: 'done' | 'refused' | null
  code: RefusalCode | null
  params: Record<string, string | number> | null
}

function resultOf({ ticket_id: ticketId, outcome, code, params }: ResultRow, language: Language): BulkResult {
  if (code === null) return { ticketId, outcome, code, title: null, detail: null }
  const refusal = new Refusal(code, params ?? {})
  return { ticketId, outcome, code, title: refusal.title(language), detail: refusal.detail(language) }
}

/** Undoes it before it has begun: then nothing has happened, and nothing will. */
export async function undoBulkAction(tx: Tx, by: BulkActor, id: number): Promise<BulkAction> {
  const undone = await tx`
    update bulk_actions b set state = 'undone', done_at = now()
    where ${ownedBy(tx, by)} and b.id = ${id} and b.state = 'waiting'`
  const action = await getBulkAction(tx, by, id)
  if (undone.count === 0 && action.state !== 'undone') throw new Refusal('bulk_action_begun', { state: action.state })
  return action
}
