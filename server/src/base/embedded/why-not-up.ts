/** What PostgreSQL says when it does not come up, in words that name the true cause. */
import { noSpace } from '../data-dir.ts'

export const OWN_SERVER = 'Set DATABASE_URL to use a PostgreSQL 15 or newer of your own.'

/** Shared memory is a file system of its own (/dev/shm), and "no space left" there is not a full disk. */
const isSharedMemory = (log: string) => /shared memory segment|\/dev\/shm|\/PostgreSQL\.\d+/.test(log)

export const isDiskFull = (log: string): boolean => /No space left on device/.test(log) && !isSharedMemory(log)

export const isPortTaken = (log: string): boolean => /could not bind|could not create any TCP/.test(log)

/** What another server that ends leaves behind for a moment: the next try, soon after, finds it gone. */
export const isLeftover = (log: string): boolean =>
  /pre-existing shared memory block|lock file ".*" already exists/.test(log) || isPortTaken(log)

export function whyNotUp(log: string, logPath?: string): string {
  if (isDiskFull(log)) return noSpace('the database')
  const where = logPath === undefined ? '' : ` (all of it in ${logPath})`
  return `PostgreSQL did not start. ${causeOf(log)}It said${where}:\n${log}\n${OWN_SERVER}`
}

function causeOf(log: string): string {
  if (/No space left on device/.test(log)) {
    return 'Shared memory is too small: give /dev/shm 64 MB or more (docker run --shm-size=256m). '
  }
  if (/has wrong ownership|must be started by the user that owns/.test(log)) {
    return 'Its data belongs to another account: start Recado as that account, or chown -R the folder. '
  }
  if (/has group or world access|has invalid permissions/.test(log)) {
    return 'Others may enter its data folder: chmod 700 the folder `postgres` of DATA_DIR. '
  }
  if (/Cannot allocate memory|could not map anonymous shared memory/.test(log)) {
    return 'There is not enough memory: it takes 128 MB for its buffers, and some more. '
  }
  return ''
}
