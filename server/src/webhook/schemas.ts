/** The shapes of webhook routes: validation, types and openapi.json in one. */
import { Type } from 'typebox'

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const switches = {
  received: Type.Boolean({ description: 'Messages that customers send.' }),
  sent: Type.Boolean({ description: 'Messages that we send.' }),
  newTicket: Type.Boolean({ description: 'NewTicket and NewTicketUserCreate. Channels only.' }),
  transferred: Type.Boolean({ description: 'TransferTicket. Channels only.' }),
  closed: Type.Boolean({ description: 'ClosedTicket. Channels only.' }),
  open: Type.Boolean({ description: 'Messages of tickets being served.' }),
  pending: Type.Boolean({ description: 'Messages of waiting tickets.' }),
  groups: Type.Boolean({ description: 'Groups too.' }),
  mediaBase64: Type.Boolean({ description: 'Fill mediaBase64, of files up to 8 MB. Payload version 2 only.' }),
}

const settings = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  url: Type.String({ minLength: 1, maxLength: 2_000, description: 'An http(s) address outside of private networks.' }),
  enabled: Type.Boolean({ default: true }),
  payloadVersion: Type.Union([Type.Literal(1), Type.Literal(2)], {
    description:
      '1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage.',
  }),
  retryPolicy: Type.Union([Type.Literal('standard'), Type.Literal('whazing')], {
    description: 'standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart.',
  }),
  whenExhausted: Type.Union([Type.Literal('skip'), Type.Literal('hold')], {
    description: 'After the last attempt: set the event aside and go on, or hold its ticket until somebody decides.',
  }),
  timeoutMs: Type.Integer({ minimum: 1_000, maximum: 60_000, description: 'For the whole exchange, in milliseconds.' }),
  maxInFlight: Type.Integer({ minimum: 1, maximum: 256, description: 'Requests at once, over all tickets.' }),
  rateLimit: nullable(
    Type.Integer({ minimum: 1, maximum: 10_000, description: 'Deliveries per second; null = no limit.' }),
  ),
}

const writeOnly = {
  token: nullable(
    Type.String({ minLength: 1, maxLength: 2_000, pattern: '^[\\x21-\\x7e]+$', description: 'Sent as x-n8n-api-key.' }),
  ),
  headers: Type.Record(Type.String(), Type.String(), {
    description: 'Sent along with every delivery.',
    maxProperties: 20,
  }),
  ed25519: Type.Boolean({ description: 'Also sign with an ed25519 key of its own (v1a).' }),
}

const partial = <T extends Record<string, Parameters<typeof Type.Optional>[0]>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, Type.Optional(schema)])) as {
    [K in keyof T]: ReturnType<typeof Type.Optional<T[K]>>
  }

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

export const IdParams = Type.Object({ id })

export const EndpointSchema = Type.Object({
  id,
  channelId: nullable(id),
  queueId: nullable(id),
  ...settings,
  switches: Type.Object(switches),
  disabledReason: nullable(Type.Union([Type.Literal('gone'), Type.Literal('asked')])),
  hasToken: Type.Boolean(),
  headerNames: Type.Array(Type.String()),
  ed25519PublicKey: nullable(Type.String()),
  previousSecretUntil: nullable(Type.String({ format: 'date-time' })),
  breaker: Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('half-open')]),
  breakerError: nullable(Type.String()),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
})

export const EndpointWithSecret = Type.Object({
  ...EndpointSchema.properties,
  secret: Type.String({ description: 'whsec_...: the key of the v1 signatures.' }),
})

export const CreateEndpoint = Type.Object(
  {
    channelId: Type.Optional(id),
    queueId: Type.Optional(id),
    name: settings.name,
    url: settings.url,
    ...partial({
      enabled: settings.enabled,
      payloadVersion: settings.payloadVersion,
      retryPolicy: settings.retryPolicy,
      whenExhausted: settings.whenExhausted,
      timeoutMs: settings.timeoutMs,
      maxInFlight: settings.maxInFlight,
      rateLimit: settings.rateLimit,
      ...writeOnly,
    }),
    switches: Type.Optional(Type.Object(partial(switches), { additionalProperties: false })),
  },
  { additionalProperties: false, description: 'Give channelId or queueId, not both.' },
)

export const UpdateEndpoint = Type.Object(
  {
    ...partial({ ...settings, ...writeOnly }),
    switches: Type.Optional(Type.Object(partial(switches), { additionalProperties: false })),
  },
  { additionalProperties: false },
)

export const RotateSecret = Type.Object(
  {
    overlapHours: Type.Integer({
      minimum: 0,
      maximum: 168,
      default: 24,
      description: 'How long the old one keeps signing.',
    }),
  },
  { additionalProperties: false },
)

export const SecretSchema = Type.Object({ secret: Type.String() })

export const TestResultSchema = Type.Object({
  delivered: Type.Boolean({ description: 'Whether it was answered with 2xx.' }),
  status: nullable(Type.Integer()),
  durationMs: Type.Integer(),
  response: nullable(Type.String({ description: 'The first bytes of the answer.' })),
  error: nullable(Type.String()),
})

export const OUTCOMES = ['delivered', 'failed', 'exhausted', 'aborted', 'probe'] as const
const outcome = Type.Enum([...OUTCOMES], {
  description:
    'delivered: 2xx. failed: will be tried again. exhausted: the last one, given up. aborted: the receiver asked not to send it again. probe: a failed probe of an endpoint that is down; costs no attempt.',
})

export const AttemptSchema = Type.Object({
  id,
  endpointId: id,
  ticketId: id,
  eventId: id,
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
  endpointId: Type.Optional(id),
  ticketId: Type.Optional(id),
  eventId: Type.Optional(id),
  outcome: Type.Optional(outcome),
}

const laneState = Type.Enum(['ready', 'retrying', 'leased', 'held'], {
  description: 'ready: due. retrying: its head failed and waits. leased: being posted. held: its head was given up.',
})

export const LaneSchema = Type.Object({
  id,
  endpointId: id,
  ticketId: id,
  state: laneState,
  waiting: Type.Integer({ description: 'Deliveries that wait in it.' }),
  attempts: Type.Integer({ description: 'How often its head has been tried.' }),
  dueAt: Type.String({ format: 'date-time' }),
  skipped: Type.Array(Type.Integer(), {
    description: 'Sequences given up since the last delivery; about a thousand at most.',
  }),
})

export const LaneQuery = { endpointId: Type.Optional(id), state: Type.Optional(laneState) }

export const ReleaseLane = Type.Object(
  { how: Type.Union([Type.Literal('retry'), Type.Literal('skip')]) },
  { additionalProperties: false },
)

export const EventSchema = Type.Object({
  id,
  type: Type.String(),
  channelId: id,
  queueId: nullable(id),
  ticketId: id,
  occurredAt: Type.String({ format: 'date-time' }),
  body: Type.Unknown({ description: 'The body of payload version 1.' }),
})

export const EndpointQuery = { channelId: Type.Optional(id), queueId: Type.Optional(id) }

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
  id,
  endpointId: id,
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
