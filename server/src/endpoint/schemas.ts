/** The shapes of webhook routes: validation, types and openapi.json in one. */
import { Type } from 'typebox'
import { Id, Instant, named, nullable, TextOrNull } from '../web/schema.ts'

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

export const EndpointSchema = Type.Object({
  id: Id,
  channelId: nullable(Id),
  queueId: nullable(Id),
  ...settings,
  switches: Type.Object(switches),
  disabledReason: nullable(Type.Union([Type.Literal('gone'), Type.Literal('asked')])),
  hasToken: Type.Boolean(),
  headerNames: Type.Array(Type.String()),
  ed25519PublicKey: nullable(Type.String()),
  previousSecretUntil: nullable(Type.String({ format: 'date-time' })),
  breaker: Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('half-open')]),
  breakerError: nullable(Type.String({ description: '`CODE: detail`, or `HTTP <status>`: what opened the breaker.' })),
  breakerExplanation: nullable(Type.String({ description: 'What that means and what to do, in your language.' })),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
})

export const EndpointWithSecret = Type.Object({
  ...EndpointSchema.properties,
  secret: Type.String({ description: 'whsec_...: the key of the v1 signatures.' }),
})

export const CreateEndpoint = Type.Object(
  {
    channelId: Type.Optional(Id),
    queueId: Type.Optional(Id),
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
  responseHeaders: Type.Record(Type.String(), Type.String(), {
    description: '`location`, `retry-after` and `content-type` of the answer, where it had them.',
  }),
  error: nullable(Type.String({ description: '`CODE: detail` when there was no answer.' })),
  explanation: nullable(Type.String({ description: 'What it means and what to do, in your language.' })),
})

export const EndpointQuery = { channelId: Type.Optional(Id), queueId: Type.Optional(Id) }

export const EndpointPreview = named(
  'EndpointPreview',
  Type.Object(
    {
      channelId: Type.Optional(Id),
      queueId: Type.Optional(Id),
      payloadVersion: Type.Optional(settings.payloadVersion),
      switches: Type.Optional(Type.Object(partial(switches), { additionalProperties: false })),
    },
    { additionalProperties: false, description: 'Give channelId or queueId, not both.' },
  ),
)

export const PreviewedEvent = named(
  'PreviewedEvent',
  Type.Object({
    eventId: Id,
    type: Type.String(),
    ticketId: Id,
    occurredAt: Instant,
    wanted: Type.Boolean({ description: 'Whether it would be posted.' }),
    body: Type.Unsafe<string | null>({ ...TextOrNull, description: 'What would be posted, up to 64 KB.' }),
    bodyBytes: nullable(Type.Integer()),
  }),
)
