import type { Emulation } from '../emulation.ts'
import { checkOwner, describeMedia, findMedia } from '../world/media.ts'
import { displayForm } from '../world/phone.ts'
import { type BusinessNumber, isObject } from '../world/state.ts'
import { ACCOUNT, FLOW, GROUP, MEDIA, NUMBER, onlyFields, TEMPLATE } from './fields.ts'
import { deleteFlow, describeFlow, findFlow, updateFlow } from './flow-routes.ts'
import { GraphError, invalid, type Json, missing, unknownObject } from './graph-error.ts'
import { baseUrlOf, type Call, type GraphRequest, type On, success } from './graph-route.ts'
import { changeGroup, deleteGroup, describeGroup } from './group-routes.ts'
import { checkOverride } from './subscription.ts'
import { describeTemplate, editTemplate, findTemplateById } from './template-routes.ts'

/** `/{id}`: the id alone decides whether it is a number, an account, a file, a template, a Flow or a group. */
export function nodeRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation
  const place = (request: GraphRequest) => (world.media.has(request.params.id) ? 'media' : 'management')

  on('GET', '/me', ({ parameters }) =>
    onlyFields({ id: '900000000000009', name: 'Emulator' }, parameters.fields, {
      name: 'SystemUser',
      fields: new Set(['id', 'name']),
    }),
  )

  on('GET', '/debug_token', ({ parameters }) => {
    if (typeof parameters.input_token !== 'string') throw missing('input_token')
    const isValid = parameters.input_token === world.settings.accessToken && !world.tokenExpired
    const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging']
    const target_ids = [...world.accounts.keys()]
    return {
      data: {
        app_id: '900000000000001',
        type: 'SYSTEM_USER',
        application: 'Emulator',
        is_valid: isValid,
        expires_at: 0,
        data_access_expires_at: 0,
        scopes: isValid ? scopes : [],
        granular_scopes: isValid ? scopes.map(scope => ({ scope, target_ids })) : [],
      },
    }
  })

  on('GET', '/:id', call => describeNode(emulation, call), place)
  on('POST', '/:id', call => changeNode(emulation, call), place)
  on('DELETE', '/:id', call => deleteNode(emulation, call), place)
}

function describeNode(emulation: Emulation, { request, parameters }: Call): Json {
  const { world } = emulation
  const { id } = request.params
  const { fields } = parameters
  const number = world.numbers.get(id)
  if (number) return onlyFields(describeNumber(emulation, number), fields, NUMBER)
  const media = findMedia(world, id)
  if (media) {
    checkOwner(world, media, request.query.phone_number_id)
    return onlyFields(describeMedia(world, media, baseUrlOf(request)), fields, MEDIA)
  }
  const account = world.accounts.get(id)
  if (account) return onlyFields(describeAccount(account), fields, ACCOUNT)
  const template = findTemplateById(world, id)
  if (template) return onlyFields(describeTemplate(template.template), fields, TEMPLATE)
  const flow = findFlow(world, id)
  if (flow) return onlyFields(describeFlow(flow.flow, baseUrlOf(request)), fields, FLOW)
  const group = world.groups.get(id)
  if (group) return onlyFields(describeGroup(world, group), fields, GROUP)
  throw unknownObject('get', id)
}

async function changeNode(emulation: Emulation, call: Call): Promise<Json> {
  const { request, parameters } = call
  const { world } = emulation
  const { id } = request.params
  const number = world.numbers.get(id)
  if (number) return changeNumber(emulation, number, parameters)
  const template = findTemplateById(world, id)
  if (template) return editTemplate(emulation, template, call)
  const flow = findFlow(world, id)
  if (flow) return updateFlow(flow.flow, parameters)
  const group = world.groups.get(id)
  if (group) return changeGroup(emulation, group, call)
  throw unknownObject('post', id)
}

function deleteNode(emulation: Emulation, call: Call): Json {
  const { request } = call
  const { world } = emulation
  const { id } = request.params
  const media = findMedia(world, id)
  if (media) {
    checkOwner(world, media, request.query.phone_number_id)
    world.media.delete(media.id)
    return success
  }
  const flow = findFlow(world, id)
  if (flow) return deleteFlow(flow)
  const group = world.groups.get(id)
  if (group) return deleteGroup(emulation, group, call)
  throw unknownObject('delete', id)
}

/** The callback override, the two-step PIN, a new display name. */
async function changeNumber({ world }: Emulation, number: BusinessNumber, parameters: Json): Promise<Json> {
  const { webhook_configuration, pin, new_display_name } = parameters
  if (webhook_configuration === undefined && pin === undefined && new_display_name === undefined) {
    throw new GraphError(100, 'One of webhook_configuration, pin and new_display_name is required.')
  }
  if (pin !== undefined) {
    if (!/^\d{6}$/.test(String(pin))) throw invalid('pin must have six digits.')
    number.pin = String(pin)
  }
  if (new_display_name !== undefined) number.nameStatus = 'PENDING_REVIEW'
  if (webhook_configuration === undefined) return success
  if (!isObject(webhook_configuration)) throw invalid('webhook_configuration must be an object.')
  const { override_callback_uri: url, verify_token: token } = webhook_configuration
  if (url === '') number.callbackOverride = null
  else number.callbackOverride = await checkOverride(world.verifyToken, url, token)
  return success
}

export function describeNumber({ world }: Emulation, number: BusinessNumber): Json {
  const accountCallback = world.accounts.get(number.wabaId)?.callbackOverride
  return {
    verified_name: number.verifiedName,
    code_verification_status: 'VERIFIED',
    display_phone_number: displayForm(number.displayPhoneNumber),
    quality_rating: number.quality,
    quality_score: { score: number.quality },
    platform_type: 'CLOUD_API',
    host_platform: 'CLOUD_API',
    throughput: { level: number.throughput },
    webhook_configuration: {
      ...(number.callbackOverride && { phone_number: number.callbackOverride }),
      ...(accountCallback && { whatsapp_business_account: accountCallback }),
      ...(world.callbackUrl && { application: world.callbackUrl }),
    },
    status: number.isRegistered ? number.status : 'DISCONNECTED',
    account_mode: 'LIVE',
    name_status: number.nameStatus,
    is_official_business_account: number.groups,
    is_pin_enabled: number.pin !== null,
    is_on_biz_app: number.coexistence,
    messaging_limit_tier: number.messagingLimit,
    whatsapp_business_manager_messaging_limit: number.messagingLimit,
    health_status: health(number),
    conversational_automation: { id: number.phoneNumberId, ...number.automation },
    id: number.phoneNumberId,
  }
}

function health(number: BusinessNumber): Json {
  const can_send_message = number.isRegistered && number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED'
  return {
    can_send_message,
    entities: [
      { entity_type: 'PHONE_NUMBER', id: number.phoneNumberId, can_send_message },
      { entity_type: 'WABA', id: number.wabaId, can_send_message: 'AVAILABLE' },
    ],
  }
}

const describeAccount = ({ id, name }: { id: string; name: string }): Json => ({
  id,
  name,
  timezone_id: '25',
  message_template_namespace: 'e0000000_0000_4000_8000_000000000001',
  currency: 'BRL',
  country: 'BR',
  account_review_status: 'APPROVED',
  business_verification_status: 'verified',
  ownership_type: 'SELF',
  status: 'ACTIVE',
})
