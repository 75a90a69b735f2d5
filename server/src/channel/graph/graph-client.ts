/**
 * The calls to the Graph API for the daily work of a desk; those that set a number up are in graph-setup.ts. It uses no library:
 * each one that was examined fixes the host, loses batches, or lacks half of the webhooks. Host and version are settings, so the
 * same code runs against the emulator.
 */

import { type Json, numberIn, objectIn, objectsIn, textIn } from '../json.ts'
import { call, type GraphAccount, type GraphResult, type GraphSettings, headers } from './graph-call.ts'
import { type GraphFailure, lostError, readGraphError } from './graph-error.ts'

/** The recipient: a number in digits, a user id (BSUID), or a group. */
export type Recipient = { waId: string } | { bsuid: string } | { groupId: string }

export interface Outgoing {
  to: Recipient
  /** The type's name and node, such as `{ type: 'text', text: { body } }`. */
  content: { type: string } & Json
  quotedProviderId: string | null
  /** WhatsApp returns it in every status of the message. */
  callbackData: string
  /** How often it was tried before; the pauses grow with this number. */
  attempts: number
}

export type SendOutcome =
  | { kind: 'accepted'; providerId: string; waId: string | null; bsuid: string | null }
  | GraphFailure

export interface MediaLocation {
  url: string
  mimeType: string | null
  size: number | null
  sha256: string | null
}

/** Hosts to which the token may be sent, besides the configured one and those in WA_MEDIA_HOSTS. */
const MEDIA_HOSTS = ['graph.facebook.com', 'lookaside.fbsbx.com']
/** Our own code beside Meta's: the file is at a host to which the token must not be sent. */
export const UNKNOWN_HOST = -3
const UNKNOWN_HOST_AGAIN_MS = 10 * 60_000

export async function sendMessage(graph: GraphSettings, account: GraphAccount, out: Outgoing): Promise<SendOutcome> {
  const result = await call(graph, account, 'POST', `${account.phoneNumberId}/messages`, out.attempts, {
    messaging_product: 'whatsapp',
    ...addressed(out.to),
    ...out.content,
    ...(out.quotedProviderId === null ? {} : { context: { message_id: out.quotedProviderId } }),
    biz_opaque_callback_data: out.callbackData,
  })
  if (result.kind !== 'ok') return result
  const providerId = textIn(objectsIn(result.value.messages)[0]?.id)
  // Somebody accepted a request with a 200 without an id, but we cannot know who or as what.
  if (providerId === null) return { kind: 'unknown', error: lostError('the response names no message id') }
  const contact = objectIn(objectsIn(result.value.contacts)[0])
  return { kind: 'accepted', providerId, waId: textIn(contact.wa_id), bsuid: textIn(contact.user_id) }
}

/** With `+`, because without it Meta may put the business's own country code in front. */
function addressed(to: Recipient): Json {
  if ('groupId' in to) return { recipient_type: 'group', to: to.groupId }
  if ('waId' in to) return { recipient_type: 'individual', to: `+${to.waId}` }
  return { recipient_type: 'individual', recipient: to.bsuid }
}

/** Marks this message and all before it as read by us; with `isTyping`, the customer sees that somebody is writing an answer. */
export async function markRead(
  graph: GraphSettings,
  account: GraphAccount,
  providerId: string,
  isTyping = false,
): Promise<GraphResult<Json>> {
  const typing = isTyping ? { typing_indicator: { type: 'text' } } : {}
  const body = { messaging_product: 'whatsapp', status: 'read', message_id: providerId, ...typing }
  return call(graph, account, 'POST', `${account.phoneNumberId}/messages`, 0, body)
}

export interface Upload {
  blob: Blob
  fileName: string
  mimeType: string
}

/** Returns Meta's id of the file, which is valid for thirty days. */
export async function uploadMedia(
  graph: GraphSettings,
  account: GraphAccount,
  file: Upload,
  attempts: number,
): Promise<GraphResult<string>> {
  const form = new FormData()
  form.append('messaging_product', 'whatsapp')
  form.append('type', file.mimeType)
  form.append('file', file.blob, file.fileName)
  const result = await call(graph, account, 'POST', `${account.phoneNumberId}/media`, attempts, form)
  if (result.kind !== 'ok') return result
  const id = textIn(result.value.id)
  return id === null
    ? { kind: 'refused', error: lostError('the response names no media id') }
    : { kind: 'ok', value: id }
}

/**
 * Returns the address of a file, valid for five minutes. It sends no `phone_number_id`, because Meta refuses that for customers'
 * files.
 */
export async function locateMedia(
  graph: GraphSettings,
  account: GraphAccount,
  mediaId: string,
): Promise<GraphResult<MediaLocation>> {
  const result = await call(graph, account, 'GET', encodeURIComponent(mediaId), 0)
  if (result.kind !== 'ok') return result
  const { url, mime_type, file_size, sha256 } = result.value
  const found = textIn(url)
  if (found === null) return { kind: 'refused', error: lostError('the response names no url') }
  return {
    kind: 'ok',
    value: { url: found, mimeType: textIn(mime_type), size: numberIn(file_size), sha256: textIn(sha256) },
  }
}

