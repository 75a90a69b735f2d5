/** The refusals of webhooks: endpoints, deliveries, replays and consumers. Spread into the one table of table.ts. */
import type { Row } from './row.ts'

export const WEBHOOK_REFUSALS = {
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
} as const satisfies Record<string, Row>
