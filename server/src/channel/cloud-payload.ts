/**
 * Meta's envelope, read with tolerance: every entry, change, message and status counts, whatever is unknown is noted
 * and done with. Reading never fails on JSON, and the same body always gives the same list of updates.
 */
import { canonicalNumber } from '../desk/index.ts'
import { type Content, type Language, readContent } from './cloud-content.ts'
import { type Json, numberIn, objectIn, objectsIn, textIn } from './json.ts'

/** The names by which Meta knows one person; since usernames came, the number may be withheld. */
export interface Identities {
  waId: string | null
  bsuid: string | null
}

interface Common {
  /** Which number it came to. */
  phoneNumberId: string | null
  /** Updates that share one of these belong to one conversation and must keep their order. */
  conversation: string[]
}

export interface MessageUpdate extends Common {
  kind: 'message'
  providerId: string
  /** Written by the business itself, in the phone app. */
  fromMe: boolean
  identities: Identities
  pushname: string | null
  groupId: string | null
  sentAt: number
  content: Content
  quotedProviderId: string | null
  raw: string
  /** What WhatsApp could not deliver, to be logged. */
  errors: Json[]
}

/** A change of a message that is there already, or soon will be. */
export type ChangeUpdate = Common & { target: string; at: number; fromMe: boolean; identities: Identities } & (
    | { kind: 'edit'; body: string }
    | { kind: 'revoke' }
    | { kind: 'reaction'; emoji: string | null }
  )

export interface StatusUpdate extends Common {
  kind: 'status'
  target: string
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
  at: number
  /** What we sent along: our own message id. */
  callbackData: string | null
  error: Json | null
}

export interface NumberChangeUpdate extends Common {
  kind: 'number-change'
  from: Identities
  to: Identities
}

/** Nothing for the desk: kept raw, told to the log. */
export interface NotedUpdate extends Common {
  kind: 'noted'
  what: string
  level: 'info' | 'warn'
  detail: Json
}

export type Update = MessageUpdate | ChangeUpdate | StatusUpdate | NumberChangeUpdate | NotedUpdate

export function readPayload(payload: unknown, language: Language): Update[] {
  return objectsIn(objectIn(payload).entry).flatMap(entry =>
    objectsIn(entry.changes).flatMap(change =>
      readChange(textIn(change.field) ?? '', objectIn(change.value), language),
    ),
  )
}

function readChange(field: string, value: Json, language: Language): Update[] {
  const context = { ...profilesIn(value), language, phoneNumberId: textIn(objectIn(value.metadata).phone_number_id) }
  if (field === 'messages') {
    return [
      ...objectsIn(value.messages).flatMap(message => readMessage(message, false, context)),
      ...objectsIn(value.statuses).flatMap(status => readStatus(status, context)),
      ...objectsIn(value.errors).map(error => noted('account error', error, context, 'warn')),
    ]
  }
  if (field === 'smb_message_echoes') {
    return objectsIn(value.message_echoes).flatMap(message => readMessage(message, true, context))
  }
  return [noted(field === '' ? 'change without a field' : field, {}, context)]
}

interface Context {
  /** Entries of `contacts` by the names that they give, and the one of which there is no doubt. */
  profiles: ReadonlyMap<string, Json>
  onlyProfile: Json | undefined
  language: Language
  phoneNumberId: string | null
}

function noted(what: string, detail: Json, context: Context, level: 'info' | 'warn' = 'info'): NotedUpdate {
  return { kind: 'noted', what, level, detail, phoneNumberId: context.phoneNumberId, conversation: [] }
}

/** WhatsApp's own limit is far below: 65,536 characters of text. What is larger would be carried by every list and event. */
const MOST_MESSAGE_LENGTH = 256 * 1024
const MOST_NAME_LENGTH = 200

function readMessage(message: Json, fromMe: boolean, context: Context): Update[] {
  const raw = JSON.stringify(message)
  if (raw.length > MOST_MESSAGE_LENGTH) {
    return [noted('message larger than any of WhatsApp', { length: raw.length }, context, 'warn')]
  }
  const type = textIn(message.type) ?? ''
  const providerId = textIn(message.id)
  const identities = fromMe ? peerOf(message) : senderOf(message, context)
  const groupId = textIn(message.group_id)
  const common = { phoneNumberId: context.phoneNumberId, conversation: conversationOf(identities, groupId) }
  if (common.conversation.length === 0) return [noted('message of nobody', message, context, 'warn')]

  const at = numberIn(message.timestamp) ?? Math.floor(Date.now() / 1000)
  const change = readMessageChange(type, message, { ...common, at, fromMe, identities }, context)
  if (change !== undefined) return [change]
  if (type === 'system') return [readSystem(message, identities, common, context)]
  if (providerId === null) return [noted('message without an id', message, context, 'warn')]

  const content = readContent(message, context.language)
  if (content === null) return [noted(`message of type ${type}`, {}, context)]
  return [
    {
      ...common,
      kind: 'message',
      providerId,
      fromMe,
      identities,
      pushname: nameOf(identities, context),
      groupId,
      sentAt: Math.trunc(at),
      content,
      quotedProviderId: textIn(objectIn(message.context).id),
      raw,
      errors: objectsIn(message.errors),
    },
  ]
}

