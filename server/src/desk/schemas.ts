/** What the desk's routes take and answer. An instant is a Date here and ISO 8601 on the wire. */
import { Type } from 'typebox'
import { change, exact, Id, IdOrNull, Instant, InstantOrNull, Name, nullable, TextOrNull } from '../web/schema.ts'

const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'As #rrggbb.' })

export type TicketStatus = 'pending' | 'open' | 'closed'
export const Status = Type.Unsafe<TicketStatus>({ type: 'string', enum: ['pending', 'open', 'closed'] })

export const Queue = Type.Object({
  id: Id,
  name: Type.String(),
  color: Type.String(),
  isActive: Type.Boolean(),
  createdAt: Instant,
})
export const NewQueue = Type.Object({ name: Name, color: Type.Optional(Color) }, exact)
export const QueueChange = Type.Object(
  { name: Type.Optional(Name), color: Type.Optional(Color), isActive: Type.Optional(Type.Boolean()) },
  change,
)
export const UserQueues = Type.Object({ queueIds: Type.Array(Id, { maxItems: 500 }) }, exact)

export const ClosingReason = Type.Object({
  id: Id,
  name: Type.String(),
  color: Type.String(),
  isActive: Type.Boolean(),
  queueIds: Type.Array(Id, { description: 'The queues it applies to; none = all.' }),
  createdAt: Instant,
})
const QueueIds = Type.Array(Id, { maxItems: 500, uniqueItems: true, description: 'None = all queues.' })
export const NewClosingReason = Type.Object(
  { name: Name, color: Type.Optional(Color), queueIds: Type.Optional(QueueIds) },
  exact,
)
export const ClosingReasonChange = Type.Object(
  {
    name: Type.Optional(Name),
    color: Type.Optional(Color),
    isActive: Type.Optional(Type.Boolean()),
    queueIds: Type.Optional(QueueIds),
  },
  change,
)

const contactFields = {
  id: Id,
  name: Type.String(),
  number: TextOrNull,
  pushname: TextOrNull,
  email: TextOrNull,
  profilePicUrl: TextOrNull,
  isGroup: Type.Boolean(),
  lid: TextOrNull,
  kanbanId: IdOrNull,
  followupId: IdOrNull,
  walletId: IdOrNull,
  tagIds: Type.Array(Id),
  isIgnored: Type.Boolean(),
  createdAt: Instant,
  updatedAt: Instant,
}
export const Contact = Type.Object(contactFields)
export const ContactWithAliases = Type.Object({
  ...contactFields,
  aliases: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() }), {
    description: 'Every name under which this person or group reaches us.',
  }),
  fields: Type.Array(Type.Object({ fieldId: Id, name: Type.String(), kind: Type.String(), value: Type.String() }), {
    description: 'The custom fields that have a value, in their order.',
  }),
})
const Email = nullable(Type.String({ format: 'email', maxLength: 254 }))
const TagIds = Type.Array(Id, { maxItems: 100, uniqueItems: true, description: 'Exactly these from now on.' })
export const TicketTags = Type.Object({ tagIds: TagIds }, exact)
const Stage = nullable(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0 or null removes it.' }),
)
export const NewContact = Type.Object(
  {
    number: Type.String({
      minLength: 5,
      maxLength: 40,
      description: "With country code, or the tenant's country is meant.",
    }),
    name: Type.Optional(Name),
    email: Type.Optional(Email),
  },
  exact,
)
export const ContactChange = Type.Object(
  {
    name: Type.Optional(Name),
    email: Type.Optional(Email),
    kanbanId: Type.Optional(Stage),
    followupId: Type.Optional(Stage),
    walletId: Type.Optional(Stage),
    tagIds: Type.Optional(TagIds),
    fields: Type.Optional(
      Type.Array(
        Type.Object(
          {
            fieldId: Id,
            value: Type.Union([Type.String({ maxLength: 2_000 }), Type.Number(), Type.Boolean(), Type.Null()], {
              description: 'Of the kind of the field; null clears it.',
            }),
          },
          exact,
        ),
        { maxItems: 100, description: 'Fields that are not named stay as they are.' },
      ),
    ),
    isIgnored: Type.Optional(Type.Boolean({ description: 'What an ignored contact writes makes nothing.' })),
  },
  change,
)
export const ContactQuery = {
  search: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'In the name, or the number begins.' }),
  ),
  number: Type.Optional(
    Type.String({ maxLength: 40, description: 'Exactly this line, however it is written (ninth digit).' }),
  ),
  isGroup: Type.Optional(Type.Boolean()),
  kanbanId: Type.Optional(Id),
  followupId: Type.Optional(Id),
  walletId: Type.Optional(Id),
  tagId: Type.Optional(Id),
}

