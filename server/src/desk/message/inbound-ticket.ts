/** Gives contacts that write an active ticket: a closed one reopened where the rules say so, otherwise a new one. */
import type { Tx } from '../../base/db/db.ts'
import { lockContacts } from '../lock.ts'
import type { ChannelRow, ToStore } from './store-messages.ts'

interface Activation {
  channel: ChannelRow
  contactIds: number[]
  /** For each of them: whether it begins with our own message from the phone. Then somebody attends to it already. */
  areAttended: number[]
}

/** Returns the ids of the tickets that are new. */
export async function activateTickets(
  tx: Tx,
  { channel, missing }: { channel: ChannelRow; missing: ToStore[] },
): Promise<Set<number>> {
  const contacts = new Map(missing.map(({ contact }) => [contact.id, contact]))
  await lockContacts(tx, channel.tenant_id, [...contacts.keys()])
  const contactIds = [...contacts.keys()]
  const first = new Map(missing.toReversed().map(({ contact, message }) => [contact.id, message]))
  const areAttended = contactIds.map(id => (first.get(id)?.fromMe ? 1 : 0))
  await reopenTickets(tx, { channel, contactIds, areAttended })
  return openTickets(tx, { channel, contactIds, areAttended })
}

/**
 * A group keeps one ticket forever; a person's closed one takes a new message only within the channel's window. Both wait in the
 * queue again, without a user. Our own message from the phone makes them open, because somebody attends to them there.
 */
async function reopenTickets(tx: Tx, { channel, contactIds, areAttended }: Activation): Promise<void> {
  await tx`
    with latest as (
      select distinct on (t.contact_id) t.id, t.contact_id, t.status
      from tickets t
      where t.tenant_id = ${channel.tenant_id} and t.channel_id = ${channel.id}
        and t.contact_id = any (${contactIds}::bigint[]) and not t.is_imported
      order by t.contact_id, t.id desc
    ),
    reopened as (
      update tickets t set status = case when asked.is_attended = 1 then 'open' else 'pending' end,
        started_at = case when asked.is_attended = 1 then now() else t.started_at end, user_id = null, closing_reason_id = null, closed_at = null,
        version = t.version + 1, updated_at = now()
      from latest l
      join unnest(${contactIds}::bigint[], ${areAttended}::int[]) as asked(contact_id, is_attended) using (contact_id)
      where t.tenant_id = ${channel.tenant_id} and t.id = l.id and t.status = 'closed'
        and t.id = any (array(select id from latest))
        -- A ticket closed while we waited for it has a later closed_at than our now(): a window of 0 must not fit it.
        and (t.is_group or ${channel.reopen_within_minutes}::integer > 0
          and t.closed_at > now() - make_interval(mins => ${channel.reopen_within_minutes}))
        and not exists (
          select 1 from tickets other
          where other.tenant_id = t.tenant_id and other.channel_id = t.channel_id and other.contact_id = t.contact_id
            and other.status <> 'closed')
      returning t.tenant_id, t.id, t.queue_id, t.status, t.user_id
    )
    insert into ticket_log (tenant_id, ticket_id, action, queue_id, status, served_by)
    select tenant_id, id, 'reopened', queue_id, status, user_id from reopened`
}

/**
 * The channel decides in which queue and for which user a new ticket waits; a wallet that routes tickets overrides the user. A
 * group's ticket has no user.
 */
async function openTickets(tx: Tx, { channel, contactIds, areAttended }: Activation): Promise<Set<number>> {
  const rows = await tx<{ id: number }[]>`
    with opened as (
      insert into tickets (tenant_id, id, channel_id, contact_id, status, protocol, is_group, queue_id, user_id,
        started_at)
      select c.tenant_id, new.id, ${channel.id}, c.id, case when asked.is_attended = 1 then 'open' else 'pending' end,
        to_char(now() at time zone z.timezone, 'YYYYMMDDHH24MISS') || new.id, c.is_group,
        ${channel.default_queue_id}::bigint, case when c.is_group then null else coalesce(owner.id, ${channel.default_user_id}::bigint) end,
        case when asked.is_attended = 1 then now() end
      from unnest(${contactIds}::bigint[], ${areAttended}::int[]) with ordinality as asked(contact_id, is_attended, n)
      cross join lateral (
        select * from contacts where tenant_id = ${channel.tenant_id} and id = asked.contact_id limit 1
      ) c
      join tenants z on z.id = c.tenant_id
      left join wallets w on w.tenant_id = c.tenant_id and w.id = c.wallet_id and w.routes_tickets and w.is_active
      left join users owner on owner.tenant_id = w.tenant_id and owner.id = w.user_id and owner.is_active
      cross join lateral (select nextval('tickets_id_seq') as id where c.id is not null) as new
      order by asked.n
      on conflict (tenant_id, channel_id, contact_id) where status <> 'closed' do nothing
      returning tenant_id, id, queue_id, status, user_id
    ),
    logged as (
      insert into ticket_log (tenant_id, ticket_id, action, queue_id, status, served_by)
      select tenant_id, id, 'create', queue_id, status, user_id from opened
    )
    select id from opened`
  return new Set(rows.map(row => row.id))
}
