/** The shapes of the routes that set a number up. */
import { Type } from 'typebox'
import { exact, Id, InstantOrNull, named, nullable } from '../../web/schema.ts'
import { cloud, Problem } from '../schemas.ts'

export const CredentialCheck = named(
  'NewCredentialCheck',
  Type.Object(
    {
      accessToken: cloud.accessToken,
      phoneNumberId: Type.Optional(cloud.phoneNumberId),
      wabaId: Type.Optional(cloud.wabaId),
      appSecret: Type.Optional(cloud.appSecret),
    },
    exact,
  ),
)

const NumberOfAccount = Type.Object({
  phoneNumberId: Type.String(),
  wabaId: Type.String(),
  displayPhoneNumber: nullable(Type.String()),
  verifiedName: nullable(Type.String()),
  isConnected: Type.Boolean({ description: 'The number is connected to a channel of this company already.' }),
})

export const CheckedCredentials = named(
  'CheckedCredentials',
  Type.Object({
    isOk: Type.Boolean(),
    problems: Type.Array(Problem),
    displayPhoneNumber: nullable(Type.String()),
    verifiedName: nullable(Type.String()),
    tokenExpiresAt: nullable(Type.String({ format: 'date-time', description: 'Null when the token never expires.' })),
    numbers: Type.Array(NumberOfAccount, {
      description: 'The numbers that the token has access to; choose one of them.',
    }),
  }),
)

export const StandIn = named(
  'StandIn',
  Type.Object({
    standIn: nullable(
      Type.Object({
        channelId: nullable(Id),
        phoneUrl: Type.String({ description: 'A page on which you write as a customer.' }),
        phoneNumberId: Type.String(),
        wabaId: Type.String(),
        displayPhoneNumber: Type.String(),
        verifiedName: Type.String(),
        accessToken: Type.String({ description: 'It opens the emulator, and nothing at Meta.' }),
        appSecret: Type.String(),
      }),
    ),
  }),
)

export const Subscribe = Type.Object(
  {
    overrideCallback: Type.Optional(
      Type.Boolean({
        description:
          "Lets this account's webhooks come to this channel's own address whatever the app's callback is. WhatsApp asks that address first, so PUBLIC_URL must be reached from the internet by https.",
      }),
    ),
  },
  exact,
)

export const Register = Type.Object(
  {
    pin: Type.String({
      pattern: '^\\d{6}$',
      description:
        "The PIN of the two-step verification: the number's present one, otherwise a new one. It is never stored here.",
    }),
  },
  exact,
)

export const AskPhoneApp = Type.Object(
  {
    what: Type.Unsafe<'history' | 'contacts'>({ type: 'string', enum: ['history', 'contacts'] }),
  },
  exact,
)

export const PhoneApp = named(
  'PhoneApp',
  Type.Object({
    history: Type.Object({
      state: Type.Enum(['none', 'asked', 'coming', 'importing', 'done', 'declined'], {
        description:
          '`coming`: parts arrive, in any order. `importing`: everything is here and is being put into conversations. `declined`: the business does not share it.',
      }),
      progress: nullable(Type.Integer({ description: 'In per cent, as WhatsApp reports it.' })),
      imported: Type.Integer({ description: 'Messages that are in their conversations.' }),
      failed: Type.Integer({ description: 'Messages that could not be stored.' }),
      askedAt: InstantOrNull,
      declinedBecause: nullable(Type.String({ description: "WhatsApp's own words." })),
    }),
    addressBookAskedAt: InstantOrNull,
  }),
)

const VERTICALS = (
  'OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES RETAIL ' +
  'TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS MATRIMONY_SERVICE'
).split(' ')

const profile = {
  about: Type.String({ minLength: 1, maxLength: 139, description: 'The line that WhatsApp shows below the name.' }),
  address: Type.String({ maxLength: 256 }),
  description: Type.String({ maxLength: 512 }),
  email: Type.Unsafe<string>({ anyOf: [{ type: 'string', format: 'email', maxLength: 128 }, { const: '' }] }),
  websites: Type.Array(Type.String({ maxLength: 256, pattern: '^https?://\\S+$' }), { maxItems: 2 }),
  vertical: Type.Unsafe<string>({
    type: 'string',
    enum: VERTICALS,
    description: "The kind of business, in WhatsApp's list.",
  }),
}

export const Profile = named(
  'BusinessProfile',
  Type.Object({
    about: nullable(Type.String()),
    address: nullable(Type.String()),
    description: nullable(Type.String()),
    email: nullable(Type.String()),
    websites: Type.Array(Type.String()),
    vertical: nullable(Type.String({ description: "The kind of business, in WhatsApp's list." })),
    pictureUrl: nullable(Type.String()),
  }),
)

export const ProfileChange = named(
  'BusinessProfileChange',
  Type.Object(
    {
      about: Type.Optional(profile.about),
      address: Type.Optional(profile.address),
      description: Type.Optional(profile.description),
      email: Type.Optional(profile.email),
      websites: Type.Optional(profile.websites),
      vertical: Type.Optional(profile.vertical),
      pictureMediaId: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: Number.MAX_SAFE_INTEGER,
          description: 'An uploaded JPEG or PNG of up to 5 MB, square, at least 192 pixels wide.',
        }),
      ),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
)

export const BlockedUser = named(
  'BlockedUser',
  Type.Object({
    number: nullable(Type.String({ description: "WhatsApp's spelling of it." })),
    contact: nullable(Type.Object({ id: Id, name: Type.String() })),
  }),
)

export const Block = Type.Object({ contactId: Id }, exact)
