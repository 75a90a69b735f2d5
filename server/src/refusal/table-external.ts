/** The refusals of WHAZING's API. Spread into the one table of table.ts. */
import { notFound, type Row } from './row.ts'

export const EXTERNAL_REFUSALS = {
  external_token_invalid: {
    status: 403,
    en: [
      'Invalid token',
      'The token is missing, wrong or revoked, or is not of this address. Send `authorization: Bearer <token>`; tokens are made in the panel.',
    ],
  },
  external_scope_missing: {
    status: 403,
    en: ['Token without this right', 'The token lacks the right `{scope}`. Give it that right in the panel.'],
  },
  external_params_off: {
    status: 403,
    en: [
      'Tokens in addresses are off',
      'This API does not take its token from the address, where logs keep it. Send it as a header, or allow it in the panel.',
    ],
  },
  external_file_refused: {
    status: 400,
    en: ['The file cannot be sent', 'Nothing was sent: {reason}.'],
  },
  external_file_empty: {
    status: 400,
    en: ['The file is empty', 'Nothing was sent, because the file has no bytes. Send one that has.'],
  },
  external_base64_invalid: {
    status: 400,
    en: [
      'The file is not base64',
      'Nothing was sent: mediaMessage.media must be base64, with or without a data: head.',
    ],
  },
  external_base64_too_large: {
    status: 413,
    en: [
      'The file is too large for base64',
      'In base64 a file may have {limit}. Send a larger one as multipart/form-data or by mediaUrl.',
    ],
  },
  external_url_redirects: {
    status: 400,
    en: ['The address of the file redirects', 'Nothing was sent: redirects are not followed. Give {location} itself.'],
  },
  external_url_status: {
    status: 400,
    en: ['The file is not at its address', 'Nothing was sent: mediaUrl returned {status}. Check the address.'],
  },
  external_url_unreachable: {
    status: 400,
    en: ['The file could not be downloaded', 'Nothing was sent: the server of mediaUrl did not respond ({reason}).'],
  },
  external_not_supported: {
    status: 501,
    en: ['Not part of Recado', 'Recado does not have {route}. Use {instead}.'],
  },
  external_api_not_found: notFound('API'),
} as const satisfies Record<string, Row>
