/** What the routes of /api/auth take and return. */
import { Type } from 'typebox'
import { exact, Id, Instant, Name, named } from '../../web/schema.ts'
import { AnyProfile, Email, Password } from '../schemas.ts'

/** A password to check and not to set: one that was made under other rules must still work. */
const GivenPassword = Type.String({ minLength: 1, maxLength: 1_000, description: 'The password that is valid now.' })

const signedInFields = {
  state: Type.Literal('signed-in', { description: 'The session cookie is set.' }),
  userId: Id,
  name: Type.String({ description: 'The name of the user.' }),
  profile: AnyProfile,
}

export const SignIn = named(
  'SignIn',
  Type.Object(
    {
      email: Email,
      password: GivenPassword,
      tenantId: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Which company, once `choose-company` has been answered.' }),
      ),
      rememberMe: Type.Optional(Type.Boolean({ description: 'False: until the browser is closed. Default: 7 days.' })),
    },
    exact,
  ),
)
export const SignedIn = named(
  'SignedIn',
  Type.Object(signedInFields, {
    examples: [{ state: 'signed-in', userId: 12, name: 'Bia Alves', profile: 'attendant' }],
  }),
)
export const SignInResult = named(
  'SignInResult',
  Type.Union([
    SignedIn,
    Type.Object(
      {
        state: Type.Literal('choose-company', { description: 'The password is that of several companies.' }),
        companies: Type.Array(
          Type.Object({ tenantId: Id, name: Type.String({ description: 'The name of the company.' }) }),
          {
            description: 'The companies in which this password is right.',
          },
        ),
      },
      { title: 'ChooseCompany' },
    ),
    Type.Object(
      { state: Type.Literal('second-factor', { description: 'Go on with signInWithSecondFactor.' }) },
      { title: 'SecondFactorNeeded' },
    ),
  ]),
)
export const SecondFactor = named(
  'SecondFactor',
  Type.Object(
    {
      code: Type.String({
        minLength: 6,
        maxLength: 20,
        description: 'Six digits of the authenticator app, or a recovery code, which is good once.',
      }),
      trustDevice: Type.Optional(Type.Boolean({ description: 'True: this browser is not asked again for 30 days.' })),
    },
    exact,
  ),
)

export const Session = named(
  'Session',
  Type.Object(
    {
      id: Id,
      isCurrent: Type.Boolean({ description: 'Whether it is the session of this request.' }),
      address: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: 'The address that it was last used from.',
      }),
      userAgent: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: "The browser's own name (`user-agent`).",
      }),
      createdAt: Instant,
      seenAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time', description: 'Accurate to five minutes.' }),
      expiresAt: Instant,
    },
    {
      examples: [
        {
          id: 31,
          isCurrent: true,
          address: '203.0.113.7',
          userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
          createdAt: '2026-11-28T12:00:00.000Z',
          seenAt: '2026-11-28T14:05:00.000Z',
          expiresAt: '2026-12-05T12:00:00.000Z',
        },
      ],
    },
  ),
)
export const SessionList = named(
  'SessionList',
  Type.Object({ data: Type.Array(Session, { description: 'At most a hundred.' }) }),
)
export const PasswordChange = named(
  'PasswordChange',
  Type.Object(
    {
      currentPassword: GivenPassword,
      newPassword: Password,
      revokeOtherSessions: Type.Optional(Type.Boolean({ description: 'True by default.' })),
    },
    exact,
  ),
)
export const OwnPassword = named('OwnPassword', Type.Object({ currentPassword: GivenPassword }, exact))

export const SecondFactorState = named(
  'SecondFactorState',
  Type.Object(
    {
      isOn: Type.Boolean({ description: 'Whether signing in asks for a code.' }),
      isRequired: Type.Boolean({ description: 'Whether the company requires one.' }),
      recoveryCodesLeft: Type.Integer({ description: 'How many have not been used.' }),
    },
    { examples: [{ isOn: true, isRequired: false, recoveryCodesLeft: 10 }] },
  ),
)
const RecoveryCodeList = Type.Array(Type.String(), {
  description: 'Each opens the account once in place of a code. They are shown this once.',
})
export const SecondFactorSecrets = named(
  'SecondFactorSecrets',
  Type.Object({
    uri: Type.String({ description: 'For an authenticator app, as a QR code: `otpauth://totp/...`.' }),
    secret: Type.String({ description: 'The same to be typed in.' }),
    recoveryCodes: RecoveryCodeList,
  }),
)
export const RecoveryCodes = named('RecoveryCodes', Type.Object({ recoveryCodes: RecoveryCodeList }))
export const SecondFactorConfirmation = named(
  'SecondFactorConfirmation',
  Type.Object(
    {
      code: Type.String({
        pattern: '^\\s*\\d{3}\\s?\\d{3}\\s*$',
        maxLength: 20,
        description: 'Six digits of the authenticator app.',
      }),
    },
    exact,
  ),
)

const Code = Type.String({ minLength: 20, maxLength: 100, description: 'The part of the link after `#`.' })
export const LinkCode = named('LinkCode', Type.Object({ code: Code }, exact))
export const ForgottenPassword = named('ForgottenPassword', Type.Object({ email: Email }, exact))
export const OpenInvitation = named(
  'OpenInvitation',
  Type.Object(
    {
      company: Type.String({ description: 'Which company invites.' }),
      email: Type.String({ description: 'Whom.' }),
      name: Type.String({ description: 'The name that was suggested.' }),
      profile: AnyProfile,
    },
    {
      examples: [{ company: 'Padaria da Rosa', email: 'bia@padaria.example', name: 'Bia Alves', profile: 'attendant' }],
    },
  ),
)
export const InvitationAcceptance = named(
  'InvitationAcceptance',
  Type.Object({ code: Code, name: Name, password: Password }, exact),
)
export const PasswordLink = named(
  'PasswordLink',
  Type.Object(
    {
      email: Type.String({ description: 'The e-mail of the user whose password is set.' }),
      companies: Type.Array(Type.String(), { description: 'The companies in which the password is set.' }),
    },
    { examples: [{ email: 'bia@padaria.example', companies: ['Padaria da Rosa'] }] },
  ),
)
export const NewPassword = named('NewPassword', Type.Object({ code: Code, password: Password }, exact))
export const ConfirmedEmail = named(
  'ConfirmedEmail',
  Type.Object({ email: Type.String({ description: 'Whether any message may be sent now.' }) }),
)
