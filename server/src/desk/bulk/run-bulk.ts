/** Works off actions on many tickets when the time for undoing them is over. */
import { type Db, transaction } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Actor } from '../actor.ts'
import { type Desk, type DeskDeps, inDesk } from '../desk.ts'
import { addTicketTags, removeTicketTags } from '../setting/tagged.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { requireVisible } from '../ticket/list-tickets.ts'
import { lockTicket } from '../ticket/lock-ticket.ts'
import { markRead, markUnread } from '../ticket/read-mark.ts'
import { acceptTicket, returnTicket } from '../ticket/serve-ticket.ts'
import { snoozeTicket } from '../ticket/snooze-ticket.ts'
import { transferTicket } from '../ticket/transfer-ticket.ts'
import type { BulkWhat } from './bulk-action.ts'

const LEASE_SECONDS = 60
/** After this many tickets the lease is renewed. */
const STRIDE = 20
const KEPT_DAYS = 7

export interface RunBulkDeps {
  db: Db
  desk: DeskDeps
  log: Log
}

interface Taken {
  tenant_id: number
  id: number
  user_id: number | null
  api_key_id: number | null
  what: BulkWhat
}

/** Returns whether there was one. */
export async function runOneBulkAction(deps: RunBulkDeps): Promise<boolean> {
  const { db } = deps
  const [taken] = await db<Taken[]>`
    update bulk_actions set state = 'running', taken_until = now() + ${LEASE_SECONDS} * interval '1 second'
    where (tenant_id, id) in (
      select tenant_id, id from bulk_actions
      where state in ('waiting', 'running') and due_at <= now() and (taken_until is null or taken_until < now())
      order by due_at, tenant_id, id limit 1 for update skip locked)
    returning tenant_id, id, user_id, api_key_id, what`
  if (taken === undefined) return false
  const by = await readActor(db, taken)
  for (let left = true; left; ) left = await workOff(deps, taken, by)
  await db`
    update bulk_actions set state = 'done', done_at = now(), taken_until = null
    where tenant_id = ${taken.tenant_id} and id = ${taken.id} and state = 'running'`
  return true
}

interface Chosen {
  ticket_id: number
  version: number
  received_count: number
}

/** Works on a few tickets, with a fresh lease. Returns whether there are more. */
async function workOff(deps: RunBulkDeps, taken: Taken, by: Actor | undefined): Promise<boolean> {
  const { tenant_id: tenantId, id } = taken
  const held = await deps.db`
    update bulk_actions set taken_until = now() + ${LEASE_SECONDS} * interval '1 second'
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`
  if (held.count === 0) return false
  const chosen = await deps.db<Chosen[]>`
    select ticket_id, version, received_count from bulk_action_tickets
    where tenant_id = ${tenantId} and bulk_action_id = ${id} and outcome is null
    order by ticket_id limit ${STRIDE}`
  for (const ticket of chosen) await doOne(deps, { taken, by, ticket })
  return chosen.length === STRIDE
}

/** The change and its result are one transaction, so after a crash both are there or neither. */
async function doOne(
  { db, desk: deskDeps, log }: RunBulkDeps,
  { taken, by, ticket }: { taken: Taken; by: Actor | undefined; ticket: Chosen },
): Promise<void> {
  try {
    await transaction(db, async tx => {
      if (!(await note(tx, taken, ticket, { outcome: 'done' }))) return
      if (by === undefined) throw new Refusal('not_allowed')
      await inDesk(tx, deskDeps, desk => act(desk, by, ticket, taken.what))
    })
  } catch (error) {
    if (!(error instanceof Refusal))
      log.error({ err: error, ticket: ticket.ticket_id }, 'an action on many tickets failed on one')
    const { code, params } = error instanceof Refusal ? error : { code: 'bulk_ticket_failed', params: {} }
    await note(db, taken, ticket, { outcome: 'refused', code, params })
  }
}

interface Result {
  outcome: 'done' | 'refused'
  code?: string
  params?: object
}

/** False when another process has done this ticket. */
async function note(sql: Db | Desk['tx'], taken: Taken, ticket: Chosen, result: Result): Promise<boolean> {
  const { outcome, code = null, params } = result
  const noted = await sql`
    update bulk_action_tickets set outcome = ${outcome}, code = ${code},
      params = ${params === undefined ? null : JSON.stringify(params)}::text::jsonb
    where tenant_id = ${taken.tenant_id} and bulk_action_id = ${taken.id} and ticket_id = ${ticket.ticket_id}
      and outcome is null`
  return noted.count > 0
}

async function act(desk: Desk, by: Actor, chosen: Chosen, what: BulkWhat): Promise<unknown> {
  const { ticket_id: ticketId, version } = chosen
  switch (what.action) {
    case 'close':
      await refuseNews(desk, by, chosen)
      return closeTicket(desk, {
        by,
        ticketId,
        version,
        closingReasonId: what.closingReasonId,
        farewell: what.farewell,
      })
    case 'transfer': {
      const { queueId, userId, note: words } = what
      return transferTicket(desk, { by, ticketId, version, queueId, userId, note: words })
    }
    case 'accept':
      return acceptTicket(desk, { by, ticketId, version, userId: what.userId })
    case 'return':
      return returnTicket(desk, { by, ticketId, version })
    case 'snooze':
      await refuseNews(desk, by, chosen)
      return snoozeTicket(desk, { by, ticketId, version, until: what.until })
    case 'read':
      return markRead(desk, { by, ticketId })
    case 'unread':
      return markUnread(desk, { by, ticketId })
    case 'tag':
    case 'untag': {
      await requireVisible(desk.tx, by, ticketId)
      const change = what.action === 'tag' ? addTicketTags : removeTicketTags
      return change(desk.tx, { tenantId: by.tenantId, ticketId, tagIds: what.tagIds })
    }
  }
}

/** The customer wrote after it was chosen, and nobody wants to snooze or close that unseen. */
async function refuseNews({ tx }: Desk, { tenantId }: Actor, chosen: Chosen): Promise<void> {
  const { ticket } = await lockTicket(tx, { tenantId, ticketId: chosen.ticket_id })
  const rows = await tx`
    select 1 from tickets
    where tenant_id = ${tenantId} and id = ${ticket.id} and received_count <> ${chosen.received_count}`
  if (rows.length > 0) throw new Refusal('ticket_has_news')
}

/** With their present rights; undefined when they have none any more. */
async function readActor(db: Db, taken: Taken): Promise<Actor | undefined> {
  const { tenant_id: tenantId, user_id: userId, api_key_id: apiKeyId } = taken
  const [row] =
    userId === null
      ? await db<Pick<Actor, 'profile'>[]>`
        select profile from api_keys
        where tenant_id = ${tenantId} and id = ${apiKeyId} and revoked_at is null
          and (expires_at is null or expires_at > now())`
      : await db<Pick<Actor, 'profile'>[]>`
        select profile from users where tenant_id = ${tenantId} and id = ${userId} and is_active`
  return row && { tenantId, userId, profile: row.profile }
}

export async function forgetBulkActions(db: Db): Promise<void> {
  await db`delete from bulk_actions where created_at < now() - ${KEPT_DAYS} * interval '1 day'`
}
