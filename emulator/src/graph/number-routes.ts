import type { Emulation } from '../emulation.ts'
import { startSync } from '../meta/history.ts'
import { isObject } from '../world/state.ts'
import { blockRoutes } from './block-routes.ts'
import { GraphError, invalid, type Json, missing } from './graph-error.ts'
import { afterResponse, baseUrlOf, numberAt, type On, success } from './graph-route.ts'
import { changeProfile, describeProfile } from './profile.ts'
import { qrCodeRoutes } from './qr-code-routes.ts'

/** The things of a phone number: profile, registration, settings, the phone app's data, blocked people, QR codes. */
export function numberRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation

  on('GET', '/:id/whatsapp_business_profile', ({ request, parameters }) => ({
    data: [describeProfile(numberAt(emulation, request), parameters.fields)],
  }))
  on('POST', '/:id/whatsapp_business_profile', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    productOf(parameters)
    changeProfile(number, parameters)
    return success
  })

  on('POST', '/:id/register', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    productOf(parameters)
    if (!/^\d{6}$/.test(String(parameters.pin ?? ''))) throw invalid('pin must have six digits.')
    if (number.pin !== null && number.pin !== String(parameters.pin)) {
      throw new GraphError(133005, 'The PIN of the two-step verification is another one.')
    }
    number.pin = String(parameters.pin)
    number.isRegistered = true
    return success
  })
  on('POST', '/:id/deregister', ({ request }) => {
    numberAt(emulation, request).isRegistered = false
    return success
  })
  on('POST', '/:id/request_code', ({ request, parameters }) => {
    numberAt(emulation, request)
    if (!['SMS', 'VOICE'].includes(String(parameters.code_method))) throw invalid('code_method is SMS or VOICE.')
    if (typeof parameters.language !== 'string') throw missing('language')
    return success
  })
  on('POST', '/:id/verify_code', ({ request, parameters }) => {
    numberAt(emulation, request)
    if (!/^\d{3}-?\d{3}$/.test(String(parameters.code ?? ''))) throw new GraphError(136025, 'The code is not valid.')
    return success
  })

  on('GET', '/:id/settings', ({ request }) => numberAt(emulation, request).settings)
  on('POST', '/:id/settings', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    const known = ['calling', 'storage_configuration', 'payload_encryption', 'user_identity_change']
    const given = Object.entries(parameters).filter(([name]) => known.includes(name))
    if (given.length === 0) throw new GraphError(100, `One of ${known.join(', ')} is required.`)
    for (const [name, value] of given) {
      if (!isObject(value)) throw invalid(`${name} must be an object.`)
      number.settings[name] = { ...(number.settings[name] as Json | undefined), ...value }
    }
    return success
  })

  on('GET', '/:id/whatsapp_commerce_settings', ({ request }) => {
    const number = numberAt(emulation, request)
    return { data: [{ ...number.commerce, id: number.phoneNumberId }] }
  })
  on('POST', '/:id/whatsapp_commerce_settings', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    for (const name of ['is_catalog_visible', 'is_cart_enabled'] as const) {
      if (parameters[name] !== undefined) number.commerce[name] = String(parameters[name]) === 'true'
    }
    return success
  })

  on('POST', '/:id/conversational_automation', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    for (const name of ['enable_welcome_message', 'commands', 'prompts'] as const) {
      if (parameters[name] !== undefined) number.automation[name] = parameters[name]
    }
    return success
  })

  on('POST', '/:id/smb_app_data', call => {
    const number = numberAt(emulation, call.request)
    const { sync_type } = call.parameters
    if (sync_type !== 'history' && sync_type !== 'smb_app_state_sync') {
      throw invalid('sync_type is history or smb_app_state_sync.')
    }
    if (!number.coexistence) throw new GraphError(100, 'The number is not used in the WhatsApp Business app.')
    const baseUrl = baseUrlOf(call.request)
    afterResponse(emulation, call, () => startSync(emulation, baseUrl, number, sync_type))
    return { messaging_product: 'whatsapp', request_id: world.ids.requestId() }
  })

  blockRoutes(on, emulation)
  qrCodeRoutes(on, emulation)
}

function productOf(parameters: Json): void {
  if (parameters.messaging_product !== 'whatsapp') {
    throw new GraphError(100, undefined, { message: '(#100) The parameter messaging_product is required.' })
  }
}
