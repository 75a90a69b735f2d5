/**
 * Whether two sets of identifiers can belong to one person. A user id (BSUID) and a linked id (LID) are strong: WhatsApp gives
 * them to one account. Two contacts with different ones of the same kind are two people, whatever number both were seen with.
 */
import type { Sql, Tx } from '../../base/db/db.ts'
import type { Alias } from './identity.ts'

const STRONG: readonly Alias['kind'][] = ['bsuid', 'lid', 'group']

export const isStrong = (alias: Alias): boolean => STRONG.includes(alias.kind)

/** Returns those contacts that have a strong identifier of the same kind as one in `aliases`, but another value. */
export async function readStrangers(
  tx: Tx,
  input: { tenantId: number; aliases: Alias[]; contactIds: number[] },
): Promise<Set<number>> {
  const strong = input.aliases.filter(isStrong)
  if (strong.length === 0 || input.contactIds.length === 0) return new Set()
  const rows = await tx<{ contact_id: number }[]>`
    select a.contact_id
    from unnest(${strong.map(a => a.kind)}::text[], ${strong.map(a => a.value)}::text[]) as asked(kind, value)
    join contact_aliases a on a.tenant_id = ${input.tenantId} and a.contact_id = any (${input.contactIds}::bigint[])
      and a.kind = asked.kind and a.retired_at is null
    group by a.contact_id, a.kind
    having not bool_or(a.value = asked.value)`
  return new Set(rows.map(row => row.contact_id))
}

/**
 * Whether two contacts have different strong identifiers of one kind, and none in common; or a person has split them, which
 * another person may reverse.
 */
export async function areOtherPeople(
  tx: Sql,
  { tenantId, one, other, isByHand = false }: { tenantId: number; one: number; other: number; isByHand?: boolean },
): Promise<boolean> {
  const rows = await tx`
    select 1
    from contact_aliases a
    join contact_aliases b on b.tenant_id = a.tenant_id and b.contact_id = ${other} and b.kind = a.kind
      and b.retired_at is null
    where a.tenant_id = ${tenantId} and a.contact_id = ${one} and a.kind = any (${STRONG as string[]}::text[])
      and a.retired_at is null
    group by a.kind
    having not bool_or(a.value = b.value)
    union all
    select 1 from contact_log
    where tenant_id = ${tenantId} and action = 'split' and not ${isByHand}::boolean
      and (contact_id, other_id) in ((${one}::bigint, ${other}::bigint), (${other}::bigint, ${one}::bigint))
    limit 1`
  return rows.length > 0
}
