/**
 * One program per data folder. The lock is a file that names its holder; the holder of a stale one (killed, or the
 * machine went down) is recognised by pid and start time, so that nobody ever has to delete a lock by hand.
 */
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import { identifyProcess } from './process-identity.ts'

interface Holder {
  pid: number
  identity: string
}

const lockPath = (dataDir: string) => join(dataDir, 'recado.lock')

/** Takes the lock or refuses, naming the holder. Release it with `using`. */
export function lockDataDir(dataDir: string): Disposable {
  const mine = JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid) ?? '' })
  for (;;) {
    if (tryLink(dataDir, mine)) return { [Symbol.dispose]: () => release(dataDir, mine) }
    const found = readLock(dataDir)
    const holder = liveHolder(found)
    if (holder !== undefined) throw new OperatorError(secondCopy(dataDir, holder.pid))
    if (found !== undefined) setAside(dataDir, found)
  }
}

/** The pid of the live program that has this data folder. */
export function dataDirHolder(dataDir: string): number | undefined {
  return liveHolder(readLock(dataDir))?.pid
}

/** For a check before the work begins; only taking the lock decides. */
export function refuseSecondCopy(dataDir: string): void {
  const holder = dataDirHolder(dataDir)
  if (holder !== undefined) throw new OperatorError(secondCopy(dataDir, holder))
}

/** When the live program that has this data folder took it: right after its start. */
export function dataDirHeldSince(dataDir: string): Date | undefined {
  return dataDirHolder(dataDir) === undefined ? undefined : statSync(lockPath(dataDir)).mtime
}

function secondCopy(dataDir: string, pid: number): string {
  return (
    `Another Recado (process ${pid}) is already running on the data folder ${dataDir}.\n` +
    'Stop it first, or give this one its own folder and port: DATA_DIR=./other-data PORT=3200 npm start'
  )
}

/** By a link and not by a write: the lock appears whole or not at all, and only if there is none. */
function tryLink(dataDir: string, content: string): boolean {
  const draft = join(dataDir, `.lock-${randomUUID()}`)
  writeFileSync(draft, content)
  try {
    linkSync(draft, lockPath(dataDir))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Renaming is atomic, so of two programs that saw the same stale lock one wins; a lock taken meanwhile is put back. */
function setAside(dataDir: string, stale: string): void {
  const aside = join(dataDir, `.stale-${randomUUID()}`)
  try {
    renameSync(lockPath(dataDir), aside)
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, lockPath(dataDir))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function release(dataDir: string, mine: string): void {
  if (readLock(dataDir) === mine) rmSync(lockPath(dataDir), { force: true })
}

function readLock(dataDir: string): string | undefined {
  try {
    return readFileSync(lockPath(dataDir), 'utf8')
  } catch {
    return undefined
  }
}

function liveHolder(content: string | undefined): Holder | undefined {
  if (content === undefined) return undefined
  try {
    const holder = JSON.parse(content) as Holder
    return identifyProcess(holder.pid) === holder.identity ? holder : undefined
  } catch {
    return undefined // It is not ours, or a full disk cut it short: nobody has the lock.
  }
}
