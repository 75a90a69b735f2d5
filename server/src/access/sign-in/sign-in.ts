/**
 * Finds the users of a password. One e-mail may belong to users of several companies, each with a password of its own. A person
 * with the same password in several companies chooses one, and companies with another password are not named.
 */
import type { Db } from '../../base/db/db.ts'
import { fault } from '../../refusal/faults.ts'
import { invalidField, Refusal } from '../../refusal/refusal.ts'
import type { Profile } from '../caller.ts'
import { hashPassword, verifyPassword } from '../password.ts'

/** Each costs a tenth of a second of a core. */
const MAX_COMPANIES = 10

export interface Account {
  userId: number
  name: string
  profile: Profile
  tenantId: number
  company: string
}

interface Given {
  email: string
  password: string
  tenantId?: number | undefined
  /** The line in which their hashes wait. */
  line: string
}

/** The users with this password. When there is none, it is refused after the same time as one check takes. */
export async function findAccounts(db: Db, { email, password, tenantId, line }: Given): Promise<Account[]> {
  const rows = await db<(Account & { hash: string })[]>`
    select u.id as "userId", u.name, u.profile, u.tenant_id as "tenantId", t.name as company, a.password as hash
    from users u
    join tenants t on t.id = u.tenant_id
    join accounts a on a.user_id = u.id and a.provider_id = 'credential' and a.password is not null
    where u.email = ${email} and u.is_active and (${tenantId ?? null}::bigint is null or u.tenant_id = ${tenantId ?? null})
    order by u.id
    limit ${MAX_COMPANIES}`
  if (rows.length === 0) await hashPassword(password, line)
  const opened: Account[] = []
  for (const { hash, ...account } of rows) if (await verifyPassword({ hash, password }, line)) opened.push(account)
  if (opened.length === 0) throw new Refusal('wrong_credentials')
  return opened
}

/** Checks that a signed-in user is really the person at the browser. */
export async function requirePassword(db: Db, userId: number, password: string): Promise<void> {
  const [row] = await db<{ password: string }[]>`
    select password from accounts where user_id = ${userId} and provider_id = 'credential' and password is not null`
  const isTheirs = row !== undefined && (await verifyPassword({ hash: row.password, password }))
  if (!isTheirs) throw invalidField('body', '/currentPassword', fault('not_your_password'))
}
