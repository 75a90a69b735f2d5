/**
 * What an endpoint's settings mean, in SQL, for an endpoint `e` and an event `v`: asked when an event is appended, and
 * again when a replay looks for what an endpoint has missed. One text, so that both always agree.
 */
import type { ExtraEventName } from '@recado/receiver'
import type { Fragment, Sql } from '../base/db/db.ts'

/** Whether the switches of `e` let `v` through. The join checks that `e` listens to the channel or queue of `v`. */
export const wants = (sql: Sql) => sql`
  (e.groups or not v.is_group)
  and case v.type
    when 'message' then
      case when v.from_me then e.on_sent else e.on_received end
      and case v.ticket_status when 'open' then e.while_open when 'pending' then e.while_pending else false end
    when 'TransferTicket' then e.on_transferred
    when 'ClosedTicket' then e.on_closed
    when 'MessageStatus' then e.on_status
    when 'MessageEdited' then e.on_edited
    when 'MessageDeleted' then e.on_deleted
    when 'MessageReaction' then e.on_reaction
    else e.on_new_ticket
  end`

/** Why `e` does not want `v`: the switches that would have to be on, for people who set them. Empty when `wants` is true. */
export const switchesOff = (sql: Sql) => sql`
  array_remove(array[
    case when v.is_group and not e.groups then 'groups' end,
    case v.type
      when 'message' then case when v.from_me and not e.on_sent then 'sent' when not v.from_me and not e.on_received then 'received' end
      when 'TransferTicket' then case when not e.on_transferred then 'transferred' end
      when 'ClosedTicket' then case when not e.on_closed then 'closed' end
      when 'MessageStatus' then case when not e.on_status then 'messageStatus' end
      when 'MessageEdited' then case when not e.on_edited then 'messageEdited' end
      when 'MessageDeleted' then case when not e.on_deleted then 'messageDeleted' end
      when 'MessageReaction' then case when not e.on_reaction then 'messageReaction' end
      else case when not e.on_new_ticket then 'newTicket' end
    end,
    case when v.type = 'message' then
      case v.ticket_status
        when 'open' then case when not e.while_open then 'open' end
        when 'pending' then case when not e.while_pending then 'pending' end
        else 'never'
      end
    end
  ], null)`

const SWITCH_OF: Record<ExtraEventName, string> = {
  MessageStatus: 'on_status',
  MessageEdited: 'on_edited',
  MessageDeleted: 'on_deleted',
  MessageReaction: 'on_reaction',
}

/**
 * Whether an endpoint of the company has opted into this event, so that it is worth telling. The statement of the change itself
 * asks this, by an index in which a company that opted into nothing has no entry. `wants` then says which endpoint.
 */
export const mayWant = (sql: Sql, event: ExtraEventName, tenantId: Fragment) => sql`
  exists (select 1 from endpoints e where e.tenant_id = ${tenantId} and e.enabled and e.${sql(SWITCH_OF[event])})`

/** Which of the bodies of `v` is posted to `e`; `v.has_media` says whether there is one with media filled in. */
export const variantOf = (sql: Sql) => sql`
  case when e.payload_version = 1 then 1 when e.media_base64 and v.has_media then 3 else 2 end`
