/** Second factors are encrypted by better-auth, in an envelope that names the key; `recado rotate-secrets` asks which are older. */
import type { Sql } from '../../base/db/db.ts'
import type { Keyring } from '../../base/seal.ts'

/** How many second factors still need another key than the current one. */
export async function countOldSecondFactors(sql: Sql, { current }: Keyring): Promise<number> {
  const envelope = `$ba$${current.id.readUInt32BE()}$`
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from two_factors
    where not (starts_with(secret, ${envelope}) and starts_with(backup_codes, ${envelope}))`
  return row?.n ?? 0
}
