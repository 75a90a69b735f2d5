/** What the routes of the feed take and return. */
import { eventNames, extraEventNames } from '@recado/receiver'
import { Type } from 'typebox'
import { pageQuery } from '../web/page.ts'
import { exact, Id, Instant, named, nullable } from '../web/schema.ts'

const position = Type.String({ pattern: '^[0-9]{1,15}$', description: 'A position that an earlier response returned.' })
const types = [...eventNames, ...extraEventNames] as const

export const feedQuery = {
  limit: pageQuery.limit,
  channelId: Type.Optional(Id),
  ticketId: Type.Optional(Id),
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
      'While there is no event, wait for one, up to this many seconds. Twenty requests of a company wait at a time, and 500 ' +
      'in all; one more gets its response at once.',
  }),
}

export const afterQuery = {
  after: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,15}$', description: 'The position stored last; absent = from the oldest event.' }),
  ),
}

export const FeedEvent = named(
  'FeedEvent',
  Type.Object({
    id: Type.String(),
    position: Type.String({
      description: 'Store it when the event has been handled, and pass it as `after` next time.',
    }),
    type: Type.String(),
    channelId: Id,
    ticketId: Id,
    occurredAt: Instant,
    body: Type.Unknown({ description: 'What webhooks of this payload version get.' }),
  }),
)

export const FeedPage = named(
  'FeedPage',
  Type.Object({
    data: Type.Array(FeedEvent),
    next: nullable(
      Type.String({
        description:
          'The position to store when all of this page is handled; no event can appear at or before it later on. ' +
          'An empty page is the end for now. Null while there has never been an event.',
      }),
    ),
  }),
)

export const ConsumerParams = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z0-9._~-]{1,100}$', description: 'You choose it.' }),
})

export const Consumer = named(
  'Consumer',
  Type.Object({
    name: Type.String(),
    position: nullable(Type.String({ description: 'Null = before the oldest event that is stored.' })),
    createdAt: Instant,
    updatedAt: Instant,
  }),
)

const start = Type.Union(
  [
    position,
    Type.Enum(['oldest', 'latest'], { description: 'The oldest event that is kept, or only events from now on.' }),
    Type.String({ format: 'date-time', description: 'What happened at this instant or later.' }),
  ],
  { description: 'A position, `oldest`, `latest`, or an instant.' },
)

export const NewConsumer = Type.Object({ start: Type.Optional(start) }, exact)
export const Seek = Type.Object({ to: start }, exact)
export const Commit = Type.Object({ position }, exact)
