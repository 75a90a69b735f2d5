/** Schemas of scheduled messages and notes, in the style of WHAZING's API, which has neither. */
import { Type } from 'typebox'
import { InstantOrNull, named } from '../web/schema.ts'
import {
  addressee,
  externalKey,
  extra,
  idOrNull,
  OfficialBody,
  optional,
  person,
  SendBody,
  text,
  textOrNull,
  WireId,
} from './schemas.ts'

export const ScheduleBody = Type.Object(
  {
    ...addressee,
    sendAt: Type.String({
      maxLength: 40,
      description:
        "When it leaves: ISO 8601 with its zone, Unix seconds or milliseconds, or the company's clock (`2026-12-01 09:00`, `01/12/2026 09:00`).",
    }),
    holdOnReply: optional(
      Type.Boolean({ description: 'Whether it is held when the customer writes before it leaves; true by default.' }),
    ),
    body: SendBody.properties.body,
    mediaUrl: SendBody.properties.mediaUrl,
    mediaMessage: SendBody.properties.mediaMessage,
    contents: optional(OfficialBody.properties.contents),
    externalKey: optional(externalKey),
  },
  {
    ...extra,
    examples: [{ number: '5511999990001', body: 'Lembrete: a entrega é amanhã.', sendAt: '2027-01-15T09:00:00-03:00' }],
  },
)

const scheduledStatus = Type.Unsafe<'waiting' | 'held' | 'sent' | 'cancelled'>({
  type: 'string',
  enum: ['waiting', 'held', 'sent', 'cancelled'],
  description: 'held: it waits for a person to decide in the panel.',
})
export const ScheduledQuery = Type.Object({ ...person, status: optional(scheduledStatus) }, extra)
export const CancelScheduledBody = Type.Object({ scheduleId: WireId }, { ...extra, examples: [{ scheduleId: 77 }] })

export const NoteBody = Type.Object(
  {
    ...addressee,
    body: Type.String({ minLength: 1, maxLength: 4_096, pattern: '\\S' }),
    mentions: optional(Type.Array(WireId, { maxItems: 20, description: 'Users who are called to it.' })),
  },
  { ...extra, examples: [{ ticketId: 9561, body: 'Cliente pediu retorno à tarde.' }] },
)

export const ExternalScheduled = named(
  'ExternalScheduledMessage',
  Type.Object(
    {
      message: text('What became of it, for people.'),
      scheduleId: Type.Integer({ description: 'Its id: what /cancelscheduledmessage takes.' }),
      status: scheduledStatus,
      heldBecause: textOrNull('reply, window_closed, late, author_gone or refused.'),
      sendAt: InstantOrNull,
      holdOnReply: Type.Boolean({ description: 'Whether a reply holds it.' }),
      hasReply: Type.Boolean({ description: 'Whether the customer has written since.' }),
      contactId: Type.Integer({ description: 'The contact that it is for.' }),
      number: textOrNull('E.164 digits.'),
      ticketId: idOrNull('Where it was scheduled; once sent, the ticket that it went into.'),
      messageId: idOrNull('The message, once sent.'),
      externalKey: textOrNull('Your own id, which goes onto the ticket with it.'),
      mediaType: text('chat for text.'),
      body: text('The text or caption; the name of a file.'),
    },
    { description: 'A message that is to leave later.' },
  ),
)

export const NoteWritten = named(
  'ExternalNoteWritten',
  Type.Object({ message: text('A sentence for people.'), messageId: Type.Integer(), ticketId: Type.Integer() }),
)

export const ExternalNote = named(
  'ExternalNote',
  Type.Object({
    id: Type.Integer(),
    body: text('What colleagues read.'),
    mentions: Type.Array(Type.Integer(), { description: 'Users who are called to it.' }),
    userId: idOrNull('Who wrote it; null for a program.'),
    userName: textOrNull('The name of the user.'),
    createdAt: InstantOrNull,
  }),
)
