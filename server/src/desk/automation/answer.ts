/**
 * The automatic texts of a queue. The rules are in docs/decisions/0012-automatic-answers.md:
 *
 * - *Greeting*: to the customer whose message opened a ticket, when its queue is open.
 * - *Absence*: to a customer who writes while the queue is closed; once until it has been open again, however much they write,
 * and not in the middle of a conversation (somebody of ours wrote within half an hour, and the ticket is open).
 * - *Farewell*: when a person or a program closes a ticket in which the customer wrote, unless they ask for none.
 *
 * All of them: never to a group, to an echo or to anything of ours; never to a message that came over an hour late, nor
 * outside WhatsApp's 24 hours; and each kind three times in 24 hours at most, so that two machines that answer each other
 * stop. The customer goes on waiting: an automatic text does not count as an answer, and lists show the customer's own words.
 *
 * It costs nothing when no text is due, because the queue's settings are part of the row that storing a message returns.
 */
import type { Sql } from '../../base/db/db.ts'
import type { Desk } from '../desk.ts'
import type { Story, TicketFacts } from '../facts.ts'
import { readVariables } from '../setting/read-variables.ts'
import { fillOrDrop } from '../setting/variables.ts'
import { cleanText } from '../text.ts'
import { isOpen, openTimeSince } from './hours.ts'

export type AutomaticKind = 'greeting' | 'absence' | 'farewell'

const MAX_A_DAY = 3
/** How far back an earlier absence text is searched: a queue that is closed for longer sends it again. */
const MAX_ABSENCE_DAYS = 35
/** How many of the ticket's newest messages are searched for one of ours. */
const LOOKED_AT = 20
const MAX_TEXT = 4_096
const MAX_LATE_SECONDS = 3_600
const KEPT_DAYS = 40

/** For a statement that stores messages: the settings of the ticket's queue, found by one look-up in an index. */
export const saysNow = (sql: Sql, ticket: string) => {
  const t = sql(ticket)
  return sql`(
    select case when ${isOpen(sql, 'q')} then case when q.greeting is not null then 'greeting' end
      else case when q.absence is not null then 'absence' end end
    from queue_automations q where q.tenant_id = ${t}.tenant_id and q.queue_id = ${t}.queue_id limit 1)`
}

/** A message that came in and was stored. */
export interface Arrival {
  ticket: TicketFacts
  /** Unix seconds. */
  sentAt: number
  fromMe: boolean
  /** Whether it opened its ticket. */
  isNew: boolean
  /** Of `saysNow`. */
  says: 'greeting' | 'absence' | null
}

interface Due {
  ticket: TicketFacts
  kind: AutomaticKind
}

/** Called in the transaction that stored the messages and has locked their tickets. */
export async function answerArrivals(desk: Desk, arrivals: readonly Arrival[]): Promise<void> {
  if (desk.queueForSending === undefined) return
  const nowSeconds = Date.now() / 1_000
  const due = new Map<number, Due>()
  for (const { ticket, sentAt, fromMe, isNew, says } of arrivals) {
    const isLate = sentAt < nowSeconds - MAX_LATE_SECONDS
    if (says === null || fromMe || ticket.is_group || isLate || (says === 'greeting' && !isNew)) continue
    due.set(ticket.id, { ticket, kind: says })
  }
  await say(desk, [...due.values()])
}

/** Called before a locked ticket is closed, so that the farewell is told before the ClosedTicket. */
export async function sayFarewell(desk: Desk, { ticket }: Story): Promise<void> {
  if (desk.queueForSending === undefined || ticket.is_group || ticket.queue_id === null) return
  await say(desk, [{ ticket, kind: 'farewell' }])
}

async function say(desk: Desk, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return
  const [first] = due
  const texts = await textsOf(desk.tx, first!.ticket.tenant_id, due)
  for (const { ticket, kind } of due) {
    const text = texts.get(ticket.id)
    if (text !== undefined) await write(desk, { ticket, kind, text })
  }
}

