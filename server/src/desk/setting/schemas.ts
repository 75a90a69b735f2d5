/** What the routes of settings take and return, beyond queues and closing reasons (../schemas.ts). */
import { Type } from 'typebox'
import { change, exact, Id, IdOrNull, Instant, Name, named, nullable } from '../../web/schema.ts'

export const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'As #rrggbb.' })
export const Position = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Its place in the list.' })

const labelFields = {
  id: Id,
  name: Type.String(),
  color: Type.String(),
  position: Type.Integer(),
  isActive: Type.Boolean({ description: 'An inactive one stays where it is and is no longer offered.' }),
  createdAt: Instant,
}
const labelSettings = { color: Type.Optional(Color), position: Type.Optional(Position) }
export const Label = named('Label', Type.Object(labelFields))
export const NewLabel = named('NewLabel', Type.Object({ name: Name, ...labelSettings }, exact))
export const LabelChange = named(
  'LabelChange',
  Type.Object({ name: Type.Optional(Name), isActive: Type.Optional(Type.Boolean()), ...labelSettings }, change),
)

const walletSettings = {
  userId: Type.Optional(nullable(Type.Integer({ minimum: 1, description: 'The user whose customers they are.' }))),
  routesTickets: Type.Optional(
    Type.Boolean({ description: "Whether new tickets of its contacts go to its user and not to the channel's." }),
  ),
}
export const Wallet = named('Wallet', Type.Object({ ...labelFields, userId: IdOrNull, routesTickets: Type.Boolean() }))
export const NewWallet = named('NewWallet', Type.Object({ name: Name, ...labelSettings, ...walletSettings }, exact))
export const WalletChange = named(
  'WalletChange',
  Type.Object(
    { name: Type.Optional(Name), isActive: Type.Optional(Type.Boolean()), ...labelSettings, ...walletSettings },
    change,
  ),
)
export const Order = named(
  'Order',
  Type.Object(
    { ids: Type.Array(Id, { maxItems: 500, uniqueItems: true, description: 'The ids in the new order.' }) },
    exact,
  ),
)

const FieldKind = Type.Unsafe<'text' | 'number' | 'date' | 'boolean' | 'choice'>({
  type: 'string',
  enum: ['text', 'number', 'date', 'boolean', 'choice'],
})
const Choices = Type.Array(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), {
  maxItems: 100,
  uniqueItems: true,
  description: 'What may be chosen; only for the kind `choice`.',
})
export const CustomField = named(
  'CustomField',
  Type.Object({
    id: Id,
    name: Type.String(),
    kind: FieldKind,
    choices: Type.Array(Type.String()),
    position: Type.Integer(),
    isActive: Type.Boolean(),
    createdAt: Instant,
  }),
)
export const NewCustomField = named(
  'NewCustomField',
  Type.Object(
    { name: Name, kind: FieldKind, choices: Type.Optional(Choices), position: Type.Optional(Position) },
    exact,
  ),
)
export const CustomFieldChange = named(
  'CustomFieldChange',
  Type.Object(
    {
      name: Type.Optional(Name),
      choices: Type.Optional(Choices),
      position: Type.Optional(Position),
      isActive: Type.Optional(Type.Boolean()),
    },
    change,
  ),
)

const Shortcut = Type.String({
  pattern: '^[^\\s/]{1,40}$',
  description: 'What is typed after the slash: no spaces, no slash.',
})
const Body = Type.String({ maxLength: 4_096, description: 'With variables such as {{contact.firstName}}.' })
const Buttons = Type.Array(
  Type.Object(
    { id: Type.String({ minLength: 1, maxLength: 256 }), title: Type.String({ minLength: 1, maxLength: 20 }) },
    exact,
  ),
  { maxItems: 3, description: 'Reply buttons.' },
)
const MediaIds = Type.Array(Id, {
  maxItems: 10,
  description: 'Files of POST /media, in the order in which they are sent.',
})
const Files = Type.Array(Type.Object({ mediaId: Id, fileName: Type.String(), mimeType: Type.String() }))
export const QuickReply = named(
  'QuickReply',
  Type.Object({
    id: Id,
    shortcut: Type.String(),
    body: Type.String(),
    queueId: IdOrNull,
    userId: nullable(
      Type.Integer({
        minimum: 1,
        description: 'The user to whom it belongs; null = it belongs to the queue or the company.',
      }),
    ),
    buttons: Buttons,
    files: Files,
    position: Type.Integer(),
    isActive: Type.Boolean(),
    createdAt: Instant,
    updatedAt: Instant,
  }),
)
const replySettings = {
  body: Type.Optional(Body),
  buttons: Type.Optional(Buttons),
  mediaIds: Type.Optional(MediaIds),
  position: Type.Optional(Position),
}
export const NewQuickReply = named(
  'NewQuickReply',
  Type.Object(
    {
      shortcut: Shortcut,
      ...replySettings,
      queueId: Type.Optional(nullable(Type.Integer({ minimum: 1, description: 'For those who serve this queue.' }))),
      isMine: Type.Optional(
        Type.Boolean({ description: 'Only for yourself. The only kind that attendants may create.' }),
      ),
    },
    exact,
  ),
)
export const QuickReplyChange = named(
  'QuickReplyChange',
  Type.Object({ shortcut: Type.Optional(Shortcut), ...replySettings, isActive: Type.Optional(Type.Boolean()) }, change),
)
export const QuickReplyQuery = {
  shortcut: Type.Optional(Type.String({ maxLength: 40, description: 'How the shortcut begins.' })),
  queueId: Type.Optional(Id),
  isActive: Type.Optional(Type.Boolean()),
}
export const FilledReply = named(
  'FilledReply',
  Type.Object({
    body: Type.String(),
    missing: Type.Array(Type.String(), {
      description: 'Variables without a value on this ticket. Do not send before they are filled.',
    }),
    buttons: Buttons,
    files: Files,
  }),
)

export const Colleague = named(
  'Colleague',
  Type.Object({
    id: Id,
    name: Type.String(),
    profile: Type.Unsafe<'admin' | 'supervisor' | 'attendant'>({
      type: 'string',
      enum: ['admin', 'supervisor', 'attendant'],
    }),
    image: nullable(Type.String()),
    queueIds: Type.Array(Id),
  }),
)
