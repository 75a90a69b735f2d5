/** What the routes of tickets take and return. An instant is a Date here and ISO 8601 on the wire. */
import { Type } from 'typebox'
import { exact, Id, IdOrNull, Instant, InstantOrNull, nullable, TextOrNull } from '../../web/schema.ts'

export type TicketStatus = 'pending' | 'open' | 'closed'
const STATUSES: TicketStatus[] = ['pending', 'open', 'closed']
export const Status = Type.Unsafe<TicketStatus>({
  type: 'string',
  enum: STATUSES,
  description: '`pending`: it waits in its queue. `open`: somebody attends to it. `closed`: it is over.',
})
const Version = Type.Integer({
  minimum: 1,
  description: 'One more with each change of status, queue, user, reason or key.',
})

const LastMessage = Type.Object(
  {
    id: Id,
    body: Type.String({ description: 'Cut after 300 characters.' }),
    fromMe: Type.Boolean({ description: 'Whether we wrote it.' }),
    mediaType: Type.String({ description: 'As in a message: `chat` for a text.' }),
    status: Type.Unsafe<'pending' | 'sended' | 'received' | 'failed'>({
      type: 'string',
      enum: ['pending', 'sended', 'received', 'failed'],
    }),
    ack: Type.Integer({ description: '0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed.' }),
    isDeleted: Type.Boolean(),
  },
  { title: 'LastMessage', description: 'What was said last; null when nothing was.' },
)

export const Ticket = Type.Object(
  {
    id: Id,
    version: Version,
    status: Status,
    protocol: Type.String({
      description: 'A number for the customer, as text: it has more digits than a double keeps.',
    }),
    isGroup: Type.Boolean(),
    channelId: Id,
    queueId: IdOrNull,
    userId: nullable(
      Type.Integer({ minimum: 1, description: 'The user who attends to it, or did when it was closed.' }),
    ),
    closingReasonId: IdOrNull,
    externalKey: nullable(Type.String({ description: 'Your own id for it: webhooks carry it in `apiConfig`.' })),
    isAnswered: Type.Boolean({ description: 'Whether the last message is ours.' }),
    tagIds: Type.Array(Id),
    waitingSince: Type.Unsafe<Date | null>({
      type: ['string', 'null'],
      format: 'date-time',
      description: 'When the customer wrote the first message that nobody has answered yet.',
    }),
    snoozedUntil: Type.Unsafe<Date | null>({
      type: ['string', 'null'],
      format: 'date-time',
      description: 'Snoozed until then, or until the customer writes.',
    }),
    windowClosesAt: Type.Unsafe<Date | null>({
      type: ['string', 'null'],
      format: 'date-time',
      description:
        'Until then WhatsApp takes any message; afterwards only templates. Null where there is no such limit, or when the customer has not written.',
    }),
    lastMessageAt: InstantOrNull,
    createdAt: Instant,
    startedAt: InstantOrNull,
    closedAt: InstantOrNull,
    activeAt: Type.Unsafe<Date>({
      type: 'string',
      format: 'date-time',
      description:
        'When something was said last or its snoozing ended, otherwise when it was opened: lists are in this order.',
    }),
    updatedAt: Instant,
    contact: Type.Object({
      id: Id,
      name: Type.String(),
      number: TextOrNull,
      profilePicUrl: TextOrNull,
      isGroup: Type.Boolean(),
    }),
    channel: Type.Object({ id: Id, name: Type.String() }),
    queue: nullable(Type.Object({ id: Id, name: Type.String(), color: Type.String() })),
    user: nullable(Type.Object({ id: Id, name: Type.String() })),
    lastMessage: nullable(LastMessage),
    unreadMessages: Type.Integer({
      description:
        'How many messages came since you read it last and were not answered. For an API key: since the last answer.',
    }),
    firstUnreadAfter: nullable(
      Type.Integer({ minimum: 1, description: 'The last message that there was when you read it last.' }),
    ),
    isPinned: Type.Boolean({ description: 'Whether you keep it at the top of your list.' }),
    draft: nullable(Type.String({ description: 'The beginning of your draft in it.' })),
  },
  { title: 'Ticket', description: 'One conversation being attended to.' },
)

const flag = (description: string) => Type.Optional(Type.Boolean({ description }))
const instant = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }))
const ids = (description: string) =>
  Type.Optional(Type.Array(Id, { maxItems: 100, description: `${description} Repeat it for several.` }))

