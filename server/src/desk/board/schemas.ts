/** What the routes of the board take and return. */
import { Type } from 'typebox'
import { Id, IdOrNull, Instant, named, nullable, TextOrNull } from '../../web/schema.ts'
import { Status } from '../ticket/schemas.ts'

export const boardFilter = {
  queueId: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Only contacts whose ticket is in this queue, or was when it was closed.',
    }),
  ),
  userId: Type.Optional(Type.Integer({ minimum: 1, description: 'Only contacts whose ticket has or had this user.' })),
  walletId: Type.Optional(Type.Integer({ minimum: 1, description: 'Only contacts in this wallet.' })),
}

export const BoardCard = named(
  'BoardCard',
  Type.Object(
    {
      id: Type.Integer({ minimum: 1, description: 'The id of the contact.' }),
      name: Type.String(),
      number: TextOrNull,
      profilePicUrl: TextOrNull,
      isGroup: Type.Boolean(),
      stageId: Id,
      stagedAt: Type.Unsafe<Date>({
        ...Instant,
        description: 'When the contact came into the stage; the column is in this order.',
      }),
      walletId: IdOrNull,
      ticket: nullable(
        Type.Object(
          {
            id: Id,
            status: Status,
            queueId: IdOrNull,
            userId: IdOrNull,
            lastMessage: Type.String({ description: 'The last message, cut after 300 characters.' }),
            waitingSince: nullable(Type.String({ format: 'date-time' })),
            activeAt: Type.String({ format: 'date-time' }),
          },
          { description: "The contact's active ticket, otherwise the newest one, among those that you may see." },
        ),
      ),
    },
    { description: 'A contact on the kanban board.' },
  ),
)

export const StageCount = named(
  'StageCount',
  Type.Object(
    {
      stageId: Id,
      count: Type.Integer({ minimum: 0 }),
      isMore: Type.Boolean({ description: 'Whether there are more contacts in the stage than were counted (1,000).' }),
    },
    { examples: [{ stageId: 3, count: 42, isMore: false }] },
  ),
)
