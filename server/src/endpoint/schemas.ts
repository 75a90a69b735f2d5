/**
 * What the routes of endpoints take and return. A setting of an endpoint stands here with its schema, from which its type
 * comes, and with its default for a new endpoint; endpoint.ts reads and writes its column. webhook/target.ts also reads what the
 * engine has to know.
 */
import { type Static, type TOptional, type TSchema, Type } from 'typebox'
import { exact, Id, IdOrNull, Instant, InstantOrNull, named, nullable, TextOrNull } from '../web/schema.ts'
import { SAMPLES } from './sample.ts'

interface Setting<T extends TSchema = TSchema> {
  schema: T
  start: Static<T>
}
const starts = <T extends TSchema>(start: Static<T>, schema: T): Setting<T> => ({ schema, start })

/** An endpoint of a queue has six of them; the three for events of tickets stay off. */
const switches = {
  received: starts(true, Type.Boolean({ description: 'Messages that customers send.' })),
  sent: starts(false, Type.Boolean({ description: 'Messages that we send.' })),
  newTicket: starts(false, Type.Boolean({ description: 'NewTicket and NewTicketUserCreate. Channels only.' })),
  transferred: starts(false, Type.Boolean({ description: 'TransferTicket. Channels only.' })),
  closed: starts(false, Type.Boolean({ description: 'ClosedTicket. Channels only.' })),
  open: starts(true, Type.Boolean({ description: 'Messages of tickets that are being served.' })),
  pending: starts(true, Type.Boolean({ description: 'Messages of tickets that wait.' })),
  groups: starts(false, Type.Boolean({ description: 'Messages and tickets of groups as well.' })),
  messageStatus: starts(false, Type.Boolean({ description: 'MessageStatus: delivered, read, played, failed.' })),
  messageEdited: starts(false, Type.Boolean({ description: 'MessageEdited: the text or caption was changed.' })),
  messageDeleted: starts(false, Type.Boolean({ description: 'MessageDeleted: taken back for everyone.' })),
  messageReaction: starts(
    false,
    Type.Boolean({ description: 'MessageReaction: somebody reacted, or took that back.' }),
  ),
  mediaBase64: starts(
    false,
    Type.Boolean({ description: 'Fill mediaBase64, of files up to 8 MB. Payload version 2 only.' }),
  ),
}

const address = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  url: Type.String({ minLength: 1, maxLength: 2_000, description: 'An http(s) URL outside of private networks.' }),
}

const settings = {
  enabled: starts(true, Type.Boolean()),
  payloadVersion: starts(
    1,
    Type.Union([Type.Literal(1), Type.Literal(2)], {
      description:
        '1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage.',
    }),
  ),
  retryPolicy: starts(
    'standard',
    Type.Union([Type.Literal('standard'), Type.Literal('whazing')], {
      description: 'standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart.',
    }),
  ),
  whenExhausted: starts(
    'skip',
    Type.Union([Type.Literal('skip'), Type.Literal('hold')], {
      description: 'After the last attempt: set the event aside and go on, or hold its ticket until somebody decides.',
    }),
  ),
  timeoutMs: starts(
    15_000,
    Type.Integer({
      minimum: 1_000,
      maximum: 60_000,
      description: 'Time limit of the whole exchange, in milliseconds.',
    }),
  ),
  maxInFlight: starts(
    32,
    Type.Integer({ minimum: 1, maximum: 256, description: 'How many requests may run at once, over all tickets.' }),
  ),
  rateLimit: starts(
    null,
    nullable(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Deliveries per second; null = no limit.' })),
  ),
}

/** Never returned; `hasToken`, `headerNames` and `ed25519PublicKey` say what there is. */
const secrets = {
  token: starts(
    null,
    nullable(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'Sent as x-n8n-api-key.',
      }),
    ),
  ),
  headers: starts(
    {},
    Type.Record(Type.String(), Type.String(), { description: 'Sent with every delivery.', maxProperties: 20 }),
  ),
  ed25519: starts(false, Type.Boolean({ description: 'Also sign with an ed25519 key of its own (v1a).' })),
}

