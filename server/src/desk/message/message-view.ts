/** A message as the API and the live stream show it. */
import type { ReactionV1 } from '@recado/receiver'
import type { Static } from 'typebox'
import type { Sql } from '../../base/db/db.ts'
import type { Language } from '../../base/language.ts'
import { type MediaTrouble, mediaTrouble, mediaUrl } from '../../media/index.ts'
import { standingReactions } from '../facts.ts'
import type { MessageContent, OriginSchema } from './content.ts'
import { type Failure, failureOf } from './failure.ts'

export interface MessageView {
  id: number
  ticketId: number
  channelId: number
  clientId: string | null
  messageId: string | null
  body: string
  fromMe: boolean
  isNote: boolean
  mentions: number[]
  status: 'pending' | 'sended' | 'received' | 'failed'
  ack: number
  sendType: string | null
  mediaType: string
  mediaUrl: string | null
  media: MediaView | null
  content: MessageContent | null
  origin: Static<typeof OriginSchema>
  quotedMessageId: number | null
  quotedWhatsAppId: string | null
  quoted: QuotedMessage | null
  isDeleted: boolean
  edited: string | null
  edits: MessageEdit[]
  reactions: ReactionV1[]
  error: unknown
  failure: Failure | null
  retryOf: number | null
  sentAt: Date
  createdAt: Date
  deliveredAt: Date | null
  readAt: Date | null
  failedAt: Date | null
  sender: { id: number; name: string } | null
  user: { id: number; name: string } | null
}

export interface MediaView {
  id: number
  url: string
  name: string
  mimeType: string
  /** Bytes; null until the file is here. */
  size: number | null
  state: string
  trouble: MediaTrouble | null
  width: number | null
  height: number | null
  durationMs: number | null
  waveform: number[] | null
  thumbnailUrl: string | null
}

export interface QuotedMessage {
  id: number
  body: string
  fromMe: boolean
  mediaType: string
  isDeleted: boolean
  senderName: string | null
}

export interface MessageEdit {
  /** The text that was replaced. */
  body: string
  replacedAt: string
}

type MediaJson = Omit<MediaView, 'url' | 'thumbnailUrl' | 'trouble'> & { key: string; reason: string | null }

export type MessageRow = Omit<MessageView, 'mediaUrl' | 'media' | 'failure'> & { media: MediaJson | null }

/** The most edits that one message shows; of more, the newest ones. */
const MAX_EDITS_SHOWN = 20

export const selectMessages = (sql: Sql) => sql`
  select m.id, m.ticket_id as "ticketId", m.channel_id as "channelId", m.client_id as "clientId",
    m.provider_id as "messageId", m.body, m.from_me as "fromMe", m.is_note as "isNote", m.mentions, m.status, m.ack,
    m.send_type as "sendType", m.media_type as "mediaType", m.content, m.origin,
    o.id as "quotedMessageId", m.quoted_provider_id as "quotedWhatsAppId",
    m.is_deleted as "isDeleted", m.edited, m.reactions, m.error, m.retry_of as "retryOf",
    to_timestamp(m.sent_at) as "sentAt", m.created_at as "createdAt", m.delivered_at as "deliveredAt",
    m.read_at as "readAt", m.failed_at as "failedAt",
    case when f.id is not null then json_build_object('id', f.id, 'key', f.key, 'name', f.file_name,
      'mimeType', f.mime_type, 'size', f.size, 'state', f.state, 'reason', f.reason, 'width', f.width,
      'height', f.height, 'durationMs', f.duration_ms, 'waveform', f.waveform) end as media,
    case when m.edited is null then '[]'::json else (
      select coalesce(json_agg(json_build_object('body', e.body, 'replacedAt', e.created_at) order by e.id), '[]')
      from (
        select id, body, created_at from message_edits
        where tenant_id = m.tenant_id and message_id = m.id order by id desc limit ${MAX_EDITS_SHOWN}
      ) e
    ) end as edits,
    case when o.id is not null then json_build_object('id', o.id, 'body', left(o.body, 300), 'fromMe', o.from_me,
      'mediaType', o.media_type, 'isDeleted', o.is_deleted, 'senderName', coalesce(os.name, ou.name)) end as quoted,
    case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as sender,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as user
  from messages m
  join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
  left join media f on f.tenant_id = m.tenant_id and f.id = m.media_id
  left join messages o on o.tenant_id = m.tenant_id and o.channel_id = m.channel_id
    and o.provider_id = m.quoted_provider_id
  left join contacts os on os.tenant_id = o.tenant_id and os.id = o.sender_id
  left join users ou on ou.tenant_id = o.tenant_id and ou.id = o.user_id
  left join contacts s on s.tenant_id = m.tenant_id and s.id = m.sender_id
  left join users u on u.tenant_id = m.tenant_id and u.id = m.user_id`

/** Options for showing a message: the address of files, and the language of a failure. */
export interface Showing {
  publicUrl: string
  language: Language
}

export function showMessage({ media, ...message }: MessageRow, { publicUrl, language }: Showing): MessageView {
  return {
    ...message,
    reactions: standingReactions(message.reactions),
    mediaUrl: media === null ? null : urlOf(publicUrl, media),
    media: media === null ? null : mediaView(media, { publicUrl, language }),
    failure: message.status === 'failed' ? failureOf(message.error, language) : null,
  }
}

const urlOf = (publicUrl: string, media: MediaJson) => mediaUrl(publicUrl, { key: media.key, file_name: media.name })

function mediaView(media: MediaJson, { publicUrl, language }: Showing): MediaView {
  const { key: _, reason, ...facts } = media
  const trouble = mediaTrouble({ state: facts.state, reason }, language)
  return { ...facts, trouble, url: urlOf(publicUrl, media), thumbnailUrl: null }
}
