/** Fragments that several statements share: the people and things in events, in the contract's form. */
import type { Sql } from '../base/db/db.ts'

/** A contact as `ContactV1`, key order included. `alias` is the table's name in the statement. */
export const contactJson = (sql: Sql, alias: string) => {
  const c = sql(alias)
  return sql`json_build_object('id', ${c}.id, 'name', ${c}.name, 'phoneNumber', ${c}.number,
    'profilePicUrl', ${c}.profile_pic_url, 'email', ${c}.email, 'isGroup', ${c}.is_group, 'pushname', ${c}.pushname,
    'lid', ${c}.lid, 'kanbanId', ${c}.kanban_id, 'followupId', ${c}.followup_id)`
}

/** A ticket as `TicketFacts`. */
export const ticketJson = (sql: Sql, alias: string) => {
  const t = sql(alias)
  return sql`json_build_object('tenant_id', ${t}.tenant_id, 'id', ${t}.id, 'channel_id', ${t}.channel_id,
    'contact_id', ${t}.contact_id, 'status', ${t}.status, 'protocol', ${t}.protocol, 'is_group', ${t}.is_group,
    'queue_id', ${t}.queue_id, 'user_id', ${t}.user_id, 'closing_reason_id', ${t}.closing_reason_id,
    'external_key', ${t}.external_key, 'closes_itself', ${t}.closes_itself, 'version', ${t}.version,
    'last_message', ${t}.last_message)`
}
