/**
 * A dry run: which of the latest events an endpoint with these settings would get, and with which body. It composes the same
 * fragments of SQL as append, so it shows what will happen.
 */
import type { Sql } from '../base/db/db.ts'
import { switchesOff, variantOf, wants } from '../outbox/index.ts'
import type { Source } from './endpoint.ts'
import type { Switches } from './schemas.ts'

const EVENTS = 50
/** A body with media may have megabytes. */
const MAX_BODY_BYTES = 64 * 1_024
const MAX_EXCERPT = 120

export interface Preview {
  tenantId: number
  source: Source
  switches: Switches
  payloadVersion: 1 | 2
}

export interface PreviewedEvent {
  eventId: number
  type: string
  ticketId: number
  occurredAt: Date
  fromMe: boolean
  /** The first characters of messageBody. */
  excerpt: string | null
  wanted: boolean
  /** The switches that would have to be on; `never` for a message of a closed ticket. Empty when it is wanted. */
  switchesOff: string[]
  /** What would be posted; null when it is not wanted, or larger than 64 KB. */
  body: string | null
  bodyBytes: number | null
}

/** The latest 50 events of the channel or the queue, newest first. */
export async function previewEndpoint(sql: Sql, { tenantId, source, switches, payloadVersion }: Preview) {
  const isChannel = 'channelId' in source
  return sql<PreviewedEvent[]>`
    with e as (
      select ${switches.received}::boolean as on_received, ${switches.sent}::boolean as on_sent,
        ${switches.newTicket && isChannel}::boolean as on_new_ticket,
        ${switches.transferred && isChannel}::boolean as on_transferred,
        ${switches.closed && isChannel}::boolean as on_closed, ${switches.open}::boolean as while_open,
        ${switches.pending}::boolean as while_pending, ${switches.groups}::boolean as groups,
        ${switches.messageStatus}::boolean as on_status, ${switches.messageEdited}::boolean as on_edited,
        ${switches.messageDeleted}::boolean as on_deleted, ${switches.messageReaction}::boolean as on_reaction,
        ${switches.mediaBase64}::boolean as media_base64, ${payloadVersion}::integer as payload_version
    ),
    latest as (
      select v.*, v.body_v2_media is not null as has_media
      from events v
      where v.tenant_id = ${tenantId}
        and ${isChannel ? sql`v.channel_id = ${source.channelId}` : sql`v.queue_id = ${source.queueId}`}
      order by v.id desc
      limit ${EVENTS}
    )
    select b.id as "eventId", b.type, b.ticket_id as "ticketId", b.occurred_at as "occurredAt", b.wanted,
      b.off as "switchesOff", b.from_me as "fromMe",
      left(b.body_v1::json ->> 'messageBody', ${MAX_EXCERPT}) as excerpt,
      case when b.wanted and octet_length(b.body) <= ${MAX_BODY_BYTES} then b.body end as body,
      case when b.wanted then octet_length(b.body) end as "bodyBytes"
    from (
      select v.id, v.type, v.ticket_id, v.occurred_at, v.from_me, v.body_v1, ${wants(sql)} as wanted,
        ${switchesOff(sql)} as off,
        case ${variantOf(sql)}
          when 1 then v.body_v1
          when 2 then coalesce(v.body_v2, v.body_v1)
          else coalesce(v.body_v2_media, v.body_v2, v.body_v1)
        end as body
      from latest v cross join e
    ) b
    order by b.id desc`
}
