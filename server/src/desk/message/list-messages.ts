/** Reading messages: a page of a ticket's, before, after or around one of them. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { idFromCursor, toCursor } from '../../web/page.ts'
import { type Actor, visibleTo } from '../actor.ts'
import { type MessageRow, type MessageView, type Showing, selectMessages, showMessage } from './message-view.ts'

export interface Viewer extends Showing {
  sql: Sql
  by: Actor
}

/**
 * At most one of the three. They are ids of messages and not cursors, so that a place in the conversation can be stored and
 * shared.
 */
export interface MessageQuery {
  ticketId: number
  limit: number
  beforeId?: number | undefined
  afterId?: number | undefined
  aroundId?: number | undefined
  /** The `next` of the page before; goes on towards older messages. */
  cursor?: string | undefined
}

export interface MessagePage {
  /** Newest first. */
  data: MessageView[]
  next: string | null
  hasNewer: boolean
  hasOlder: boolean
}

export async function listMessages(viewer: Viewer, query: MessageQuery): Promise<MessagePage> {
  const { limit } = query
  if (query.aroundId !== undefined) return aroundPage(viewer, { ...query, aroundId: query.aroundId })
  if (query.afterId !== undefined) {
    const newer = await readNewer(viewer, { ...query, after: query.afterId, limit: limit + 1 })
    const data = newer.slice(0, limit).reverse()
    return { data, next: nextOf(data), hasNewer: newer.length > limit, hasOlder: true }
  }
  const cursor = query.cursor === undefined ? undefined : idFromCursor(query.cursor)
  const before = cursor ?? query.beforeId
  const older = await readOlder(viewer, { ...query, before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 })
  const data = older.slice(0, limit)
  const hasOlder = older.length > limit
  return { data, next: hasOlder ? nextOf(data) : null, hasNewer: before !== undefined, hasOlder }
}

/** Half of the page before the message, the message itself, and half after it. */
async function aroundPage(viewer: Viewer, query: MessageQuery & { aroundId: number }): Promise<MessagePage> {
  const half = Math.max(1, Math.floor(query.limit / 2))
  const [older, newer] = await Promise.all([
    readOlder(viewer, { ...query, before: query.aroundId + 1, limit: half + 1 }),
    readNewer(viewer, { ...query, after: query.aroundId, limit: half + 1 }),
  ])
  if (older[0]?.id !== query.aroundId) throw new Refusal('message_not_found')
  const data = [...newer.slice(0, half).reverse(), ...older.slice(0, half)]
  const hasOlder = older.length > half
  return { data, next: hasOlder ? nextOf(data) : null, hasNewer: newer.length > half, hasOlder }
}

function nextOf(data: readonly MessageView[]): string | null {
  const last = data.at(-1)
  return last === undefined ? null : toCursor([last.id])
}

async function readOlder(viewer: Viewer, page: { ticketId: number; before: number; limit: number }) {
  const { sql, by } = viewer
  const rows = await sql<MessageRow[]>`
    ${selectMessages(sql)}
    where ${visibleTo(sql, by)} and m.tenant_id = ${by.tenantId} and m.ticket_id = ${page.ticketId}
      and m.id < ${page.before}
    order by m.id desc limit ${page.limit}`
  return rows.map(row => showMessage(row, viewer))
}

async function readNewer(viewer: Viewer, page: { ticketId: number; after: number; limit: number }) {
  const { sql, by } = viewer
  const rows = await sql<MessageRow[]>`
    ${selectMessages(sql)}
    where ${visibleTo(sql, by)} and m.tenant_id = ${by.tenantId} and m.ticket_id = ${page.ticketId}
      and m.id > ${page.after}
    order by m.id limit ${page.limit}`
  return rows.map(row => showMessage(row, viewer))
}

export async function getMessage(viewer: Viewer, id: number): Promise<MessageView> {
  const { sql, by } = viewer
  const [row] = await sql<MessageRow[]>`
    ${selectMessages(sql)} where ${visibleTo(sql, by)} and m.tenant_id = ${by.tenantId} and m.id = ${id}`
  if (row === undefined) throw new Refusal('message_not_found')
  return showMessage(row, viewer)
}
