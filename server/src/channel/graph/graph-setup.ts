/** The calls to the Graph API that set a number up: token, account, subscription, registration, profile, blocked people. */

import { idIn, type Json, numberIn, objectIn, objectsIn, textIn } from '../json.ts'
import { call, type GraphAccount, type GraphResult, type GraphSettings } from './graph-call.ts'
import { lostError } from './graph-error.ts'

export interface TokenFacts {
  isValid: boolean
  /** Unix seconds; null when it never ends. */
  expiresAt: number | null
  scopes: string[]
  appId: string | null
  /** The accounts to which it has access. */
  wabaIds: string[]
}

/** What a token may do and how long. The token asks about itself, so whoever has no token learns nothing. */
export async function tokenFacts(
  graph: GraphSettings,
  account: Pick<GraphAccount, 'accessToken'>,
): Promise<GraphResult<TokenFacts>> {
  const query = new URLSearchParams({ input_token: account.accessToken })
  const result = await call(graph, account, 'GET', `debug_token?${query}`, 0)
  if (result.kind !== 'ok') return result
  const data = objectIn(result.value.data)
  const expiresAt = numberIn(data.expires_at)
  return {
    kind: 'ok',
    value: {
      isValid: data.is_valid === true,
      expiresAt: expiresAt === null || expiresAt <= 0 ? null : Math.trunc(expiresAt),
      scopes: Array.isArray(data.scopes) ? data.scopes.map(textIn).filter(scope => scope !== null) : [],
      appId: idIn(data.app_id),
      wabaIds: [
        ...new Set(
          objectsIn(data.granular_scopes)
            .filter(scope => textIn(scope.scope)?.startsWith('whatsapp_business'))
            .flatMap(scope => (Array.isArray(scope.target_ids) ? scope.target_ids : []))
            .flatMap(id => idIn(id) ?? []),
        ),
      ],
    },
  }
}

export interface Subscription {
  appId: string | null
  /** The address that replaces the app's own callback for the account's webhooks. */
  overrideUrl: string | null
}

/** The apps that get the account's webhooks. When there is none, nothing arrives and WhatsApp does not report that. */
export async function subscriptions(
  graph: GraphSettings,
  account: Pick<GraphAccount, 'accessToken'>,
  wabaId: string,
): Promise<GraphResult<Subscription[]>> {
  const result = await call(graph, account, 'GET', `${encodeURIComponent(wabaId)}/subscribed_apps`, 0)
  if (result.kind !== 'ok') return result
  const apps = objectsIn(result.value.data).map(app => ({
    appId: idIn(objectIn(app.whatsapp_business_api_data).id),
    overrideUrl: textIn(app.override_callback_uri),
  }))
  return { kind: 'ok', value: apps }
}

/** With a callback, the account's webhooks go to it instead of the app's, as soon as it has returned Meta's challenge. */
export function subscribe(
  graph: GraphSettings,
  account: Pick<GraphAccount, 'accessToken'>,
  wabaId: string,
  callback: { url: string; verifyToken: string } | null,
): Promise<GraphResult<Json>> {
  const body = callback === null ? {} : { override_callback_uri: callback.url, verify_token: callback.verifyToken }
  return call(graph, account, 'POST', `${encodeURIComponent(wabaId)}/subscribed_apps`, 0, body)
}

export interface SeenNumber {
  phoneNumberId: string
  wabaId: string
  displayPhoneNumber: string | null
  verifiedName: string | null
}

/** The numbers of an account. Entering the account of another number is a common mistake. */
export async function numbersSeen(
  graph: GraphSettings,
  account: Pick<GraphAccount, 'accessToken'>,
  wabaId: string,
): Promise<GraphResult<SeenNumber[]>> {
  const path = `${encodeURIComponent(wabaId)}/phone_numbers?fields=id,display_phone_number,verified_name&limit=100`
  const result = await call(graph, account, 'GET', path, 0)
  if (result.kind !== 'ok') return result
  const numbers = objectsIn(result.value.data).flatMap(number => {
    const phoneNumberId = idIn(number.id)
    const [displayPhoneNumber, verifiedName] = [textIn(number.display_phone_number), textIn(number.verified_name)]
    return phoneNumberId === null ? [] : [{ phoneNumberId, wabaId, displayPhoneNumber, verifiedName }]
  })
  return { kind: 'ok', value: numbers }
}

