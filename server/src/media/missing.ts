/**
 * A stored file is checked when it is opened, because a changed disk, half a restore or a clean-up by hand may have removed it. A
 * file of a customer is fetched from Meta again while Meta has it.
 */
import type { Sql } from '../base/db/db.ts'
import { type Media, mediaColumns } from './media.ts'
import type { MediaStore } from './media-store.ts'

export interface MissingDeps {
  db: Sql
  store: Pick<MediaStore, 'size'>
}

/** How long Meta keeps a file. */
const KEPT_BY_META_DAYS = 7

/**
 * Checks the file and returns its row: `stored` only when the file is there and whole. One that has come back is stored again.
 */
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

/** Per company, the files whose loss was noticed in the last seven days, for an alert that ends by itself. */
export const newlyMissing = (sql: Sql) => sql`
  select tenant_id, count(*) as count from media
  where state = 'missing' and missing_at > now() - interval '7 days' group by tenant_id`

/** Of all companies. */
export async function countMissing(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*) as count from media where state = 'missing'`
  return row!.count
}
