/** The refusals of access: who asks, and how people sign in. Spread into the one table of table.ts. */
import { notFound, type Row } from './row.ts'

export const ACCESS_REFUSALS = {
  // Who asks
  not_signed_in: {
    status: 401,
    en: ['Not signed in', 'Sign in, or send an API key as `authorization: Bearer <key>`.'],
  },
  wrong_credentials: {
    status: 401,
    en: ['Wrong e-mail or password', 'Check both. An administrator of your company can set a new password.'],
  },
  invalid_api_key: {
    status: 401,
    en: ['Unknown API key', 'The key is unknown, expired or was revoked. Make a new one in the settings.'],
  },
  not_operator: {
    status: 403,
    en: [
      'Not for this company',
      'This server holds several companies. Whoever operates it names in OPERATOR_COMPANY whose administrators see its state.',
    ],
  },
  not_allowed: {
    status: 403,
    en: ['Not allowed', 'Your profile or API key may not do this. Ask an administrator of your company.'],
  },
  origin_not_allowed: {
    status: 403,
    en: [
      'Request from another site',
      'A browser sent this from {origin}. Use the panel at its own address, or set PUBLIC_URL to it.',
    ],
  },
  wrong_setup_code: {
    status: 403,
    en: [
      'Wrong setup code',
      'The server prints the setup code when it starts, and keeps it in the file setup-code of DATA_DIR.',
    ],
  },
  setup_done: {
    status: 409,
    en: ['Already set up', 'The first administrator exists. Sign in, or run `recado create-admin` on the server.'],
  },
  last_admin: {
    status: 409,
    en: ['Last administrator', 'A company needs at least one active administrator. Name another one first.'],
  },

  // How people come in
  second_factor_required: {
    status: 403,
    en: ['Second factor required', 'Your company requires a second factor. Set one up in Settings > Security first.'],
  },
  second_factor_over: {
    status: 401,
    en: ['Start again', 'The time for the code is over, or too many codes were wrong. Sign in again.'],
  },
  second_factor_code_used: {
    status: 401,
    en: [
      'Code was used',
      'This code has opened a session already. Sign in again with the next one that your app shows.',
    ],
  },
  second_factor_on: {
    status: 409,
    en: ['Second factor is on', 'A second factor is set up already. Switch it off first to set up another one.'],
  },
  second_factor_off: {
    status: 409,
    en: ['Second factor is off', 'No second factor is set up. Begin with one first.'],
  },
  link_over: {
    status: 410,
    en: ['Link is over', 'This link was used, replaced or revoked, or its time is over. Ask for a new one.'],
  },
  invited_already: {
    status: 409,
    en: ['Invited already', 'This e-mail is invited already. Send the invitation again, or revoke it first.'],
  },
  too_many_invitations: {
    status: 409,
    en: [
      'Too many invitations',
      'A company can have {limit} open invitations at most. Revoke those that nobody will accept.',
    ],
  },
  mail_not_configured: {
    status: 422,
    en: ['No mail server', 'This server sends no e-mail. Ask an administrator of your company for a link.'],
  },
  mail_failed: {
    status: 502,
    en: ['E-mail not sent', 'The mail server did not take the e-mail. Try again later, or give the person a link.'],
  },
  invitation_not_found: notFound('invitation'),
  session_not_found: notFound('session'),
} as const satisfies Record<string, Row>
