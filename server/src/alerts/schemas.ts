/** What the routes of alerts take and return. */
import { Type } from 'typebox'
import { change, Id, IdOrNull, Instant, InstantOrNull, named } from '../web/schema.ts'
import { type AlertKind, KINDS } from './alert.ts'

const nullableText = (description: string) => Type.Unsafe<string | null>({ type: ['string', 'null'], description })

export const AlertQuery = {
  open: Type.Optional(Type.Boolean({ description: 'true: incidents that go on. false: incidents that are over.' })),
  endpointId: Type.Optional(Id),
  channelId: Type.Optional(Id),
}

export const Alert = named(
  'Alert',
  Type.Object({
    id: Id,
    kind: Type.Unsafe<AlertKind>({
      type: 'string',
      enum: [...KINDS],
      description:
        'endpoint-down: it does not respond, its deliveries wait. endpoint-disabled: it responded with 410 or asked to be ' +
        'switched off. endpoint-broken: its secrets cannot be opened, nothing can be posted to it. tickets-failing: it has ' +
        'refused the next delivery of some tickets so often that it may be given up. deliveries-exhausted: ' +
        'given up after the last attempt, counted over an hour. tickets-held: the last attempt of their next delivery ' +
        'failed, and they wait until somebody decides. retention-near: what waits for it will soon be given up. ' +
        'channel-problem: something is wrong with a WhatsApp number. tickets-unseen: no attendant can see some tickets. ' +
        'files-missing: files of messages are lost. The last two are about the company.',
    }),
    endpointId: IdOrNull,
    endpointName: nullableText(
      "The endpoint's name at that time; it may have been deleted since. Null for alerts about a channel or the company.",
    ),
    channelId: IdOrNull,
    channelName: nullableText("For channel-problem: the channel's name at that time."),
    problem: nullableText("For channel-problem: the code shown in the channel's health."),
    title: nullableText('For channel-problem: what is wrong, in the language of `accept-language`.'),
    reason: nullableText(
      "The last error. For endpoint-disabled `gone` or `asked`; for channel-problem WhatsApp's own words; null for alerts that count something.",
    ),
    count: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description:
        'Deliveries given up, tickets held, tickets whose deliveries wait for too long, tickets unseen (1,000 stands for that many ' +
        'or more), or files.',
    }),
    expiresOn: nullableText('The first day (UTC) on which something is given up.'),
    openedAt: Instant,
    resolvedAt: InstantOrNull,
    acknowledgedAt: InstantOrNull,
    acknowledgedBy: nullableText('The user who acknowledged it first.'),
  }),
)

const alertUrl = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  minLength: 1,
  maxLength: 2_000,
  description: 'Alerts are posted here; null = nowhere.',
})
const alertEmails = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string', format: 'email', maxLength: 254 },
  maxItems: 20,
  description:
    'Who gets mail: active users of the company; null = its active administrators, an empty list = nobody. Only an e-mail ' +
    'that is confirmed (`POST /api/auth/email/ask`) gets any. At most 20 an hour; what is more waits.',
})

export const AlertSettings = Type.Object({ alertUrl, alertEmails })
export const AlertSettingsChange = Type.Object(
  { alertUrl: Type.Optional(alertUrl), alertEmails: Type.Optional(alertEmails) },
  change,
)
export const Secret = Type.Object({ secret: Type.String({ description: 'whsec_...' }) })
