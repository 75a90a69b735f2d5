/**
 * Every refusal that Recado can return: a stable code, an HTTP status, and what to do about it in English (portuguese.ts and
 * spanish.ts say the same). A code that was released never changes its meaning, because programs use it. The caller fills in
 * `{name}`.
 */
import { notFound, type Row } from './row.ts'
import { ACCESS_REFUSALS } from './table-access.ts'
import { DESK_REFUSALS } from './table-desk.ts'

export const REFUSALS = {
  // The request itself
  bad_request: {
    status: 400,
    en: ['Bad request', 'The request is not valid HTTP for this address: {reason}'],
  },
  malformed_json: {
    status: 400,
    en: [
      'Malformed JSON',
      'The body is not valid JSON. Send a JSON document, in UTF-8, with content-type application/json.',
    ],
  },
  invalid_request: {
    status: 400,
    en: [
      'Invalid request',
      'Some fields are missing or not as expected. See `errors`, correct them and send it again.',
    ],
  },
  invalid_cursor: {
    status: 400,
    en: [
      'Invalid cursor',
      'This `after` does not come from this list. Use the `next` of the page before, or leave it out.',
    ],
  },
  route_not_found: {
    status: 404,
    en: ['No such address', 'There is nothing at {method} {path}. The addresses are listed in /api/v1/openapi.json.'],
  },
  body_too_large: {
    status: 413,
    en: ['Body too large', 'The body is larger than this address takes. Send less at once.'],
  },
  unsupported_media_type: {
    status: 415,
    en: [
      'Unsupported content type',
      'This address does not take {type}. Send application/json unless its documentation says otherwise.',
    ],
  },
  rate_limited: {
    status: 429,
    en: ['Too many requests', 'Wait for as many seconds as the retry-after header says, then go on.'],
  },
  idempotency_key_reused: {
    status: 422,
    en: [
      'Idempotency key used before',
      'This Idempotency-Key came with another request already. Use a new key for a new request.',
    ],
  },
  idempotency_key_busy: {
    status: 409,
    en: [
      'Still working on it',
      'A request with this Idempotency-Key is being worked on. Send it again in a few seconds.',
    ],
  },
  idempotency_outcome_unknown: {
    status: 409,
    en: [
      'Nobody knows whether it was done',
      'The first request with this Idempotency-Key was cut off by a crash. Check whether it was done; if not, send it with a new key.',
    ],
  },

  // WHAZING's API
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

  ...ACCESS_REFUSALS,

  // What is not there
  tenant_not_found: notFound('company'),
  user_not_found: notFound('user'),
  queue_not_found: notFound('queue'),
  channel_not_found: notFound('channel'),
  contact_not_found: notFound('contact'),
  ticket_not_found: notFound('ticket'),
  message_not_found: notFound('message'),
  closing_reason_not_found: notFound('closing reason'),
  endpoint_not_found: notFound('endpoint'),
  event_not_found: notFound('event'),
  delivery_not_found: notFound('delivery'),
  lane_not_found: notFound('lane'),
  attempt_not_found: notFound('attempt'),
  replay_not_found: notFound('replay'),
  api_key_not_found: notFound('API key'),
  media_not_found: notFound('media file'),
  alert_not_found: notFound('alert'),
  tag_not_found: notFound('tag'),
  stage_not_found: notFound('stage'),
  followup_not_found: notFound('follow-up'),
  wallet_not_found: notFound('wallet'),
  custom_field_not_found: notFound('custom field'),
  quick_reply_not_found: notFound('quick reply'),

  ...DESK_REFUSALS,

  // WhatsApp
  channel_inactive: {
    status: 422,
    en: ['Channel is inactive', 'Channel {channelId} is switched off. Activate it in the settings.'],
  },
  message_empty: {
    status: 422,
    en: ['Nothing to send', 'Give a body, a media file or both.'],
  },
  message_not_changeable: {
    status: 409,
    en: [
      'Message cannot be changed',
      'Only messages that you sent, and that WhatsApp still lets you change, can be edited or deleted.',
    ],
  },
  service_window_closed: {
    status: 422,
    en: [
      'Service window closed',
      'The contact wrote more than 24 hours ago. WhatsApp takes only an approved template now.',
    ],
  },
  template_not_found: {
    status: 422,
    en: ['No such template', 'This channel has no template `{name}` in {language}. Refresh the list of templates.'],
  },
  template_not_approved: {
    status: 422,
    en: ['Template not approved', 'WhatsApp takes approved templates only; `{name}` is {status}. Choose another one.'],
  },
  waba_id_required: {
    status: 422,
    en: [
      'Account id needed',
      'Templates and the subscription belong to the WhatsApp Business account: enter its id (`wabaId`) in the channel.',
    ],
  },
  media_empty: {
    status: 422,
    en: ['Empty file', 'The file has no bytes. Send one that has.'],
  },
  media_on_its_way: {
    status: 503,
    en: [
      'File on its way',
      'WhatsApp has not delivered this file yet. It is being fetched; ask again in half a minute.',
    ],
  },
  media_never_came: {
    status: 410,
    en: ['File never came', 'WhatsApp did not deliver this file and will not do so any more. The message says why.'],
  },
  media_missing: {
    status: 410,
    en: ['File is lost', 'This file was here and is gone from the server. Ask for it again.'],
  },
  media_too_large: {
    status: 413,
    en: ['Media too large', 'WhatsApp takes at most {limit} of this kind. Send a smaller file.'],
  },
  media_type_not_allowed: {
    status: 422,
    en: [
      'Media type not taken',
      'WhatsApp does not take {type}. It takes JPEG, PNG and WebP; MP4 and 3GP; AAC, AMR, MP3 and OGG (Opus); PDF, Word, Excel, PowerPoint and text. Convert the file, or send its address as `mediaLink`.',
    ],
  },
  whatsapp_refused: {
    status: 502,
    en: ['WhatsApp refused', 'WhatsApp answered: {reason}'],
  },
  whatsapp_unreachable: {
    status: 502,
    en: ['WhatsApp is unreachable', 'WhatsApp did not respond. Try again in a moment.'],
  },
  callback_unreachable: {
    status: 422,
    en: [
      'Address not reached by WhatsApp',
      'WhatsApp asked {url} and did not get the right response: {reason}. Set PUBLIC_URL to an https address that the internet reaches, or subscribe without overriding the callback.',
    ],
  },
  pin_wrong: {
    status: 422,
    en: [
      'Wrong PIN',
      'The number has another PIN for its two-step verification. Use that one, or reset it in the WhatsApp Manager.',
    ],
  },
  contact_not_blockable: {
    status: 422,
    en: ['Cannot be blocked', 'WhatsApp lets a number block only people who wrote to it within the last 24 hours.'],
  },
  invalid_signature: {
    status: 401,
    en: ['Invalid signature', 'The signature does not match the body. Check the app secret of this channel.'],
  },
  invalid_verify_token: {
    status: 403,
    en: ['Wrong verify token', 'The verify token is not the one of this channel. Copy it from the channel settings.'],
  },

  // Webhooks
  url_not_allowed: {
    status: 422,
    en: [
      'Address not allowed',
      'Recado may not post to {url}: {reason}. Use a public http(s) address, or allow it in ALLOW_PRIVATE_NETWORKS.',
    ],
  },
  push_keys_invalid: {
    status: 422,
    en: ['Not a key of a browser', 'Send `keys` as `PushSubscription.toJSON()` returns them.'],
  },
  header_not_allowed: {
    status: 422,
    en: ['Header not allowed', 'The header `{name}` is set by Recado or by HTTP itself. Leave it out.'],
  },
  endpoint_secrets_needed: {
    status: 403,
    en: ['Token and headers needed', 'With another URL, enter token and headers again, or ask an administrator.'],
  },
  header_not_stored: {
    status: 422,
    en: ['No value to keep', 'There is no stored value of the header `{name}`. Give one, or leave the header out.'],
  },
  header_name_invalid: {
    status: 422,
    en: ['Not a header', '`{name}` cannot be the name of a header. Use letters, digits and hyphens, 100 at most.'],
  },
  header_value_invalid: {
    status: 422,
    en: [
      'Header value not allowed',
      'The value of the header `{name}` cannot be sent. Use visible ASCII characters on one line, without blanks at its ends.',
    ],
  },
  header_twice: {
    status: 422,
    en: ['Header given twice', 'The header `{name}` is given twice: upper and lower case are the same. Leave one out.'],
  },
  too_many_endpoints: {
    status: 409,
    en: ['Too many endpoints', 'A channel or a queue has {limit} endpoints at most. Delete one that is not needed.'],
  },
  endpoint_disabled: {
    status: 409,
    en: ['Endpoint is disabled', 'Enable the endpoint first; what it missed meanwhile can be sent then.'],
  },
  rotation_running: {
    status: 409,
    en: [
      'Rotation is running',
      'The old secret still signs beside the new one until {until}. Wait for that, or rotate with `overlapHours` 0: then every secret before the newest ends at once.',
    ],
  },
  delivery_not_waiting: {
    status: 409,
    en: ['Delivery is not waiting', 'It was delivered or given up meanwhile. Load it again.'],
  },
  replay_running: {
    status: 409,
    en: ['Replay is running', 'A replay of this endpoint is running: {replayId}. Wait for it, or cancel it.'],
  },
  consumer_not_found: {
    status: 404,
    en: ['No such consumer', 'There is no consumer {name}. Create it with PUT.'],
  },
  position_behind: {
    status: 409,
    en: ['Position is behind', 'The consumer is at {position} already. A commit only moves forward; seek to go back.'],
  },
  events_gone: {
    status: 410,
    en: ['Events are gone', 'Events before {oldest} are not stored any more. Start from there.'],
  },

  // Us
  internal_error: {
    status: 500,
    en: ['Our fault', 'Something went wrong here. Try again; if it stays, give us the request id {requestId}.'],
  },
  unavailable: {
    status: 503,
    en: [
      'Not available right now',
      'The database or the file store cannot be reached or is busy. Try again in a few seconds.',
    ],
  },
} as const satisfies Record<string, Row>
