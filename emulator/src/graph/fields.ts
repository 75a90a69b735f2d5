import { type Json, unknownField } from './graph-error.ts'

/** The fields that a kind of node has. Asking for another is an error; one that is known and not set is left out. */
export type NodeKind = { name: string; fields: Set<string>; byDefault?: Set<string> }

const kind = (name: string, fields: string, byDefault?: string): NodeKind => ({
  name,
  fields: new Set(fields.split(' ')),
  ...(byDefault && { byDefault: new Set(byDefault.split(' ')) }),
})

export const NUMBER = kind(
  'WhatsAppBusinessPhoneNumber',
  'id account_mode business_username certificate code_verification_status conversational_automation display_phone_number ' +
    'eligibility_for_api_business_global_search health_status host_platform is_coexistence is_inbox_enabled ' +
    'is_official_business_account is_on_biz_app is_pin_enabled is_preverified_number last_onboarded_time ' +
    'messaging_limit_tier name_status new_certificate new_display_name new_name_status official_business_account ' +
    'platform_type quality_rating quality_score search_visibility status throughput username verified_name ' +
    'webhook_configuration whatsapp_business_manager_messaging_limit whatsapp_business_profile',
  'id verified_name code_verification_status display_phone_number quality_rating platform_type throughput webhook_configuration',
)

export const ACCOUNT = kind(
  'WhatsAppBusinessAccount',
  'id account_review_status analytics auth_international_rate_eligibility business_verification_status country ' +
    'creation_time currency health_status is_enabled_for_insights linked_commerce_account marketing_messages_lite_api_status ' +
    'message_template_namespace message_templates name on_behalf_of_business_info owner_business_info ownership_type ' +
    'phone_numbers primary_business_location primary_funding_id purchase_order_number status subscribed_apps timezone_id',
  'id name timezone_id message_template_namespace',
)

export const TEMPLATE = kind(
  'WhatsAppMessageTemplate',
  'id ad_account_id ad_adset_id ad_campaign_id ad_id bid_spec category components correct_category cta_url_link_tracking_opted_out ' +
    'creative_sourcing_spec degrees_of_freedom_spec display_format is_primary_device_delivery_only language last_updated_time ' +
    'library_template_name message_send_ttl_seconds name parameter_format previous_category quality_score rejected_reason ' +
    'rejection_reason specific_rejection_reasons status sub_category template_placements',
)

export const PROFILE = kind(
  'WhatsAppBusinessProfile',
  'id about address description email messaging_product profile_picture_url vertical websites',
)

export const FLOW = kind(
  'WhatsAppFlow',
  'id application assets categories created_at data_api_version data_channel_uri endpoint_uri health_status json_version ' +
    'metric name preview status updated_at validation_errors whatsapp_business_account',
  'id name status categories validation_errors',
)

export const GROUP = kind(
  'WhatsAppGroup',
  'id created_at creation_timestamp description join_approval_mode messaging_product participants subject suspended total_participant_count',
  'id messaging_product',
)

export const MEDIA = kind('WhatsAppMedia', 'id file_size messaging_product mime_type sha256 url')

/** `fields=a,b{c},d.limit(1)` shows those and the id; without a list a node shows what is usual for it. */
export function onlyFields(node: Json, fields: unknown, { name, fields: known, byDefault }: NodeKind): Json {
  const named = typeof fields === 'string' && fields.trim() !== '' ? fieldNames(fields) : null
  for (const field of named ?? []) if (!known.has(field)) throw unknownField(field, name)
  const wanted = named ? new Set(['id', ...named]) : byDefault
  if (!wanted) return node
  return Object.fromEntries(Object.entries(node).filter(([key]) => wanted.has(key)))
}

/** The names at the top level of a list; a part in braces, or a call on a field, belongs to the field. */
function fieldNames(list: string): string[] {
  let depth = 0
  let top = ''
  for (const char of list) {
    if (char === '{' || char === '(') depth++
    if (depth === 0) top += char
    if (char === '}' || char === ')') depth = Math.max(0, depth - 1)
  }
  return top
    .split(',')
    .map(field => (field.trim().split('.')[0] as string).trim())
    .filter(field => field !== '')
}
