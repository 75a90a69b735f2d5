/**
 * Every refusal that Recado can return: a stable code, an HTTP status, and what to do about it in English (portuguese.ts and
 * spanish.ts say the same). A code that was released never changes its meaning, because programs use it. The caller fills in
 * `{name}`.
 */
import { notFound, type Row } from './row.ts'
import { ACCESS_REFUSALS } from './table-access.ts'
import { CHANNEL_REFUSALS } from './table-channel.ts'
import { DESK_REFUSALS } from './table-desk.ts'
import { EXTERNAL_REFUSALS } from './table-external.ts'
import { WEBHOOK_REFUSALS } from './table-webhooks.ts'

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

  ...EXTERNAL_REFUSALS,
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
  ...CHANNEL_REFUSALS,
  ...WEBHOOK_REFUSALS,

  // Us
  internal_error: {
    status: 500,
    en: ['Our fault', 'Something went wrong here. Try again; if it stays, give us the request id {requestId}.'],
  },
  disk_full: {
    status: 503,
    en: [
      'The disk is full',
      'Nothing of this was stored. It works again as soon as whoever runs the server has made room; then send it again.',
    ],
  },
  unavailable: {
    status: 503,
    en: [
      'Not available right now',
      'The database or the file store cannot be reached or is busy. Try again in a few seconds.',
    ],
  },
} as const satisfies Record<string, Row>
