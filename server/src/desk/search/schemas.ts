/** What the routes of search take and return. */
import { Type } from 'typebox'
import { Id, Instant, named, TextOrNull } from '../../web/schema.ts'
import { Status } from '../ticket/schemas.ts'

export const Text = Type.String({
  minLength: 2,
  maxLength: 200,
  pattern: '\\S\\s*\\S',
  description: 'Words, part of a number, a protocol. "in this order", -without.',
})

const Contact = Type.Object({ id: Id, name: Type.String() })

export const FoundMessage = named(
  'FoundMessage',
  Type.Object({
    id: Type.Integer({ minimum: 1, description: 'Where to jump to in the conversation.' }),
    ticketId: Id,
    protocol: Type.String(),
    contact: Contact,
    fromMe: Type.Boolean(),
    sentAt: Instant,
    excerpt: Type.Object({
      text: Type.String(),
      marks: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }), {
        description: 'Where in the text the words stand: from, to (exclusive), in UTF-16 units.',
      }),
    }),
  }),
)

export const Found = named(
  'Found',
  Type.Object({
    contacts: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        pushname: TextOrNull,
        number: TextOrNull,
        isGroup: Type.Boolean(),
        profilePicUrl: TextOrNull,
      }),
    ),
    tickets: Type.Array(
      Type.Object({ id: Id, protocol: Type.String(), status: Status, externalKey: TextOrNull, contact: Contact }),
    ),
    messages: Type.Array(FoundMessage),
  }),
)
