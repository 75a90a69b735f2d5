/** What the routes of replays take and return. */
import { Type } from 'typebox'
import { exact, Id, Instant, InstantOrNull, named, nullable } from '../web/schema.ts'

const given = (description: string) => Type.String({ format: 'date-time', description })
const what = Type.Enum(['failed', 'all', 'missed'], {
  description:
    'failed: deliveries given up and not delivered since. all: every delivery. missed: events that the switches of today want and that the endpoint never got a delivery of, because it came later, was off, or had other switches.',
})

export const NewReplay = named(
  'NewReplay',
  Type.Object(
    {
      what,
      from: Type.Optional(given('Events that happened at this instant or later; absent = from the oldest kept.')),
      to: Type.Optional(given('Events that happened before this instant; absent = now.')),
    },
    exact,
  ),
)

export const Replay = named(
  'Replay',
  Type.Object({
    id: Id,
    endpointId: Id,
    what,
    from: Instant,
    to: Instant,
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
    goneBefore: Type.Unsafe<Date | null>({
      ...InstantOrNull,
      description: 'When `from` is past the retention: what happened before this instant is gone.',
    }),
    error: nullable(Type.String()),
    createdAt: Instant,
    finishedAt: InstantOrNull,
  }),
)

export const ReplayEstimate = named(
  'ReplayEstimate',
  Type.Object({
    events: Type.Integer({ description: 'Events in the range.' }),
    eventsIsExact: Type.Boolean({ description: 'False = at least this many.' }),
    examined: Type.Integer({ description: 'Events that were looked at, the oldest ones of the range.' }),
    deliveries: Type.Integer({ description: 'Deliveries of those that would be queued.' }),
    tickets: Type.Integer({ description: 'The number of tickets in whose lanes they would be queued.' }),
    isExact: Type.Boolean({ description: 'All events of the range were looked at.' }),
    oldestKept: Type.Unsafe<Date>({ ...Instant, description: 'What happened before this instant is gone.' }),
  }),
)
