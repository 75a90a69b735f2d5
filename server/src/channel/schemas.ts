/** The shapes of the channel's routes. */
import { Type } from 'typebox'
import type { MediaKind } from '../media/index.ts'
import { HandOver, Id, Instant, named, nullable } from '../web/schema.ts'
import type { ChannelHealth } from './channel.ts'
import { INTERACTIVE_TYPES } from './graph/message-limits.ts'
import { PROBLEM_CODES, type ProblemCode } from './health/channel-problem.ts'

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

export const cloud = {
  phoneNumberId: Type.String({ pattern: '^\\d{1,32}$', description: "Meta's id of the number, not the number." }),
  wabaId: nullable(Type.String({ pattern: '^\\d{1,32}$' })),
  accessToken: Type.String({
    minLength: 1,
    maxLength: 2_000,
    description: 'The token of a system user. It is never returned.',
  }),
  appSecret: Type.String({ minLength: 1, maxLength: 500, description: 'Never answered again.' }),
}

export const Problem = named(
  'ChannelProblem',
  Type.Object({
    code: Type.Unsafe<ProblemCode>({
      type: 'string',
      enum: [...PROBLEM_CODES],
      description: 'Never changes its meaning.',
    }),
    severity: Type.Unsafe<'down' | 'warning'>({
      type: 'string',
      enum: ['down', 'warning'],
      description:
        '`down`: messages do not arrive or cannot be sent. `warning`: this will happen soon, or happens in part.',
    }),
    title: Type.String({ description: 'A short title, in the language of `accept-language`.' }),
    sentence: Type.String({ description: 'What is wrong and what to do about it.' }),
    details: nullable(Type.String({ description: "WhatsApp's own words, or the thing that it is about." })),
  }),
)

const Health = named(
  'ChannelHealth',
  Type.Object({
    state: Type.Unsafe<ChannelHealth['state']>({
      type: 'string',
      enum: ['unknown', 'ok', 'warning', 'down'],
      description: 'The worst of its problems; `unknown` before WhatsApp was asked for the first time.',
    }),
    problems: Type.Array(
      Type.Object({ ...Problem.properties, since: Type.String({ format: 'date-time' }) }, { title: 'StandingProblem' }),
      { description: 'A problem disappears by itself when a later check no longer finds it.' },
    ),
    verifiedName: nullable(Type.String({ description: 'The name that customers see.' })),
    quality: nullable(Type.String({ description: 'GREEN, YELLOW, RED or UNKNOWN.' })),
    messagingLimit: nullable(
      Type.String({ description: 'How many people may be written to first in a day: TIER_250, TIER_2K and so on.' }),
    ),
    isOnPhoneApp: nullable(Type.Boolean({ description: 'The number is used in the phone app as well (coexistence).' })),
    tokenExpiresAt: nullable(Type.String({ format: 'date-time', description: 'Null when the token never expires.' })),
    checkedAt: nullable(
      Type.String({ format: 'date-time', description: 'When WhatsApp was last asked about the number.' }),
    ),
    failedPosts: Type.Integer({ description: 'Posts of WhatsApp in which something failed; see `inbound`.' }),
    unknownPosts: Type.Integer({
      description: 'Posts of WhatsApp with something that this version does not know; counted up to 1,000.',
    }),
  }),
)

export const ChannelSchema = named(
  'Channel',
  Type.Object({
    id: Id,
    type: Type.Literal('cloud'),
    status: Type.Union([Type.Literal('CONNECTED'), Type.Literal('DISCONNECTED'), Type.Literal('OPENING')], {
      description: 'Whether anything can be sent; `OPENING` until WhatsApp was asked for the first time.',
    }),
    ...settings,
    phoneNumberId: Type.String(),
    wabaId: nullable(Type.String()),
    displayPhoneNumber: nullable(Type.String()),
    error: nullable(Type.String({ description: 'Why it is DISCONNECTED, in the words of WhatsApp.' })),
    health: Health,
    createdAt: Type.String({ format: 'date-time' }),
  }),
)

