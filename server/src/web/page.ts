/** Lists are pages: `{ data, next }`, asked for with `?limit=50&after=<next>`. A cursor is opaque to the caller. */
import { type TSchema, Type } from 'typebox'
import { Refusal } from '../refusal/refusal.ts'

/** To be spread into a querystring schema. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many to return at most.' }),
  after: Type.Optional(Type.String({ maxLength: 300, description: 'The `next` of the page before.' })),
}

export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object(
    {
      data: Type.Array(item),
      next: Type.Union([Type.String(), Type.Null()], {
        description: 'Pass it as `after` to get the next page; null on the last page.',
      }),
    },
    // A page of a named schema gets a name too.
    'title' in item ? { title: `${item.title}Page` } : {},
  )

/** Cuts rows that were read with `limit + 1`: the extra one shows that there is a next page. */
export function cutPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly (string | number)[]) {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, next: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null }
}

export function toCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key inside a cursor; refuses a text that `toCursor` did not make with the same number of parts. */
export function fromCursor(cursor: string, parts: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isPart = (part: unknown) => typeof part === 'string' || Number.isFinite(part)
    if (Array.isArray(key) && key.length === parts && key.every(isPart)) return key
  } catch {
    // It is not base64 of JSON, and is refused below like every other text that is not a cursor.
  }
  throw new Refusal('invalid_cursor')
}

/** For lists in order of their ids. PostgreSQL would throw at anything else. */
export function idFromCursor(cursor: string): number {
  const [id] = fromCursor(cursor, 1)
  if (Number.isSafeInteger(id) && Number(id) >= 0) return Number(id)
  throw new Refusal('invalid_cursor')
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** For lists in order of an instant in milliseconds, then of ids. JavaScript knows years that PostgreSQL cannot read. */
export function placeFromCursor(cursor: string): { at: Date; id: number } {
  const [instant, id] = fromCursor(cursor, 2)
  const at = INSTANT.test(String(instant)) ? new Date(String(instant)) : undefined
  if (at === undefined || Number.isNaN(at.getTime()) || !Number.isSafeInteger(id)) throw new Refusal('invalid_cursor')
  return { at, id: Number(id) }
}

/** Where a page begins in a list with ascending ids. */
export const idAfter = (cursor: string | undefined) => (cursor === undefined ? 0 : idFromCursor(cursor))

/** The same for descending ids. */
export const idBefore = (cursor: string | undefined) =>
  cursor === undefined ? Number.MAX_SAFE_INTEGER : idFromCursor(cursor)
