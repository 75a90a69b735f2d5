/** A file that was stored for a message which then was refused. */
import type { Sql } from '../base/db/db.ts'
import type { FileAddress, MediaStore } from './media-store.ts'

/** Row and bytes are deleted, unless something refers to the file already. */
export async function discardMedia(
  { db, store }: { db: Sql; store: MediaStore },
  { tenantId, id }: { tenantId: number; id: number },
): Promise<void> {
  const [row] = await db<Pick<FileAddress, 'key'>[]>`
    delete from media f
    where f.tenant_id = ${tenantId} and f.id = ${id}
      and not exists (select 1 from messages m where m.tenant_id = f.tenant_id and m.media_id = f.id)
      and not exists (select 1 from scheduled_messages s where s.tenant_id = f.tenant_id and s.media_id = f.id)
      and not exists (select 1 from quick_reply_files q where q.tenant_id = f.tenant_id and q.media_id = f.id)
    returning f.key`
  if (row !== undefined) await store.remove({ tenantId, key: row.key })
}
