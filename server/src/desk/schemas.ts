/** What the desk's routes take and return. An instant is a Date here and ISO 8601 on the wire. */
import { Type } from 'typebox'
import {
  change,
  exact,
  HandOver,
  Id,
  IdOrNull,
  Instant,
  InstantOrNull,
  Name,
  named,
  nullable,
  TextOrNull,
} from '../web/schema.ts'

const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'As #rrggbb.' })

export const Queue = named(
  'Queue',
  Type.Object({
    id: Id,
    name: Type.String(),
    color: Type.String(),
    isActive: Type.Boolean(),
    createdAt: Instant,
  }),
)
export const NewQueue = named('NewQueue', Type.Object({ name: Name, color: Type.Optional(Color) }, exact))
export const QueueChange = named(
  'QueueChange',
  Type.Object(
    {
      name: Type.Optional(Name),
      color: Type.Optional(Color),
      isActive: Type.Optional(Type.Boolean()),
      handOver: Type.Optional(HandOver),
    },
    change,
  ),
)
export const QueueMembers = named(
  'QueueMembers',
  Type.Object({ userIds: Type.Array(Id, { maxItems: 500, uniqueItems: true }) }, exact),
)
export const UserQueues = named('UserQueues', Type.Object({ queueIds: Type.Array(Id, { maxItems: 500 }) }, exact))

export const ClosingReason = named(
  'ClosingReason',
  Type.Object({
    id: Id,
    name: Type.String(),
    color: Type.String(),
    isActive: Type.Boolean(),
    queueIds: Type.Array(Id, { description: 'The queues it applies to; none = all.' }),
    createdAt: Instant,
  }),
)
const QueueIds = Type.Array(Id, { maxItems: 500, uniqueItems: true, description: 'None = all queues.' })
export const NewClosingReason = named(
  'NewClosingReason',
  Type.Object({ name: Name, color: Type.Optional(Color), queueIds: Type.Optional(QueueIds) }, exact),
)
export const ClosingReasonChange = named(
  'ClosingReasonChange',
  Type.Object(
    {
      name: Type.Optional(Name),
      color: Type.Optional(Color),
      isActive: Type.Optional(Type.Boolean()),
      queueIds: Type.Optional(QueueIds),
    },
    change,
  ),
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
  bookName: nullable(Type.String({ description: 'In the address book of the phone (coexistence).' })),
  stoppedMarketingAt: nullable(
    Type.Unsafe<Date>({
      type: 'string',
      format: 'date-time',
      description: 'Since when they want no marketing messages.',
    }),
  ),
  createdAt: Instant,
  updatedAt: Instant,
}
export const Contact = named('Contact', Type.Object(contactFields))
export const ContactWithAliases = named(
  'ContactWithAliases',
  Type.Object({
    ...contactFields,
    aliases: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() }), {
      description: 'Every identifier with which this person or group reaches us.',
    }),
    fields: Type.Array(Type.Object({ fieldId: Id, name: Type.String(), kind: Type.String(), value: Type.String() }), {
      description: 'The custom fields that have a value, in their order.',
    }),
  }),
)
export const ContactLogEntry = named(
  'ContactLogEntry',
  Type.Object({
    id: Id,
    action: Type.Unsafe<'merged' | 'split' | 'number_moved'>({
      type: 'string',
      enum: ['merged', 'split', 'number_moved'],
    }),
    contactId: Type.Integer({ description: 'The contact that stayed, or got the number.' }),
    otherId: Type.Integer({ description: 'The contact that was merged into it, was split off, or lost the number.' }),
    userId: nullable(Type.Integer({ description: 'Who did it; null when a message proved it.' })),
    isUndone: Type.Boolean(),
    aliases: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() }), {
      description: 'Those that moved.',
    }),
    ticketIds: Type.Array(Id, { description: 'Tickets that moved.' }),
    otherName: nullable(Type.String({ description: 'For a merge: the name that the merged contact had then.' })),
    createdAt: Instant,
  }),
)
export const MergePreview = named(
  'MergePreview',
  Type.Object(
    {
      staysId: Type.Integer({ description: 'The older contact, which stays.' }),
      goesId: Type.Integer({ description: 'The younger one, whose id will still find it.' }),
      becomes: Type.Object(
        {
          name: Type.String(),
          number: TextOrNull,
          pushname: TextOrNull,
          email: TextOrNull,
          kanbanId: IdOrNull,
          followupId: IdOrNull,
          walletId: IdOrNull,
          isIgnored: Type.Boolean(),
          stoppedMarketingAt: InstantOrNull,
          tagIds: Type.Array(Id),
          fields: Type.Array(Type.Object({ fieldId: Id, name: Type.String(), value: Type.String() })),
        },
        { description: 'The one contact, as it would be.' },
      ),
      moves: Type.Object(
        {
          aliases: Type.Array(Type.Object({ kind: Type.String(), value: Type.String() })),
          tickets: Type.Integer(),
        },
        { description: 'What would move from the younger to the older.' },
      ),
    },
    {
      examples: [
        {
          staysId: 12,
          goesId: 40,
          becomes: {
            name: 'Beatriz',
            number: '5531987650001',
            pushname: 'Bia',
            email: 'bia@example.com',
            kanbanId: null,
            followupId: null,
            walletId: null,
            isIgnored: false,
            stoppedMarketingAt: null,
            tagIds: [3],
            fields: [{ fieldId: 1, name: 'CPF', value: '000.000.000-00' }],
          },
          moves: { aliases: [{ kind: 'bsuid', value: 'BR.1234' }], tickets: 2 },
        },
      ],
    },
  ),
)
export const ExportedContact = named(
  'ExportedContact',
  Type.Object({
    exportedAt: Instant,
    contact: ContactWithAliases,
    tickets: Type.Array(Type.Object({}, { additionalProperties: true })),
    messages: Type.Array(Type.Object({}, { additionalProperties: true })),
  }),
)
export const Erased = named(
  'Erased',
  Type.Object({ tickets: Type.Integer(), messages: Type.Integer(), files: Type.Integer() }),
)
const Email = nullable(Type.String({ format: 'email', maxLength: 254 }))
const TagIds = Type.Array(Id, { maxItems: 100, uniqueItems: true, description: 'From now on exactly these.' })
export const TicketTags = named('TicketTags', Type.Object({ tagIds: TagIds }, exact))
const Stage = nullable(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0 or null removes it.' }),
)
export const NewContact = named(
  'NewContact',
  Type.Object(
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
  ),
)
export const ContactChange = named(
  'ContactChange',
  Type.Object(
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
                description: 'A value of the field’s kind; null clears it.',
              }),
            },
            exact,
          ),
          { maxItems: 100, description: 'Fields that are not given stay as they are.' },
        ),
      ),
      isIgnored: Type.Optional(Type.Boolean({ description: 'Messages of an ignored contact have no effect.' })),
    },
    change,
  ),
)
export const ContactQuery = {
  search: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'A part of the name, or the beginning of the number.' }),
  ),
  number: Type.Optional(
    Type.String({ maxLength: 40, description: 'Exactly this phone line, in either spelling (ninth digit).' }),
  ),
  isGroup: Type.Optional(Type.Boolean()),
  kanbanId: Type.Optional(Id),
  followupId: Type.Optional(Id),
  walletId: Type.Optional(Id),
  tagId: Type.Optional(Id),
}