export const CallbackSchema = named(
  'ChannelCallback',
  Type.Object({
    callbackUrl: Type.String({ description: 'The callback URL for the App Dashboard.' }),
    verifyToken: Type.String({ description: 'The verify token for the App Dashboard.' }),
  }),
)

export const CreatedChannel = named(
  'CreatedChannel',
  Type.Object({ ...ChannelSchema.properties, ...CallbackSchema.properties }),
)

export const CreateChannel = named(
  'NewChannel',
  Type.Object(
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
  ),
)

export const UpdateChannel = named(
  'ChannelChange',
  Type.Object(
    {
      handOver: Type.Optional(HandOver),
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
        Type.Boolean({ description: 'After a new app secret the old one stays valid as well; true ends that.' }),
      ),
    },
    { additionalProperties: false },
  ),
)

export const ChannelTest = named(
  'ChannelTest',
  Type.Object({
    isOk: Type.Boolean(),
    displayPhoneNumber: nullable(Type.String()),
    verifiedName: nullable(Type.String()),
    qualityRating: nullable(Type.String()),
    error: nullable(Type.String({ description: 'WhatsApp’s response, or why there was none.' })),
    problems: Type.Array(Problem),
  }),
)

export const Notice = named(
  'ChannelNotice',
  Type.Object({
    id: Id,
    field: Type.String({
      description: "The field of WhatsApp's webhook: account_update, phone_number_quality_update.",
    }),
    event: nullable(Type.String({ description: 'What happened, as WhatsApp names it.' })),
    title: Type.String({
      description: 'What happened, in the language of `accept-language`.',
    }),
    details: nullable(Type.String()),
    happenedAt: Type.String({ format: 'date-time' }),
  }),
)

export const InboundPost = named(
  'InboundPost',
  Type.Object({
    id: Id,
    receivedAt: Type.String({ format: 'date-time' }),
    state: Type.Union([Type.Literal('waiting'), Type.Literal('done'), Type.Literal('failed')]),
    size: Type.Integer(),
    error: nullable(Type.String({ description: 'Why the post could not be read at all.' })),
    failedUpdates: Type.Array(Type.Object({ index: Type.Integer(), error: Type.String() })),
    unknownUpdates: Type.Array(Type.Object({ index: Type.Integer(), what: Type.String() }), {
      description:
        'What this version of Recado does not know. The post is kept for half a year, because a later version may know it.',
    }),
    body: Type.String({ description: 'As WhatsApp sent it; cut off after 64 KB.' }),
  }),
)

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const anything = Type.Record(Type.String(), Type.Unknown())

const Language = text(20)

/** What is sent besides or instead of a text; at most one of these. */
export const specialContents = {
  location: named(
    'NewLocation',
    Type.Object({
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      name: Type.Optional(text(1_000)),
      address: Type.Optional(text(1_000)),
    }),
  ),
  contacts: Type.Array(anything, { minItems: 1, maxItems: 5, description: "As in WhatsApp's `contacts` message." }),
  template: named(
    'NewTemplateMessage',
    Type.Object(
      {
        name: text(512),
        language: Type.Object({ code: Language }),
        components: Type.Optional(
          Type.Array(anything, {
            maxItems: 20,
            description:
              'Parameters by component, as WhatsApp has them. A file of a header is `{mediaId}` of an uploaded one, `{link}` or `{id}`.',
          }),
        ),
      },
      {
        description:
          'An approved template, checked against its definition before it is sent. The desk and its webhooks show the filled text, unless `body` is given.',
      },
    ),
  ),
  interactive: named(
    'NewInteractiveMessage',
    Type.Object(
      {
        type: Type.String({ minLength: 1, maxLength: 50, description: `One of ${INTERACTIVE_TYPES.join(', ')}.` }),
        header: Type.Optional(anything),
        body: Type.Optional(Type.Object({ text: Type.String() })),
        footer: Type.Optional(Type.Object({ text: Type.String() })),
        action: Type.Optional(
          Type.Record(Type.String(), Type.Unknown(), {
            description: 'Buttons, sections, parameters, cards: as WhatsApp has them for this type.',
          }),
        ),
      },
      {
        additionalProperties: true,
        description:
          "As WhatsApp's `interactive` message. A value beyond one of its documented limits is refused with the field's path. A file of a header may be `{mediaId}` of an uploaded one.",
      },
    ),
  ),
}

