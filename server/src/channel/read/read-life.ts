/** What happens with a person or a group besides messages: calls, changes of groups, what people ask of WhatsApp. */

import { cleanJson, idIn, type Json, numberIn, objectIn, objectsIn, secondsIn, textIn } from '../json.ts'
import { say } from './content-words.ts'
import { type Context, conversationOf, digitsIn, nameOf, noted } from './read-message.ts'
import { hashOf } from './read-notice.ts'
import type { AddressBookUpdate, Identities, LifeUpdate, MessageUpdate, Update } from './update.ts'

type Lines = (value: Json) => unknown

/** For each field: where its list is, and how one entry is read. */
const LISTS = new Map<string, { listOf: Lines; read: (part: Json, context: Context) => Update }>([
  ['user_preferences', { listOf: value => value.user_preferences, read: readPreference }],
  ['user_id_update', { listOf: value => value.user_id_update, read: readUserId }],
  ['group_lifecycle_update', { listOf: value => value.groups, read: readGroup }],
  ['group_participants_update', { listOf: value => value.groups, read: readGroup }],
  ['group_settings_update', { listOf: value => value.groups, read: readGroup }],
  ['group_status_update', { listOf: value => value.groups, read: readGroup }],
  ['calls', { listOf: value => [...listIn(value.calls), ...listIn(value.statuses)], read: readCall }],
])

export const lifeOf = (field: string) => LISTS.get(field)

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

interface Life {
  identities: Identities
  groupId?: string | null
  action: LifeUpdate['action']
  note?: string | null
  subject?: string | null
}

function lifeUpdate(life: Life, part: Json, { phoneNumberId }: Context): LifeUpdate {
  const { identities, groupId = null, action, note = null, subject = null } = life
  return {
    kind: 'life',
    phoneNumberId,
    conversation: conversationOf(identities, groupId),
    identities,
    groupId,
    action,
    note: note?.slice(0, 300).toWellFormed() ?? null,
    subject: subject?.slice(0, 200).toWellFormed() ?? null,
    at: secondsIn(part.timestamp) ?? Math.floor(Date.now() / 1_000),
    hash: hashOf(action, part),
  }
}

const NOBODY: Identities = { waId: null, bsuid: null }
const isNobody = ({ waId, bsuid }: Identities) => waId === null && bsuid === null

function readPreference(part: Json, context: Context): Update {
  const identities = { waId: digitsIn(part.wa_id), bsuid: idIn(part.user_id) }
  if (isNobody(identities)) return noted('preference of nobody', context, 'warn')
  const value = textIn(part.value)
  if (value !== 'stop' && value !== 'resume')
    return noted(`preference ${value?.slice(0, 50)}`, context, 'info', [], true)
  const action = value === 'stop' ? 'marketingStopped' : 'marketingResumed'
  return lifeUpdate({ identities, action }, part, context)
}

/** A person continues under another user id; third parties report two forms of this. */
function readUserId(part: Json, context: Context): Update {
  const ids = objectIn(part.user_id)
  const previous = idIn(ids.previous) ?? idIn(part.previous_user_id)
  const bsuid = idIn(ids.current) ?? idIn(part.user_id)
  if (previous === null || bsuid === null) return noted('user id without the one before', context, 'info', [], true)
  const { phoneNumberId } = context
  const from = { waId: null, bsuid: previous }
  const to = { waId: digitsIn(part.wa_id), bsuid }
  const conversation = [...new Set([...conversationOf(from, null), ...conversationOf(to, null)])]
  return { kind: 'number-change', phoneNumberId, conversation, from, to }
}

const GROUP_TYPES = new Map<string, LifeUpdate['action']>([
  ['group_create', 'groupCreated'],
  ['group_delete', 'groupDeleted'],
  ['group_participants_add', 'groupJoined'],
  ['group_participants_remove', 'groupLeft'],
  ['group_join_request_created', 'groupJoinAsked'],
  ['group_join_request_revoked', 'groupJoinTakenBack'],
  ['group_suspend', 'groupSuspended'],
  ['group_suspend_cleared', 'groupResumed'],
])

function readGroup(part: Json, context: Context): Update {
  const groupId = idIn(part.group_id)
  const type = textIn(part.type) ?? ''
  // A group that could not be made has no id, and whoever asked for it got the error.
  if (groupId === null) return noted('group without an id', context, 'warn', objectsIn(part.errors))
  if (type === 'group_settings_update') return readSettings(part, groupId, context)
  const action = GROUP_TYPES.get(type)
  if (action === undefined) return noted(`group ${type.slice(0, 50)}`, context, 'info', [], true)
  const people = [...objectsIn(part.added_participants), ...objectsIn(part.removed_participants)]
  const named = people.length > 0 ? people : [part]
  const note = named.flatMap(person => personIn(person) ?? []).join(', ') || null
  return lifeUpdate({ identities: NOBODY, groupId, action, note, subject: textIn(part.subject) }, part, context)
}

