/** What a busy company has: a million messages, ten thousand open tickets, one of them with fifty thousand messages. */
import type { Db } from '../../server/src/base/db/db.ts'
import { fillMessages } from '../../server/test/harness/many-messages.ts'

export interface Size {
  messages: number
  open: number
  longest: number
}

export interface Place {
  tenantId: number
  channelId: number
  userId: number
  queueIds: readonly [number, number]
}

/** Straight into the tables, through their triggers; returns the id of the longest ticket. */
export async function fill(db: Db, place: Place, { messages, open, longest }: Size): Promise<number> {
  const { tenantId, channelId, userId, queueIds } = place
  const [sales, support] = queueIds
  await fillMessages(db, { tenantId, channelId, sales, support }, Math.max(20, messages - open - longest))
  const [made] = await db<{ first: number }[]>`
    with people as (
      insert into contacts (tenant_id, name, number)
      select ${tenantId}, 'Cliente ' || n, '5531' || (970000000 + n) from generate_series(1, ${open}::integer) n
      returning id, number
    ), tickets as (
      insert into tickets (tenant_id, channel_id, contact_id, status, protocol, queue_id, user_id, unread_messages,
        received_count, waiting_since, last_message, last_message_at, active_at, started_at)
      select ${tenantId}, ${channelId}, id, 'open', '2026112809' || number,
        case when id % 2 = 0 then ${sales}::bigint else ${support}::bigint end, ${userId}, 1, 1,
        now() - (id % 3000) * interval '1 minute', 'Quando chega o meu pedido?', now(),
        now() - (id % 3000) * interval '1 minute', now()
      from people
      returning id
    ) select min(id) as first from tickets`
  const first = made!.first
  await db`
    insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced)
    select ${tenantId}, id, ${channelId}, false, 'received', 'Quando chega o meu pedido?', 1790000000, true
    from tickets where tenant_id = ${tenantId} and id >= ${first}`
  for (let done = 0; done < longest; done += 10_000) {
    await db`
      insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced)
      select ${tenantId}, ${first}, ${channelId}, n % 2 = 0, case when n % 2 = 0 then 'sended' else 'received' end,
        'Linha ' || n || ' de uma conversa muito longa, com palavras que quebram em duas linhas na tela.', 1790000000 + n, true
      from generate_series(${done}::integer, ${Math.min(longest, done + 10_000) - 1}::integer) n`
  }
  await db`
    update tickets t set last_message_id = (
      select max(id) from messages m where m.tenant_id = t.tenant_id and m.ticket_id = t.id)
    where tenant_id = ${tenantId} and id >= ${first}`
  await db`analyze`
  return first
}
