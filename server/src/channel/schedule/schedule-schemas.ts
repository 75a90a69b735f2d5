/** The shapes of the routes of scheduled messages. */
import { Type } from 'typebox'
import { pageQuery } from '../../web/page.ts'
import { change, exact, Id, IdOrNull, Instant, InstantOrNull, named, nullable, TextOrNull } from '../../web/schema.ts'
import { NewMessage } from '../schemas.ts'

const { clientId: _, lastSeenMessageId: __, ...content } = NewMessage.properties

const SendAt = Type.String({
  format: 'date-time',
  description: 'When it is sent: an instant with its zone, within a year.',
  examples: ['2026-12-01T09:00:00-03:00'],
})
const HoldOnReply = Type.Boolean({
  description:
    'Whether it is held when the contact writes before it leaves. By default on for people and off for groups.',
})

export const NewScheduledMessage = named(
  'NewScheduledMessage',
  Type.Object({ sendAt: SendAt, holdOnReply: Type.Optional(HoldOnReply), ...content }, exact),
)

export const ScheduledMessageChange = named(
  'ScheduledMessageChange',
  Type.Object({ sendAt: Type.Optional(SendAt), holdOnReply: Type.Optional(HoldOnReply) }, change),
)

const STATUSES = ['waiting', 'held', 'sent', 'cancelled'] as const
const REASONS = ['reply', 'window_closed', 'late', 'author_gone', 'refused'] as const
const Status = Type.Unsafe<(typeof STATUSES)[number]>({ type: 'string', enum: [...STATUSES] })

export const ScheduledMessage = named(
  'ScheduledMessage',
  Type.Object(
    {
      id: Id,
      status: Type.Unsafe<(typeof STATUSES)[number]>({
        type: 'string',
        enum: [...STATUSES],
        description: 'waiting for its time, held for a person to decide, sent, or cancelled.',
      }),
      heldBecause: Type.Unsafe<(typeof REASONS)[number] | null>({
        type: ['string', 'null'],
        enum: [...REASONS, null],
        description:
          'reply: the contact wrote meanwhile. window_closed: WhatsApp takes only a template now. late: its time was more than an hour ago. author_gone: its author has left. refused: see `refusal`.',
      }),
      refusal: nullable(
        Type.Object(
          { code: Type.String(), title: Type.String() },
          { description: 'Why it was refused; `code` never changes its meaning.' },
        ),
      ),
      sendAt: Instant,
      holdOnReply: HoldOnReply,
      hasReply: Type.Boolean({ description: 'Whether the contact has written since it was scheduled.' }),
      channelId: Id,
      ticketId: nullable(
        Type.Integer({ description: 'Where it was written; once sent, the ticket that it went into.' }),
      ),
      messageId: IdOrNull,
      externalKey: TextOrNull,
      mediaType: Type.String({ description: 'chat for text.' }),
      body: Type.String({ description: 'The text or caption; the name of a file; of a template the filled text.' }),
      contact: Type.Object({
        id: Id,
        name: Type.String(),
        number: TextOrNull,
        isGroup: Type.Boolean(),
      }),
      user: nullable(
        Type.Object({ id: Id, name: Type.String() }, { description: 'Who wrote it; null for a program.' }),
      ),
      createdAt: Instant,
      settledAt: InstantOrNull,
    },
    { description: 'A scheduled message.' },
  ),
)

export const ScheduledQuery = Type.Object({
  ...pageQuery,
  status: Type.Optional(
    Type.Array(Status, { minItems: 1, uniqueItems: true, description: 'Repeat the parameter for several.' }),
  ),
  ticketId: Type.Optional(Id),
  contactId: Type.Optional(Id),
})
