/**
 * The kanban board: the contacts of a stage, the one that came into it last first, each with the ticket that the viewer may see.
 * Admins and supervisors see every contact; attendants those with a ticket that they may see. A filter by queue or user applies
 * to that ticket.
 */
import type { Sql } from '../../base/db/db.ts'
import { type Actor, visibleTo } from '../actor.ts'
import { requireLabels } from '../setting/label.ts'
import type { TicketStatus } from '../ticket/schemas.ts'

export interface Card {
  id: number
  name: string
  number: string | null
  profilePicUrl: string | null
  isGroup: boolean
  stageId: number
  stagedAt: Date
  walletId: number | null
  ticket: CardTicket | null
}

interface CardTicket {
  id: number
  status: TicketStatus
  queueId: number | null
  userId: number | null
  /** Cut after 300 characters. */
  lastMessage: string
  waitingSince: string | null
  activeAt: string
}

export interface BoardFilter {
  queueId?: number | undefined
  userId?: number | undefined
  walletId?: number | undefined
}

export interface Place {
  stagedAt: Date
  id: number
}

/**
 * The most contacts that one page examines: with a filter that few contacts of a large stage match, the result comes in several
 * pages.
 */
const MAX_WALKED = 1_000

interface PageAsked {
  stageId: number
  filter: BoardFilter
  after: Place | undefined
  limit: number
}

/** `next`: where the next page begins; undefined at the end. */
export async function listCards(
  sql: Sql,
  by: Actor,
  input: PageAsked,
): Promise<{ data: Card[]; next: Place | undefined }> {
  const { stageId, limit } = input
  await requireLabels(sql, 'stages', { tenantId: by.tenantId, ids: [stageId] })
  const rows = await sql<(Omit<Card, 'ticket'> & { ticket: CardTicket | null; is_shown: boolean })[]>`
    with walked as (${walk(sql, by, input)})
    select c.id, c.name, c.number, c.profile_pic_url as "profilePicUrl", c.is_group as "isGroup",
      c.kanban_id as "stageId", c.staged_at as "stagedAt", c.wallet_id as "walletId", ${fits(sql, by, input.filter)} as is_shown,
      case when t.id is not null then json_build_object('id', t.id, 'status', t.status, 'queueId', t.queue_id,
        'userId', t.user_id, 'lastMessage', t.preview, 'waitingSince', t.waiting_since, 'activeAt', t.active_at) end as ticket
    from walked c ${withTicket(sql, by)}
    order by c.staged_at desc, c.id desc`
  const data: Card[] = []
  for (const [at, { is_shown: isShown, ...card }] of rows.entries()) {
    if (!isShown) continue
    data.push(card)
    if (data.length < limit) continue
    return { data, next: at < rows.length - 1 || rows.length === MAX_WALKED ? placeOf(card) : undefined }
  }
  const last = rows.at(-1)
  return { data, next: rows.length === MAX_WALKED && last !== undefined ? placeOf(last) : undefined }
}

const placeOf = ({ stagedAt, id }: Pick<Card, 'stagedAt' | 'id'>): Place => ({ stagedAt, id })

export interface StageCount {
  stageId: number
  count: number
  /** Whether there are more than were counted. */
  isMore: boolean
}

/** For each active stage, in the order of the board. */
export async function countCards(sql: Sql, by: Actor, filter: BoardFilter): Promise<StageCount[]> {
  return sql<StageCount[]>`
    select s.id as "stageId", counted.count, counted.walked = ${MAX_WALKED} as "isMore"
    from stages s
    cross join lateral (
      select count(*) filter (where ${fits(sql, by, filter)})::integer as count, count(*)::integer as walked
      from (
        select * from contacts
        where tenant_id = s.tenant_id and kanban_id = s.id ${ofWallet(sql, filter)}
        order by staged_at desc, id desc limit ${MAX_WALKED}
      ) c ${needsTicket(by, filter) ? withTicket(sql, by) : sql``}
    ) counted
    where s.tenant_id = ${by.tenantId} and s.is_active
    order by s.position, s.id`
}

function walk(sql: Sql, by: Actor, { stageId, filter, after, limit }: PageAsked) {
  return sql`
    select * from contacts
    where tenant_id = ${by.tenantId} and kanban_id = ${stageId} ${ofWallet(sql, filter)}
      ${after === undefined ? sql`` : sql`and (staged_at, id) < (${after.stagedAt}, ${after.id})`}
    order by staged_at desc, id desc limit ${needsTicket(by, filter) ? MAX_WALKED : Math.min(limit + 1, MAX_WALKED)}`
}

const ofWallet = (sql: Sql, { walletId }: BoardFilter) =>
  walletId === undefined ? sql`` : sql`and wallet_id = ${walletId}`

const needsTicket = ({ profile }: Actor, { queueId, userId }: BoardFilter) =>
  profile === 'attendant' || queueId !== undefined || userId !== undefined

/** The active ticket, otherwise the newest one, among those that the viewer may see. */
const withTicket = (sql: Sql, by: Actor) => sql`
  left join lateral (
    select * from tickets t
    where t.tenant_id = c.tenant_id and t.contact_id = c.id and ${visibleTo(sql, by)}
    order by t.status <> 'closed' desc, t.id desc limit 1
  ) t on true`

function fits(sql: Sql, by: Actor, filter: BoardFilter) {
  const { queueId, userId } = filter
  if (!needsTicket(by, filter)) return sql`true`
  return sql`(t.id is not null ${queueId === undefined ? sql`` : sql`and t.queue_id = ${queueId}`}
    ${userId === undefined ? sql`` : sql`and t.user_id = ${userId}`})`
}
