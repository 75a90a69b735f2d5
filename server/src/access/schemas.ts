/** What access's routes take and return. An instant is a Date here and ISO 8601 on the wire. */
import { Type } from 'typebox'
import { pageOf } from '../web/page.ts'
import { change, exact, HandOver, Id, Instant, InstantOrNull, Name, named } from '../web/schema.ts'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './auth.ts'
import { PROFILES, type Profile } from './caller.ts'
import { PERMISSIONS, type Permission } from './permissions.ts'

export const BY_SESSION = [{ session: [] }]
export const Nothing = Type.Null({ description: 'Done. The response has no body.' })

export const Email = Type.String({ format: 'email', maxLength: 254, description: 'Upper and lower case are the same.' })
export const AnyProfile = Type.Unsafe<Profile>({
  type: 'string',
  enum: [...PROFILES],
  description:
    "What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).",
})
export const Password = Type.String({
  minLength: MIN_PASSWORD_LENGTH,
  maxLength: MAX_PASSWORD_LENGTH,
  description: 'Any characters.',
})
const QueueIds = Type.Array(Id, {
  maxItems: 500,
  uniqueItems: true,
  description: 'The queues that the user will serve.',
})

export const User = named(
  'User',
  Type.Object(
    {
      id: Id,
      name: Type.String({ description: 'As colleagues and customers see it.' }),
      email: Type.String({ description: 'What they sign in with, in lower case.' }),
      profile: AnyProfile,
      isActive: Type.Boolean({ description: 'An inactive user can neither sign in nor be given tickets.' }),
      isEmailConfirmed: Type.Boolean({ description: 'Whether a link that was sent to the e-mail has been opened.' }),
      hasSecondFactor: Type.Boolean({ description: 'Whether signing in asks for a code as well.' }),
      createdAt: Instant,
      updatedAt: Instant,
    },
    {
      description: 'Somebody who works in the panel.',
      examples: [
        {
          id: 12,
          name: 'Bia Alves',
          email: 'bia@padaria.example',
          profile: 'attendant',
          isActive: true,
          isEmailConfirmed: true,
          hasSecondFactor: false,
          createdAt: '2026-11-28T12:00:00.000Z',
          updatedAt: '2026-11-28T12:00:00.000Z',
        },
      ],
    },
  ),
)
export const UserPage = pageOf(User)
export const NewUser = named(
  'NewUser',
  Type.Object({ name: Name, email: Email, profile: AnyProfile, password: Password }, exact),
)
export const Deactivation = named('UserDeactivation', Type.Object({ handOver: Type.Optional(HandOver) }, exact))
export const UserChange = named(
  'UserChange',
  Type.Object(
    {
      name: Type.Optional(Name),
      email: Type.Optional(Email),
      profile: Type.Optional(AnyProfile),
      password: Type.Optional(Password),
      isActive: Type.Optional(Type.Boolean({ description: 'False signs them out everywhere.' })),
      handOver: Type.Optional(HandOver),
    },
    change,
  ),
)
export const NewPasswordLink = named(
  'NewPasswordLink',
  Type.Object(
    {
      link: Type.String({ description: 'Hand it to the person. It is shown this once.' }),
      expiresAt: Instant,
    },
    {
      examples: [
        {
          link: 'https://desk.example.com/new-password#Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c',
          expiresAt: '2026-11-29T12:00:00.000Z',
        },
      ],
    },
  ),
)

const invitationFields = {
  id: Id,
  email: Type.String({ description: 'The e-mail of the invited person, in lower case.' }),
  name: Type.String({ description: 'The name that the form suggests; the person who accepts may change it.' }),
  profile: AnyProfile,
  queueIds: QueueIds,
  invitedBy: Type.Unsafe<{ id: number; name: string } | null>({
    anyOf: [
      {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'integer', description: 'The user.' },
          name: { type: 'string', description: 'The name of the user.' },
        },
      },
      { type: 'null' },
    ],
    description: 'Null when it was done with an API key.',
  }),
  mail: Type.Unsafe<'off' | 'sent' | 'failed'>({
    type: 'string',
    enum: ['off', 'sent', 'failed'],
    description: '`off`: not sent, because no mail server is configured or `sendMail` was false.',
  }),
  createdAt: Instant,
  expiresAt: Instant,
}
const invitationExample = {
  id: 3,
  email: 'bia@padaria.example',
  name: 'Bia Alves',
  profile: 'attendant',
  queueIds: [1, 2],
  invitedBy: { id: 1, name: 'Dona Rosa' },
  mail: 'sent',
  createdAt: '2026-11-28T12:00:00.000Z',
  expiresAt: '2026-12-05T12:00:00.000Z',
}
export const Invitation = named(
  'Invitation',
  Type.Object(invitationFields, {
    description: 'A person who may become a user. The invitation is deleted when it is accepted.',
    examples: [invitationExample],
  }),
)
export const InvitationPage = pageOf(Invitation)
export const CreatedInvitation = named(
  'CreatedInvitation',
  Type.Object(
    {
      ...invitationFields,
      link: Type.String({
        description: 'The person who opens it becomes the user. This response is the only one that shows it.',
      }),
    },
    {
      examples: [
        {
          ...invitationExample,
          link: 'https://desk.example.com/invitation#Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c',
        },
      ],
    },
  ),
)
const SendMail = Type.Boolean({
  description:
    'False: you hand the link over yourself. By default it is sent by e-mail if a mail server is configured.',
})
export const NewInvitation = named(
  'NewInvitation',
  Type.Object(
    {
      email: Email,
      name: Name,
      profile: AnyProfile,
      queueIds: Type.Optional(QueueIds),
      sendMail: Type.Optional(SendMail),
    },
    exact,
  ),
)
export const InvitationRenewal = named('InvitationRenewal', Type.Object({ sendMail: Type.Optional(SendMail) }, exact))

