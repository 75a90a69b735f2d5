import type { FastifyRequest } from 'fastify'
import type { Emulation } from '../emulation.ts'
import { GraphError, type Json } from './graph-error.ts'
import { verifyCallback } from '../webhook/handshake.ts'
import { displayForm } from '../world/phone.ts'
import type { BusinessNumber } from '../world/world.ts'

/** Numbers, profiles and subscriptions, as the Graph API shows and takes them. */
export function describeNumber({ world }: Emulation, number: BusinessNumber): Json {
  const accountCallback = world.subscriptions.get(number.wabaId)
  return {
    verified_name: number.verifiedName,
    code_verification_status: 'VERIFIED',
    display_phone_number: displayForm(number.displayPhoneNumber),
    quality_rating: 'GREEN',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    webhook_configuration: {
      ...(number.callbackOverride && { phone_number: number.callbackOverride }),
      ...(accountCallback && { whatsapp_business_account: accountCallback }),
      ...(world.callbackUrl && { application: world.callbackUrl }),
    },
    status: 'CONNECTED',
    name_status: 'APPROVED',
    whatsapp_business_manager_messaging_limit: 'TIER_250',
    is_on_biz_app: number.coexistence,
    id: number.phoneNumberId,
  }
}

const shownByDefault: Json = {
  verified_name: 1,
  code_verification_status: 1,
  display_phone_number: 1,
  quality_rating: 1,
  platform_type: 1,
  throughput: 1,
  webhook_configuration: 1,
  id: 1,
}

/** `fields=a,b` shows those and the id; without it a number shows its usual ones and anything else everything. */
export function onlyFields(object: Json, fields: string | undefined): Json {
  const isNumber = 'display_phone_number' in object
  if (!fields && !isNumber) return object
  const wanted = fields ? ['id', ...fields.split(',').map(field => field.trim())] : Object.keys(shownByDefault)
  return Object.fromEntries(Object.entries(object).filter(([key]) => wanted.includes(key)))
}

export function profileOf(number: BusinessNumber, fields: string | undefined): Json {
  const profile: Json = { about: '', ...number.profile }
  const shown = fields ? onlyFields(profile, fields) : profile
  return { ...shown, messaging_product: 'whatsapp' }
}

/** A page of a list: `limit`, `after`, and `paging.next` until the last. */
export function pageOf(request: Pick<FastifyRequest, 'query' | 'url' | 'protocol' | 'host'>, items: Json[]): Json {
  const query = request.query as Record<string, string | undefined>
  const limit = Math.min(Math.max(Number(query.limit ?? 25) || 25, 1), 100)
  const start = query.after ? Number(Buffer.from(query.after, 'base64url').toString()) || 0 : 0
  const end = start + limit
  const cursor = (position: number) => Buffer.from(String(position)).toString('base64url')
  const next = new URL(request.url, `${request.protocol}://${request.host}`)
  next.searchParams.set('after', cursor(end))
  return {
    data: items.slice(start, end),
    paging: {
      cursors: { before: cursor(start), after: cursor(Math.min(end, items.length)) },
      ...(end < items.length && { next: next.href }),
    },
  }
}

export async function subscribe({ world }: Emulation, wabaId: string, body: Json): Promise<void> {
  const override = body.override_callback_uri
  if (override !== undefined) await checkOverride(world.verifyToken, override, body.verify_token)
  world.subscriptions.set(wabaId, typeof override === 'string' ? override : null)
}

export async function setCallbackOverride(emulation: Emulation, number: BusinessNumber, given: unknown): Promise<void> {
  if (typeof given !== 'object' || given === null) throw new GraphError(100, 'webhook_configuration is required.')
  const { override_callback_uri: url, verify_token: token } = given as Json
  if (url === '') {
    number.callbackOverride = null
    return
  }
  await checkOverride(emulation.world.verifyToken, url, token)
  number.callbackOverride = String(url)
}

/** An override is asked for its challenge before it is taken. */
async function checkOverride(defaultToken: string, url: unknown, token: unknown): Promise<void> {
  if (typeof url !== 'string' || url.length > 200 || !URL.canParse(url)) {
    throw new GraphError(100, 'override_callback_uri must be an address of at most 200 characters.')
  }
  const outcome = await verifyCallback(url, typeof token === 'string' ? token : defaultToken)
  if (outcome.ok) return
  throw new GraphError(2200, undefined, {
    message:
      '(#2200) Callback verification failed with the following errors: ' +
      `HTTP Status Code = ${outcome.status ?? 'none'}; ${outcome.reason}`,
  })
}
