/** What the routes of the delivery log take and return. */
import { eventNames, extraEventNames } from '@recado/receiver'
import { Type } from 'typebox'
import { OUTCOMES } from '../outbox/index.ts'
import { exact, Id, IdOrNull, Instant, InstantOrNull, named, nullable, TextOrNull } from '../web/schema.ts'
import { DELIVERY_STATES } from './delivery.ts'

const EVENT_TYPES = [...eventNames, ...extraEventNames] as const

const outcome = Type.Enum([...OUTCOMES], {
  description:
    'delivered: 2xx. failed: will be tried again. exhausted: the last attempt failed, and the delivery was given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down, which costs no attempt.',
})
const status = nullable(Type.Integer({ description: 'The HTTP status of the response; null = there was none.' }))
const payloadVersion = Type.Union([Type.Literal(1), Type.Literal(2)])

export const Attempt = named(
  'Attempt',
  Type.Object({
    id: Id,
    endpointId: Id,
    ticketId: Id,
    eventId: Id,
    eventType: nullable(Type.String({ description: 'Null when the event is past its retention.' })),
    webhookId: Type.String(),
    sequence: Type.Integer(),
    payloadVersion,
    attempt: Type.Integer({ description: 'From 1; 0 = given up without a request.' }),
    outcome,
    status,
    durationMs: Type.Integer(),
    firstByteMs: nullable(
      Type.Integer({ description: 'From the beginning to the first byte of the response; null = there was none.' }),
    ),
    connecting: nullable(
      Type.Object(
        { dnsMs: Type.Integer(), tcpMs: Type.Integer(), tlsMs: Type.Integer() },
        { description: 'What opening the connection took; null = it was open already, or there was no response.' },
      ),
    ),
    response: nullable(Type.String({ description: 'The first 2 KB of the response, decoded.' })),
    responseHeaders: nullable(
      Type.Record(Type.String(), Type.String(), {
        description: '`location`, `retry-after` and `content-type` of the response, where it had them.',
      }),
    ),
    error: nullable(Type.String({ description: '`CODE: detail`, when there was no response.' })),
    explanation: Type.Optional(
      nullable(Type.String({ description: 'What it means and what to do, in the language of `accept-language`.' })),
    ),
    startedAt: Instant,
  }),
)

export const attemptQuery = {
  endpointId: Type.Optional(Id),
  ticketId: Type.Optional(Id),
  eventId: Type.Optional(Id),
  outcome: Type.Optional(outcome),
}

const state = Type.Enum([...DELIVERY_STATES], {
  description:
    'waiting: it has not been tried yet. retrying: it failed and will be tried again. held: its last attempt failed, and it holds its ticket until a person decides. delivered: 2xx. given-up: its schedule or its time is over, or the receiver asked not to get it again. skipped: a person gave it up.',
})

const delivery = {
  id: Type.String({ description: 'Its webhook-id: `msg_<endpoint>_<ticket>_<sequence>`.' }),
  endpointId: Id,
  channelId: Id,
  queueId: IdOrNull,
  ticketId: Id,
  eventId: Id,
  eventType: Type.String(),
  occurredAt: Instant,
  fromMe: Type.Boolean({ description: 'For a message event: whether we sent the message.' }),
  contact: nullable(
    Type.Object(
      { id: Id, name: Type.String() },
      { description: 'The contact of the ticket; null when the ticket was deleted.' },
    ),
  ),
  excerpt: Type.String({ description: 'The beginning of messageBody.' }),
  sequence: Type.Integer(),
  payloadVersion,
  state,
  nextAt: Type.Unsafe<Date | null>({
    ...InstantOrNull,
    description:
      'When it is posted or tried again at the earliest; null when that is not known, or it is being posted.',
  }),
  laneId: Type.Unsafe<number | null>({
    ...IdOrNull,
    description: 'The lane to release when the delivery is held or retrying.',
  }),
  attempts: Type.Integer(),
  last: nullable(
    Type.Object(
      { id: Id, outcome, status, durationMs: Type.Integer(), error: TextOrNull, startedAt: Instant },
      { description: 'The last attempt; null = not tried yet.' },
    ),
  ),
}

export const Delivery = named('Delivery', Type.Object(delivery))

const shownBody = nullable(Type.String({ description: 'Exactly as posted; null when it is larger than 256 KB.' }))

export const DeliveryDetail = named(
  'DeliveryDetail',
  Type.Object({
    ...delivery,
    body: shownBody,
    bodyBytes: Type.Integer(),
    headers: Type.Array(
      Type.Object({
        name: Type.String(),
        value: nullable(Type.String({ description: 'Null = the value is secret, or is made again for each attempt.' })),
      }),
      {
        description:
          "The headers of the last attempt, or of the first one to come, by the endpoint's present settings.",
      },
    ),
    tries: Type.Array(Attempt, { description: 'Every attempt, newest first, 100 at most.' }),
    previousEvent: nullable(
      Type.Object(
        { id: Id, type: Type.String(), occurredAt: Instant, body: shownBody },
        { description: "The ticket's event before this one, in the same payload version." },
      ),
    ),
  }),
)

