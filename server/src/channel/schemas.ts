/** The shapes of the channel's routes. */
import { Type } from 'typebox'
import { Id, nullable } from '../web/schema.ts'

const settings = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  isActive: Type.Boolean({ description: 'Switched off, it sends nothing; what comes in is still received.' }),
  defaultQueueId: nullable(Id),
  defaultUserId: nullable(Id),
  acceptsGroups: Type.Boolean(),
  reopenWithinMinutes: Type.Integer({
    minimum: 0,
    maximum: 43_200,
    description: '0 = a new ticket after every close.',
  }),
}

const cloud = {
  phoneNumberId: Type.String({ pattern: '^\\d{1,32}$', description: "Meta's id of the number, not the number." }),
  wabaId: nullable(Type.String({ pattern: '^\\d{1,32}$' })),
  accessToken: Type.String({ minLength: 1, maxLength: 2_000, description: 'Of a system user. Never answered again.' }),
  appSecret: Type.String({ minLength: 1, maxLength: 500, description: 'Never answered again.' }),
}

export const ChannelSchema = Type.Object({
  id: Id,
  type: Type.Literal('cloud'),
  status: Type.Union([Type.Literal('CONNECTED'), Type.Literal('DISCONNECTED'), Type.Literal('OPENING')]),
  ...settings,
  phoneNumberId: Type.String(),
  wabaId: nullable(Type.String()),
  displayPhoneNumber: nullable(Type.String()),
  error: nullable(Type.String({ description: 'Why it is DISCONNECTED, in the words of WhatsApp.' })),
  createdAt: Type.String({ format: 'date-time' }),
})

export const CallbackSchema = Type.Object({
  callbackUrl: Type.String({ description: 'The callback URL for the App Dashboard.' }),
  verifyToken: Type.String({ description: 'The verify token for the App Dashboard.' }),
})

export const CreatedChannel = Type.Object({ ...ChannelSchema.properties, ...CallbackSchema.properties })

export const CreateChannel = Type.Object(
  {
    name: settings.name,
    isActive: Type.Optional(settings.isActive),
    defaultQueueId: Type.Optional(settings.defaultQueueId),
    defaultUserId: Type.Optional(settings.defaultUserId),
    acceptsGroups: Type.Optional(settings.acceptsGroups),
    reopenWithinMinutes: Type.Optional(settings.reopenWithinMinutes),
    phoneNumberId: cloud.phoneNumberId,
    wabaId: Type.Optional(cloud.wabaId),
    accessToken: cloud.accessToken,
    appSecret: cloud.appSecret,
  },
  { additionalProperties: false },
)

export const UpdateChannel = Type.Object(
  {
    name: Type.Optional(settings.name),
    isActive: Type.Optional(settings.isActive),
    defaultQueueId: Type.Optional(settings.defaultQueueId),
    defaultUserId: Type.Optional(settings.defaultUserId),
    acceptsGroups: Type.Optional(settings.acceptsGroups),
    reopenWithinMinutes: Type.Optional(settings.reopenWithinMinutes),
    phoneNumberId: Type.Optional(cloud.phoneNumberId),
    wabaId: Type.Optional(cloud.wabaId),
    accessToken: Type.Optional(cloud.accessToken),
    appSecret: Type.Optional(cloud.appSecret),
    endRotation: Type.Optional(
      Type.Boolean({ description: 'A new app secret leaves the old one good as well; true ends that.' }),
    ),
  },
  { additionalProperties: false },
)

export const ChannelTest = Type.Object({
  isOk: Type.Boolean(),
  displayPhoneNumber: nullable(Type.String()),
  verifiedName: nullable(Type.String()),
  qualityRating: nullable(Type.String()),
  error: nullable(Type.String({ description: 'What WhatsApp answered, or why it did not.' })),
})

export const InboundPost = Type.Object({
  id: Id,
  receivedAt: Type.String({ format: 'date-time' }),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('done'), Type.Literal('failed')]),
  size: Type.Integer(),
  error: nullable(Type.String({ description: 'Why the post could not be read at all.' })),
  failedUpdates: Type.Array(Type.Object({ index: Type.Integer(), error: Type.String() })),
  body: Type.String({ description: 'As WhatsApp sent it; cut off after 64 KB.' }),
})

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const anything = Type.Record(Type.String(), Type.Unknown())

/** What is sent, besides or instead of a text. One of them at most. */
export const specialContents = {
  location: Type.Object({
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    name: Type.Optional(text(1_000)),
    address: Type.Optional(text(1_000)),
  }),
  contacts: Type.Array(anything, { minItems: 1, maxItems: 5, description: "As in WhatsApp's `contacts` message." }),
  template: Type.Object(
    {
      name: text(512),
      language: Type.Object({ code: text(20) }),
      components: Type.Optional(Type.Array(anything, { maxItems: 20 })),
    },
    { description: "An approved template, as in WhatsApp's `template` message. `body` is what the desk shows of it." },
  ),
  interactive: Type.Object(
    { type: text(50) },
    { additionalProperties: true, description: "Buttons or a list, as in WhatsApp's `interactive` message." },
  ),
}

export const NewMessage = Type.Object(
  {
    body: Type.Optional(Type.String({ maxLength: 4_096, description: 'The text, or the caption of the file.' })),
    mediaId: Type.Optional(Id),
    quotedMessageId: Type.Optional(Id),
    location: Type.Optional(specialContents.location),
    contacts: Type.Optional(specialContents.contacts),
    template: Type.Optional(specialContents.template),
    interactive: Type.Optional(specialContents.interactive),
  },
  { additionalProperties: false },
)

export const SentMessage = Type.Object({
  id: Id,
  ticketId: Id,
  status: Type.Literal('pending', { description: 'It is on its way; WhatsApp has not taken it yet.' }),
})

export const NewReaction = Type.Object({
  emoji: nullable(Type.String({ minLength: 1, maxLength: 40, description: 'Null takes the reaction away.' })),
})