/** Opens the download; the caller reads the stream within `signal`'s time and its own limit of bytes. */
export async function downloadMedia(
  graph: GraphSettings,
  account: GraphAccount,
  url: string,
  signal: AbortSignal,
): Promise<GraphResult<ReadableStream<Uint8Array>>> {
  if (!mayHaveBearer(graph, url)) {
    const error = { ...lostError(hostOf(url)), code: UNKNOWN_HOST }
    return { kind: 'retry-later', afterMs: UNKNOWN_HOST_AGAIN_MS, scope: 'conversation', error }
  }
  try {
    const response = await fetch(url, { headers: headers(graph, account), redirect: 'manual', signal })
    if (response.status === 200 && response.body !== null) return { kind: 'ok', value: response.body }
    await response.body?.cancel()
    const error = readGraphError(response.status, null)
    // After a 404 or a redirect the address has expired, and a new one may work.
    return { kind: 'retry-later', afterMs: 1_000, scope: 'conversation', error }
  } catch (cause) {
    return { kind: 'retry-later', afterMs: 1_000, scope: 'conversation', error: lostError(cause) }
  }
}

function mayHaveBearer(graph: GraphSettings, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { origin, hostname, protocol } = new URL(url)
  if (origin === new URL(graph.baseUrl).origin) return true
  return protocol === 'https:' && [...MEDIA_HOSTS, ...(graph.mediaHosts ?? [])].some(host => isOf(host, hostname))
}

/** `*.fbcdn.net` means every host below fbcdn.net. */
const isOf = (host: string, hostname: string): boolean =>
  host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url.slice(0, 100))

export interface PhoneNumber {
  displayPhoneNumber: string | null
  verifiedName: string | null
  qualityRating: string | null
  /** CONNECTED, FLAGGED, RESTRICTED, BANNED, PENDING and others. */
  status: string | null
  messagingLimit: string | null
  isOnPhoneApp: boolean | null
  /** AVAILABLE, LIMITED or BLOCKED, and why in Meta's words. */
  canSend: string | null
  whyNot: string | null
  /** The address to which the number's messages are posted: its own override, its account's, or the app's callback. */
  callbackUrl: string | null
}

const NUMBER_FIELDS =
  'verified_name,display_phone_number,quality_rating,status,messaging_limit_tier,is_on_biz_app,health_status,webhook_configuration'

/** The call that tells whether token and number fit together. `proof` is compared with the app's secret. */
export async function phoneNumberInfo(
  graph: GraphSettings,
  account: GraphAccount,
  proof?: string,
): Promise<GraphResult<PhoneNumber>> {
  const query = new URLSearchParams({
    fields: NUMBER_FIELDS,
    ...(proof === undefined ? {} : { appsecret_proof: proof }),
  })
  const result = await call(graph, account, 'GET', `${encodeURIComponent(account.phoneNumberId)}?${query}`, 0)
  if (result.kind !== 'ok') return result
  const { value } = result
  const health = objectIn(value.health_status)
  const callbacks = objectIn(value.webhook_configuration)
  return {
    kind: 'ok',
    value: {
      displayPhoneNumber: textIn(value.display_phone_number),
      verifiedName: textIn(value.verified_name),
      qualityRating: textIn(value.quality_rating),
      status: textIn(value.status),
      messagingLimit: textIn(value.messaging_limit_tier),
      isOnPhoneApp: typeof value.is_on_biz_app === 'boolean' ? value.is_on_biz_app : null,
      canSend: textIn(health.can_send_message),
      whyNot: whyNotIn(health),
      callbackUrl:
        textIn(callbacks.phone_number) ?? textIn(callbacks.whatsapp_business_account) ?? textIn(callbacks.application),
    },
  }
}

/** For each part that may not send (number, account, business, app), what Meta says about it. */
function whyNotIn(health: Json): string | null {
  const errors = objectsIn(health.entities)
    .filter(entity => entity.can_send_message !== 'AVAILABLE')
    .flatMap(entity => objectsIn(entity.errors))
    .map(error => textIn(error.error_description))
    .filter(text => text !== null)
  return errors.length === 0 ? null : errors.join(' ').slice(0, 1_000)
}

/** A hundred of the account's templates, from the cursor `after` on. */
export async function templatePage(
  graph: GraphSettings,
  account: GraphAccount,
  wabaId: string,
  after: string | null,
): Promise<GraphResult<Json>> {
  const fields = 'id,name,language,status,category,components,quality_score,rejected_reason'
  const query = new URLSearchParams({ fields, limit: '100', ...(after === null ? {} : { after }) })
  return call(graph, account, 'GET', `${encodeURIComponent(wabaId)}/message_templates?${query}`, 0)
}