type Rows = Record<string, Setting>
type Schemas<T extends Rows> = { [K in keyof T]: T[K]['schema'] }
type Starts<T extends Rows> = { [K in keyof T]: T[K]['start'] }
type Optionals<T extends Rows> = { [K in keyof T]: TOptional<T[K]['schema']> }

function mapRows(rows: Rows, to: (row: Setting) => unknown): unknown {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, to(row)]))
}
const schemasOf = <T extends Rows>(rows: T) => mapRows(rows, row => row.schema) as Schemas<T>
const startsOf = <T extends Rows>(rows: T) => mapRows(rows, row => row.start) as Starts<T>
/** For a change, in which an absent setting stays as it is. A default here would change it. */
const optional = <T extends Rows>(rows: T) => mapRows(rows, row => Type.Optional(row.schema)) as Optionals<T>
const withDefaults = <T extends Rows>(rows: T) =>
  mapRows(rows, row => Type.Optional({ ...row.schema, default: row.start })) as Optionals<T>

const Settings = Type.Object({
  ...address,
  ...schemasOf(settings),
  ...schemasOf(secrets),
  switches: Type.Object(schemasOf(switches)),
})
export type EndpointSettings = Static<typeof Settings>
export type Switches = EndpointSettings['switches']

/** WHAZING's defaults, plus what nearly everybody switches on first: messages received, open and pending tickets. */
export const DEFAULTS = { ...startsOf(settings), ...startsOf(secrets), switches: startsOf(switches) }

const endpoint = {
  id: Id,
  channelId: IdOrNull,
  queueId: IdOrNull,
  ...address,
  ...schemasOf(settings),
  switches: Type.Object(schemasOf(switches)),
  disabledReason: nullable(Type.Union([Type.Literal('gone'), Type.Literal('asked')])),
  hasToken: Type.Boolean(),
  headerNames: Type.Array(Type.String()),
  ed25519PublicKey: TextOrNull,
  previousSecretUntil: InstantOrNull,
  breaker: Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('half-open')]),
  breakerError: nullable(Type.String({ description: '`CODE: detail`, or `HTTP <status>`: what opened the breaker.' })),
  createdAt: Instant,
  updatedAt: Instant,
}
/** An endpoint as it is in the database. */
export type Endpoint = Static<ReturnType<typeof Type.Object<typeof endpoint>>>

const shown = {
  ...endpoint,
  breakerExplanation: nullable(Type.String({ description: 'What that means and what to do, in your language.' })),
}
export const ShownEndpoint = named('Endpoint', Type.Object(shown))
export const EndpointWithSecret = named(
  'EndpointWithSecret',
  Type.Object({ ...shown, secret: Type.String({ description: 'whsec_...: the key of the v1 signatures.' }) }),
)

const source = { channelId: Type.Optional(Id), queueId: Type.Optional(Id) }
const oneSource = { ...exact, description: 'Give channelId or queueId, not both.' }
const newSwitches = Type.Optional(Type.Object(withDefaults(switches), exact))

export const NewEndpoint = named(
  'NewEndpoint',
  Type.Object(
    { ...source, ...address, ...withDefaults(settings), ...withDefaults(secrets), switches: newSwitches },
    oneSource,
  ),
)

export const EndpointChange = named(
  'EndpointChange',
  Type.Object(
    {
      name: Type.Optional(address.name),
      url: Type.Optional(address.url),
      ...optional(settings),
      ...optional(secrets),
      headers: Type.Optional(
        Type.Record(Type.String(), nullable(Type.String()), {
          description: 'All headers that are sent from now on. Null = keep the value that is stored under this name.',
          maxProperties: 20,
        }),
      ),
      switches: Type.Optional(Type.Object(optional(switches), exact)),
    },
    exact,
  ),
)

export const Rotation = Type.Object(
  {
    overlapHours: Type.Integer({
      minimum: 0,
      maximum: 168,
      default: 24,
      description: 'How long deliveries are also signed with the old secret.',
    }),
  },
  exact,
)

export const Secret = Type.Object({ secret: Type.String() })

