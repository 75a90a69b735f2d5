/** What the routes of actions on many tickets take and return. */
import { Type } from 'typebox'
import { exact, Id, IdOrNull, Instant, InstantOrNull, named, nullable, TextOrNull } from '../../web/schema.ts'
import { Note, Status, ticketFilter, Until } from '../ticket/schemas.ts'
import type { BulkState, BulkWhat } from './bulk-action.ts'

const ACTIONS: BulkWhat['action'][] = [
  'close',
  'transfer',
  'accept',
  'return',
  'snooze',
  'read',
  'unread',
  'tag',
  'untag',
]
const actionName = Type.Unsafe<BulkWhat['action']>({ type: 'string', enum: ACTIONS })

export const TicketFilter = named(
  'TicketFilter',
  Type.Object(
    { ...ticketFilter, status: Type.Optional(Type.Array(Status, { maxItems: 3 })) },
    { ...exact, description: 'The same filter as in GET /tickets.' },
  ),
)

export const NewBulkAction = named(
  'NewBulkAction',
  Type.Object(
    {
      action: actionName,
      ticketIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1_000, description: 'Either these tickets,' })),
      filter: Type.Optional(TicketFilter),
      closingReasonId: Type.Optional(IdOrNull),
      farewell: Type.Optional(
        Type.Boolean({ description: "Of `close`: whether customers get their queue's farewell; true if left out." }),
      ),
      queueId: Type.Optional(IdOrNull),
      userId: Type.Optional(IdOrNull),
      note: Note,
      tagIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50, description: 'Of `tag` and `untag`.' })),
      until: Type.Optional(Until),
      undoSeconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 60,
          default: 10,
          description: 'How long it can be undone; nothing happens before that.',
        }),
      ),
    },
    {
      ...exact,
      description:
        'Either `ticketIds` or a `filter`: then all that it matches now, 1,000 at most. An action needs the same fields as the action on one ticket.',
      examples: [
        { action: 'close', closingReasonId: 1, filter: { status: ['open'], activeBefore: '2026-11-01T00:00:00Z' } },
      ],
    },
  ),
)

const count = (description: string) => Type.Integer({ minimum: 0, description })
export const BulkAction = named(
  'BulkAction',
  Type.Object(
    {
      id: Id,
      action: actionName,
      state: Type.Unsafe<BulkState>({
        type: 'string',
        enum: ['waiting', 'running', 'done', 'undone'],
        description: '`waiting`: it can still be undone.',
      }),
      ticketCount: count('How many tickets were chosen.'),
      doneCount: count('How many tickets were changed.'),
      refusedCount: count('How many tickets were left as they are; the results say why.'),
      dueAt: Instant,
      createdAt: Instant,
      doneAt: InstantOrNull,
    },
    { description: 'One thing done to many tickets. Kept for a week.' },
  ),
)

export const BulkResult = named(
  'BulkResult',
  Type.Object({
    ticketId: Id,
    outcome: nullable(Type.String({ description: '`done` or `refused`; null while it has not been tried.' })),
    code: nullable(Type.String({ description: 'The problem that the same action on this ticket alone would return.' })),
    title: TextOrNull,
    detail: TextOrNull,
  }),
)
