/** What the routes of replays take and return. */
import { Type } from 'typebox'
import { Id, nullable } from '../web/schema.ts'

const instant = (description: string) => Type.String({ format: 'date-time', description })
const what = Type.Enum(['failed', 'all', 'missed'], {
  description:
    'failed: deliveries given up and not delivered since. all: every delivery. missed: events that the switches of today want and that the endpoint never got a delivery of, because it came later, was off, or had other switches.',
})

export const CreateReplay = Type.Object(
  {
    what,
    from: Type.Optional(instant('Events that happened at this instant or later; absent = from the oldest kept.')),
    to: Type.Optional(instant('Events that happened before this instant; absent = now.')),
  },
  { additionalProperties: false },
)

export const ReplaySchema = Type.Object({
  id: Id,
  endpointId: Id,
  what,
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  state: Type.Enum(['running', 'done', 'cancelled', 'failed'], {
    description: 'running: also while its endpoint is off, or has enough waiting. done: everything is queued.',
  }),
  total: nullable(Type.Integer({ description: 'Events to look at; null until counted.' })),
  examined: Type.Integer({ description: 'Events looked at so far.' }),
  queued: Type.Integer({ description: 'Deliveries queued so far.' }),
  gone: nullable(
    Type.Integer({
      description:
        'Deliveries whose events are past their retention, and events dropped before their turn came; null until counted.',
    }),
  ),
  goneBefore: nullable(instant('When `from` is past the retention: what happened before this instant is gone.')),
  error: nullable(Type.String()),
  createdAt: Type.String({ format: 'date-time' }),
  finishedAt: nullable(Type.String({ format: 'date-time' })),
})
