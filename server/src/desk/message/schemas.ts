/** What the routes of messages take and return. An instant is a Date here and ISO 8601 on the wire. */
import { Type } from 'typebox'
import { pageOf } from '../../web/page.ts'
import { exact, Id, IdOrNull, Instant, InstantOrNull, named, nullable, TextOrNull } from '../../web/schema.ts'
import { ContentSchema, OriginSchema } from './content.ts'
import { MARK_STATES, type MarkState } from './delivery-marks.ts'
import type { Failure } from './failure.ts'
import { FILE_KINDS } from './list-files.ts'

const Media = Type.Object(
  {
    id: Id,
    url: Type.String({
      description:
        'Valid before the file is stored: until then it returns 503 `media_on_its_way`, and 410 when the file never came or is lost.',
    }),
    name: Type.String(),
    mimeType: Type.String(),
    size: nullable(Type.Integer({ description: 'Bytes; null until the file is here.' })),
    state: Type.String({
      description:
        '`waiting`: it is being fetched. `stored`: it is here. `failed`: it never came. `missing`: it was stored, and is not there any more.',
    }),
    trouble: nullable(
      Type.Object(
        {
          reason: Type.String({
            description: 'A stable word: `expired`, `refused`, `too_large`, `unknown_host`, `channel_gone`, `lost`.',
          }),
          sentence: Type.String({ description: 'Why it is not here, in the language of `accept-language`.' }),
        },
        { title: 'MediaTrouble', description: 'Null for a file that is stored, or is being fetched without trouble.' },
      ),
    ),
    width: nullable(Type.Integer({ description: 'Pixels, of images and videos.' })),
    height: nullable(Type.Integer({ description: 'Pixels, of images and videos.' })),
    durationMs: nullable(Type.Integer({ description: 'Of voice, sound and videos.' })),
    waveform: nullable(
      Type.Array(Type.Integer(), { description: 'Of a voice note: loudness from 0 to 100, evenly spread.' }),
    ),
    thumbnailUrl: TextOrNull,
  },
  { title: 'MessageMedia' },
)

const FailureSchema = Type.Unsafe<Failure | null>({
  anyOf: [
    {
      title: 'MessageFailure',
      type: 'object',
      properties: {
        code: { type: ['integer', 'null'], description: "Meta's error code; null when WhatsApp never responded." },
        reason: { type: 'string', description: 'A stable word for why: `window_closed`, `not_on_whatsapp`, ...' },
        wayOut: {
          type: 'string',
          enum: ['send-template', 'check-number', 'send-again', 'send-later', 'change-message', 'call-admin'],
          description: 'What the writer can do about it.',
        },
        sentence: {
          type: 'string',
          description: 'Why it failed and what to do, in the language of `accept-language`.',
        },
        details: { type: ['string', 'null'], description: "Meta's own words, in English." },
      },
      required: ['code', 'reason', 'wayOut', 'sentence', 'details'],
    },
    { type: 'null' },
  ],
  description: 'Why it did not arrive; null unless `status` is `failed`.',
})

export const FileQuery = {
  kind: Type.Union(
    FILE_KINDS.map(kind => Type.Literal(kind)),
    { description: 'Which of them.' },
  ),
  ticketId: Type.Optional(Type.Integer({ minimum: 1, description: 'Only messages of this ticket.' })),
}

export const Message = Type.Object(
  {
    id: Id,
    ticketId: Id,
    channelId: Id,
    clientId: nullable(Type.String({ description: 'The id that its sender gave it.' })),
    messageId: nullable(Type.String({ description: "WhatsApp's own id; null until WhatsApp has accepted it." })),
    body: Type.String({ description: 'The text or caption; the name of a file that has no caption.' }),
    fromMe: Type.Boolean({ description: 'Whether we wrote it.' }),
    isNote: Type.Boolean({ description: 'An internal note: only colleagues see it, and it is never sent.' }),
    mentions: Type.Array(Id, { description: 'The users that a note mentions.' }),
    status: Type.Unsafe<'pending' | 'sended' | 'received' | 'failed'>({
      type: 'string',
      enum: ['pending', 'sended', 'received', 'failed'],
      description: '`sended` is the spelling of WHAZING, which receivers of webhooks know.',
    }),
    ack: Type.Integer({ description: '0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed.' }),
    sendType: nullable(Type.String({ description: '`manual`, `bot` or `API`; null for what came in.' })),
    mediaType: Type.String({
      description: '`chat` for a text; `image`, `video`, `audio`, `document`, `sticker`, `location`, `vcard`.',
    }),
    mediaUrl: TextOrNull,
    media: nullable(Media),
    content: ContentSchema,
    origin: OriginSchema,
    quotedMessageId: nullable(
      Type.Integer({
        minimum: 1,
        description: 'The `id` of the message that this one answers; null when that is not here.',
      }),
    ),
    quotedWhatsAppId: nullable(
      Type.String({ description: "WhatsApp's id of the message that this one answers, also when that is not here." }),
    ),
    quoted: nullable(
      Type.Object(
        {
          id: Id,
          body: Type.String({ description: 'Cut after 300 characters.' }),
          fromMe: Type.Boolean(),
          mediaType: Type.String(),
          isDeleted: Type.Boolean(),
          senderName: TextOrNull,
        },
        { title: 'QuotedMessage', description: 'The message that this one answers, if it is here.' },
      ),
    ),
    isDeleted: Type.Boolean({
      description: 'Its writer deleted it. The text is kept for the attendant.',
    }),
    edited: nullable(Type.String({ description: 'The text before the newest edit.' })),
    edits: Type.Array(
      Type.Object({
        body: Type.String({ description: 'The text that was replaced.' }),
        replacedAt: Type.String({ format: 'date-time' }),
      }),
      { description: 'Every earlier text, oldest first; the newest twenty.' },
    ),
    reactions: Type.Array(
      Type.Object({
        emoji: Type.String(),
        fromMe: Type.Boolean(),
        contactId: IdOrNull,
        userId: IdOrNull,
        timestamp: Type.Integer({ description: 'Unix seconds.' }),
      }),
    ),
    error: Type.Unknown({ description: "WhatsApp's response when it refused the message. `failure` explains it." }),
    failure: FailureSchema,
    retryOf: nullable(Type.Integer({ minimum: 1, description: 'The message that failed and that this one repeats.' })),
    sentAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time', description: "By WhatsApp's clock." }),
    createdAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time', description: 'When it was stored here.' }),
    deliveredAt: InstantOrNull,
    readAt: InstantOrNull,
    failedAt: InstantOrNull,
    sender: nullable(
      Type.Object({ id: Id, name: Type.String() }, { description: 'The member who wrote, in a group.' }),
    ),
    user: nullable(Type.Object({ id: Id, name: Type.String() }, { description: 'The user who wrote it.' })),
  },
  { title: 'Message' },
)

