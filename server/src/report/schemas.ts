/** What the routes of reports take and return. */
import { Type } from 'typebox'
import { Id, IdOrNull, Instant, nullable, TextOrNull } from '../web/schema.ts'

const Named = Type.Object({ id: Id, name: Type.String() })

export const AuditEntry = Type.Object({
  id: Id,
  what: Type.String({ description: 'The kind of thing, a dot, what was done to it: `queue.updated`.' }),
  targetId: IdOrNull,
  targetName: nullable(Type.String({ description: 'Its present name; null when it was deleted or has no name.' })),
  user: nullable(Named),
  apiKey: nullable(Named),
  address: TextOrNull,
  changes: Type.Record(Type.String(), Type.Array(Type.Unknown(), { minItems: 2, maxItems: 2 }), {
    description: 'Each field that is different: before, after. Secrets are never shown.',
  }),
  createdAt: Instant,
})

export const AuditQuery = {
  what: Type.Optional(
    Type.String({ maxLength: 80, description: '`queue.updated`, or `queue` for all that was done to queues.' }),
  ),
  targetId: Type.Optional(Id),
  userId: Type.Optional(Id),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Not before this instant.' })),
  before: Type.Optional(Type.String({ format: 'date-time', description: 'Before this instant.' })),
}