/** Registers the number at the Cloud API. The PIN is that of its two-step verification: the existing one, or a new one. */
export const registerNumber = (graph: GraphSettings, account: GraphAccount, pin: string): Promise<GraphResult<Json>> =>
  call(graph, account, 'POST', `${account.phoneNumberId}/register`, 0, { messaging_product: 'whatsapp', pin })

/** Asks for the data of the phone app: its old messages or its phone book. It works once, within a day of connecting. */
export const askPhoneApp = (
  graph: GraphSettings,
  account: GraphAccount,
  kind: 'history' | 'smb_app_state_sync',
): Promise<GraphResult<Json>> =>
  call(graph, account, 'POST', `${account.phoneNumberId}/smb_app_data`, 0, {
    messaging_product: 'whatsapp',
    sync_type: kind,
  })

export interface BusinessProfile {
  about: string | null
  address: string | null
  description: string | null
  email: string | null
  websites: string[]
  vertical: string | null
  pictureUrl: string | null
}

const PROFILE_FIELDS = 'about,address,description,email,profile_picture_url,websites,vertical'

export async function readProfile(graph: GraphSettings, account: GraphAccount): Promise<GraphResult<BusinessProfile>> {
  const path = `${account.phoneNumberId}/whatsapp_business_profile?fields=${PROFILE_FIELDS}`
  const result = await call(graph, account, 'GET', path, 0)
  if (result.kind !== 'ok') return result
  const profile = objectIn(objectsIn(result.value.data)[0])
  return {
    kind: 'ok',
    value: {
      about: textIn(profile.about),
      address: textIn(profile.address),
      description: textIn(profile.description),
      email: textIn(profile.email),
      websites: Array.isArray(profile.websites) ? profile.websites.map(textIn).filter(one => one !== null) : [],
      vertical: textIn(profile.vertical),
      pictureUrl: textIn(profile.profile_picture_url),
    },
  }
}

export const writeProfile = (graph: GraphSettings, account: GraphAccount, change: Json): Promise<GraphResult<Json>> =>
  call(graph, account, 'POST', `${account.phoneNumberId}/whatsapp_business_profile`, 0, {
    messaging_product: 'whatsapp',
    ...change,
  })

/** Uploads a picture for a profile; returns its handle. */
export async function uploadForProfile(
  graph: GraphSettings,
  account: GraphAccount,
  appId: string,
  file: { bytes: Uint8Array; mimeType: string },
): Promise<GraphResult<string>> {
  const query = new URLSearchParams({ file_length: String(file.bytes.length), file_type: file.mimeType })
  const begun = await call(graph, account, 'POST', `${encodeURIComponent(appId)}/uploads?${query}`, 0)
  if (begun.kind !== 'ok') return begun
  const session = idIn(begun.value.id)
  if (session === null) return { kind: 'refused', error: lostError('the response names no upload') }
  const done = await call(graph, account, 'POST', session, 0, file.bytes)
  if (done.kind !== 'ok') return done
  const handle = textIn(done.value.h)
  if (handle === null) return { kind: 'refused', error: lostError('the response names no handle') }
  return { kind: 'ok', value: handle }
}

export interface BlockedUser {
  waId: string | null
  bsuid: string | null
}

export async function blockedUsers(
  graph: GraphSettings,
  account: GraphAccount,
  page: { after: string | null; limit: number },
): Promise<GraphResult<{ users: BlockedUser[]; after: string | null }>> {
  const query = new URLSearchParams({
    limit: String(page.limit),
    ...(page.after === null ? {} : { after: page.after }),
  })
  const result = await call(graph, account, 'GET', `${account.phoneNumberId}/block_users?${query}`, 0)
  if (result.kind !== 'ok') return result
  const users = objectsIn(result.value.data).map(user => ({ waId: idIn(user.wa_id), bsuid: idIn(user.user_id) }))
  const paging = objectIn(result.value.paging)
  const after = paging.next === undefined ? null : textIn(objectIn(paging.cursors).after)
  return { kind: 'ok', value: { users, after } }
}

export const changeBlocked = (
  graph: GraphSettings,
  account: GraphAccount,
  method: 'POST' | 'DELETE',
  user: string,
): Promise<GraphResult<Json>> =>
  call(graph, account, method, `${account.phoneNumberId}/block_users`, 0, {
    messaging_product: 'whatsapp',
    block_users: [{ user }],
  })
