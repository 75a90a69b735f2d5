/** A file's bytes for the body of an event. */
import type { Db } from '../base/db/db.ts'
import { findMedia } from './media.ts'
import { type MediaStore, NoFile, StoreAway } from './media-store.ts'
import { lookAtFile } from './missing.ts'

/**
 * Larger files are given by their address alone: as base64 they would be in the transaction, the event and every request, and a
 * customer who sends a dozen documents of 100 MB would end the process.
 */
const MAX_INLINE_BYTES = 8 * 1024 * 1024

export async function readStored(
  db: Db,
  store: MediaStore,
  file: { tenantId: number; mediaId: number },
): Promise<Buffer | undefined> {
  const media = await findMedia(db, file.tenantId, file.mediaId)
  if (media?.state !== 'stored' || (media.size ?? 0) > MAX_INLINE_BYTES) return undefined
  // A file that is lost, or a store that is away, must not cost its message: the event goes without the bytes.
  try {
    if ((await lookAtFile({ db, store }, media)).state !== 'stored') return undefined
    return await store.read({ tenantId: file.tenantId, key: media.key })
  } catch (error) {
    if (error instanceof NoFile || error instanceof StoreAway) return undefined
    throw error
  }
}
