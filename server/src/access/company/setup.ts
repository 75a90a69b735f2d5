/**
 * The first run: whoever can read the server's output or its data folder makes the first tenant and its admin. There is no
 * default password, and a stranger cannot take over a server that is on the internet before its owner has set it up.
 */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { record } from '../../audit/index.ts'
import { LOCKS } from '../../base/db/advisory-lock.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { hashPassword } from '../password.ts'
import type { User } from '../user/user.ts'
import { createTenantWithAdmin, hasTenant, type NewTenant } from './tenant.ts'

/** Without 0, O, 1, I and L, because people type it. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

const codePath = (dataDir: string) => join(dataDir, 'setup-code')

/** Called at the start: returns the code to print while nobody has set up Recado, and undefined after that. */
export async function prepareSetup(deps: { db: Db; dataDir: string }): Promise<string | undefined> {
  if (await hasTenant(deps.db)) {
    await rm(codePath(deps.dataDir), { force: true })
    return undefined
  }
  return (await readCode(deps.dataDir)) ?? writeCode(deps.dataDir)
}

export async function setUp(
  deps: { db: Db; dataDir: string },
  input: Omit<NewTenant, 'password'> & { password: string; code: string; address?: string },
): Promise<{ tenantId: number; admin: User }> {
  await refuseWrongCode(deps, input.code)
  const tenant = { ...input, password: await hashPassword(input.password) }
  const made = await transaction(deps.db, async tx => {
    await tx`select pg_advisory_xact_lock(${LOCKS.setup})`
    if (await hasTenant(tx)) throw new Refusal('setup_done')
    const { tenantId, admin } = await createTenantWithAdmin(tx, tenant)
    const by = { tenantId, userId: admin.id, address: input.address }
    await record(tx, { by, what: 'company.created', targetId: tenantId, after: { name: input.tenantName } })
    await record(tx, { by, what: 'user.created', targetId: admin.id, after: admin })
    return { tenantId, admin }
  })
  await rm(codePath(deps.dataDir), { force: true })
  return made
}

async function refuseWrongCode(deps: { db: Db; dataDir: string }, given: string): Promise<void> {
  if (await hasTenant(deps.db)) throw new Refusal('setup_done')
  const code = await readCode(deps.dataDir)
  if (code === undefined || !isSame(given, code)) throw new Refusal('wrong_setup_code')
}

/** Compares in constant time. It compares the hashes, because only texts of equal length can be compared like this. */
function isSame(given: string, code: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text.trim().toUpperCase()).digest()
  return timingSafeEqual(hash(given), hash(code))
}

async function readCode(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(codePath(dataDir), 'utf8')).trim() || undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** When two processes start on one folder, the second takes the first one's code. */
async function writeCode(dataDir: string): Promise<string> {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const code = `${group()}-${group()}-${group()}-${group()}`
  await mkdir(dataDir, { recursive: true })
  try {
    await writeFile(codePath(dataDir), `${code}\n`, { mode: 0o600, flag: 'wx' })
    return code
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const theirs = await readCode(dataDir)
    if (theirs !== undefined) return theirs
    // The file is empty: a process ended, or the disk was full, between making and writing it. Without this, every start would
    // fail.
    await writeFile(codePath(dataDir), `${code}\n`, { mode: 0o600 })
    return code
  }
}
