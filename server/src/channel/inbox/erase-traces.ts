/**
 * Erases what the channel has of a person (LGPD), besides the data of the desk: old messages of the phone app that wait for their
 * import, changes that wait for their message, and posts that wait for a person because something in them failed or was unknown,
 * which are kept for half a year. All other posts are removed within eight days.
 */
import type { Tx } from '../../base/db/db.ts'

interface Person {
  tenantId: number
  /** Every number and user id with which WhatsApp names the person. */
  names: readonly string[]
}

/** A post has up to 4 MB. */
const AT_ONCE = 10

export async function eraseTraces(tx: Tx, { tenantId, names }: Person): Promise<void> {
  if (names.length === 0) return
  const given = [...names]
  await tx`
    delete from history_messages
    where tenant_id = ${tenantId} and (wa_id = any (${given}::text[]) or bsuid = any (${given}::text[]))`
  await tx`
    delete from early_updates e
    where e.tenant_id = ${tenantId}
      and exists (select 1 from unnest(${given}::text[]) name where position('"' || name || '"' in e.update::text) > 0)`
  for (let after = 0; ; ) {
    const posts = await tx<{ id: number; body: Buffer }[]>`
      select id, body from inbound i
      where i.tenant_id = ${tenantId} and i.id > ${after} and (i.state = 'failed' or i.unknown_updates <> '[]')
        and exists (select 1 from unnest(${given}::text[]) name where position(convert_to(name, 'UTF8') in i.body) > 0)
      order by id limit ${AT_ONCE} for update`
    for (const { id, body } of posts) {
      const left = withoutPerson(body, new Set(names))
      if (left === undefined) await tx`delete from inbound where id = ${id}`
      else await tx`update inbound set body = ${left} where id = ${id}`
    }
    if (posts.length < AT_ONCE) return
    after = posts.at(-1)!.id
  }
}

/**
 * The post without every part that names the person. `{}` takes the place of a part, because failed parts are stored by their
 * index. Undefined when nothing would be left, or when the post cannot be parsed.
 */
export function withoutPerson(body: Buffer, names: ReadonlySet<string>): Buffer | undefined {
  try {
    const seen = { isOthers: false }
    const left = JSON.stringify(prune(JSON.parse(body.toString('utf8')), names, seen))
    return seen.isOthers && ![...names].some(name => left.includes(name)) ? Buffer.from(left) : undefined
  } catch {
    return undefined
  }
}

function prune(value: unknown, names: ReadonlySet<string>, seen: { isOthers: boolean }): unknown {
  if (Array.isArray(value)) {
    return value.map(part => {
      if (isNamed(part, names)) return {}
      if (hasNoList(part)) seen.isOthers = true
      return prune(part, names, seen)
    })
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, prune(part, names, seen)]))
}

/** Looks only at texts of the part itself, and not at those of the parts in its lists. */
function isNamed(part: unknown, names: ReadonlySet<string>): boolean {
  if (typeof part === 'string') return [...names].some(name => part.includes(name))
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false
  return Object.values(part).some(inner => isNamed(inner, names))
}

const hasNoList = (part: unknown): boolean =>
  !Array.isArray(part) && (typeof part !== 'object' || part === null || Object.values(part).every(hasNoList))
