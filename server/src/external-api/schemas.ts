/**
 * What WHAZING's clients send, and what they get. They send numbers and ids as strings or numbers, and keys that nobody knows. So
 * these schemas are lenient: `validator.ts` reads numbers from text, and extra keys are ignored.
 */
import { type TSchema, Type } from 'typebox'
import { InstantOrNull, named } from '../web/schema.ts'

export const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
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
export const externalKey = Type.String({
  maxLength: 500,
  description: 'Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins.',
})

/** The recipient: one of the two. */
export const addressee = { number: optional(number), ticketId: optional(ticketId) }
export const person = { ...addressee, contactId: optional(WireId) }
/** For a call about a person: it is written to the named ticket, or to the active one on this channel. */
const personWithKey = { ...person, externalKey: optional(externalKey) }
export const extra = { additionalProperties: true }

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
  {
    ...extra,
    examples: [{ number: '5511999990001', body: 'Seu pedido saiu para entrega.', externalKey: 'PED-2026-000123' }],
  },
)

export const ParamsQuery = Type.Object(
  {
    ...addressee,
    body: Type.String({ minLength: 1, maxLength: 4_096, description: 'The text to send.' }),
    externalKey: optional(externalKey),
    bearertoken: Type.String({ maxLength: 500, description: 'The token; `Bearer` in front of it may be left out.' }),
  },
  extra,
)

export const Sent = named(
  'ExternalSent',
  Type.Object(
    {
      message: Type.String({ description: 'The text that WHAZING returns.' }),
      messageId: Type.Integer({ description: 'Our id: GET /api/v1/messages/{id} shows its state.' }),
      ticketId: Type.Integer({ description: 'The ticket that it went into.' }),
      userId: Type.Union([Type.Integer(), Type.Null()], { description: 'Who serves that ticket.' }),
    },
    { examples: [{ message: 'Message add queue', messageId: 51_233, ticketId: 9_561, userId: null }] },
  ),
)

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
  {
    ...extra,
    examples: [
      {
        number: '5511999990001',
        contents: { type: 'location', longitude: -46.6333, latitude: -23.5505, name: 'Loja' },
      },
    ],
  },
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
  {
    ...extra,
    examples: [
      { number: '5511999990001', contents: { type: 'contact', displayName: 'Suporte', telephone: '551140020001' } },
    ],
  },
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
  {
    ...extra,
    examples: [
      {
        number: '5511999990001',
        contents: {
          type: 'button',
          body: { text: 'Podemos confirmar a entrega?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'sim', title: 'Sim' } }] },
        },
      },
    ],
  },
)

export const NumberBody = Type.Object({ number }, { ...extra, examples: [{ number: '5511999990001' }] })
export const PersonBody = Type.Object(person, { ...extra, examples: [{ number: '5511999990001' }] })

export const CreateTicketBody = Type.Object(
  {
    number,
    status: optional(Type.String({ maxLength: 20, description: 'pending, open or closed; pending by default.' })),
    queueId: optional(orNull(Type.Integer({ minimum: 0 }))),
    userId: optional(orNull(Type.Integer({ minimum: 0 }))),
    externalKey: optional(externalKey),
  },
  { ...extra, examples: [{ number: '5511999990001', status: 'pending', queueId: 1, userId: null }] },
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
  { ...extra, examples: [{ ticketId: 9561, status: 'closed' }] },
)

export const UpdateQueueBody = Type.Object(
  { ticketId: WireId, queueId: WireId, externalKey: optional(externalKey) },
  { ...extra, examples: [{ ticketId: 9561, queueId: 1 }] },
)

const extraInfo = Type.Array(
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), value: Type.String({ maxLength: 2_000 }) }, extra),
  { maxItems: 100 },
)
const contactFields = {
  name: optional(Type.String({ maxLength: 200 })),
  email: optional(orNull(Type.String({ maxLength: 254, format: 'email' }))),
  extraInfo: optional(extraInfo),
  wallets: optional(Type.Array(WireId, { maxItems: 50, description: 'Users who look after this contact.' })),
  commentary: optional(orNull(Type.String({ maxLength: 5_000 }))),
  ignore: optional(Type.Boolean()),
}

export const CreateContactBody = Type.Object(
  { number, externalKey: optional(externalKey), ...contactFields },
  {
    ...extra,
    examples: [
      {
        number: '5511999990001',
        name: 'Maria Souza',
        email: 'maria@example.com',
        extraInfo: [{ name: 'CPF', value: '00000000000' }],
      },
    ],
  },
)
export const UpdateContactBody = Type.Object(
  { ...personWithKey, ...contactFields },
  { ...extra, examples: [{ number: '5511999990001', extraInfo: [{ name: 'Plano', value: 'Ouro' }] }] },
)
export const TagsBody = Type.Object(
  { ...personWithKey, tags: Type.Array(WireId, { maxItems: 100, description: 'Replaces all; [] takes them off.' }) },
  { ...extra, examples: [{ number: '5511999990001', tags: [1] }] },
)
export const CrmBody = Type.Object(
  { ...personWithKey, crm: Type.Integer({ minimum: 0, description: '0 removes.' }) },
  { ...extra, examples: [{ number: '5511999990001', crm: 1 }] },
)
export const FollowupBody = Type.Object(
  { ...personWithKey, followup: Type.Integer({ minimum: 0, description: '0 removes.' }) },
  { ...extra, examples: [{ number: '5511999990001', followup: 1 }] },
)

