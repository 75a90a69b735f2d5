/**
 * Tags, stages, follow-ups and wallets: names with a colour and a place in their list. They are one idea with four tables,
 * because each refers to something different; a wallet also belongs to a user.
 */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import type { RefusalCode } from '../../refusal/refusal.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { fromCursor } from '../../web/page.ts'
import { requireUser } from '../ticket/targets.ts'

export type LabelKind = 'tags' | 'stages' | 'followups' | 'wallets'

const NOT_FOUND: Record<LabelKind, RefusalCode> = {
  tags: 'tag_not_found',
  stages: 'stage_not_found',
  followups: 'followup_not_found',
  wallets: 'wallet_not_found',
}
/** The most of one kind in a company, so that a person can still read the list. */
const MAX_LABELS = 500

export interface Label {
  id: number
  name: string
  color: string
  position: number
  isActive: boolean
  createdAt: Date
  /** Only wallets have these. */
  userId?: number | null
  routesTickets?: boolean
}

export interface LabelSettings {
  name?: string | undefined
  color?: string | undefined
  position?: number | undefined
  isActive?: boolean | undefined
  userId?: number | null | undefined
  routesTickets?: boolean | undefined
}

const columns = (sql: Sql, kind: LabelKind) => sql`
  l.id, l.name, l.color, l.position, l.is_active as "isActive", l.created_at as "createdAt"
  ${kind === 'wallets' ? sql`, l.user_id as "userId", l.routes_tickets as "routesTickets"` : sql``}`

/** By position, then by age. */
export async function listLabels(
  sql: Sql,
  kind: LabelKind,
  page: { tenantId: number; after: string | undefined; limit: number },
): Promise<Label[]> {
  const { position, id } = placeAfter(page.after)
  return sql<Label[]>`
    select ${columns(sql, kind)} from ${sql(kind)} l
    where l.tenant_id = ${page.tenantId} and (l.position, l.id) > (${position}, ${id})
    order by l.position, l.id limit ${page.limit}`
}

/** The place in a cursor of a list that is in order of position. */
export function placeAfter(cursor: string | undefined): { position: number; id: number } {
  if (cursor === undefined) return { position: -1, id: 0 }
  const [position, id] = fromCursor(cursor, 2).map(Number)
  if (!Number.isSafeInteger(id) || !Number.isSafeInteger(position)) throw new Refusal('invalid_cursor')
  return { position: Math.min(Number(position), 2_147_483_647), id: Number(id) }
}

export async function getLabel(
  sql: Sql,
  kind: LabelKind,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<Label> {
  const [label] = await sql<Label[]>`
    select ${columns(sql, kind)} from ${sql(kind)} l where l.tenant_id = ${tenantId} and l.id = ${id}`
  if (label === undefined) throw new Refusal(NOT_FOUND[kind])
  return label
}

/** By default at the end of its list. */
export async function createLabel(
  tx: Tx,
  kind: LabelKind,
  input: LabelSettings & { tenantId: number; name: string },
): Promise<Label> {
  const { tenantId, name, color, position } = input
  const [{ n, end } = { n: 0, end: 0 }] = await tx<{ n: number; end: number }[]>`
    select count(*) as n, coalesce(max(position) + 1, 0) as "end" from ${tx(kind)} where tenant_id = ${tenantId}`
  if (n >= MAX_LABELS) throw new Refusal('too_many', { limit: MAX_LABELS })
  const [made] = await tx<{ id: number }[]>`
    insert into ${tx(kind)} (tenant_id, name, color, position)
    values (${tenantId}, ${name}, coalesce(${color ?? null}, '#64748b'), ${position ?? end})
    returning id`.catch(refuseTaken(kind))
  if (kind === 'wallets') await changeOwner(tx, { ...input, id: made!.id })
  return getLabel(tx, kind, { tenantId, id: made!.id })
}

export async function changeLabel(
  tx: Tx,
  kind: LabelKind,
  input: LabelSettings & { tenantId: number; id: number },
): Promise<Label> {
  const { tenantId, id } = input
  const rows = await tx`
    update ${tx(kind)} set
      name = coalesce(${input.name ?? null}, name),
      color = coalesce(${input.color ?? null}, color),
      position = coalesce(${input.position ?? null}::integer, position),
      is_active = coalesce(${input.isActive ?? null}, is_active)
    where tenant_id = ${tenantId} and id = ${id}
    returning id`.catch(refuseTaken(kind))
  if (rows.length === 0) throw new Refusal(NOT_FOUND[kind])
  if (kind === 'wallets') await changeOwner(tx, input)
  return getLabel(tx, kind, { tenantId, id })
}

async function changeOwner(tx: Tx, input: LabelSettings & { tenantId: number; id: number }): Promise<void> {
  const { tenantId, id, userId, routesTickets } = input
  if (typeof userId === 'number') await requireUser(tx, { tenantId, userId })
  await tx`
    update wallets set
      user_id = case when ${userId === undefined} then user_id else ${userId ?? null}::bigint end,
      routes_tickets = coalesce(${routesTickets ?? null}, routes_tickets)
    where tenant_id = ${tenantId} and id = ${id}`
}

/** Contacts and tickets lose it; nothing else about them changes. */
export async function deleteLabel(
  tx: Tx,
  kind: LabelKind,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<void> {
  await tx`delete from ${tx(kind)} where tenant_id = ${tenantId} and id = ${id}`
}

export async function orderLabels(tx: Tx, kind: LabelKind, input: { tenantId: number; ids: number[] }): Promise<void> {
  await requireLabels(tx, kind, input)
  await putInOrder(tx, kind, input)
}

/** Moves the named ones to the first places, in this order; the others follow in their old order. */
export async function putInOrder(
  tx: Tx,
  table: LabelKind | 'custom_fields',
  { tenantId, ids }: { tenantId: number; ids: number[] },
): Promise<void> {
  await tx`
    update ${tx(table)} l set position = placed.n - 1
    from (
      select o.id, row_number() over (order by asked.n nulls last, o.position, o.id) as n
      from ${tx(table)} o
      left join unnest(${ids}::bigint[]) with ordinality as asked(id, n) on asked.id = o.id
      where o.tenant_id = ${tenantId}
    ) placed
    where l.tenant_id = ${tenantId} and l.id = placed.id and l.position <> placed.n - 1`
}

/** Refuses ids that do not exist in this tenant. */
export async function requireLabels(
  sql: Sql,
  kind: LabelKind,
  { tenantId, ids }: { tenantId: number; ids: number[] },
): Promise<void> {
  const [missing] = await sql`
    select 1 from unnest(${ids}::bigint[]) as wanted(id)
    where not exists (select 1 from ${sql(kind)} l where l.tenant_id = ${tenantId} and l.id = wanted.id)
    limit 1`
  if (missing !== undefined) throw new Refusal(NOT_FOUND[kind])
}

const refuseTaken =
  (kind: LabelKind) =>
  (error: unknown): never => {
    throw brokenConstraint(error) === `${kind}_name` ? new Refusal('name_taken') : error
  }
