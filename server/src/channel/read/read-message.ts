/** Reads one message, echo or status of Meta into an update. Takes cleaned JSON (see `cleanJson`). */

import type { Language } from '../../base/language.ts'
import { canonicalNumber } from '../../desk/index.ts'
import { cleanJson, idIn, type Json, numberIn, objectIn, objectsIn, secondsIn, textIn } from '../json.ts'
import { isFile, readContent } from './cloud-content.ts'
import { readOrigin } from './message-origin.ts'
import type { ChangeUpdate, Common, Identities, NotedUpdate, Update } from './update.ts'

export interface Context {
  /** The entries of `contacts`, by their ids. */
  profiles: Map<string, Json>
  language: Language
  phoneNumberId: string | null
}

export function noted(
  what: string,
  context: Context,
  level: 'info' | 'warn' = 'info',
  errors: readonly Json[] = [],
  isUnknown = false,
): NotedUpdate {
  const { phoneNumberId } = context
  // The text may have been cut, and is stored as JSON when the type is unknown; PostgreSQL would refuse half a surrogate pair.
  return {
    kind: 'noted',
    what: what.toWellFormed(),
    level,
    codes: codesIn(errors),
    isUnknown,
    phoneNumberId,
    conversation: [],
  }
}

const codesIn = (errors: readonly Json[]): number[] =>
  errors.map(error => numberIn(error.code)).filter(code => code !== null)

/** WhatsApp's own limit is far lower: 65,536 characters of text. A larger message would be in every list and event. */
const MAX_MESSAGE_LENGTH = 256 * 1024
const MAX_NAME_LENGTH = 200

export function readMessage(message: Json, fromMe: boolean, context: Context): Update | undefined {
  const raw = JSON.stringify(message)
  if (raw.length > MAX_MESSAGE_LENGTH) return noted('message larger than any of WhatsApp', context, 'warn')
  const type = textIn(message.type) ?? ''
  const providerId = idIn(message.id)
  const identities = fromMe ? peerOf(message) : senderOf(message, context)
  const groupId = idIn(message.group_id)
  const common = { phoneNumberId: context.phoneNumberId, conversation: conversationOf(identities, groupId) }
  if (common.conversation.length === 0) return noted('message of nobody', context, 'warn')

  const at = secondsIn(message.timestamp) ?? Math.floor(Date.now() / 1_000)
  const change = readMessageChange(type, message, { ...common, at, fromMe, identities }, context)
  if (change !== undefined) return change
  if (type === 'system') return readSystem(message, identities, common, context)
  if (providerId === null) return noted('message without an id', context, 'warn')

  // An edit that WhatsApp does not pass on: we have the message that it changes, and this one has no content.
  if (type === 'unsupported' && objectIn(message.unsupported).type === 'edit')
    return noted('edit not passed on', context)
  const content = readContent(message, context.language)
  if (content === null) return noted(`message of type ${type.slice(0, 50)}`, context)
  return {
    ...common,
    kind: 'message',
    providerId,
    fromMe,
    identities,
    pushname: nameOf(identities, context),
    groupId,
    sentAt: at,
    content,
    origin: readOrigin(message, content.unknownType ?? null),
    quotedProviderId: idIn(objectIn(message.context).id),
    raw,
    errorCodes: codesIn(objectsIn(message.errors)),
  }
}

type ChangeCommon = Omit<ChangeUpdate, 'kind' | 'target' | 'body' | 'emoji'>

function readMessageChange(type: string, message: Json, common: ChangeCommon, context: Context): Update | undefined {
  if (type !== 'edit' && type !== 'revoke' && type !== 'reaction') return undefined
  const node = objectIn(message[type])
  const target = idIn(node.original_message_id) ?? idIn(node.message_id)
  if (target === null) return noted(`${type} without a target`, context, 'warn')
  if (type === 'revoke') return { ...common, kind: 'revoke', target }
  if (type === 'reaction') {
    const { waId, bsuid } = common.identities
    if (waId === null && bsuid === null) return noted('reaction of nobody', context, 'warn')
    return { ...common, kind: 'reaction', target, emoji: textIn(node.emoji) }
  }
  const body = editedBody(objectIn(node.message), context)
  return body === null ? noted('edit without content', context, 'warn') : { ...common, kind: 'edit', target, body }
}

/** Of a file only the caption can be edited, and its new form need not name the file; '' takes the caption away. */
function editedBody(edited: Json, { language }: Context): string | null {
  const type = textIn(edited.type) ?? ''
  if (isFile(type)) return textIn(objectIn(edited[type]).caption) ?? ''
  return readContent(edited, language)?.body ?? null
}