export const text = (description: string) => Type.String({ description })
export const textOrNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description })
export const idOrNull = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description })

export const ExternalTicket = named(
  'ExternalTicket',
  Type.Object(
    {
      id: Type.Integer({ description: 'Its id, as in webhooks.' }),
      status: text('pending, open or closed.'),
      protocol: text('The number that the customer is told. A string: it has more digits than a number holds.'),
      isGroup: Type.Boolean({ description: 'Whether it is the conversation of a group.' }),
      channelId: Type.Integer({ description: 'The channel.' }),
      whatsappId: Type.Integer({ description: 'The same, under the name that older clients read.' }),
      contactId: Type.Integer({ description: 'The contact.' }),
      queueId: idOrNull('Its queue.'),
      userId: idOrNull('Who serves it.'),
      closingReasonId: idOrNull('Why it was closed.'),
      unreadMessages: Type.Integer({ description: 'Messages that nobody has read.' }),
      lastMessage: text('The text of the last message.'),
      lastMessageAt: InstantOrNull,
      answered: Type.Boolean({ description: 'Whether the last message is ours.' }),
      createdAt: InstantOrNull,
      updatedAt: InstantOrNull,
      closedAt: InstantOrNull,
      apiConfig: Type.Union([Type.Object({ externalKey: text('Your own id.') }), Type.Null()]),
      user: Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()]),
      queue: Type.Union([
        Type.Object({ id: Type.Integer(), queue: Type.String(), name: Type.String(), color: Type.String() }),
        Type.Null(),
      ]),
      contact: Type.Object({
        id: Type.Integer(),
        name: Type.String(),
        number: textOrNull('E.164 digits.'),
        email: textOrNull('Its e-mail.'),
        isGroup: Type.Boolean(),
        profilePicUrl: textOrNull('Its picture.'),
        pushname: textOrNull('The name that the person chose in WhatsApp.'),
        lid: textOrNull("WhatsApp's linked id."),
      }),
    },
    { description: "A ticket as WHAZING's clients read it, with who serves it." },
  ),
)

export const ExternalMessage = named(
  'ExternalMessage',
  Type.Object(
    {
      id: Type.Integer({ description: 'Our id.' }),
      messageId: textOrNull("WhatsApp's id."),
      body: text('The text or caption.'),
      fromMe: Type.Boolean({ description: 'Whether we sent it.' }),
      status: text('pending, sended, received or failed.'),
      ack: Type.Integer({ description: '0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed.' }),
      sendType: textOrNull('manual, bot or API.'),
      mediaType: text('chat for text.'),
      mediaUrl: textOrNull('The address of its file.'),
      isDeleted: Type.Boolean({ description: 'Whether its sender took it back.' }),
      edited: textOrNull('The text before the newest edit.'),
      timestamp: Type.Integer({ description: 'Whole Unix seconds.' }),
      createdAt: InstantOrNull,
      userId: idOrNull('Who wrote it in the panel.'),
    },
    { description: "A message as WHAZING's clients read it." },
  ),
)

const contactColumns = {
  id: Type.Integer({ description: 'Its id, as in webhooks.' }),
  name: text('Its name in the address book, otherwise the name that the person chose.'),
  number: textOrNull('E.164 digits; the id of a group.'),
  pushname: textOrNull('The name that the person chose in WhatsApp.'),
  email: textOrNull('Its e-mail.'),
  profilePicUrl: textOrNull('Its picture.'),
  isGroup: Type.Boolean({ description: 'Whether it is a group.' }),
  lid: textOrNull("WhatsApp's linked id."),
  kanbanId: idOrNull('Its stage in the Kanban.'),
  followupId: idOrNull('Its follow-up.'),
  walletId: idOrNull('Its wallet.'),
  isIgnored: Type.Boolean({ description: 'True = its messages are stored nowhere and open no ticket.' }),
  createdAt: InstantOrNull,
  updatedAt: InstantOrNull,
  tags: Type.Array(Type.Integer(), { description: 'The ids of its tags.' }),
}

export const ExternalContactRow = named(
  'ExternalContactRow',
  Type.Object(contactColumns, { description: 'A contact in a list.' }),
)

export const ExternalContact = named(
  'ExternalContact',
  Type.Object(
    {
      ...contactColumns,
      extraInfo: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
        description: 'Its custom fields.',
      }),
    },
    { description: "A contact as WHAZING's clients read it." },
  ),
)
