/** The bodies that a claim leaves out, read one at a time when their turn comes. */
import type { Sql } from '../base/db/db.ts'

/** Which of an event's bodies; endpoints that are posted the same one share it. */
export interface BodyKey {
  eventDay: string
  eventId: number
  variant: number
}

/** As bytes: what signs and posts it needs them, and one buffer serves all. */
export async function readBody(sql: Sql, { eventDay, eventId, variant }: BodyKey): Promise<Buffer> {
  const [row] = await sql<{ body: string }[]>`
    select case ${variant}::integer
      when 2 then coalesce(body_v2, body_v1)
      when 3 then coalesce(body_v2_media, body_v2, body_v1)
      else body_v1 end as body
    from events where day = ${eventDay}::date and id = ${eventId}`
  // Retention keeps the events of whatever waits.
  if (row === undefined) throw new Error(`event ${eventId} of ${eventDay} waits and is not there`)
  return Buffer.from(row.body)
}