export const Ticket = Type.Object({
  id: Id,
  status: Status,
  protocol: Type.String(),
  isGroup: Type.Boolean(),
  channelId: Id,
  queueId: IdOrNull,
  userId: IdOrNull,
  closingReasonId: IdOrNull,
  externalKey: TextOrNull,
  unreadMessages: Type.Integer(),
  lastMessage: Type.String(),
  lastMessageAt: InstantOrNull,
  isAnswered: Type.Boolean(),
  tagIds: Type.Array(Id),
  createdAt: Instant,
  startedAt: InstantOrNull,
  closedAt: InstantOrNull,
  updatedAt: Instant,
  contact: Type.Object({
    id: Id,
    name: Type.String(),
    number: TextOrNull,
    profilePicUrl: TextOrNull,
    isGroup: Type.Boolean(),
  }),
})
export const TicketQuery = {
  status: Type.Optional(Status),
  queueId: Type.Optional(Id),
  userId: Type.Optional(Id),
  channelId: Type.Optional(Id),
  contactId: Type.Optional(Id),
}
export const NewTicket = Type.Object(
  {
    channelId: Id,
    contactId: Id,
    status: Type.Optional(
      Type.Unsafe<'open' | 'pending'>({ type: 'string', enum: ['open', 'pending'], default: 'open' }),
    ),
    queueId: Type.Optional(IdOrNull),
    userId: Type.Optional(
      nullable(Type.Integer({ minimum: 1, description: 'Who serves it; you, unless told otherwise.' })),
    ),
    externalKey: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  exact,
)
export const TicketChange = Type.Object(
  {
    externalKey: nullable(
      Type.String({ minLength: 1, maxLength: 500, description: 'Your own id for it, told as apiConfig.externalKey.' }),
    ),
  },
  exact,
)
export const Serving = Type.Object(
  {
    userId: Type.Optional(
      nullable(Type.Integer({ minimum: 1, description: 'Who serves it; you, unless told otherwise.' })),
    ),
  },
  exact,
)
export const Transfer = Type.Object({ queueId: Type.Optional(IdOrNull), userId: Type.Optional(IdOrNull) }, exact)
export const Closing = Type.Object({ closingReasonId: Type.Optional(IdOrNull) }, exact)

export const Message = Type.Object({
  id: Id,
  ticketId: Id,
  channelId: Id,
  messageId: nullable(Type.String({ description: "WhatsApp's own id." })),
  body: Type.String(),
  fromMe: Type.Boolean(),
  status: Type.Unsafe<'pending' | 'sended' | 'received' | 'failed'>({
    type: 'string',
    enum: ['pending', 'sended', 'received', 'failed'],
  }),
  ack: Type.Integer({ description: '0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed.' }),
  sendType: TextOrNull,
  mediaType: Type.String(),
  mediaUrl: TextOrNull,
  quotedMessageId: nullable(Type.String({ description: "WhatsApp's id of the message that this one answers." })),
  isDeleted: Type.Boolean(),
  edited: nullable(Type.String({ description: 'The text before the newest edit.' })),
  reactions: Type.Array(
    Type.Object({
      emoji: Type.String(),
      fromMe: Type.Boolean(),
      contactId: IdOrNull,
      userId: IdOrNull,
      timestamp: Type.Integer(),
    }),
  ),
  error: Type.Unknown({ description: 'Why WhatsApp refused it.' }),
  sentAt: Instant,
  sender: nullable(Type.Object({ id: Id, name: Type.String() }, { description: 'The member who wrote, in a group.' })),
  user: nullable(Type.Object({ id: Id, name: Type.String() })),
})

export const LogEntry = Type.Object({
  id: Id,
  action: Type.String(),
  userId: IdOrNull,
  queueId: IdOrNull,
  createdAt: Instant,
})