const apiKeyFields = {
  id: Id,
  name: Type.String({ description: 'What the key is for.' }),
  prefix: Type.String({ description: "The key's first characters, to tell keys apart." }),
  profile: AnyProfile,
  createdAt: Instant,
  expiresAt: InstantOrNull,
  lastUsedAt: InstantOrNull,
  revokedAt: InstantOrNull,
}
const apiKeyExample = {
  id: 4,
  name: 'n8n',
  prefix: 'rk_Vb1J0c',
  profile: 'admin',
  createdAt: '2026-11-28T12:00:00.000Z',
  expiresAt: null,
  lastUsedAt: '2026-11-28T12:30:00.000Z',
  revokedAt: null,
}
export const ApiKey = named('ApiKey', Type.Object(apiKeyFields, { examples: [apiKeyExample] }))
export const ApiKeyPage = pageOf(ApiKey)
export const CreatedApiKey = named(
  'CreatedApiKey',
  Type.Object(
    {
      ...apiKeyFields,
      key: Type.String({ description: 'The key itself. This response is the only one that shows it.' }),
    },
    { examples: [{ ...apiKeyExample, key: 'rk_Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c' }] },
  ),
)
export const NewApiKey = named(
  'NewApiKey',
  Type.Object(
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
    exact,
  ),
)

const Language = Type.Unsafe<'pt-BR' | 'en' | 'es'>({
  type: 'string',
  enum: ['pt-BR', 'en', 'es'],
  description: 'The language of e-mails and alerts.',
})
const Timezone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA name, such as America/Sao_Paulo.' })
export const Tenant = named(
  'Company',
  Type.Object(
    {
      id: Id,
      name: Type.String({ description: "The company's name." }),
      language: Language,
      timezone: Type.String({ description: 'IANA name, such as America/Sao_Paulo.' }),
      country: Type.String({ description: 'ISO 3166-1 alpha-2: the country of a number that has no country code.' }),
      retentionDays: Type.Integer({ description: 'Days that events and attempts are kept.' }),
      requiresSecondFactor: Type.Boolean({ description: 'Whether its users have to have a second factor.' }),
      createdAt: Instant,
    },
    {
      examples: [
        {
          id: 1,
          name: 'Padaria da Rosa',
          language: 'pt-BR',
          timezone: 'America/Sao_Paulo',
          country: 'BR',
          retentionDays: 14,
          requiresSecondFactor: false,
          createdAt: '2026-11-28T12:00:00.000Z',
        },
      ],
    },
  ),
)
export const TenantChange = named(
  'CompanyChange',
  Type.Object(
    {
      name: Type.Optional(Name),
      language: Type.Optional(Language),
      timezone: Type.Optional(Timezone),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2, such as BR.' })),
      retentionDays: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 3650,
          description: 'At most what the server allows (MAX_RETENTION_DAYS, 90).',
        }),
      ),
      requiresSecondFactor: Type.Optional(
        Type.Boolean({
          description: 'True: a user without one can only set one up. Set up your own first.',
        }),
      ),
    },
    change,
  ),
)

export const Me = named(
  'Me',
  Type.Object({
    tenant: Tenant,
    user: Type.Unsafe<import('./user/user.ts').User | null>({
      anyOf: [User, { type: 'null' }],
      description: 'Null when an API key asks.',
    }),
    apiKeyId: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'The API key that asks; null when a person does.',
    }),
    name: Type.String({ description: 'The name of the user or the key.' }),
    profile: AnyProfile,
    permissions: Type.Array(Type.Unsafe<Permission>({ type: 'string', enum: [...PERMISSIONS] }), {
      description: 'What you may do.',
    }),
    queueIds: Type.Array(Id, { description: 'The queues that you serve.' }),
    mustSetUpSecondFactor: Type.Boolean({
      description: 'The company requires one and you have none: everything else is refused until it is set up.',
    }),
  }),
)

export const NewSetup = named(
  'Setup',
  Type.Object(
    {
      code: Type.String({ maxLength: 64, description: 'The setup code that the server prints at its start.' }),
      tenantName: Name,
      name: Name,
      email: Email,
      password: Password,
      language: Type.Optional(Language),
      timezone: Type.Optional(Timezone),
    },
    exact,
  ),
)
export const Setup = named('SetUp', Type.Object({ tenantId: Id, user: User }))
export const SetupState = named(
  'SetupState',
  Type.Object({
    isSetUp: Type.Boolean({ description: 'Whether there is a company.' }),
    hasMail: Type.Boolean({
      description: 'Whether a mail server is configured, so that passwords can be reset by e-mail.',
    }),
  }),
)
