/**
 * Reads what Meta reports about accounts, numbers and templates, each in a field of its own. Everything becomes a line that an
 * administrator can read; some reports open or end a problem of a channel.
 */
import { createHash } from 'node:crypto'
import { type ProblemCode, problemNamed } from '../health/channel-problem.ts'
import { idIn, type Json, numberIn, objectIn, objectsIn, secondsIn, textIn } from '../json.ts'
import type { Context } from './read-message.ts'
import type { NoticeUpdate, TemplateNews } from './update.ts'

interface Said {
  event: string | null
  details: string | null
  opens?: ProblemCode[]
  ends?: ProblemCode[]
  isWorthALook?: boolean
  template?: TemplateNews | null
}

const MAX_DETAILS = 1_000

/** Undefined for a field that is not a notice. `entry` is Meta's, with the account's id and, mostly, the instant. */
export function readNotice(field: string, value: Json, entry: Json, context: Context): NoticeUpdate | undefined {
  const read = NOTICES.get(field)
  return read === undefined ? undefined : noticeOf(field, read(value), value, entry, context)
}

/** An error of the number itself, in a change without a message. */
export function readError(error: Json, entry: Json, context: Context): NoticeUpdate {
  const code = numberIn(error.code)
  const details = textIn(objectIn(error.error_data).details) ?? textIn(error.message) ?? textIn(error.title)
  const problem = code === null ? undefined : PACED.has(code) ? 'number_limited' : problemNamed(code)
  const said = { event: code === null ? null : String(code), details, opens: problem === undefined ? [] : [problem] }
  return noticeOf('errors', said, error, entry, context)
}

/** Codes for too many requests, of the number or of the account. */
const PACED = new Set([4, 80007, 130429, 131048])

function noticeOf(field: string, said: Said, value: Json, entry: Json, context: Context): NoticeUpdate {
  const given = secondsIn(entry.time) ?? secondsIn(value.timestamp)
  return {
    kind: 'notice',
    phoneNumberId: context.phoneNumberId,
    conversation: [],
    field,
    event: said.event?.slice(0, 200).toWellFormed() ?? null,
    details: said.details?.slice(0, MAX_DETAILS).toWellFormed() ?? null,
    wabaId: idIn(entry.id),
    number: textIn(value.display_phone_number)?.replace(/\D/g, '') || null,
    at: given ?? Math.floor(Date.now() / 1_000),
    hash: hashOf(field, given, entry.id, value),
    opens: said.opens ?? [],
    ends: said.ends ?? [],
    isWorthALook: said.isWorthALook ?? false,
    template: said.template ?? null,
  }
}

/** A hash of a part of a post, by which a repeat is recognized. */
export const hashOf = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

const of = (...parts: (string | null)[]): string | null => parts.filter(part => part !== null).join(' · ') || null

