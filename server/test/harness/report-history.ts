/**
 * Stories of tickets at chosen instants, written like the desk writes them, because a test of reports cannot wait for real ones.
 */
import fc from 'fast-check'
import type { Db } from '../../src/base/db/db.ts'
import type { Company } from './desk.ts'

const ACTS = [
  ...[
    'customer',
    'customer',
    'answer',
    'phone',
    'program',
    'scheduled',
    'note',
    'failed',
    'accept',
    'give-back',
    'auto-return',
  ],
  ...['transfer', 'transfer-to', 'program-transfer', 'close', 'close', 'auto-close', 'reopen', 'open-by-us'],
] as const
type Act = (typeof ACTS)[number]

interface Step {
  act: Act
  /** Since the step before. */
  afterSeconds: number
  who: 0 | 1
  queue: 0 | 1
}

/** The story of one contact on one channel. */
export interface Line {
  contact: number
  channel: 0 | 1
  startSeconds: number
  steps: Step[]
}

const HOUR = 3_600

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  afterSeconds: fc.oneof(
    fc.integer({ min: 0, max: 180 }),
    fc.integer({ min: 181, max: 3 * HOUR }),
    fc.integer({ min: 3 * HOUR, max: 4 * 24 * HOUR }),
  ),
  who: fc.constantFrom(0 as const, 1 as const),
  queue: fc.constantFrom(0 as const, 1 as const),
})

export const history: fc.Arbitrary<Line[]> = fc.uniqueArray(
  fc.record({
    contact: fc.integer({ min: 0, max: 3 }),
    channel: fc.constantFrom(0 as const, 1 as const),
    startSeconds: fc.integer({ min: -6 * HOUR, max: 30 * HOUR }),
    steps: fc.array(step, { minLength: 3, maxLength: 22 }),
  }),
  { selector: line => `${line.contact} ${line.channel}`, minLength: 2, maxLength: 6 },
)

interface Ticket {
  id: number
  status: 'pending' | 'open' | 'closed'
  queue: number | null
  user: number | null
  reason: number | null
  createdAt: Date
  closedAt: Date | null
}

export interface Place {
  company: Company
  channels: [number, number]
  contacts: number[]
  reasons: [number, number]
}

