/** Whether the disk of DATA_DIR has room at all. A read succeeds on a full disk, so asking the database alone would not tell. */
import { statfs } from 'node:fs/promises'
import type { ReadinessCheck } from './readiness.ts'

/** PostgreSQL's tables grow by 8 kB, its log by 16 MB, which it makes beforehand. */
const MIN_FREE_BYTES = 1_024 * 1_024

export interface DiskRoomOptions {
  dataDir: string
  /** Whether the database lies there as well; otherwise only files do. */
  hasDatabase: boolean
  /** For tests. */
  freeBytes?: (folder: string) => Promise<number>
}

export function diskRoomCheck({ dataDir, hasDatabase, freeBytes = freeOn }: DiskRoomOptions): ReadinessCheck {
  return async () => {
    // Where nobody can say how much there is, that is no reason to stop.
    const free = await freeBytes(dataDir).catch(() => Number.POSITIVE_INFINITY)
    if (free >= MIN_FREE_BYTES) return undefined
    const reason = 'the disk of DATA_DIR is full: nothing is stored until there is room'
    return hasDatabase ? reason : { butWorks: reason }
  }
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
