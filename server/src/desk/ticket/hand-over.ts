/**
 * Switching off a user, a queue or a channel must leave no ticket that nobody can see. So whoever switches one off is refused
 * with what refers to it, or hands it over: the tickets wait in a queue again, each told as TransferTicket, in the transaction
 * that switches it off.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Desk } from '../desk.ts'
import { tellTransfer } from '../facts.ts'
import { announceUnsent } from './announce.ts'
import { changeTicket, lockTicket, logTicket } from './lock-ticket.ts'
import { requireQueue } from './targets.ts'

export type Departing = { userId: number } | { queueId: number } | { channelId: number }

export interface HandOver {
  tenantId: number
  /** Who switches it off; null for an API key. */
  byUserId: number | null
  departing: Departing
  /**
   * Undefined = refuse when something refers to it. `queueId`: where the tickets wait from now on; by default in their own queue.
   */
  handOver?: { queueId?: number | undefined } | undefined
}

const MAX_NAMED = 20

/** Must be called before the switch, in the same transaction. */
export async function handOver(desk: Desk, input: HandOver): Promise<void> {
  const { tx } = desk
  const { tenantId, departing, byUserId } = input
  const ticketIds = await readTickets(tx, tenantId, departing)
  const channelIds = await readChannels(tx, tenantId, departing)
  if (ticketIds.length === 0 && channelIds.length === 0) return
  if (input.handOver === undefined) {
    throw new Refusal('still_referred', {
      tickets: listed(ticketIds),
      channels: listed(channelIds),
    })
  }
  const queueId = await requireNextQueue(tx, input)
  for (const ticketId of ticketIds) await giveBack(desk, { tenantId, ticketId, queueId, byUserId })
}

/** The tickets of a queue, and those that its channels bring, need another queue. */
async function requireNextQueue(tx: Tx, { tenantId, departing, handOver }: HandOver): Promise<number | undefined> {
  const queueId = handOver?.queueId
  if (queueId !== undefined) await requireQueue(tx, { tenantId, queueId })
  if (!('queueId' in departing)) return queueId
  if (queueId === undefined || queueId === departing.queueId) throw new Refusal('transfer_target_required')
  await tx`
    update queues set handed_over_to = ${queueId} where tenant_id = ${tenantId} and id = ${departing.queueId}`
  return queueId
}

async function giveBack(
  desk: Desk,
  input: { tenantId: number; ticketId: number; queueId: number | undefined; byUserId: number | null },
): Promise<void> {
  const { tenantId, ticketId, queueId, byUserId } = input
  const story = await lockTicket(desk.tx, { tenantId, ticketId })
  // The ticket was closed while we waited for its lock.
  if (story.ticket.status === 'closed') return
  await announceUnsent(desk, story)
  const change = { status: 'pending' as const, user_id: null, queue_id: queueId ?? story.ticket.queue_id }
  const returned = await changeTicket(desk.tx, story, change)
  await logTicket(desk.tx, returned, 'transfered', byUserId)
  tellTransfer(desk, returned)
}

/** In ascending order, the order in which tickets are locked. */
async function readTickets(sql: Sql, tenantId: number, departing: Departing): Promise<number[]> {
  const refers = (() => {
    if ('userId' in departing) return sql`user_id = ${departing.userId}`
    return 'queueId' in departing ? sql`queue_id = ${departing.queueId}` : sql`channel_id = ${departing.channelId}`
  })()
  const rows = await sql<{ id: number }[]>`
    select id from tickets where tenant_id = ${tenantId} and status in ('pending', 'open') and ${refers} order by id`
  return rows.map(row => row.id)
}

/** Active channels that bring new tickets to it. */
async function readChannels(sql: Sql, tenantId: number, departing: Departing): Promise<number[]> {
  if ('channelId' in departing) return []
  const leads =
    'userId' in departing ? sql`default_user_id = ${departing.userId}` : sql`default_queue_id = ${departing.queueId}`
  const rows = await sql<{ id: number }[]>`
    select id from channels where tenant_id = ${tenantId} and is_active and ${leads} order by id`
  return rows.map(row => row.id)
}

function listed(ids: number[]): string {
  const more = ids.length > MAX_NAMED ? `, … (${ids.length})` : ''
  return ids.length === 0 ? '-' : ids.slice(0, MAX_NAMED).join(', ') + more
}
