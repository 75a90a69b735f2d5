/**
 * What WHAZING's clients send, and what they get. They send numbers and ids as strings or numbers and keys that nobody
 * knows, so nothing here refuses more: `validator.ts` reads numbers out of text, and extra keys are passed over.
 */
import { type TSchema, Type } from 'typebox'

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const WireId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const ApiIdParams = Type.Object({ apiId: Type.String({ description: 'The id of the API, from the panel.' }) })
export const TicketParams = Type.Object({ apiId: ApiIdParams.properties.apiId, id: WireId })

const number = Type.String({
  maxLength: 120,
  description: 'Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.',
  examples: ['5511999990001'],
})
const ticketId = Type.Integer({ minimum: 1, description: 'Instead of `number`: a ticket of this channel.' })
const externalKey = Type.String({
  maxLength: 500,
  description: 'Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins.',
})

/** Who it is for: one of the two. */
export const addressee = { number: optional(number), ticketId: optional(ticketId) }
const person = { ...addressee, contactId: optional(WireId) }
const extra = { additionalProperties: true }

export const SendBody = Type.Object(
  {
    ...addressee,
    body: optional(Type.String({ maxLength: 4_096, description: 'The text, or the caption of the file.' })),
    externalKey: optional(externalKey),
    mediaUrl: optional(Type.String({ maxLength: 2_000, description: 'A public https address that we download.' })),
    mediaMessage: optional(
      Type.Object(
        {
          mediaType: optional(Type.String({ maxLength: 200, description: 'Its MIME type.' })),
          fileName: optional(Type.String({ maxLength: 400 })),
          media: Type.String({ description: 'Base64, with or without a `data:` head.' }),
        },
        extra,
      ),
    ),
    sticker: optional(Type.Boolean()),
  },
  extra,
)

export const ParamsQuery = Type.Object(
  {
    ...addressee,
    body: Type.String({ minLength: 1, maxLength: 4_096 }),
    externalKey: optional(externalKey),
    bearertoken: Type.String({ maxLength: 500 }),
  },
  extra,
)

export const Sent = Type.Object({
  message: Type.String({ examples: ['Message add queue'] }),
  messageId: Type.Integer({ description: 'Our id of the message: GET /api/v1/messages/{id} says what became of it.' }),
  ticketId: WireId,
  userId: orNull(WireId),
})

export const LocationBody = Type.Object(
  {
    ...addressee,
    externalKey: optional(externalKey),
    contents: Type.Object(
      {
        type: optional(Type.Literal('location')),
        longitude: Type.Number({ minimum: -180, maximum: 180 }),
        latitude: Type.Number({ minimum: -90, maximum: 90 }),
        name: optional(Type.String({ maxLength: 1_000 })),
        address: optional(Type.String({ maxLength: 1_000 })),
      },
      extra,
    ),
  },
  extra,
)

export const SendContactBody = Type.Object(
  {
    ...addressee,
    externalKey: optional(externalKey),
    contents: Type.Object(
      {
        type: optional(Type.Literal('contact')),
        displayName: Type.String({ minLength: 1, maxLength: 200 }),
        telephone: Type.String({ minLength: 1, maxLength: 40 }),
      },
      extra,
    ),
  },
  extra,
)

const anything = Type.Record(Type.String(), Type.Unknown())
export const OfficialBody = Type.Object(
  {
    ...addressee,
    externalKey: optional(externalKey),
    contents: Type.Object(
      {
        type: optional(Type.String({ maxLength: 60 })),
        name: optional(Type.String({ maxLength: 512, description: 'Of a template.' })),
        language: optional(anything),
        components: optional(Type.Array(anything, { maxItems: 20 })),
      },
      { ...extra, description: "WhatsApp's own `interactive` object, or a template with `name` and `language`." },
    ),
  },
  extra,
)

export const NumberBody = Type.Object({ number }, extra)
export const PersonBody = Type.Object(person, extra)

export const CreateTicketBody = Type.Object(
  {
    number,
    status: optional(Type.String({ maxLength: 20, description: 'pending, open or closed; pending by default.' })),
    queueId: optional(orNull(Type.Integer({ minimum: 0 }))),
    userId: optional(orNull(Type.Integer({ minimum: 0 }))),
    externalKey: optional(externalKey),
  },
  extra,
)

export const UpdateTicketBody = Type.Object(
  {
    ticketId: WireId,
    status: optional(Type.String({ maxLength: 20 })),
    queueId: optional(orNull(Type.Integer({ minimum: 0 }))),
    userId: optional(orNull(Type.Integer({ minimum: 0 }))),
    closingReasonId: optional(orNull(Type.Integer({ minimum: 0 }))),
    externalKey: optional(externalKey),
  },
  extra,
)

export const UpdateQueueBody = Type.Object(
  { ticketId: WireId, queueId: WireId, externalKey: optional(externalKey) },
  extra,
)

export const NoteBody = Type.Object({ ticketId: WireId, note: Type.String({ minLength: 1, maxLength: 10_000 }) }, extra)

const extraInfo = Type.Array(
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), value: Type.String({ maxLength: 2_000 }) }, extra),
  { maxItems: 100 },
)
const contactFields = {
  name: optional(Type.String({ maxLength: 200 })),
  email: optional(orNull(Type.String({ maxLength: 254 }))),
  extraInfo: optional(extraInfo),
  wallets: optional(Type.Array(WireId, { maxItems: 50, description: 'Users who look after this contact.' })),
  commentary: optional(Type.String({ maxLength: 5_000 })),
  ignore: optional(Type.Boolean()),
}

export const CreateContactBody = Type.Object({ number, ...contactFields }, extra)
export const UpdateContactBody = Type.Object({ ...person, ...contactFields }, extra)
export const TagsBody = Type.Object(
  { ...person, tags: Type.Array(WireId, { maxItems: 100, description: 'Replaces all; [] takes them off.' }) },
  extra,
)
export const CrmBody = Type.Object({ ...person, crm: Type.Integer({ minimum: 0, description: '0 removes.' }) }, extra)
export const FollowupBody = Type.Object(
  { ...person, followup: Type.Integer({ minimum: 0, description: '0 removes.' }) },
  extra,
)

export const Failure = Type.Object(
  {
    error: Type.String({ description: 'What happened and what to do; on a 409 of /createticket the ticket, as JSON.' }),
    message: Type.String({ description: 'The sentence, always.' }),
    code: Type.String({ description: 'Stable: programs go by it.' }),
    requestId: Type.String(),
  },
  { $id: 'ExternalFailure', additionalProperties: true },
)