/** What identifies a person: their number, or any other name that WhatsApp gives. */
function personIn(person: Json): string | null {
  const digits = digitsIn(person.wa_id)
  return digits === null ? (textIn(person.username) ?? textIn(person.input) ?? idIn(person.user_id)) : `+${digits}`
}

/** What was changed; each post has one of these. */
function readSettings(part: Json, groupId: string, context: Context): Update {
  const subject = textIn(objectIn(part.group_subject).text)
  const description = textIn(objectIn(part.group_description).text)
  const common = { identities: NOBODY, groupId }
  if (subject !== null && objectIn(part.group_subject).update_successful !== false)
    return lifeUpdate({ ...common, action: 'groupSubject', note: subject, subject }, part, context)
  if (description !== null && objectIn(part.group_description).update_successful !== false)
    return lifeUpdate({ ...common, action: 'groupDescription', note: description }, part, context)
  if (part.profile_picture !== undefined && objectIn(part.profile_picture).update_successful !== false)
    return lifeUpdate({ ...common, action: 'groupPicture' }, part, context)
  return noted('group settings that did not change', context)
}

/**
 * Nobody takes calls here. A customer's call becomes a message, because somebody has to call back, and it opens the 24 hours as a
 * message does.
 */
function readCall(part: Json, context: Context): Update {
  const id = idIn(part.id)
  const isTheirs = part.direction !== 'BUSINESS_INITIATED' && part.type !== 'call'
  const identities = isTheirs
    ? { waId: digitsIn(part.from), bsuid: idIn(part.from_user_id) }
    : { waId: digitsIn(part.to ?? part.recipient_id), bsuid: idIn(part.to_user_id ?? part.recipient_user_id) }
  if (id === null || isNobody(identities)) return noted('call of nobody', context, 'warn')
  if (part.event === 'terminate') {
    const seconds = numberIn(part.duration)
    const isMissed = seconds === null || seconds <= 0
    const note = isMissed ? null : `${Math.floor(seconds / 60)}:${String(Math.trunc(seconds % 60)).padStart(2, '0')}`
    return lifeUpdate({ identities, action: isMissed ? 'callMissed' : 'callEnded', note }, part, context)
  }
  if (!isTheirs || part.event !== 'connect') return noted('call of ours', context)
  return callMessage(id, identities, part, context)
}

function callMessage(providerId: string, identities: Identities, part: Json, context: Context): MessageUpdate {
  return {
    kind: 'message',
    phoneNumberId: context.phoneNumberId,
    conversation: conversationOf(identities, null),
    providerId,
    fromMe: false,
    identities,
    pushname: nameOf(identities, context),
    groupId: null,
    sentAt: secondsIn(part.timestamp) ?? Math.floor(Date.now() / 1_000),
    content: { mediaType: 'chat', body: say('call', context.language), media: null },
    origin: null,
    quotedProviderId: null,
    // Without the data that only the two devices exchange.
    raw: JSON.stringify({ ...part, session: undefined }),
    errorCodes: [],
  }
}

/** How many entries one update has: a phone book has thousands, and one transaction takes few. */
const BOOK_SLICE = 100

/** The address book of the phone app, with names that the business itself gave. */
export function* readAddressBook(parts: readonly unknown[], { phoneNumberId }: Context): Generator<Update | undefined> {
  for (let at = 0; at < parts.length; at += BOOK_SLICE) {
    const entries = parts.slice(at, at + BOOK_SLICE).flatMap(part => entryIn(objectIn(cleanJson(part))))
    const conversation = entries.flatMap(({ waId }) => conversationOf({ waId, bsuid: null }, null))
    const update: AddressBookUpdate = { kind: 'address-book', phoneNumberId, conversation, entries }
    yield entries.length === 0 ? undefined : update
  }
}

function entryIn(part: Json): AddressBookUpdate['entries'] {
  const contact = objectIn(part.contact)
  const waId = digitsIn(contact.phone_number)
  const name = textIn(contact.full_name) ?? textIn(contact.first_name)
  const isGone = part.action === 'remove'
  if (waId === null || (name === null && !isGone)) return []
  const at = secondsIn(objectIn(part.metadata).timestamp) ?? Math.floor(Date.now() / 1_000)
  return [{ waId, name: isGone ? null : name!.slice(0, 200).toWellFormed(), at }]
}
