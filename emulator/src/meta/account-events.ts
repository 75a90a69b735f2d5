import type { Emulation } from '../emulation.ts'
import { type Json, webhookError } from '../graph/graph-error.ts'
import { accountChange, changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import { ensureCustomer } from '../world/people.ts'
import { type CustomerInput, type Quality, unixSeconds } from '../world/state.ts'
import { accountOf, numberOf } from '../world/world.ts'

export type AccountEvents = ReturnType<typeof createAccountEvents>

/** What Meta reports about an account, its numbers and the people's settings, each as the webhook of its own field. */
export function createAccountEvents({ world, webhooks }: Emulation) {
  const send = (field: string, value: Json, wabaId = accountOf(world).id) =>
    webhooks.send(accountChange(world, wabaId, field, value))

  return {
    /**
     * `account_update`: `ACCOUNT_VIOLATION`, `ACCOUNT_RESTRICTION`, `DISABLED_UPDATE`, `PARTNER_REMOVED`,
     * `ACCOUNT_OFFBOARDED`, `ACCOUNT_RECONNECTED` and the others; `details` are merged in, such as
     * `{ violation_info: { violation_type: 'ADULT' } }` or `{ ban_info: { waba_ban_state: 'DISABLE' } }`.
     */
    update(event: string, details: Json = {}, wabaId?: string): void {
      send('account_update', { event, ...details }, wabaId)
    },

    /** `account_alerts`. */
    alert(alert: { type: string; severity?: string; status?: string; description?: string; wabaId?: string }): void {
      const { type, severity = 'WARNING', status = 'ACTIVE', description = '', wabaId = accountOf(world).id } = alert
      const alert_info = {
        alert_severity: severity,
        alert_status: status,
        alert_type: type,
        alert_description: description,
      }
      send('account_alerts', { entity_type: 'WABA', entity_id: wabaId, alert_info }, wabaId)
    },

    /** `account_review_update`: `APPROVED`, `REJECTED`, `PENDING`, `DEFERRED`. */
    review(decision: string, wabaId?: string): void {
      send('account_review_update', { decision }, wabaId)
    },

    /** `business_capability_update`: limits of the whole business. */
    capability(limits: Json, wabaId?: string): void {
      send('business_capability_update', limits, wabaId)
    },

    /** `security`: the two-step PIN was changed, or somebody asked for its reset. */
    security(event: string, phoneNumberId?: string): void {
      const number = numberOf(world, phoneNumberId)
      send('security', { display_phone_number: number.displayPhoneNumber, event }, number.wabaId)
    },

    /** `phone_number_quality_update`, and what the Graph API then returns about the number. */
    quality(change: QualityChange): void {
      const number = numberOf(world, change.phoneNumberId)
      const { event, limit = number.messagingLimit, quality = number.quality } = change
      const old = number.messagingLimit
      number.messagingLimit = limit
      number.quality = quality
      if (event === 'THROUGHPUT_UPGRADE') number.throughput = 'HIGH'
      if (event === 'FLAGGED') number.status = 'FLAGGED'
      if (event === 'UNFLAGGED') number.status = 'CONNECTED'
      send(
        'phone_number_quality_update',
        {
          display_phone_number: number.displayPhoneNumber,
          event,
          old_limit: old,
          current_limit: limit,
          max_daily_conversations_per_business: limit,
        },
        number.wabaId,
      )
    },

    /** `phone_number_name_update`: the decision about a display name. */
    name(change: { decision: string; name: string; reason?: string; phoneNumberId?: string }): void {
      const number = numberOf(world, change.phoneNumberId)
      number.nameStatus = change.decision
      if (change.decision === 'APPROVED') number.verifiedName = change.name
      send(
        'phone_number_name_update',
        {
          display_phone_number: number.displayPhoneNumber,
          decision: change.decision,
          requested_verified_name: change.name,
          rejection_reason: change.reason ?? null,
        },
        number.wabaId,
      )
    },

    /** An error of the number itself, in a `messages` change without a message. */
    error(code: number, details: string, phoneNumberId?: string): void {
      webhooks.send(changeOf(numberOf(world, phoneNumberId), { errors: [webhookError(code, details)] }))
    },

    /** `user_preferences`: a person stops marketing messages, or wants them again. */
    preference(person: string | CustomerInput, value: 'stop' | 'resume', phoneNumberId?: string): void {
      const number = numberOf(world, phoneNumberId)
      const customer = ensureCustomer(world, person)
      customer.stoppedMarketing = value === 'stop'
      const waId = visibleWaId(customer)
      const preference = {
        ...(waId && { wa_id: waId }),
        user_id: customer.userId,
        detail: `User requested to ${value} marketing messages`,
        category: 'marketing_messages',
        value,
        timestamp: unixSeconds(world),
      }
      const contacts = [contactOf(customer)]
      webhooks.send(changeOf(number, { contacts, user_preferences: [preference] }, 'user_preferences'))
    },

    /** `user_id_update`: the person continues under another BSUID. The shape follows third parties; Meta's page was not read. */
    userId(person: string | CustomerInput, userId: string, phoneNumberId?: string): void {
      const number = numberOf(world, phoneNumberId)
      const customer = ensureCustomer(world, person)
      const previous = customer.userId
      customer.userId = userId
      const waId = visibleWaId(customer)
      const update = {
        ...(waId && { wa_id: waId }),
        detail: 'The user id of this person changed.',
        user_id: { previous, current: userId },
        timestamp: unixSeconds(world),
      }
      const contacts = [contactOf(customer)]
      webhooks.send(changeOf(number, { contacts, user_id_update: [update] }, 'user_id_update'))
    },

    /** Sets whether the app is subscribed to the account. Without a subscription nothing arrives, and nothing reports that. */
    subscribe(isSubscribed: boolean, wabaId?: string): void {
      accountOf(world, wabaId).isSubscribed = isSubscribed
    },

    /** Any other field that Meta has or will have: `value` as it is, in an account's entry or in a number's. */
    field(field: string, value: Json, where: { wabaId?: string; phoneNumberId?: string } = {}): void {
      if (where.phoneNumberId) webhooks.send(changeOf(numberOf(world, where.phoneNumberId), value, field))
      else send(field, value, where.wabaId)
    },
  }
}

export type QualityChange = {
  /** `FLAGGED`, `UNFLAGGED`, `UPGRADE`, `DOWNGRADE`, `ONBOARDING`, `THROUGHPUT_UPGRADE`. */
  event: string
  /** `TIER_250`, `TIER_2K`, `TIER_10K`, `TIER_100K`, `TIER_UNLIMITED`. */
  limit?: string
  quality?: Quality
  phoneNumberId?: string
}