export const TestResult = Type.Object({
  delivered: Type.Boolean({ description: 'Whether the response was 2xx.' }),
  status: nullable(Type.Integer()),
  durationMs: Type.Integer(),
  firstByteMs: nullable(Type.Integer({ description: 'From the beginning to the first byte of the response.' })),
  connecting: nullable(
    Type.Object(
      { dnsMs: Type.Integer(), tcpMs: Type.Integer(), tlsMs: Type.Integer() },
      { description: 'What opening the connection took; null = there was no response.' },
    ),
  ),
  response: nullable(Type.String({ description: 'The first bytes of the response.' })),
  responseHeaders: Type.Record(Type.String(), Type.String(), {
    description: '`location`, `retry-after` and `content-type` of the response, where it had them.',
  }),
  error: nullable(Type.String({ description: '`CODE: detail` when there was no response.' })),
  explanation: nullable(Type.String({ description: 'What it means and what to do, in your language.' })),
  eventType: Type.String({ description: 'What was posted, as the header `recado-event` names it.' }),
  webhookId: Type.String({ description: 'Its `webhook-id`; that of a test begins with `msg_test_`.' }),
  body: Type.String({ description: 'The body that was posted.' }),
  resumed: Type.Boolean({
    description: 'The endpoint counted as dead, and because of this response its deliveries go on.',
  }),
})

export const TestQuery = Type.Object({
  sample: Type.Optional(
    Type.Enum([...SAMPLES], {
      description: 'test: {"event":"test","origin":"webhook-config","timestamp"}. The others: an example of the body.',
    }),
  ),
  eventId: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'An event that happened, instead of a sample.',
    }),
  ),
})

export const UrlToCheck = Type.Object({ url: Type.String({ maxLength: 4_000 }) }, exact)

export const UrlCheck = named(
  'UrlCheck',
  Type.Object({
    isAllowed: Type.Boolean(),
    code: nullable(Type.String({ description: 'What is wrong with it, for programs.' })),
    reason: nullable(Type.String({ description: 'What is wrong with it and what to do, in your language.' })),
    suggestion: nullable(Type.String({ description: 'A URL that would work, or would work better.' })),
    warnings: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  }),
)

export const RetryPolicy = named(
  'RetryPolicy',
  Type.Object({
    policy: settings.retryPolicy.schema,
    firstPauseMs: Type.Integer({ description: 'Between the event and the first attempt.' }),
    pausesMs: Type.Array(Type.Integer(), { description: 'After each failed attempt; there is one attempt more.' }),
    jitter: Type.Number({ description: 'Each pause may be longer by up to this part of it.' }),
  }),
)

export const LanesToRelease = Type.Object(
  {
    state: Type.Enum(['held', 'retrying']),
    how: Type.Enum(['retry', 'skip'], { description: 'retry: they are due now. skip: they are given up.' }),
    after: Type.Optional(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'The `next` of the call before.' }),
    ),
  },
  exact,
)

export const LanesReleased = Type.Object({
  released: Type.Integer({ description: 'How many lanes this call changed, 500 at most.' }),
  next: nullable(Type.Integer({ description: 'There may be more: send it as `after`. Null = that was all.' })),
})

export const EndpointQuery = source

export const EndpointPreview = named(
  'EndpointPreview',
  Type.Object(
    {
      ...source,
      ...withDefaults({ payloadVersion: settings.payloadVersion }),
      switches: newSwitches,
    },
    oneSource,
  ),
)

export const PreviewedEvent = named(
  'PreviewedEvent',
  Type.Object({
    eventId: Id,
    type: Type.String(),
    ticketId: Id,
    occurredAt: Instant,
    fromMe: Type.Boolean({ description: 'For a message event: whether we sent the message.' }),
    excerpt: nullable(Type.String({ description: 'The beginning of messageBody.' })),
    wanted: Type.Boolean({ description: 'Whether it would be posted.' }),
    switchesOff: Type.Array(Type.String(), {
      description: 'The switches that would have to be on for it; `never` for a message of a closed ticket.',
    }),
    body: Type.Unsafe<string | null>({ ...TextOrNull, description: 'What would be posted, up to 64 KB.' }),
    bodyBytes: nullable(Type.Integer()),
  }),
)
