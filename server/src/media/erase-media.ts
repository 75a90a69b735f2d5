/** Files of a person who asked to be forgotten. The rows are blanked here; the caller, who has the store, removes the bytes. */
import type { Sql } from '../base/db/db.ts'
import type { FileAddress } from './media-store.ts'

/**
 * Blanks those of these files to which nothing refers any longer. Returns where their bytes are; remove them after the commit.
 */
export async function eraseMedia(
  sql: Sql,
  { tenantId, ids }: { tenantId: number; ids: number[] },
): Promise<FileAddress[]> {
  const rows = await sql<{ key: string }[]>`
    update media f set state = 'failed', error = 'erased', file_name = 'erased', sha256 = null, size = null,
      missing_at = null
    where f.tenant_id = ${tenantId} and f.id = any (${ids}::bigint[])
      and not exists (select 1 from messages m where m.tenant_id = f.tenant_id and m.media_id = f.id)
      and not exists (select 1 from scheduled_messages s where s.tenant_id = f.tenant_id and s.media_id = f.id)
      and not exists (select 1 from quick_reply_files q where q.tenant_id = f.tenant_id and q.media_id = f.id)
    returning f.key`
  return rows.map(({ key }) => ({ tenantId, key }))
}