/** The rows of a history. Ids ascend in each line, as they do in life. */
export function rowsOf(lines: readonly Line[], place: Place, anchor: Date) {
  const { company, channels, contacts, reasons } = place
  const users = [company.ana, company.bia] as const
  const queues = [company.sales, company.support] as const
  const rows = { tickets: [] as object[], log: [] as object[], messages: [] as object[] }
  for (const [n, line] of lines.entries()) {
    // It has its own ids, so that the beginning of a line has the same ids as in the whole.
    let ids = (n + 1) * 1_000
    let at = anchor.getTime() + line.startSeconds * 1_000
    let ticket: Ticket | undefined
    const all: Ticket[] = []
    const log = (action: string, userId: number | null) =>
      rows.log.push({
        id: ++ids,
        ticket_id: ticket!.id,
        user_id: userId,
        action,
        queue_id: ticket!.queue,
        status: ticket!.status,
        served_by: ticket!.user,
        created_at: new Date(at),
      })
    const open = (status: 'pending' | 'open', queue: number | null, user: number | null, by: number | null) => {
      ticket = { id: ++ids, status, queue, user, reason: null, createdAt: new Date(at), closedAt: null }
      all.push(ticket)
      log('create', by)
    }
    const say = (more: object) =>
      rows.messages.push({
        ...{ id: ++ids, ticket_id: ticket!.id, channel_id: channels[line.channel], user_id: null, from_me: true },
        ...{ status: 'sended', send_type: null, client_id: null, is_note: false, created_at: new Date(at), ...more },
      })
    for (const { act, afterSeconds, who, queue } of line.steps) {
      at += afterSeconds * 1_000
      const user = users[who]
      const isActive = ticket !== undefined && ticket.status !== 'closed'
      if (act === 'customer') {
        if (!isActive) open('pending', queue === 0 ? queues[0] : null, null, null)
        say({ from_me: false, status: 'received' })
      } else if (act === 'open-by-us' && !isActive) {
        open('open', queues[queue], user, user)
      } else if (act === 'reopen' && ticket?.status === 'closed') {
        Object.assign(ticket, { status: 'open', user, reason: null, closedAt: null })
        log('reopened', user)
      } else if (ticket === undefined || !isActive) continue
      else if (act === 'answer' && ticket.status === 'open') say({ user_id: user, send_type: 'manual' })
      else if (act === 'phone') say({})
      else if (act === 'program') say({ send_type: who === 0 ? 'API' : 'bot' })
      else if (act === 'scheduled') say({ user_id: user, send_type: 'manual', client_id: `scheduled-${ids}` })
      else if (act === 'note') say({ user_id: user, is_note: true })
      else if (act === 'failed') say({ user_id: user, send_type: 'manual', status: 'failed' })
      else if (act === 'accept' && ticket.status === 'pending') {
        Object.assign(ticket, { status: 'open', user })
        log('open', user)
      } else if ((act === 'give-back' || act === 'auto-return') && ticket.status === 'open') {
        Object.assign(ticket, { status: 'pending', user: null })
        if (act === 'give-back') log('pending', user)
        else log('autoReturn', null)
      } else if (act === 'transfer' || act === 'program-transfer') {
        Object.assign(ticket, { status: 'pending', user: null, queue: queues[queue] })
        log('transfered', act === 'transfer' ? user : null)
      } else if (act === 'transfer-to') {
        Object.assign(ticket, { status: 'open', user, queue: queues[queue] })
        log('transfered', users[1 - who]!)
        log('receivedTransfer', user)
      } else if (act === 'close' || act === 'auto-close') {
        const reason = act === 'close' && queue === 0 ? reasons[who] : null
        Object.assign(ticket, { status: 'closed', reason, closedAt: new Date(at) })
        log(act === 'close' ? 'closed' : 'autoClose', act === 'close' ? user : null)
      }
    }
    for (const { id, status, queue, user, reason, createdAt, closedAt } of all) {
      rows.tickets.push({
        ...{ id, status, channel_id: channels[line.channel], contact_id: contacts[line.contact], protocol: `P${id}` },
        ...{ queue_id: queue, user_id: user, closing_reason_id: reason, created_at: createdAt, closed_at: closedAt },
      })
    }
  }
  return rows
}

const COLUMNS = {
  tickets: 'id, status, channel_id, contact_id, protocol, queue_id, user_id, closing_reason_id, created_at, closed_at',
  ticket_log: 'id, ticket_id, user_id, action, queue_id, status, served_by, created_at',
  messages: 'id, ticket_id, channel_id, user_id, from_me, status, send_type, client_id, is_note, created_at',
} as const

/** Writes rows that are not there yet, and updates tickets to their present state. */
export async function writeRows(db: Db, tenantId: number, rows: ReturnType<typeof rowsOf>): Promise<void> {
  const from = (table: keyof typeof COLUMNS, given: object[]) =>
    db`json_populate_recordset(null::${db(table)}, ${JSON.stringify(given)}::text::json)`
  await db`
    insert into tickets (tenant_id, ${db.unsafe(COLUMNS.tickets)})
    select ${tenantId}, ${db.unsafe(COLUMNS.tickets)} from ${from('tickets', rows.tickets)}
    order by id
    on conflict (tenant_id, id) do update set status = excluded.status, queue_id = excluded.queue_id, user_id = excluded.user_id,
      closing_reason_id = excluded.closing_reason_id, closed_at = excluded.closed_at`
  await db`
    insert into ticket_log (tenant_id, ${db.unsafe(COLUMNS.ticket_log)})
    select ${tenantId}, ${db.unsafe(COLUMNS.ticket_log)} from ${from('ticket_log', rows.log)}
    on conflict do nothing`
  await db`
    insert into messages (tenant_id, ${db.unsafe(COLUMNS.messages)}, body, sent_at, is_announced, media_type)
    select ${tenantId}, ${db.unsafe(COLUMNS.messages)}, 'text', extract(epoch from created_at)::bigint, true, 'chat'
    from ${from('messages', rows.messages)}
    on conflict do nothing`
}
