/** Brings files from the place where they were kept to the one where new ones go, while Recado works. */
import type { Db } from '../base/db/db.ts'
import { eachStored, type StoredFile } from './media.ts'
import type { MediaStore } from './media-store.ts'

export interface MoveDeps {
  db: Db
  current: MediaStore
  older: MediaStore
  /** Called now and then with the progress. */
  say: (progress: string) => void
}

export interface Moved {
  moved: number
  bytes: number
  /** Files that were in their new place already. */
  already: number
  /** Files that neither place has as they were stored. */
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
    // The bytes in the old place are not those that were stored, so they stay there for somebody to look at.
    await current.remove(file)
    return 'missing'
  }
  // The file was erased meanwhile, so the copy must be removed here.
  if (!(await isStored(deps.db, file))) await current.remove(file)
  if (!keep) await older.remove(file)
  return 'moved'
}

async function isStored(db: Db, { tenantId, id }: StoredFile): Promise<boolean> {
  const rows = await db`select from media where tenant_id = ${tenantId} and id = ${id} and state = 'stored'`
  return rows.length > 0
}
