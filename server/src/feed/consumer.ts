/** A poller whose position is kept here, by name, so that it need not keep anything itself. */
import type { Sql } from '../base/db/db.ts'
import { readEventMarks } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'

export interface Consumer {
  name: string
  /** Null = before the oldest event that is kept. */
  position: string | null
  createdAt: string
  updatedAt: string
}

interface ConsumerRow {
  name: string
  position: number | null
  created_at: Date
  updated_at: Date
}

export async function listConsumers(
  sql: Sql,
  tenantId: number,
  page: { limit: number; after: string },
): Promise<Consumer[]> {
  const rows = await sql<ConsumerRow[]>`
    select name, position, created_at, updated_at from consumers
    where tenant_id = ${tenantId} and name > ${page.after}
    order by name
    limit ${page.limit + 1}`
  return rows.map(toConsumer)
}

export async function getConsumer(sql: Sql, tenantId: number, name: string): Promise<Consumer> {
  const [row] = await sql<ConsumerRow[]>`
    select name, position, created_at, updated_at from consumers where tenant_id = ${tenantId} and name = ${name}`
  if (row === undefined) throw new Refusal('consumer_not_found', { name })
  return toConsumer(row)
}

/** One that is there already stays where it stands, so that a program may do this at every start. */
export async function createConsumer(
  sql: Sql,
  tenantId: number,
  name: string,
  position: number | null,
): Promise<{ consumer: Consumer; isNew: boolean }> {
  await refuseUnknown(sql, position)
  const rows = await sql`
    insert into consumers (tenant_id, name, position) values (${tenantId}, ${name}, ${position})
    on conflict do nothing
    returning 1`
  return { consumer: await getConsumer(sql, tenantId, name), isNew: rows.length === 1 }
}

/** Forward only: a commit that comes late, of a reader that others have overtaken, is refused. */
export async function commitConsumer(sql: Sql, tenantId: number, name: string, position: number): Promise<Consumer> {
  await refuseUnknown(sql, position)
  const rows = await sql`
    update consumers set position = ${position}, updated_at = now()
    where tenant_id = ${tenantId} and name = ${name} and coalesce(position, 0) <= ${position}
    returning 1`
  const consumer = await getConsumer(sql, tenantId, name)
  if (rows.length === 0) throw new Refusal('position_behind', { position: consumer.position ?? '0' })
  return consumer
}

/** To any place, back too: whoever asks for it means it. */
export async function seekConsumer(
  sql: Sql,
  tenantId: number,
  name: string,
  position: number | null,
): Promise<Consumer> {
  await refuseUnknown(sql, position)
  await sql`
    update consumers set position = ${position}, updated_at = now()
    where tenant_id = ${tenantId} and name = ${name}`
  return getConsumer(sql, tenantId, name)
}

export async function deleteConsumer(sql: Sql, tenantId: number, name: string): Promise<void> {
  const rows = await sql`delete from consumers where tenant_id = ${tenantId} and name = ${name} returning 1`
  if (rows.length === 0) throw new Refusal('consumer_not_found', { name })
}

/** A position that no event had yet would skip the events that are to come. */
async function refuseUnknown(sql: Sql, position: number | null): Promise<void> {
  if (position === null || position <= (await readEventMarks(sql)).last) return
  const message = 'was never handed out'
  throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path: '/position', message }] })
}

function toConsumer(row: ConsumerRow): Consumer {
  return {
    name: row.name,
    position: row.position === null ? null : String(row.position),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
