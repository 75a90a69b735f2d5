/** What WHAZING calls extraInfo are custom fields here; what it calls a wallet is a user's. */
import type { Sql, Tx } from '../base/db/db.ts'
import { createCustomField, type FieldValue } from '../desk/index.ts'

interface Given {
  extraInfo?: { name: string; value: string }[] | undefined
  commentary?: string | null | undefined
}

/** Finds fields by their names; one that the company does not have yet is made, with the kind text. */
export async function fieldsOf(tx: Tx, { tenantId, given }: { tenantId: number; given: Given }): Promise<FieldValue[]> {
  const { extraInfo = [], commentary } = given
  // If a name comes twice, the last one counts; WHAZING also keeps one value per name.
  const wanted = new Map(extraInfo.map(({ name, value }) => [name.trim().toLowerCase(), { name: name.trim(), value }]))
  if (commentary !== undefined) wanted.set('commentary', { name: 'commentary', value: commentary ?? '' })
  if (wanted.size === 0) return []
  const known = await tx<{ id: number; name: string }[]>`
    select id, lower(name) as name from custom_fields
    where tenant_id = ${tenantId} and lower(name) = any (${[...wanted.keys()]}::text[])`
  const ids = new Map(known.map(field => [field.name, field.id]))
  const values: FieldValue[] = []
  for (const [key, { name, value }] of wanted) {
    if (name === '') continue
    const id = ids.get(key) ?? (await createCustomField(tx, { tenantId, name, kind: 'text' })).id
    values.push({ fieldId: id, value: value === '' ? null : value })
  }
  return values
}

/** The wallet of a user; the oldest one if there are several. */
export async function walletOf(
  sql: Sql,
  { tenantId, userId }: { tenantId: number; userId: number },
): Promise<number | undefined> {
  const [wallet] = await sql<{ id: number }[]>`
    select id from wallets where tenant_id = ${tenantId} and user_id = ${userId} and is_active order by id limit 1`
  return wallet?.id
}