/** The texts to send, by ticket, without those that the rules forbid. */
async function textsOf(sql: Sql, tenantId: number, due: readonly Due[]): Promise<ReadonlyMap<number, string>> {
  const ids = due.map(({ ticket }) => ticket.id)
  const rows = await sql<{ ticket_id: number; text: string }[]>`
    select t.id as ticket_id, said.text
    from unnest(${ids}::bigint[], ${due.map(({ kind }) => kind)}::text[]) as a(ticket_id, kind)
    cross join lateral (
      select * from tickets where tenant_id = ${tenantId} and id = a.ticket_id limit 1
    ) t
    cross join lateral (
      select * from queue_automations where tenant_id = ${tenantId} and queue_id = t.queue_id limit 1
    ) q
    cross join lateral (select case a.kind when 'greeting' then q.greeting when 'absence' then q.absence
      else q.farewell end as text) said
    where said.text is not null and t.received_count > 0
      and exists (
        select 1 from service_windows w
        where w.tenant_id = ${tenantId} and w.channel_id = t.channel_id and w.contact_id = t.contact_id
          and w.closes_at > now())
      and (
        select count(*) from automatic_answers s
        where s.tenant_id = ${tenantId} and s.contact_id = t.contact_id and s.channel_id = t.channel_id
          and s.kind = a.kind and s.created_at > now() - interval '24 hours') < ${MAX_A_DAY}
      and (a.kind <> 'absence' or ${isNews(sql, tenantId)})`
  return new Map(rows.map(row => [row.ticket_id, row.text]))
}

/** The customer has not got the text since the queue closed, and nobody is in a conversation with them now. */
const isNews = (sql: Sql, tenantId: number) => sql`not exists (
    select 1 from (
      select s.created_at from automatic_answers s
      where s.tenant_id = ${tenantId} and s.contact_id = t.contact_id and s.channel_id = t.channel_id
        and s.kind = 'absence' and s.created_at > now() - make_interval(days => ${MAX_ABSENCE_DAYS})
      order by s.created_at desc limit 1
    ) last
    where ${openTimeSince(sql, 'q', sql`last.created_at`)} = interval '0')
  and not (t.status = 'open' and exists (
    select 1 from (
      select from_me, is_note, send_type, created_at from messages
      where tenant_id = ${tenantId} and ticket_id = t.id order by id desc limit ${LOOKED_AT}
    ) m
    where m.from_me and not m.is_note and m.send_type is distinct from 'bot'
      and m.created_at > now() - interval '30 minutes'))`

async function write(
  desk: Desk,
  { ticket, kind, text }: { ticket: TicketFacts; kind: AutomaticKind; text: string },
): Promise<void> {
  const { tenant_id: tenantId, id: ticketId, channel_id: channelId, contact_id: contactId, queue_id: queueId } = ticket
  const filled = fillOrDrop(text, await readVariables(desk.tx, { tenantId, ticketId }))
  const body = cleanText(filled.slice(0, MAX_TEXT))
  if (body.trim() === '') return
  const [message] = await desk.tx<{ id: number }[]>`
    with written as (
      insert into messages (tenant_id, ticket_id, channel_id, from_me, status, send_type, media_type, body, sent_at,
        is_announced)
      values (${tenantId}, ${ticketId}, ${channelId}, true, 'pending', 'bot', 'chat', ${body},
        extract(epoch from clock_timestamp())::bigint, false)
      returning id
    ), noted as (
      insert into automatic_answers (tenant_id, message_id, channel_id, contact_id, queue_id, kind)
      select ${tenantId}, id, ${channelId}, ${contactId}, ${queueId}, ${kind} from written
    )
    select id from written`
  await desk.queueForSending?.(desk.tx, { tenantId, channelId, ticketId, messageId: message!.id })
}

/** For a statement about a message `m`: whether it is an automatic text of a queue. */
export const isAutomatic = (sql: Sql) => sql`exists (
  select 1 from automatic_answers s where s.tenant_id = m.tenant_id and s.message_id = m.id)`

/** No rule looks back further. */
export async function forgetAnswers(sql: Sql): Promise<void> {
  await sql`delete from automatic_answers where created_at < now() - make_interval(days => ${KEPT_DAYS})`
}
