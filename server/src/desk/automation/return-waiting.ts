/**
 * A ticket that somebody attends to, and whose customer waits longer than its queue allows, goes back to its queue, where
 * everybody sees it, told as TransferTicket. The wait is counted in the queue's hours, from the customer's message or from the
 * assignment to its user, whichever was later. So nobody loses in the morning a ticket that came at night.
 *
 * It looks without scanning: for each user in each queue that takes tickets back, those that wait longest, by the index from
 * which lists are counted. Rejected: a table of deadlines, to which every message would have to write.
 */
import type { Db, Sql } from '../../base/db/db.ts'
import { changeDesk, type Desk, type DeskDeps } from '../desk.ts'
import { tellTransfer } from '../facts.ts'
import { announceUnsent } from '../ticket/announce.ts'
import { changeTicket, lockTicket, logTicket } from '../ticket/lock-ticket.ts'
import { isOpen, openTimeSince } from './hours.ts'

const MAX_AT_ONCE = 100
const MAX_EACH = 20
/** A wait of more days than this is over whatever the hours are, so no more days are computed. */
const MAX_DAYS = 35

interface Waiting {
  tenant_id: number
  id: number
}

/** Returns whether there may be more. */
export async function returnThoseWaiting({ db, desk: deps }: { db: Db; desk: DeskDeps }): Promise<boolean> {
  const rows = await db<Waiting[]>`
    select t.tenant_id, t.id
    from queue_automations q
    join users u on u.tenant_id = q.tenant_id
    cross join lateral (
      select * from tickets
      where tenant_id = q.tenant_id and status = 'open' and queue_id = q.queue_id and user_id = u.id and not is_group
        and waiting_since < now() - make_interval(mins => q.return_after_minutes)
      order by waiting_since limit ${MAX_EACH}
    ) t
    where q.return_after_minutes is not null and ${isOver(db)}
    order by t.tenant_id, t.id limit ${MAX_AT_ONCE}`
  for (const row of rows) await changeDesk(db, deps, desk => giveBack(desk, row))
  return rows.length === MAX_AT_ONCE
}

/** For a statement about tickets `t` of users, with their queue's row `q`. */
const isOver = (sql: Sql) => sql`t.snoozed_until is null and ${isOpen(sql, 'q')} and (
  t.waiting_since < now() - make_interval(days => ${MAX_DAYS})
  or ${openTimeSince(sql, 'q', sql`greatest(t.waiting_since, ${givenAt(sql)})`)}
    >= make_interval(mins => q.return_after_minutes))`

/** When it was assigned to its user. */
const givenAt = (sql: Sql) => sql`(
  select max(l.created_at) from (
    select action, created_at from ticket_log
    where tenant_id = t.tenant_id and ticket_id = t.id order by id desc limit 20
  ) l
  where l.action in ('create', 'open', 'reopened', 'receivedTransfer'))`

/** It may have been answered while we waited for its lock. */
async function giveBack(desk: Desk, { tenant_id: tenantId, id: ticketId }: Waiting): Promise<void> {
  const story = await lockTicket(desk.tx, { tenantId, ticketId })
  const [still] = await desk.tx`
    select 1 from tickets t
    join queue_automations q on q.tenant_id = t.tenant_id and q.queue_id = t.queue_id
    where t.tenant_id = ${tenantId} and t.id = ${ticketId} and t.status = 'open' and t.user_id is not null
      and t.waiting_since < now() - make_interval(mins => q.return_after_minutes) and ${isOver(desk.tx)}`
  if (still === undefined) return
  await announceUnsent(desk, story)
  const returned = await changeTicket(desk.tx, story, { status: 'pending', user_id: null })
  await logTicket(desk.tx, returned, 'autoReturn', null)
  tellTransfer(desk, returned)
}
