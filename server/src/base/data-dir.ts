/**
 * The data folder, in which this server keeps everything. It is made when it is missing, and checked before anything is written
 * to it.
 */
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { OperatorError } from './operator-error.ts'

/**
 * Makes a folder and those above it that are missing, each open for others to walk through whatever the umask says: PostgreSQL's
 * account must reach what lies below. One by one, because Node's own `recursive` never returns on a file system where no folder
 * can be made (/proc).
 */
export function makeFolder(path: string, mode = 0o755): void {
  const folder = resolve(path)
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (found !== undefined) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' })
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode })
    chmodSync(folder, mode)
  } catch (error) {
    // Another process made it just now.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Makes the data folder, or says why it cannot be used; returns its whole path. */
export function openDataDir(path: string): string {
  const folder = resolve(path)
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    throw new OperatorError(whyUnusable(folder, error as NodeJS.ErrnoException), { cause: error })
  }
}

function whyUnusable(folder: string, { code }: NodeJS.ErrnoException): string {
  const anotherOne = 'Set DATA_DIR to a folder that can be written.'
  if (code === 'ENOSPC') return noSpace(folder)
  if (code === 'ENOTDIR') return `The data folder ${folder} cannot be made: a part of its path is a file. ${anotherOne}`
  if (code === 'EACCES' || code === 'EPERM') {
    const owner = ownerOf(folder)
    const me = userInfo().username
    return owner === undefined
      ? `The data folder ${folder} cannot be made: the account ${me} may not write there. ${anotherOne}`
      : `The data folder ${folder} belongs to another account (uid ${owner}), and ${me} may not write there. Start Recado as its owner, or give it to ${me}: chown -R ${me} ${folder}`
  }
  if (code === 'EROFS') return `The data folder ${folder} is on a file system that is read-only. ${anotherOne}`
  return `The data folder ${folder} cannot be made (${code}). ${anotherOne}`
}

function ownerOf(folder: string): number | undefined {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.uid
  } catch {
    return undefined
  }
}

export const noSpace = (place: string) =>
  `The disk that holds ${place} is full. Free some space, then start Recado again; nothing is lost.`
