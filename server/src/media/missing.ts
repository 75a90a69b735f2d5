/**
 * A file that was stored is looked at when it is opened: a disk that was changed, half a restore or a hand that cleaned up must not
 * show as a file that never comes to its end. What a customer sent is asked of Meta again while Meta has it.
 */
import type { Sql } from '../base/db/db.ts'
import { type Media, mediaColumns } from './media.ts'
import type { MediaStore } from './media-store.ts'

export interface MissingDeps {
  db: Sql
  store: Pick<MediaStore, 'size'>
}

/** Meta's time of keeping a file. */
const KEPT_BY_META_DAYS = 7

/** The row as it is after a look at the file: `stored` only when it is here whole. One that has come back is stored again. */
export async function lookAtFile({ db, store }: MissingDeps, media: Media): Promise<Media> {
  if (media.state !== 'stored' && media.state !== 'missing') return media
  const isWhole = (await store.size({ tenantId: media.tenant_id, key: media.key })) === media.size
  if (isWhole === (media.state === 'stored')) return media
  return isWhole ? noteFound(db, media) : noteMissing(db, media)
}

async function noteMissing(sql: Sql, media: Media): Promise<Media> {
  const [row] = await sql<Media[]>`
    update media set missing_at = now(), reason = 'lost', attempts = 0, due_at = now(),
      state = case when provider_id is not null and channel_id is not null
        and created_at > now() - make_interval(days => ${KEPT_BY_META_DAYS}) then 'waiting' else 'missing' end
    where tenant_id = ${media.tenant_id} and id = ${media.id} and state = 'stored'
    returning ${mediaColumns(sql)}`
  return row ?? media
}

async function noteFound(sql: Sql, media: Media): Promise<Media> {
  const [row] = await sql<Media[]>`
    update media set state = 'stored', missing_at = null, reason = null, error = null
    where tenant_id = ${media.tenant_id} and id = ${media.id} and state = 'missing'
    returning ${mediaColumns(sql)}`
  return row ?? media
}

/** Companies and their files of which the loss was noticed in the last seven days, for an alert that ends by itself. */
export const newlyMissing = (sql: Sql) => sql`
  select tenant_id, count(*) as count from media
  where state = 'missing' and missing_at > now() - interval '7 days' group by tenant_id`

/** Of all companies. */
export async function countMissing(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*) as count from media where state = 'missing'`
  return row!.count
}