type ChangeCommon = Omit<ChangeUpdate, 'kind' | 'target' | 'body' | 'emoji'>

function readMessageChange(type: string, message: Json, common: ChangeCommon, context: Context): Update | undefined {
  const node = objectIn(message[type])
  const target = textIn(node.original_message_id) ?? textIn(node.message_id)
  if (type !== 'edit' && type !== 'revoke' && type !== 'reaction') return undefined
  if (target === null) return noted(`${type} without a target`, message, context, 'warn')
  if (type === 'revoke') return { ...common, kind: 'revoke', target }
  if (type === 'reaction') return { ...common, kind: 'reaction', target, emoji: textIn(node.emoji) }
  const edited = objectIn(node.message)
  // A caption that was taken away is an edit to the file's name, as if there had never been one.
  const content = readContent(edited, context.language)
  if (content === null) return noted('edit without content', message, context, 'warn')
  return { ...common, kind: 'edit', target, body: content.body }
}

function readSystem(message: Json, from: Identities, common: Common, context: Context): Update {
  const system = objectIn(message.system)
  const to = { waId: digitsIn(system.wa_id ?? system.new_wa_id), bsuid: textIn(system.user_id) }
  const known = { waId: from.waId, bsuid: from.bsuid ?? textIn(system.previous_user_id) }
  if (to.waId === null && to.bsuid === null) return noted(`system ${textIn(system.type) ?? ''}`, system, context)
  const conversation = [
    ...new Set([...common.conversation, ...conversationOf(to, null), ...conversationOf(known, null)]),
  ]
  return { ...common, conversation, kind: 'number-change', from: known, to }
}

const STATUSES = ['sent', 'delivered', 'read', 'played', 'failed'] as const

function readStatus(status: Json, context: Context): Update[] {
  const target = textIn(status.id)
  const name = STATUSES.find(known => known === status.status)
  if (target === null || name === undefined) return [noted('status of an unknown kind', status, context)]
  const recipient = { waId: digitsIn(status.recipient_id), bsuid: textIn(status.recipient_user_id) }
  const groupId = status.recipient_type === 'group' ? textIn(status.recipient_id) : null
  return [
    {
      kind: 'status',
      phoneNumberId: context.phoneNumberId,
      conversation: [...conversationOf(recipient, groupId), `m:${target}`],
      target,
      status: name,
      at: numberIn(status.timestamp) ?? Math.floor(Date.now() / 1000),
      callbackData: textIn(status.biz_opaque_callback_data),
      error: objectsIn(status.errors)[0] ?? null,
    },
  ]
}

function peerOf(echo: Json): Identities {
  return { waId: digitsIn(echo.to), bsuid: textIn(echo.to_user_id) }
}

function senderOf(message: Json, context: Context): Identities {
  const named = { waId: digitsIn(message.from), bsuid: textIn(message.from_user_id) }
  if (named.waId !== null && named.bsuid !== null) return named
  const profile = profileOf(named, context)
  const bsuid = named.bsuid ?? textIn(profile.user_id)
  return { waId: named.waId ?? digitsIn(profile.wa_id) ?? sharedNumber(message), bsuid }
}

/** The number that somebody known only by a BSUID gave when asked for it. */
function sharedNumber(message: Json): string | null {
  if (message.origin !== 'contact_request') return null
  const phone = objectsIn(objectsIn(message.contacts)[0]?.phones)[0]
  return digitsIn(phone?.wa_id ?? phone?.phone)
}

/** Looked up and not searched for: a tenant can sign a post of thousands of people, and must not stop us with it. */
function profilesIn(value: Json): Pick<Context, 'profiles' | 'onlyProfile'> {
  const contacts = objectsIn(value.contacts)
  const profiles = new Map<string, Json>()
  for (const contact of contacts) {
    const identities = { waId: digitsIn(contact.wa_id), bsuid: textIn(contact.user_id) }
    for (const name of conversationOf(identities, null)) if (!profiles.has(name)) profiles.set(name, contact)
  }
  return { profiles, onlyProfile: contacts.length === 1 ? contacts[0] : undefined }
}

/** The sender's own entry in `contacts`; with a single entry there is no doubt. */
function profileOf({ waId, bsuid }: Identities, { profiles, onlyProfile }: Context): Json {
  return profiles.get(`u:${bsuid}`) ?? profiles.get(`p:${waId}`) ?? onlyProfile ?? {}
}

const nameOf = (identities: Identities, context: Context): string | null => {
  const profile = objectIn(profileOf(identities, context).profile)
  const name = textIn(profile.name) ?? textIn(profile.username)
  return name?.slice(0, MOST_NAME_LENGTH).toWellFormed() ?? null
}

function conversationOf({ waId, bsuid }: Identities, groupId: string | null): string[] {
  if (groupId !== null) return [`g:${groupId}`]
  // With and without the ninth digit it is one person, whose ticket must not be written to from two sides.
  const phone = waId === null ? null : `p:${canonicalNumber(waId)}`
  return [phone, bsuid === null ? null : `u:${bsuid}`].filter(key => key !== null)
}

function digitsIn(value: unknown): string | null {
  return textIn(textIn(value)?.replace(/\D/g, '') ?? null)
}