const NOTICES = new Map<string, (value: Json) => Said>([
  ['account_update', readAccount],
  [
    'account_alerts',
    value => {
      const alert = objectIn(value.alert_info)
      const severity = textIn(alert.alert_severity ?? value.alert_severity)
      const status = textIn(alert.alert_status ?? value.alert_status)
      const isOver = status !== null && status !== 'ACTIVE'
      const details = of(severity, status, textIn(alert.alert_description ?? value.alert_description))
      const event = textIn(alert.alert_type ?? value.alert_type)
      if (isOver) return { event, details, ends: ['account_warned'] }
      return { event, details, opens: severity === 'INFORMATIONAL' || severity === 'INFO' ? [] : ['account_warned'] }
    },
  ],
  [
    'account_review_update',
    value => {
      const event = textIn(value.decision)
      if (event === 'REJECTED') return { event, details: null, opens: ['account_warned'] }
      return { event, details: null, ends: event === 'APPROVED' ? ['account_warned'] : [] }
    },
  ],
  // Somebody changed the number's PIN, or asked for that. The administrators must know, in case it was none of them.
  ['security', value => ({ event: textIn(value.event), details: null, opens: ['account_warned'] })],
  [
    'phone_number_quality_update',
    value => ({
      event: textIn(value.event),
      details: of(textIn(value.old_limit), textIn(value.current_limit ?? value.max_daily_conversations_per_business)),
      isWorthALook: true,
    }),
  ],
  [
    'phone_number_name_update',
    value => {
      const event = textIn(value.decision)
      const reason = textIn(value.rejection_reason)
      return {
        event,
        details: of(textIn(value.requested_verified_name), reason === 'NONE' ? null : reason),
        opens: event === 'REJECTED' || event === 'DECLINED' ? ['account_warned'] : [],
        isWorthALook: true,
      }
    },
  ],
  ['business_capability_update', value => ({ event: null, details: pairsOf(value), isWorthALook: true })],
  ['business_username_update', value => ({ event: textIn(value.status), details: textIn(value.username) })],
  ['business_status_update', value => ({ event: textIn(value.event ?? value.business_status), details: null })],
  ['account_settings_update', value => ({ event: textIn(value.event ?? value.type), details: pairsOf(value) })],
  ['partner_solutions', value => ({ event: textIn(value.event), details: textIn(value.solution_status) })],
  ['payment_configuration_update', value => ({ event: textIn(value.status), details: pairsOf(value) })],
  ['flows', value => ({ event: textIn(value.event), details: textIn(value.message) })],
  ['message_template_status_update', value => ofTemplate(value, textIn(value.event), { status: textIn(value.event) })],
  [
    'message_template_quality_update',
    value => ofTemplate(value, textIn(value.new_quality_score), { quality: textIn(value.new_quality_score) }),
  ],
  [
    'template_category_update',
    value => {
      // It is announced with `correct_category`, and in force with `new_category`.
      const category = textIn(value.new_category)
      return ofTemplate(value, category ?? textIn(value.correct_category), { category })
    },
  ],
  ['message_template_components_update', value => ofTemplate(value, null, {})],
])

function readAccount(value: Json): Said {
  const event = textIn(value.event)
  const ban = textIn(objectIn(value.ban_info).waba_ban_state)
  const restrictions = objectsIn(value.restriction_info).map(one => textIn(one.restriction_type))
  const violation = textIn(objectIn(value.violation_info).violation_type)
  const details = of(ban, violation, ...restrictions)
  switch (event) {
    case 'PARTNER_REMOVED':
    case 'PARTNER_APP_UNINSTALLED':
    case 'ACCOUNT_OFFBOARDED':
      return { event, details, opens: ['partner_removed'], isWorthALook: true }
    case 'PARTNER_ADDED':
    case 'PARTNER_APP_INSTALLED':
    case 'ACCOUNT_RECONNECTED':
      return { event, details, ends: ['partner_removed'], isWorthALook: true }
    case 'ACCOUNT_DELETED':
      return { event, details, opens: ['account_restricted'], isWorthALook: true }
    case 'DISABLED_UPDATE':
      if (ban === 'REINSTATE') return { event, details, ends: ['account_restricted', 'account_warned'] }
      return {
        event,
        details,
        opens: [ban === 'DISABLE' ? 'account_restricted' : 'account_warned'],
        isWorthALook: true,
      }
    case 'ACCOUNT_RESTRICTION':
      return { event, details, opens: ['number_limited'], isWorthALook: true }
    case 'ACCOUNT_VIOLATION':
      return { event, details, opens: ['account_warned'] }
    default:
      return { event, details }
  }
}

function ofTemplate(
  value: Json,
  event: string | null,
  news: Partial<Pick<TemplateNews, 'status' | 'quality' | 'category'>>,
): Said {
  const [name, language] = [idIn(value.message_template_name), idIn(value.message_template_language)]
  const given = textIn(value.reason)
  const reason = given === 'NONE' ? null : given
  const what = name === null ? null : `${name} (${language ?? '?'})`
  if (name === null || language === null) return { event, details: of(what, reason) }
  const unsaid = { status: null, quality: null, category: null }
  return { event, details: of(what, reason), template: { name, language, reason, ...unsaid, ...news } }
}

/** Plain values of an object, as `name: value`. */
const pairsOf = (value: Json): string | null =>
  of(
    ...Object.entries(value).flatMap(([name, given]) => {
      const text = typeof given === 'boolean' ? String(given) : textIn(given)
      return text === null || name === 'display_phone_number' ? [] : [`${name}: ${text}`]
    }),
  )
