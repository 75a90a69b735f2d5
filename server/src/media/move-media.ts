/** Brings files from the place where they were kept to the one where new ones go, while Recado works. */
import type { Db } from '../base/db/db.ts'
import { eachStored, type StoredFile } from './media.ts'
import type { MediaStore } from './media-store.ts'

export interface MoveDeps {
  db: Db
  current: MediaStore
  older: MediaStore
  /** Told now and then how far it is. */
  say: (progress: string) => void
}

export interface Moved {
  moved: number
  bytes: number
  /** They were in their new place before. */
  already: number
  /** Neither place has them as they were stored. */
  missing: number
}

const AT_ONCE = 4
const FILES_BETWEEN_WORDS = 500

/**
 * A file leaves its old place when the new one has it, compared by size and hash. May be ended at any moment and run again.
 * With `keep` the old place keeps its files.
 */
export async function moveMedia(deps: MoveDeps, { keep }: { keep: boolean }): Promise<Moved> {
  const done: Moved = { moved: 0, bytes: 0, already: 0, missing: 0 }
  const files = eachStored(deps.db, Number.MAX_SAFE_INTEGER)
  let seen = 0
  const work = async () => {
    for (;;) {
      const { value: file, done: isOver } = await files.next()
      if (isOver) return
      const outcome = await moveFile(deps, file, keep)
      done[outcome]++
      if (outcome === 'moved') done.bytes += file.size
      if (++seen % FILES_BETWEEN_WORDS === 0) deps.say(`${seen} files looked at, ${done.moved} of them moved`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return done
}

async function moveFile(deps: MoveDeps, file: StoredFile, keep: boolean): Promise<'moved' | 'already' | 'missing'> {
  const { current, older } = deps
  if ((await current.size(file)) === file.size) {
    if (!keep) await older.remove(file)
    return 'already'
  }
  if ((await older.size(file)) !== file.size) return 'missing'
  const { sha256 } = await current.write(file, older.stream(file), file.size)
  if (file.sha256 !== null && !sha256.equals(file.sha256)) {
    // The old place has other bytes than were stored: it keeps them for somebody to look at.
    await current.remove(file)
    return 'missing'
  }
  // Erased meanwhile: then nobody else takes the copy away.
  if (!(await isStored(deps.db, file))) await current.remove(file)
  if (!keep) await older.remove(file)
  return 'moved'
}

async function isStored(db: Db, { tenantId, id }: StoredFile): Promise<boolean> {
  const rows = await db`select from media where tenant_id = ${tenantId} and id = ${id} and state = 'stored'`
  return rows.length > 0
}