export const MediaLink = named(
  'NewMediaLink',
  Type.Object(
    {
      kind: Type.Unsafe<MediaKind>({
        type: 'string',
        enum: ['image', 'video', 'audio', 'document', 'sticker'],
        description: 'The kind of file as which WhatsApp shows it.',
      }),
      url: Type.String({ maxLength: 2_000, description: 'WhatsApp fetches it; it must be public.' }),
      fileName: Type.Optional(text(240)),
    },
    { additionalProperties: false },
  ),
)

/** Fields of everything that is sent. */
const sentOnce = {
  clientId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description:
        'Your own id of it, unique in the ticket. Sending it again makes no second message; lists and the stream return it.',
    }),
  ),
  lastSeenMessageId: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description:
        'The last message that you have seen. When somebody else wrote after it, 409 `messages_unseen` with what came in `messages`, and nothing is sent.',
    }),
  ),
}

export const NewMessage = named(
  'NewMessage',
  Type.Object(
    {
      body: Type.Optional(Type.String({ maxLength: 4_096, description: 'The text, or the caption of the file.' })),
      mediaId: Type.Optional(Id),
      voice: Type.Optional(Type.Boolean({ description: 'The uploaded OGG/Opus file goes as a voice note.' })),
      mediaLink: Type.Optional(MediaLink),
      quotedMessageId: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: Number.MAX_SAFE_INTEGER,
          description: 'The `id` of the message that it answers.',
        }),
      ),
      ...sentOnce,
      location: Type.Optional(specialContents.location),
      contacts: Type.Optional(specialContents.contacts),
      template: Type.Optional(specialContents.template),
      interactive: Type.Optional(specialContents.interactive),
    },
    { additionalProperties: false },
  ),
)

export const Retry = named(
  'MessageRetry',
  Type.Object(sentOnce, { additionalProperties: false, examples: [{ clientId: 'a1b2' }] }),
)

export const SentMessage = named(
  'SentMessage',
  Type.Object(
    {
      id: Id,
      ticketId: Id,
      body: Type.String({ description: 'The text that the desk shows; for a template, the filled text.' }),
      status: Type.Literal('pending', { description: 'The message is queued; WhatsApp has not accepted it yet.' }),
    },
    {
      description:
        'What is known of it when it is queued. `GET /messages/{id}` returns all of it, also what becomes of it; reading that ' +
        'back would cost each send a query.',
    },
  ),
)

export const NewReaction = named(
  'NewReaction',
  Type.Object({
    emoji: nullable(Type.String({ minLength: 1, maxLength: 40, description: 'Null takes the reaction away.' })),
  }),
)

export const Template = named(
  'MessageTemplate',
  Type.Object({
    name: Type.String(),
    language: Type.String(),
    status: Type.String({ description: 'APPROVED, PENDING, REJECTED, PAUSED, DISABLED, or what WhatsApp adds.' }),
    category: nullable(Type.String()),
    quality: nullable(Type.String()),
    reason: nullable(Type.String({ description: 'Why it was rejected or paused, in the words of WhatsApp.' })),
    components: Type.Array(anything, { description: 'Header, body, footer and buttons, as WhatsApp defines them.' }),
    updatedAt: Instant,
  }),
)

export const TemplatePreview = named(
  'TemplatePreview',
  Type.Object({
    header: nullable(Type.String({ description: 'Null without one, and when it is a file.' })),
    body: Type.String(),
    footer: nullable(Type.String()),
    buttons: Type.Array(Type.String()),
    text: Type.String({ description: 'What becomes `messageBody`.' }),
    errors: Type.Array(Type.Object({ path: Type.String(), message: Type.String() }), {
      description: 'What WhatsApp would refuse.',
    }),
  }),
)
