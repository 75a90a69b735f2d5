/** Saved lists: a filter and an order under a name. Users change their own; supervisors change those of everybody. */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'
import { placeAfter } from '../setting/label.ts'
import type { TicketFilter, TicketSort } from '../ticket/list-tickets.ts'

export interface SavedView {
  id: number
  name: string
  isShared: boolean
  filter: TicketFilter
  sort: TicketSort
  position: number
  createdAt: Date
  updatedAt: Date
}

export interface ViewSettings {
  name?: string | undefined
  filter?: TicketFilter | undefined
  sort?: TicketSort | undefined
  position?: number | undefined
}

const MAX_VIEWS = 100

const columns = (sql: Sql) => sql`
  v.id, v.name, v.user_id is null as "isShared", v.filter, v.sort, v.position, v.created_at as "createdAt",
  v.updated_at as "updatedAt"`

const usableBy = (sql: Sql, { tenantId, userId }: Actor) =>
  sql`v.tenant_id = ${tenantId} and (v.user_id is null or v.user_id = ${userId}::bigint)`

export async function listViews(sql: Sql, by: Actor, page: { after: string | undefined; limit: number }) {
  const { position, id } = placeAfter(page.after)
  return sql<SavedView[]>`
    select ${columns(sql)} from saved_views v
    where ${usableBy(sql, by)} and (v.position, v.id) > (${position}, ${id})
    order by v.position, v.id limit ${page.limit}`
}

export async function getView(sql: Sql, by: Actor, id: number): Promise<SavedView> {
  const [view] = await sql<SavedView[]>`
    select ${columns(sql)} from saved_views v where ${usableBy(sql, by)} and v.id = ${id}`
  if (view === undefined) throw new Refusal('saved_view_not_found')
  return view
}

export async function createView(
  tx: Tx,
  by: Actor,
  input: ViewSettings & { name: string; filter: TicketFilter; isShared?: boolean | undefined },
): Promise<SavedView> {
  const { name, filter, sort = 'active', isShared = false, position } = input
  requireRight(by, { isShared })
  const userId = isShared ? null : by.userId
  const [{ n, end } = { n: 0, end: 0 }] = await tx<{ n: number; end: number }[]>`
    select count(*) as n, coalesce(max(position) + 1, 0) as "end" from saved_views
    where tenant_id = ${by.tenantId} and user_id is not distinct from ${userId}::bigint`
  if (n >= MAX_VIEWS) throw new Refusal('too_many', { limit: MAX_VIEWS })
  const [made] = await tx<{ id: number }[]>`
    insert into saved_views (tenant_id, name, user_id, filter, sort, position)
    values (${by.tenantId}, ${name}, ${userId}, ${JSON.stringify(filter)}::text::jsonb, ${sort}, ${position ?? end})
    returning id`.catch(refuseTaken)
  return getView(tx, by, made!.id)
}

export async function changeView(tx: Tx, by: Actor, input: ViewSettings & { id: number }): Promise<SavedView> {
  const { id, name, filter, sort, position } = input
  requireRight(by, await getView(tx, by, id))
  await tx`
    update saved_views set
      name = coalesce(${name ?? null}, name),
      filter = coalesce(${filter === undefined ? null : JSON.stringify(filter)}::text::jsonb, filter),
      sort = coalesce(${sort ?? null}, sort),
      position = coalesce(${position ?? null}::integer, position),
      updated_at = now()
    where tenant_id = ${by.tenantId} and id = ${id}`.catch(refuseTaken)
  return getView(tx, by, id)
}

export async function deleteView(tx: Tx, by: Actor, id: number): Promise<SavedView> {
  const view = await getView(tx, by, id)
  requireRight(by, view)
  await tx`delete from saved_views where tenant_id = ${by.tenantId} and id = ${id}`
  return view
}

function requireRight(by: Actor, { isShared }: { isShared: boolean }): void {
  if (isShared && by.profile === 'attendant') throw new Refusal('not_allowed')
  if (!isShared && by.userId === null) throw new Refusal('person_required')
}

function refuseTaken(error: unknown): never {
  throw brokenConstraint(error) === 'saved_views_name' ? new Refusal('name_taken') : error
}
