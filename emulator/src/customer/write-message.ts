import type { CustomerMessage } from './customer-message.ts'
import type { Emulation } from '../emulation.ts'
import { changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import type { Json } from '../graph/graph-error.ts'
import { editNotSupported, type MessageNode, messageNode } from './message-node.ts'
import { waIdOf } from '../world/phone.ts'
import {
  addMessage,
  type BusinessNumber,
  type Chat,
  type ChatMessage,
  type Customer,
  chatOf,
  ensureCustomer,
  NotInWorld,
  numberOf,
  unixSeconds,
  userIdFor,
} from '../world/world.ts'

export type Written = {
  /** The wamid; null when Meta would not have told the desk. */
  id: string | null
  customer: Customer
  chatKey: string
}

type Writing = { number: BusinessNumber; customer: Customer; chat: Chat; message: CustomerMessage }

/** A customer writes, and the desk is told as Meta would tell it. */
export function writeMessage(emulation: Emulation, baseUrl: string, message: CustomerMessage): Written {
  const number = numberOf(emulation.world, message.phoneNumberId)
  const customer = ensureCustomer(emulation.world, message.from)
  const peer = message.groupId ? { groupId: message.groupId } : { customerId: customer.id }
  const chat = chatOf(emulation.world, number.phoneNumberId, peer)
  const id = act(emulation, baseUrl, { number, customer, chat, message })
  emulation.feed.tell({ kind: 'chat', key: chat.key })
  return { id, customer, chatKey: chat.key }
}

function act(emulation: Emulation, baseUrl: string, writing: Writing): string | null {
  const { message } = writing
  switch (message.type) {
    case 'edit':
      return edit(emulation, writing, message.messageId, message.text)
    case 'revoke':
      return revoke(emulation, writing, message.messageId)
    case 'number_changed':
      return changeNumber(emulation, writing, message.newPhone)
    case 'reaction': {
      const id = tell(emulation, writing, messageNode(emulation.world, baseUrl, message))
      react(emulation, writing, message.messageId, message.emoji)
      return id
    }
    default:
      return add(emulation, writing, messageNode(emulation.world, baseUrl, message))
  }
}

function add(emulation: Emulation, writing: Writing, node: MessageNode): string {
  const id = tell(emulation, writing, node)
  const { chat, customer, message } = writing
  addMessage(emulation.world, chat, {
    id,
    from: 'customer',
    customerId: customer.id,
    type: node.type,
    content: node.fields[node.type] ?? {},
    quotes: message.replyTo ?? null,
  })
  return id
}

/** Tells the desk of one message and opens the 24 h window. */
function tell(emulation: Emulation, writing: Writing, node: MessageNode): string {
  const { number, customer, chat, message } = writing
  const id = emulation.world.ids.wamid()
  const waId = visibleWaId(customer)
  const told: Json = {
    ...(waId && { from: waId }),
    from_user_id: customer.userId,
    id,
    timestamp: String(unixSeconds(emulation.world)),
    type: node.type,
    ...node.fields,
    ...contextOf(emulation, number, message),
    ...(chat.groupId && { group_id: chat.groupId }),
    ...(message.referral && { referral: message.referral === true ? sampleReferral : message.referral }),
  }
  chat.lastInboundAt = emulation.world.now().getTime()
  emulation.webhooks.send(changeOf(number, { contacts: [contactOf(customer)], messages: [told] }))
  return id
}

/** Answer, forwarding and product share one object. */
function contextOf({ world }: Emulation, number: BusinessNumber, message: CustomerMessage): Json {
  const { replyTo, forwarded, product } = message
  const context: Json = {
    ...((replyTo || product) && { from: authorOf(world, number, replyTo) }),
    ...(replyTo && { id: replyTo }),
    ...(forwarded === 'frequently' && { frequently_forwarded: true }),
    ...(forwarded === true && { forwarded: true }),
    ...(product && {
      referred_product: { catalog_id: product.catalogId, product_retailer_id: product.productRetailerId },
    }),
  }
  return Object.keys(context).length > 0 ? { context } : {}
}

function authorOf(world: Emulation['world'], number: BusinessNumber, id: string | undefined): string {
  const quoted = id === undefined ? undefined : world.messages.get(id)?.message
  const author = quoted?.from === 'customer' ? world.customers.get(quoted.customerId ?? '') : undefined
  return author?.waId ?? author?.userId ?? number.displayPhoneNumber
}

const sampleReferral: Json = {
  source_url: 'https://fb.me/emulator',
  source_id: '120000000000000001',
  source_type: 'ad',
  headline: 'Fale conosco',
  body: 'Pão quentinho todo dia',
  media_type: 'image',
  image_url: 'https://example.invalid/ad.jpg',
  ctwa_clid: 'EMULATORCLICK',
  welcome_message: { text: 'Olá! Como podemos ajudar?' },
}

function react(emulation: Emulation, { customer }: Writing, messageId: string, emoji: string | undefined): void {
  const target = emulation.world.messages.get(messageId)?.message
  if (!target) return
  if (emoji) target.reactions[customer.id] = emoji
  else delete target.reactions[customer.id]
}

/** Without coexistence, the desk sees an edit as an unsupported message only. */
function edit(emulation: Emulation, writing: Writing, messageId: string, text: string): string {
  const own = ownMessage(emulation, writing, messageId)
  if (typeof text !== 'string' || text === '') throw new NotInWorld('text is required')
  const content = own.content as Json
  own.content = own.type === 'text' ? { ...content, body: text } : { ...content, caption: text }
  own.edited = true
  if (!writing.number.coexistence) return tell(emulation, writing, editNotSupported())
  const message = { context: { id: 'M0' }, type: own.type, [own.type]: own.content }
  return tell(emulation, writing, { type: 'edit', fields: { edit: { original_message_id: messageId, message } } })
}

/** Without coexistence, the desk is not told of a deletion. */
function revoke(emulation: Emulation, writing: Writing, messageId: string): string | null {
  ownMessage(emulation, writing, messageId).revoked = true
  if (!writing.number.coexistence) return null
  return tell(emulation, writing, { type: 'revoke', fields: { revoke: { original_message_id: messageId } } })
}

function ownMessage({ world }: Emulation, { customer }: Writing, messageId: string): ChatMessage {
  const found = world.messages.get(messageId)?.message
  if (found?.customerId !== customer.id || found.from !== 'customer') {
    throw new NotInWorld(`${messageId} is not a message of ${customer.name}`)
  }
  return found
}

/** The person goes on under a new wa_id and BSUID; the webhook names both and has no contacts. */
function changeNumber(emulation: Emulation, { number, customer, chat }: Writing, newPhone: string): string {
  const { world } = emulation
  const newWaId = waIdOf(newPhone ?? '')
  if (!/^\d{8,15}$/.test(newWaId)) throw new NotInWorld('newPhone is not a phone number')
  const id = world.ids.wamid()
  const oldWaId = customer.waId ?? ''
  world.customers.delete(customer.id)
  const old = { id: customer.id, key: chat.key }
  Object.assign(customer, { id: newWaId, waId: newWaId, userId: userIdFor(newWaId) })
  world.customers.set(customer.id, customer)
  moveChats(world, old.id, customer.id)
  const system = {
    type: 'user_changed_number',
    body: `User ${customer.name} changed from ${oldWaId} to ${newWaId}`,
    wa_id: newWaId,
    user_id: customer.userId,
  }
  const timestamp = String(unixSeconds(world))
  emulation.webhooks.send(changeOf(number, { messages: [{ from: oldWaId, id, timestamp, type: 'system', system }] }))
  emulation.feed.tell({ kind: 'chat', key: old.key })
  return id
}

function moveChats(world: Emulation['world'], oldId: string, newId: string): void {
  for (const chat of [...world.chats.values()]) {
    for (const message of chat.messages) if (message.customerId === oldId) message.customerId = newId
    if (chat.customerId !== oldId) continue
    world.chats.delete(chat.key)
    chat.customerId = newId
    chat.key = `${chat.phoneNumberId}:${newId}`
    world.chats.set(chat.key, chat)
  }
}