/** The filters of a list, and of an action on many tickets. */
export const ticketFilter = {
  status: Type.Optional(Type.Array(Status, { maxItems: 3, description: 'One or several. Repeat it for several.' })),
  assigned: Type.Optional(
    Type.Unsafe<'me' | 'nobody' | 'others'>({
      type: 'string',
      enum: ['me', 'nobody', 'others'],
      description: 'Who attends to it.',
    }),
  ),
  queueId: ids('Of these queues.'),
  userId: Type.Optional(Id),
  channelId: ids('Of these channels.'),
  contactId: Type.Optional(Id),
  tagId: ids('With one of these tags.'),
  isGroup: flag('Of groups, or of people.'),
  isAnswered: flag('Whether the last message is ours.'),
  isUnread: flag('Whether something came in that you have not read.'),
  isPinned: flag('Whether you pinned it.'),
  isSnoozed: flag('Whether it is snoozed now.'),
  createdFrom: instant('Opened at this instant or later.'),
  createdBefore: instant('Opened before this instant.'),
  activeFrom: instant('Something was said at this instant or later.'),
  activeBefore: instant('Only tickets without a message since this instant.'),
  closedFrom: instant('Closed at this instant or later.'),
  closedBefore: instant('Closed before this instant.'),
  closingReasonId: Type.Optional(Id),
}

export const TicketQuery = {
  ...ticketFilter,
  sort: Type.Optional(
    Type.Unsafe<'active' | 'waiting' | 'created'>({
      type: 'string',
      enum: ['active', 'waiting', 'created'],
      default: 'active',
      description:
        '`active`: what was said last first. `waiting`: only those whose customer waits, the longest wait first. `created`: the newest first.',
    }),
  ),
}

const count = (description: string) => Type.Integer({ minimum: 0, description })
export const Counts = Type.Object(
  {
    pending: count('Tickets that wait in their queues.'),
    open: count('Tickets that somebody attends to.'),
    mine: count('Tickets that you attend to.'),
    unassigned: count('Tickets that nobody attends to, groups included.'),
    groups: count('Tickets of groups.'),
    waiting: count('Tickets whose customer waits for an answer.'),
    snoozed: count('Snoozed tickets.'),
    snoozedMine: count('Of those, the ones that you attend to.'),
    snoozedPending: count('Of those, the ones that wait in their queues.'),
    pinned: count('Tickets that you have pinned.'),
    unread: count('Tickets with something that you have not read.'),
    unreadMine: count('Of those, the ones that you attend to.'),
    queues: Type.Array(
      Type.Object({
        queueId: nullable(Type.Integer({ minimum: 1, description: 'Null: without a queue.' })),
        pending: count('Tickets that wait in this queue.'),
        open: count('Tickets that somebody attends to.'),
        unread: count('Tickets with something that you have not read.'),
      }),
      { description: 'Only queues in which there is something.' },
    ),
  },
  { title: 'TicketCounts', description: 'How many active tickets you see in each list.' },
)

const Server = Type.Optional(
  nullable(Type.Integer({ minimum: 1, description: 'The user who attends to it; by default you.' })),
)

export const NewTicket = Type.Object(
  {
    channelId: Id,
    contactId: Type.Optional(Id),
    number: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'Instead of `contactId`, as people write it: a contact is made when nobody has it.',
      }),
    ),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'For a new contact; a known one keeps its name.' }),
    ),
    status: Type.Optional(
      Type.Unsafe<'open' | 'pending'>({ type: 'string', enum: ['open', 'pending'], default: 'open' }),
    ),
    queueId: Type.Optional(IdOrNull),
    userId: Server,
    externalKey: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  exact,
)
export const TicketChange = Type.Object(
  {
    externalKey: nullable(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'Your own id for it: webhooks carry it in `apiConfig`.',
      }),
    ),
  },
  exact,
)

/** Of every action: what it may be made to depend on. */
const onlyIf = {
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise.',
    }),
  ),
}
export const OnlyIf = Type.Object(onlyIf, exact)
export const Serving = Type.Object({ ...onlyIf, userId: Server }, exact)
export const Note = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 2_000,
    description: 'For the next person: stored as an internal note, never sent.',
  }),
)
export const Transfer = Type.Object(
  { ...onlyIf, queueId: Type.Optional(IdOrNull), userId: Type.Optional(IdOrNull), note: Note },
  exact,
)
export const Closing = Type.Object(
  {
    ...onlyIf,
    closingReasonId: Type.Optional(IdOrNull),
    farewell: Type.Optional(
      Type.Boolean({ description: "Whether the customer gets the queue's farewell, if it has one; true if left out." }),
    ),
  },
  exact,
)
export const Reading = Type.Object(
  {
    lastMessageId: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The last message that you have seen; all of them, if it is left out.' }),
    ),
  },
  exact,
)
export const Until = nullable(
  Type.String({ format: 'date-time', description: 'In the future, a year at most; null brings it back now.' }),
)
export const Snoozing = Type.Object({ ...onlyIf, until: Until }, exact)
export const Pinning = Type.Object({ isPinned: Type.Boolean() }, exact)

export const LogEntry = Type.Object(
  {
    id: Id,
    action: Type.String(),
    userId: IdOrNull,
    queueId: IdOrNull,
    until: InstantOrNull,
    note: nullable(
      Type.String({ description: 'The note of a transfer; people who joined a group; the length of a call.' }),
    ),
    createdAt: Instant,
  },
  { title: 'TicketLogEntry' },
)
