import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import { changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import { addMessage, chatOf } from '../world/chats.ts'
import { makeGroup } from '../world/groups.ts'
import { ensureCustomer } from '../world/people.ts'
import {
  type BusinessNumber,
  type Chat,
  type ChatMessage,
  type Customer,
  NotInWorld,
  unixSeconds,
} from '../world/state.ts'
import { numberOf } from '../world/world.ts'
import { changeNumber, changeUserId, identityChanged } from './change-identity.ts'
import type { CustomerMessage } from './customer-message.ts'
import { contextOf, sampleReferral } from './message-context.ts'
import { editNotSupported, type MessageNode, messageNode } from './message-node.ts'
import type { Writing } from './writing.ts'

export type Written = {
  /** The wamid; null when Meta would not have posted a webhook. */
  id: string | null
  customer: Customer
  chatKey: string
}

/** A customer writes, and the desk gets it as from Meta. */
export function writeMessage(emulation: Emulation, baseUrl: string, message: CustomerMessage): Written {
  const { world } = emulation
  const number = numberOf(world, message.phoneNumberId)
  const customer = ensureCustomer(world, message.from)
  const chat = chatFor(emulation, number, customer, message.groupId)
  const id = act(emulation, baseUrl, { number, customer, chat, message })
  emulation.feed.emit({ kind: 'chat', key: chat.key })
  return { id, customer, chatKey: chat.key }
}

/** A missing group is made, and a person who writes in it becomes a member, so that tests may begin in the middle. */
function chatFor({ world }: Emulation, number: BusinessNumber, customer: Customer, groupId: string | undefined): Chat {
  if (!groupId) return chatOf(world, number.phoneNumberId, { customerId: customer.id })
  const group = world.groups.get(groupId) ?? makeGroup(world, number, { id: groupId })
  group.participants.add(customer.id)
  return chatOf(world, number.phoneNumberId, { groupId })
}

function act(emulation: Emulation, baseUrl: string, writing: Writing): string | null {
  const { message } = writing
  switch (message.type) {
    case 'edit':
      return edit(emulation, writing, message)
    case 'revoke':
      return revoke(emulation, writing, message.messageId)
    case 'number_changed':
      return changeNumber(emulation, writing, message.newPhone)
    case 'user_id_changed':
      return changeUserId(emulation, writing, message.newUserId)
    case 'identity_changed':
      return identityChanged(emulation, writing)
    case 'share_number':
      return shareNumber(emulation, writing, message.phone)
    case 'reaction': {
      const id = post(emulation, writing, messageNode(emulation.world, baseUrl, message))
      react(emulation, writing, message.messageId, message.emoji)
      return id
    }
    default:
      return add(emulation, writing, messageNode(emulation.world, baseUrl, message))
  }
}

function add(emulation: Emulation, writing: Writing, node: MessageNode): string | null {
  const { chat, customer, message } = writing
  const id = post(emulation, writing, node)
  addMessage(emulation.world, chat, {
    id: id ?? emulation.world.ids.wamid(),
    from: 'customer',
    customerId: customer.id,
    type: node.type,
    content: new Map(Object.entries(node.fields)).get(node.type) ?? {},
    quotes: message.replyTo ?? null,
  })
  return id
}

/** Posts one message and opens the 24 h window. A blocked person's message is not posted. */
function post(emulation: Emulation, writing: Writing, node: MessageNode): string | null {
  const { number, customer, chat, message } = writing
  if (number.blocked.has(customer.id)) return null
  const id = message.id ?? emulation.world.ids.wamid()
  const waId = visibleWaId(customer)
  const body: Json = {
    ...(waId && { from: waId }),
    from_user_id: customer.userId,
    id,
    timestamp: message.timestamp ?? String(unixSeconds(emulation.world)),
    type: node.type,
    ...node.fields,
    ...contextOf(emulation, number, message),
    ...(chat.groupId && { group_id: chat.groupId }),
    ...(message.referral && { referral: message.referral === true ? sampleReferral : message.referral }),
    ...message.fields,
  }
  chat.lastInboundAt = emulation.world.now().getTime()
  emulation.webhooks.send(changeOf(number, { contacts: [contactOf(customer)], messages: [body] }))
  return id
}

function react(emulation: Emulation, { customer }: Writing, messageId: string, emoji: string | undefined): void {
  const target = emulation.world.messages.get(messageId)?.message
  if (!target) return
  if (emoji) target.reactions[customer.id] = emoji
  else delete target.reactions[customer.id]
}

/** Without coexistence, the desk sees an edit as an unsupported message only. */
function edit(
  emulation: Emulation,
  writing: Writing,
  { messageId, text, withoutMedia }: { messageId: string; text: string; withoutMedia?: boolean },
): string | null {
  const own = ownMessage(emulation, writing, messageId)
  if (typeof text !== 'string' || text === '') throw new NotInWorld('text is required')
  const content = own.content as Json
  own.content = own.type === 'text' ? { ...content, body: text } : { ...content, caption: text }
  own.edited = true
  if (!writing.number.coexistence) return post(emulation, writing, editNotSupported())
  const shown = withoutMedia && own.type !== 'text' ? { caption: text } : own.content
  const message = { context: { id: 'M0' }, type: own.type, [own.type]: shown }
  return post(emulation, writing, { type: 'edit', fields: { edit: { original_message_id: messageId, message } } })
}

/** Without coexistence, the desk does not learn of a deletion. */
function revoke(emulation: Emulation, writing: Writing, messageId: string): string | null {
  ownMessage(emulation, writing, messageId).revoked = true
  if (!writing.number.coexistence) return null
  return post(emulation, writing, { type: 'revoke', fields: { revoke: { original_message_id: messageId } } })
}

function ownMessage({ world }: Emulation, { customer }: Writing, messageId: string): ChatMessage {
  const found = world.messages.get(messageId)?.message
  if (found?.customerId !== customer.id || found.from !== 'customer') {
    throw new NotInWorld(`${messageId} is not a message of ${customer.name}`)
  }
  return found
}

function shareNumber(
  emulation: Emulation,
  writing: Writing,
  phone = writing.customer.waId ?? undefined,
): string | null {
  if (typeof phone !== 'string' || phone === '') {
    throw new NotInWorld('phone is required: the number of this person is not known')
  }
  const { name } = writing.customer
  const digits = phone.replace(/\D/g, '')
  const vcard = `BEGIN:VCARD\nVERSION:3.0\nN:;${name};;;\nFN:${name}\nTEL;type=CELL;waid=${digits}:+${digits}\nEND:VCARD`
  const contacts = [{ name: { formatted_name: name }, vcard, phones: [{ phone: `+${digits}`, wa_id: digits }] }]
  return add(emulation, writing, { type: 'contacts', fields: { origin: 'contact_request', contacts } })
}