function readSystem(message: Json, from: Identities, common: Common, context: Context): Update {
  const system = objectIn(message.system)
  const to = { waId: digitsIn(system.wa_id ?? system.new_wa_id), bsuid: idIn(system.user_id) }
  const known = { waId: from.waId, bsuid: from.bsuid ?? idIn(system.previous_user_id) }
  const isPerson = to.waId !== null || to.bsuid !== null
  const type = (textIn(system.type) ?? '').slice(0, 50)
  // Their keys changed, because of another phone or a new installation of WhatsApp. It is the same person.
  if (!isPerson || type === 'customer_identity_changed') return noted(`system ${type}`, context, 'info', [], !isPerson)
  const conversation = [
    ...new Set([...common.conversation, ...conversationOf(to, null), ...conversationOf(known, null)]),
  ]
  return { ...common, conversation, kind: 'number-change', from: known, to }
}

const STATUSES = ['sent', 'delivered', 'read', 'played', 'failed'] as const

export function readStatus(status: Json, context: Context): Update | undefined {
  const target = idIn(status.id)
  const name = STATUSES.find(known => known === status.status)
  if (target === null || name === undefined) return noted('status of an unknown kind', context)
  const recipient = { waId: digitsIn(status.recipient_id), bsuid: idIn(status.recipient_user_id) }
  const groupId = status.recipient_type === 'group' ? idIn(status.recipient_id) : null
  return {
    kind: 'status',
    phoneNumberId: context.phoneNumberId,
    conversation: [...conversationOf(recipient, groupId), `m:${target}`],
    target,
    status: name,
    at: secondsIn(status.timestamp) ?? Math.floor(Date.now() / 1_000),
    callbackData: idIn(status.biz_opaque_callback_data),
    error: objectsIn(status.errors)[0] ?? null,
  }
}

function peerOf(echo: Json): Identities {
  return { waId: digitsIn(echo.to), bsuid: idIn(echo.to_user_id) }
}

function senderOf(message: Json, context: Context): Identities {
  const named = { waId: digitsIn(message.from), bsuid: idIn(message.from_user_id) }
  if (named.waId !== null && named.bsuid !== null) return named
  const profile = profileOf(named, context)
  const bsuid = named.bsuid ?? idIn(profile.user_id)
  return { waId: named.waId ?? digitsIn(profile.wa_id) ?? sharedNumber(message), bsuid }
}

/** The number that a person who is known only by a BSUID gave when somebody asked for it. */
function sharedNumber(message: Json): string | null {
  if (message.origin !== 'contact_request') return null
  const phone = objectsIn(objectsIn(message.contacts)[0]?.phones)[0]
  return digitsIn(phone?.wa_id ?? phone?.phone)
}

/**
 * It is looked up and not searched, because a company can sign a post of thousands of people, and must not be able to stop us
 * with it.
 */
export function* profilesIn(context: Context, given: readonly unknown[]): Generator<undefined> {
  for (const entry of given) {
    const contact = objectIn(cleanJson(entry))
    const identities = { waId: digitsIn(contact.wa_id), bsuid: idIn(contact.user_id) }
    for (const name of conversationOf(identities, null)) {
      if (!context.profiles.has(name)) context.profiles.set(name, contact)
    }
    yield undefined
  }
}

/** The sender's own entry in `contacts`, by an id that both give. The only entry may belong to somebody else. */
function profileOf({ waId, bsuid }: Identities, { profiles }: Context): Json {
  const byUser = bsuid === null ? undefined : profiles.get(`u:${bsuid}`)
  const byNumber = waId === null ? undefined : profiles.get(phoneKey(waId))
  return byUser ?? byNumber ?? {}
}

export const nameOf = (identities: Identities, context: Context): string | null => {
  const profile = objectIn(profileOf(identities, context).profile)
  const name = textIn(profile.name) ?? textIn(profile.username)
  return name?.slice(0, MAX_NAME_LENGTH).toWellFormed() ?? null
}

export function conversationOf({ waId, bsuid }: Identities, groupId: string | null): string[] {
  if (groupId !== null) return [`g:${groupId}`]
  return [waId === null ? null : phoneKey(waId), bsuid === null ? null : `u:${bsuid}`].filter(key => key !== null)
}

/** The number with and without the ninth digit is one person, to whose ticket two batches must not write at once. */
const phoneKey = (waId: string) => `p:${canonicalNumber(waId)}`

/** E.164 has up to fifteen digits. */
const MAX_DIGITS = 20

export function digitsIn(value: unknown): string | null {
  const digits = textIn(textIn(value)?.replace(/\D/g, '') ?? null)
  return digits === null || digits.length > MAX_DIGITS ? null : digits
}