export const DeliveryParams = Type.Object({ id: Type.String({ maxLength: 60, description: 'A webhook-id.' }) })

export const deliveryQuery = {
  endpointId: Type.Optional(Id),
  channelId: Type.Optional(Id),
  ticketId: Type.Optional(Id),
  contactId: Type.Optional(Id),
  type: Type.Optional(Type.Enum([...EVENT_TYPES])),
  state: Type.Optional(state),
  status: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 999, description: 'Of the last response; 0 = there was none.' }),
  ),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Events that happened then or later.' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Events that happened before.' })),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'A text in the last response or error, in upper or lower case.',
    }),
  ),
}

export const EndpointHealth = named(
  'EndpointHealth',
  Type.Object({
    endpointId: Id,
    successRate: nullable(
      Type.Number({
        description:
          'The part of the attempts of the last 24 hours that succeeded, from 0 to 1; null = there were none.',
      }),
    ),
    p50Ms: nullable(Type.Number({ description: 'Median time of the latest 200 responses.' })),
    p95Ms: nullable(Type.Number({ description: 'Median time of the latest 200 responses.' })),
    waiting: Type.Integer({ description: 'How many deliveries wait.' }),
    waitingIsExact: Type.Boolean({ description: 'False = at least this many wait.' }),
    oldestWaitingAt: Type.Unsafe<Date | null>({
      ...InstantOrNull,
      description: 'When the event of the oldest one happened.',
    }),
    held: Type.Integer({ description: 'How many tickets wait for a person to decide.' }),
    breaker: Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('half-open')]),
    breakerError: TextOrNull,
    failing: nullable(
      Type.Object(
        { since: Instant, status, error: TextOrNull },
        { description: 'Since when every one of the latest 200 attempts has failed, and how.' },
      ),
    ),
    worst: nullable(
      Type.Object(
        {
          count: Type.Integer({ description: 'How many of `of` attempts ended this way.' }),
          of: Type.Integer(),
          since: Instant,
          lastAt: Instant,
          status,
          error: TextOrNull,
          answer: Type.Unsafe<string | null>({ ...TextOrNull, description: 'The beginning of the newest response.' }),
          explanation: Type.Unsafe<string | null>({
            ...TextOrNull,
            description: 'What it means and what to do, in the language of `accept-language`.',
          }),
        },
        { description: 'The most frequent failure among the latest 200 attempts; null = there was none.' },
      ),
    ),
    hours: Type.Array(
      Type.Object({ from: Instant, delivered: Type.Integer(), failed: Type.Integer(), givenUp: Type.Integer() }),
      { description: 'Attempts by hour: 24 entries, oldest first, the running hour included.' },
    ),
  }),
)

const laneState = Type.Enum(['ready', 'retrying', 'leased', 'held'], {
  description:
    'ready: due. retrying: its head failed and waits. leased: being posted. held: the last attempt of its head failed, and it waits for a decision.',
})

export const Lane = named(
  'Lane',
  Type.Object({
    id: Id,
    endpointId: Id,
    ticketId: Id,
    contact: nullable(
      Type.Object(
        { id: Id, name: Type.String() },
        { description: 'The contact of the ticket; null when the ticket was deleted.' },
      ),
    ),
    state: laneState,
    waiting: Type.Integer({ description: 'Deliveries that wait in it.' }),
    attempts: Type.Integer({ description: 'How often its head has been tried.' }),
    dueAt: Instant,
    skipped: Type.Array(Type.Integer(), {
      description: 'Sequences given up since the last delivery, the oldest thousand at most.',
    }),
    skippedMore: Type.Integer({ description: 'How many more were given up since then.' }),
    head: nullable(
      Type.Object(
        {
          id: Type.String({ description: 'Its webhook-id.' }),
          eventType: Type.String(),
          fromMe: Type.Boolean(),
          occurredAt: Instant,
          last: nullable(
            Type.Object(
              {
                id: Id,
                outcome,
                status,
                error: TextOrNull,
                response: Type.Unsafe<string | null>({
                  ...TextOrNull,
                  description: 'The first 500 characters of the last response.',
                }),
                startedAt: Instant,
                explanation: Type.Unsafe<string | null>({
                  ...TextOrNull,
                  description: 'What it means and what to do, in the language of `accept-language`.',
                }),
              },
              { description: 'The last attempt; null = not tried yet.' },
            ),
          ),
        },
        { description: 'The delivery at the front of the lane; null when the lane has just moved on.' },
      ),
    ),
  }),
)

export const laneQuery = { endpointId: Type.Optional(Id), state: Type.Optional(laneState) }

export const LaneRelease = named(
  'LaneRelease',
  Type.Object({ how: Type.Union([Type.Literal('retry'), Type.Literal('skip')]) }, exact),
)

export const Event = named(
  'Event',
  Type.Object({
    id: Id,
    type: Type.String(),
    channelId: Id,
    queueId: IdOrNull,
    ticketId: Id,
    occurredAt: Instant,
    body: Type.Unknown({ description: 'The body of payload version 1.' }),
  }),
)
