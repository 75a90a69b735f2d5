/** What the routes of the delivery log take and return. */
import { Type } from 'typebox'
import { OUTCOMES } from '../outbox/index.ts'
import { Id, nullable } from '../web/schema.ts'

const outcome = Type.Enum([...OUTCOMES], {
  description:
    'delivered: 2xx. failed: will be tried again. exhausted: the last one, given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down; costs no attempt.',
})

export const AttemptSchema = Type.Object({
  id: Id,
  endpointId: Id,
  ticketId: Id,
  eventId: Id,
  eventType: nullable(Type.String()),
  webhookId: Type.String(),
  sequence: Type.Integer(),
  payloadVersion: Type.Union([Type.Literal(1), Type.Literal(2)]),
  attempt: Type.Integer(),
  outcome,
  status: nullable(Type.Integer()),
  durationMs: Type.Integer(),
  response: nullable(Type.String()),
  error: nullable(Type.String()),
  startedAt: Type.String({ format: 'date-time' }),
})

export const AttemptQuery = {
  endpointId: Type.Optional(Id),
  ticketId: Type.Optional(Id),
  eventId: Type.Optional(Id),
  outcome: Type.Optional(outcome),
}

const laneState = Type.Enum(['ready', 'retrying', 'leased', 'held'], {
  description: 'ready: due. retrying: its head failed and waits. leased: being posted. held: its head was given up.',
})

export const LaneSchema = Type.Object({
  id: Id,
  endpointId: Id,
  ticketId: Id,
  state: laneState,
  waiting: Type.Integer({ description: 'Deliveries that wait in it.' }),
  attempts: Type.Integer({ description: 'How often its head has been tried.' }),
  dueAt: Type.String({ format: 'date-time' }),
  skipped: Type.Array(Type.Integer(), {
    description: 'Sequences given up since the last delivery, the oldest thousand at most.',
  }),
  skippedMore: Type.Integer({ description: 'How many more were given up since then.' }),
})

export const LaneQuery = { endpointId: Type.Optional(Id), state: Type.Optional(laneState) }

export const ReleaseLane = Type.Object(
  { how: Type.Union([Type.Literal('retry'), Type.Literal('skip')]) },
  { additionalProperties: false },
)

export const EventSchema = Type.Object({
  id: Id,
  type: Type.String(),
  channelId: Id,
  queueId: nullable(Id),
  ticketId: Id,
  occurredAt: Type.String({ format: 'date-time' }),
  body: Type.Unknown({ description: 'The body of payload version 1.' }),
})
