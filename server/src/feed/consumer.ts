/** A consumer is a program that polls and whose position is stored here, under a name, so that it has to store nothing itself. */
import type { Sql } from '../base/db/db.ts'
import { readEventMarks } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'

export interface Consumer {
  name: string
  /** Null = before the oldest event that is kept. */
  position: string | null
  createdAt: Date
  updatedAt: Date
}

interface OneConsumer {
  tenantId: number
  name: string
}

/** A position is a number in the database and text in the API. */
const columns = (sql: Sql) => sql`
  name, position::text as position, created_at as "createdAt", updated_at as "updatedAt"`

export async function listConsumers(
  sql: Sql,
  page: { tenantId: number; after: string; limit: number },
): Promise<Consumer[]> {
  return sql<Consumer[]>`
    select ${columns(sql)} from consumers
    where tenant_id = ${page.tenantId} and name > ${page.after}
    order by name
    limit ${page.limit}`
}

export async function getConsumer(sql: Sql, { tenantId, name }: OneConsumer): Promise<Consumer> {
  const [consumer] = await sql<Consumer[]>`
    select ${columns(sql)} from consumers where tenant_id = ${tenantId} and name = ${name}`
  if (consumer === undefined) throw new Refusal('consumer_not_found', { name })
  return consumer
}

/** An existing one keeps its position, so that a program may call this at every start. */
export async function createConsumer(
  sql: Sql,
  { tenantId, name, position }: OneConsumer & { position: number | null },
): Promise<{ consumer: Consumer; isNew: boolean }> {
  await refuseUnknown(sql, position)
  const rows = await sql`
    insert into consumers (tenant_id, name, position) values (${tenantId}, ${name}, ${position})
    on conflict do nothing
    returning 1`
  return { consumer: await getConsumer(sql, { tenantId, name }), isNew: rows.length === 1 }
}

/** Moves forward only: a late commit, by a reader that others have overtaken, is refused. */
export async function commitConsumer(
  sql: Sql,
  { tenantId, name, position }: OneConsumer & { position: number },
): Promise<Consumer> {
  await refuseUnknown(sql, position)
  const rows = await sql`
    update consumers set position = ${position}, updated_at = now()
    where tenant_id = ${tenantId} and name = ${name} and coalesce(position, 0) <= ${position}
    returning 1`
  const consumer = await getConsumer(sql, { tenantId, name })
  if (rows.length === 0) throw new Refusal('position_behind', { position: consumer.position ?? '0' })
  return consumer
}

/** Moves to any position, also back. */
export async function seekConsumer(
  sql: Sql,
  { tenantId, name, position }: OneConsumer & { position: number | null },
): Promise<Consumer> {
  await refuseUnknown(sql, position)
  await sql`
    update consumers set position = ${position}, updated_at = now()
    where tenant_id = ${tenantId} and name = ${name}`
  return getConsumer(sql, { tenantId, name })
}

export async function deleteConsumer(sql: Sql, { tenantId, name }: OneConsumer): Promise<void> {
  const rows = await sql`delete from consumers where tenant_id = ${tenantId} and name = ${name} returning 1`
  if (rows.length === 0) throw new Refusal('consumer_not_found', { name })
}

/** A position that no event has yet would skip future events. */
async function refuseUnknown(sql: Sql, position: number | null): Promise<void> {
  if (position === null || position <= (await readEventMarks(sql)).last) return
  const message = 'was never handed out'
  throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path: '/position', message }] })
}
