/** What a body needs of a file: its address, and the JSON from which it is made. */
import type { Sql } from '../base/db/db.ts'

export interface MediaFacts {
  id: number
  key: string
  file_name: string
}

/** The address under which a receiver gets a file; channel/ serves it. */
export function mediaUrl(publicUrl: string, media: Pick<MediaFacts, 'key' | 'file_name'>): string {
  return `${publicUrl}/media/${media.key}/${encodeURIComponent(media.file_name)}`
}

/** A file as `MediaFacts`; null when the join found none. */
export const mediaJson = (sql: Sql, alias: string) => {
  const f = sql(alias)
  return sql`case when ${f}.id is not null
    then json_build_object('id', ${f}.id, 'key', ${f}.key, 'file_name', ${f}.file_name) end`
}
