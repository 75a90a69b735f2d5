/** A company with its people, queues and a channel, and the events that its desk told, each checked against the contract. */
import { assertContract } from '@recado/receiver/testing'
import type { Db } from '../../src/base/db/db.ts'
import type { DeskDeps, InboundMessage } from '../../src/desk/index.ts'

export const deskDeps: DeskDeps = { publicUrl: 'https://desk.example.com' }

export interface Company {
  tenantId: number
  admin: number
  supervisor: number
  /** Ana serves sales, Bia support. */
  ana: number
  bia: number
  sales: number
  support: number
  channelId: number
}

export async function makeCompany(
  db: Db,
  channel: {
    acceptsGroups?: boolean
    reopenWithinMinutes?: number
    defaultQueue?: boolean
    defaultUser?: boolean
  } = {},
): Promise<Company> {
  const [tenant] = await db<{ id: number }[]>`insert into tenants (name) values ('Acme') returning id`
  const tenantId = tenant!.id
  const user = async (name: string, profile: string) => {
    const [row] = await db<{ id: number }[]>`
      insert into users (tenant_id, name, email, profile)
      values (${tenantId}, ${name}, ${`${name.toLowerCase()}.${tenantId}@example.com`}, ${profile}) returning id`
    return row!.id
  }
  const queue = async (name: string) => {
    const [row] = await db<{ id: number }[]>`
      insert into queues (tenant_id, name) values (${tenantId}, ${name}) returning id`
    return row!.id
  }
  const people = { admin: await user('Admin', 'admin'), supervisor: await user('Sol', 'supervisor') }
  const attendants = { ana: await user('Ana', 'attendant'), bia: await user('Bia', 'attendant') }
  const queues = { sales: await queue('Sales'), support: await queue('Support') }
  await db`insert into user_queues (tenant_id, user_id, queue_id)
    values (${tenantId}, ${attendants.ana}, ${queues.sales}), (${tenantId}, ${attendants.bia}, ${queues.support})`
  const [row] = await db<{ id: number }[]>`
    insert into channels (tenant_id, name, status, default_queue_id, default_user_id, accepts_groups,
      reopen_within_minutes)
    values (${tenantId}, 'Comercial', 'CONNECTED', ${channel.defaultQueue === false ? null : queues.sales},
      ${channel.defaultUser ? attendants.ana : null}, ${channel.acceptsGroups ?? false},
      ${channel.reopenWithinMinutes ?? 0})
    returning id`
  return { tenantId, ...people, ...attendants, ...queues, channelId: row!.id }
}

let written = 0

/** A text from a person; a new provider id each time. */
export function textFrom(waId: string, more: Partial<InboundMessage> = {}): InboundMessage {
  written += 1
  return {
    identities: { waId },
    pushname: 'Maria',
    providerId: `wamid.${process.pid}.${written}`,
    sentAt: 1_790_000_000 + written,
    mediaType: 'chat',
    body: `text ${written}`,
    mediaId: null,
    quotedProviderId: null,
    raw: `{"n":${written}}`,
    ...more,
  }
}

export interface Told {
  id: number
  type: string
  ticketId: number
  // biome-ignore lint/suspicious/noExplicitAny: tests pick what they look at.
  v1: any
  // biome-ignore lint/suspicious/noExplicitAny: tests pick what they look at.
  v2: any
}

/** The events of a company, oldest first; throws when one breaks the contract. */
export async function toldOf(db: Db, tenantId: number, ticketId?: number): Promise<Told[]> {
  const rows = await db<{ id: number; type: string; ticket_id: number; body_v1: string; body_v2: string | null }[]>`
    select id, type, ticket_id, body_v1, body_v2 from events
    where tenant_id = ${tenantId} and (${ticketId ?? null}::bigint is null or ticket_id = ${ticketId ?? null})
    order by id`
  return rows.map(row => {
    const v2 = row.body_v2 ?? row.body_v1
    assertContract(row.body_v1, 1)
    assertContract(v2, 2)
    return { id: row.id, type: row.type, ticketId: row.ticket_id, v1: JSON.parse(row.body_v1), v2: JSON.parse(v2) }
  })
}
