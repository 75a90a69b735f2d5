/** The bodies that a claim leaves out, read one at a time when their turn comes. */
import type { Sql } from '../base/db/db.ts'

/** Names one body of an event. Endpoints that get the same body share it. */
export interface BodyKey {
  eventDay: string
  eventId: number
  variant: number
}

/** The body as bytes, because signing and posting need bytes, and one buffer is enough for all. */
export async function readBody(sql: Sql, { eventDay, eventId, variant }: BodyKey): Promise<Buffer> {
  const [row] = await sql<{ body: string }[]>`
    select case ${variant}::integer
      when 2 then coalesce(body_v2, body_v1)
      when 3 then coalesce(body_v2_media, body_v2, body_v1)
      else body_v1 end as body
    from events where day = ${eventDay}::date and id = ${eventId}`
  // It is always there, because retention keeps the events of every delivery that waits.
  if (row === undefined) throw new Error(`event ${eventId} of ${eventDay} waits and is not there`)
  return Buffer.from(row.body)
}
