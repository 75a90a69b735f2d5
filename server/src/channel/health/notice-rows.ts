/** The rows of `channel_notices` as administrators read them. */
import type { Db, Sql } from '../../base/db/db.ts'
import type { Language } from '../../base/language.ts'
import { noticeTitle } from './notice-texts.ts'

export interface Notice {
  id: number
  field: string
  event: string | null
  title: string
  details: string | null
  happenedAt: string
}

/** Newest first, by the time of their arrival. */
export async function listNotices(
  sql: Sql,
  page: { tenantId: number; channelId: number; before: number; limit: number },
  language: Language,
): Promise<Notice[]> {
  const rows = await sql<(Omit<Notice, 'title' | 'happenedAt'> & { happened_at: Date })[]>`
    select id, field, event, details, happened_at from channel_notices
    where tenant_id = ${page.tenantId} and channel_id = ${page.channelId} and id < ${page.before}
    order by id desc limit ${page.limit}`
  return rows.map(({ happened_at, ...row }) => ({
    ...row,
    title: noticeTitle(row, language),
    happenedAt: happened_at.toISOString(),
  }))
}

const KEEP_DAYS = 180
const SLICE = 5_000

/** Removes notices that are too old to matter. `seenDays`: how long a repeat may come. */
export async function removeOldNotices(db: Db, seenDays: number): Promise<void> {
  for (;;) {
    const gone = await db`
      delete from channel_notices n using (
        select tenant_id, channel_id, id from channel_notices
        where created_at < now() - ${KEEP_DAYS} * interval '1 day' order by created_at limit ${SLICE}
      ) old
      where n.tenant_id = old.tenant_id and n.channel_id = old.channel_id and n.id = old.id`
    if (gone.count < SLICE) break
  }
  for (;;) {
    const gone = await db`
      delete from seen_updates s using (
        select tenant_id, channel_id, hash from seen_updates
        where created_at < now() - ${seenDays} * interval '1 day' order by created_at limit ${SLICE}
      ) old
      where s.tenant_id = old.tenant_id and s.channel_id = old.channel_id and s.hash = old.hash`
    if (gone.count < SLICE) break
  }
}
