/** What was done, in words. An action that a later server adds is shown by its own name. */
import i18next from 'i18next'
import type { AuditEntry } from '../api/types.ts'

export const KINDS = [
  ...['company', 'user', 'session', 'invitation', 'api_key', 'external_api', 'channel', 'queue', 'closing_reason'],
  ...['quick_reply', 'tag', 'stage', 'followup', 'wallet', 'custom_field', 'contact', 'endpoint', 'replay'],
  ...['delivery', 'lane', 'consumer', 'alert', 'alert_settings', 'saved_view'],
] as const

const ACTS = [
  ...['created', 'updated', 'deleted', 'ordered', 'revoked', 'renewed', 'exported', 'erased', 'merged', 'split'],
  ...[
    'ignored',
    'blocked',
    'unblocked',
    'started',
    'ended',
    'others_ended',
    'all_ended',
    'lanes_released',
    'refused',
    'password_changed',
  ],
  ...['password_set', 'password_link_made', 'joined', 'email_confirmed', 'signed_out', 'signed_out_everywhere'],
  ...['second_factor_on', 'second_factor_off', 'second_factor_removed', 'recovery_codes_renewed', 'queues_set'],
  ...[
    'members_set',
    'automation_set',
    'secret_rotated',
    'token_renewed',
    'cancelled',
    'redelivered',
    'released',
    'moved',
  ],
  ...['acknowledged', 'inbound_retried', 'subscribed', 'registered', 'asked', 'profile_updated'],
] as const

/** An audited name may be the name of a member of every object, so only own keys of the lists are looked up. */
const known = <T extends string>(list: readonly T[], given: string): T | undefined => list.find(one => one === given)

export function kindOf(what: string): string {
  const kind = known(KINDS, what.split('.')[0] ?? '')
  return kind === undefined ? what : i18next.t(`kinds.${kind}`, { ns: 'audit' })
}

export function actOf(what: string): string {
  const act = known(ACTS, what.split('.')[1] ?? '')
  return act === undefined ? what : i18next.t(`acts.${act}`, { ns: 'audit' })
}

/** The name of the changed thing: the present one, or the one when it was made or deleted. */
export function nameOf({ what, targetName, targetId, changes }: AuditEntry): string | undefined {
  if (targetName !== null) return targetName
  const [before, after] = changes.name ?? []
  const then = after ?? before
  if (typeof then === 'string') return then
  // There is one company, and its number says nothing.
  return targetId === null || what.startsWith('company.') ? undefined : `#${targetId}`
}

/** `reopenWithinMinutes` as `reopen within minutes`: the API's own word, made readable. */
export const fieldName = (name: string): string =>
  name
    .replaceAll(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase()

const say = (key: 'nothing' | 'yes' | 'no' | 'secret') => i18next.t(key, { ns: 'audit' })

export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return say('nothing')
  if (value === true) return say('yes')
  if (value === false) return say('no')
  if (value === '(not shown)') return say('secret')
  if (Array.isArray(value)) return value.length === 0 ? say('nothing') : value.map(one => shownValue(one)).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
