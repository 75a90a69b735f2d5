import type { Emulation } from '../emulation.ts'
import { NUMBER, onlyFields } from './fields.ts'
import { accountAt, type On, success } from './graph-route.ts'
import { describeNumber } from './node-routes.ts'
import { pageOf } from './paging.ts'
import { checkOverride } from './subscription.ts'

/** An account's numbers, and whether the app is subscribed to its webhooks. */
export function accountRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation

  on('GET', '/:id/phone_numbers', ({ request, parameters }) => {
    const { id } = accountAt(emulation, request)
    const numbers = [...world.numbers.values()].filter(number => number.wabaId === id)
    return pageOf(
      request,
      numbers.map(number => onlyFields(describeNumber(emulation, number), parameters.fields, NUMBER)),
    )
  })

  on('GET', '/:id/subscribed_apps', ({ request }) => {
    const { isSubscribed, callbackOverride } = accountAt(emulation, request)
    if (!isSubscribed) return { data: [] }
    const app = { name: 'Emulator', link: 'https://example.invalid/app', id: '900000000000001' }
    return {
      data: [{ whatsapp_business_api_data: app, ...(callbackOverride && { override_callback_uri: callbackOverride }) }],
    }
  })

  on('POST', '/:id/subscribed_apps', async ({ request, parameters }) => {
    const account = accountAt(emulation, request)
    const { override_callback_uri: url, verify_token: token } = parameters
    account.callbackOverride = url === undefined ? null : await checkOverride(world.verifyToken, url, token)
    account.isSubscribed = true
    return success
  })

  on('DELETE', '/:id/subscribed_apps', ({ request }) => {
    const account = accountAt(emulation, request)
    account.isSubscribed = false
    account.callbackOverride = null
    return success
  })
}
