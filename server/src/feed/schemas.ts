/** The shapes of the outbox's routes: validation, types and openapi.json in one. */
import { Type } from 'typebox'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const position = Type.String({ pattern: '^[0-9]{1,15}$', description: 'A position as it was handed out.' })
const types = ['NewTicketUserCreate', 'NewTicket', 'TransferTicket', 'ClosedTicket', 'message'] as const

export const feedQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many to answer at most.' }),
  channelId: Type.Optional(id),
  ticketId: Type.Optional(id),
  type: Type.Optional(Type.Enum([...types])),
  version: Type.Union([Type.Literal(1), Type.Literal(2)], {
    default: 1,
    description: 'The payload version of bodies.',
  }),
  wait: Type.Integer({
    minimum: 0,
    maximum: 25,
    default: 0,
    description:
      'While there is nothing, wait up to so many seconds for something. Twenty requests of a company wait at a time, and ' +
      '500 in all; one on top of them is answered at once.',
  }),
}

export const afterQuery = {
  after: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,15}$', description: 'The position stored last; absent = from the oldest event.' }),
  ),
}

export const FeedPageSchema = Type.Object({
  data: Type.Array(
    Type.Object({
      id: Type.String(),
      position: Type.String({ description: 'Store it once the event is handled, and pass it as `after` next time.' }),
      type: Type.String(),
      channelId: id,
      ticketId: id,
      occurredAt: Type.String({ format: 'date-time' }),
      body: Type.Unknown({ description: 'What webhooks of this payload version are told.' }),
    }),
  ),
  next: nullable(
    Type.String({
      description:
        'The position to store when all of this page is handled; no event can appear at or before it later on. ' +
        'An empty page is the end for now. Null while there never was an event.',
    }),
  ),
})

export const ConsumerParams = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z0-9._~-]{1,100}$', description: 'Yours to choose.' }),
})

export const ConsumerSchema = Type.Object({
  name: Type.String(),
  position: nullable(Type.String({ description: 'Null = before the oldest event that is kept.' })),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
})

const start = Type.Union(
  [
    position,
    Type.Enum(['oldest', 'latest'], { description: 'The oldest event that is kept, or whatever comes from now on.' }),
    Type.String({ format: 'date-time', description: 'What happened at this instant or later.' }),
  ],
  { description: 'A position, `oldest`, `latest`, or an instant.' },
)

export const CreateConsumer = Type.Object({ start: Type.Optional(start) }, { additionalProperties: false })
export const SeekConsumer = Type.Object({ to: start }, { additionalProperties: false })
export const CommitConsumer = Type.Object({ position }, { additionalProperties: false })
