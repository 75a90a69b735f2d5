/** What access's routes take and answer. An instant is a Date here and ISO 8601 on the wire. */
import { Type } from 'typebox'
import { pageOf } from '../web/page.ts'
import { HandOver, Id, Instant, InstantOrNull, Name } from '../web/schema.ts'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './auth.ts'
import { PROFILES, type Profile } from './caller.ts'
import { PERMISSIONS, type Permission } from './permissions.ts'

const Email = Type.String({ format: 'email', maxLength: 254 })
const AnyProfile = Type.Unsafe<Profile>({ type: 'string', enum: [...PROFILES] })
const Password = Type.String({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH })
/** A password to be checked, not to be set: one made under other rules must still open the door. */
const GivenPassword = Type.String({ minLength: 1, maxLength: 1_000 })

export const User = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  profile: AnyProfile,
  isActive: Type.Boolean(),
  createdAt: Instant,
  updatedAt: Instant,
})
export const UserPage = pageOf(User)
export const NewUser = Type.Object(
  { name: Name, email: Email, profile: AnyProfile, password: Password },
  { additionalProperties: false },
)
export const Deactivation = Type.Object({ handOver: Type.Optional(HandOver) }, { additionalProperties: false })
export const UserChange = Type.Object(
  {
    name: Type.Optional(Name),
    email: Type.Optional(Email),
    profile: Type.Optional(AnyProfile),
    isActive: Type.Optional(Type.Boolean()),
    password: Type.Optional(Password),
    handOver: Type.Optional(HandOver),
  },
  { additionalProperties: false, minProperties: 1 },
)

const apiKeyFields = {
  id: Id,
  name: Type.String(),
  prefix: Type.String({ description: "The key's first characters, to tell keys apart." }),
  profile: AnyProfile,
  createdAt: Instant,
  expiresAt: InstantOrNull,
  lastUsedAt: InstantOrNull,
  revokedAt: InstantOrNull,
}
export const ApiKeyPage = pageOf(Type.Object(apiKeyFields))
export const CreatedApiKey = Type.Object({
  ...apiKeyFields,
  key: Type.String({ description: 'The key itself. It is shown this once and cannot be had again.' }),
})
export const NewApiKey = Type.Object(
  {
    name: Name,
    profile: Type.Optional(AnyProfile),
    expiresAt: Type.Optional(
      Type.Unsafe<string | null>({
        type: ['string', 'null'],
        format: 'date-time',
        description: 'Null or left out: never.',
      }),
    ),
  },
  { additionalProperties: false },
)

const Language = Type.Unsafe<'pt-BR' | 'en' | 'es'>({ type: 'string', enum: ['pt-BR', 'en', 'es'] })
export const Tenant = Type.Object({
  id: Id,
  name: Type.String(),
  language: Language,
  timezone: Type.String({ description: 'IANA name, such as America/Sao_Paulo.' }),
  country: Type.String({ description: 'ISO 3166-1 alpha-2: where a number without country code belongs.' }),
  retentionDays: Type.Integer({ description: 'Days that events and attempts are kept.' }),
  createdAt: Instant,
})
export const TenantChange = Type.Object(
  {
    name: Type.Optional(Name),
    language: Type.Optional(Language),
    timezone: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    retentionDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3650,
        description: 'At most what the server allows (MAX_RETENTION_DAYS, 90).',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
)

export const Me = Type.Object({
  tenant: Tenant,
  user: Type.Unsafe<import('./user.ts').User | null>({
    anyOf: [User, { type: 'null' }],
    description: 'Null when an API key asks.',
  }),
  apiKeyId: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  name: Type.String(),
  profile: AnyProfile,
  permissions: Type.Array(Type.Unsafe<Permission>({ type: 'string', enum: [...PERMISSIONS] }), {
    description: 'What you may do.',
  }),
  queueIds: Type.Array(Id, { description: 'The queues that you serve.' }),
})

export const NewSetup = Type.Object(
  {
    code: Type.String({ maxLength: 64, description: 'The setup code that the server prints at its start.' }),
    tenantName: Name,
    name: Name,
    email: Email,
    password: Password,
  },
  { additionalProperties: false },
)
export const Setup = Type.Object({ tenantId: Id, user: User })
export const SetupState = Type.Object({ isSetUp: Type.Boolean() })

export const SignIn = Type.Object(
  {
    email: Email,
    password: GivenPassword,
    rememberMe: Type.Optional(Type.Boolean({ description: 'False: until the browser is closed. Default: 7 days.' })),
  },
  { additionalProperties: false },
)
export const SignedIn = Type.Object({ userId: Id, name: Type.String(), profile: AnyProfile })
export const PasswordChange = Type.Object(
  { currentPassword: GivenPassword, newPassword: Password, revokeOtherSessions: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