export const FilePage = named('ContactFilePage', pageOf(Message))

export const MessagePage = Type.Object(
  {
    data: Type.Array(Message, { description: 'Newest first.' }),
    next: Type.Union([Type.String(), Type.Null()], {
      description: 'Pass it as `after` to get the messages before these; null at the beginning of the ticket.',
    }),
    hasNewer: Type.Boolean({ description: 'Whether something was written after these.' }),
    hasOlder: Type.Boolean({ description: 'Whether something was written before these.' }),
  },
  { title: 'MessagePage' },
)

const place = (description: string) => Type.Optional(Type.Integer({ minimum: 1, description }))
export const MessageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many to return at most.' }),
  after: Type.Optional(Type.String({ maxLength: 300, description: 'The `next` of the page before.' })),
  beforeId: place('Those written before this message.'),
  afterId: place('Those written after this message, the nearest ones.'),
  aroundId: place('This message in the middle.'),
}

/** The id that a client gives what it sends. */
export const ClientId = Type.String({
  minLength: 1,
  maxLength: 100,
  description:
    'Your own id of it, unique in the ticket. Sending it again makes no second message; lists and the stream return it.',
})

export const DeliveryMarks = Type.Object({
  data: Type.Array(
    Type.Object(
      {
        eventId: Id,
        type: Type.String({ description: '`message`, `NewTicket`, `TransferTicket`, ...' }),
        messageId: nullable(Type.String({ description: "WhatsApp's id of the message that the event is about." })),
        occurredAt: Instant,
        state: Type.Unsafe<MarkState>({
          type: 'string',
          enum: [...MARK_STATES],
          description:
            '`delivered`, `skipped` (nobody wanted it any more), `waiting`, `failing` (it is tried again), `held` (it waits for a person), `given-up`.',
        }),
        deliveryId: nullable(
          Type.String({
            description: 'The id to pass to GET /deliveries/{id}; null for attendants, who may not see deliveries.',
          }),
        ),
      },
      { title: 'DeliveryMark' },
    ),
  ),
})

export const NewNote = Type.Object(
  {
    body: Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' }),
    mentions: Type.Optional(
      Type.Array(Id, { maxItems: 20, uniqueItems: true, description: 'The users that it mentions.' }),
    ),
    clientId: Type.Optional(ClientId),
  },
  exact,
)

export const Draft = Type.Object(
  {
    ticketId: Id,
    body: Type.String(),
    mediaIds: Type.Array(Id),
    files: Type.Array(
      Type.Object({
        mediaId: Id,
        fileName: Type.String(),
        mimeType: Type.String(),
        size: nullable(Type.Integer({ description: 'Size in bytes.' })),
      }),
      { description: 'The files of `mediaIds` that still exist, in the same order.' },
    ),
    quotedMessageId: nullable(Type.Integer({ minimum: 1, description: 'The `id` of the message that it answers.' })),
    updatedAt: Instant,
  },
  { title: 'Draft', description: 'Your draft in a ticket. Nobody else sees it.' },
)
export const NewDraft = Type.Object(
  {
    body: Type.String({ maxLength: 10_000 }),
    mediaIds: Type.Optional(Type.Array(Id, { maxItems: 30 })),
    quotedMessageId: Type.Optional(IdOrNull),
  },
  exact,
)
export const DraftOrNone = Type.Object({ draft: nullable(Draft) }, { title: 'DraftOrNone' })
