/**
 * What an endpoint's settings mean, in SQL, for an endpoint `e` and an event `v`: asked when an event is appended, and
 * again when a replay looks for what an endpoint has missed. One text, so that both always agree.
 */
import type { Sql } from '../base/db/db.ts'

/** Whether the switches of `e` let `v` through. That `e` listens to the channel or queue of `v` is for the join to say. */
export const wants = (sql: Sql) => sql`
  (e.groups or not v.is_group)
  and case v.type
    when 'message' then
      case when v.from_me then e.on_sent else e.on_received end
      and case v.ticket_status when 'open' then e.while_open when 'pending' then e.while_pending else false end
    when 'TransferTicket' then e.on_transferred
    when 'ClosedTicket' then e.on_closed
    else e.on_new_ticket
  end`

/** Which of the bodies of `v` is posted to `e`; `v.has_media` tells whether there is one with media filled in. */
export const variantOf = (sql: Sql) => sql`
  case when e.payload_version = 1 then 1 when e.media_base64 and v.has_media then 3 else 2 end`
