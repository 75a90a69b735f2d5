import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import { changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import { isUserId, userIdFor } from '../world/people.ts'
import { waIdOf } from '../world/phone.ts'
import { NotInWorld, unixSeconds, type World } from '../world/state.ts'
import type { Writing } from './writing.ts'

/** The person continues under a new wa_id and BSUID; the webhook names both and has no contacts. */
export function changeNumber(emulation: Emulation, { number, customer, chat, message }: Writing, to: string): string {
  const { world } = emulation
  const newWaId = waIdOf(typeof to === 'string' ? to : '')
  if (!/^\d{8,15}$/.test(newWaId)) throw new NotInWorld('newPhone is not a phone number')
  const id = message.id ?? world.ids.wamid()
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
  const timestamp = message.timestamp ?? String(unixSeconds(world))
  emulation.webhooks.send(
    changeOf(number, { messages: [{ from: oldWaId, id, timestamp, type: 'system', system, ...message.fields }] }),
  )
  emulation.feed.emit({ kind: 'chat', key: old.key })
  return id
}

function moveChats(world: World, oldId: string, newId: string): void {
  for (const group of world.groups.values()) {
    if (group.participants.delete(oldId)) group.participants.add(newId)
  }
  for (const chat of [...world.chats.values()]) {
    for (const message of chat.messages) if (message.customerId === oldId) message.customerId = newId
    if (chat.customerId !== oldId) continue
    world.chats.delete(chat.key)
    chat.customerId = newId
    chat.key = `${chat.phoneNumberId}:${newId}`
    world.chats.set(chat.key, chat)
  }
}

/** Only the BSUID changes, as it does when a person takes another number and hides it. */
export function changeUserId(emulation: Emulation, writing: Writing, newUserId: string): string {
  if (typeof newUserId !== 'string' || !isUserId(newUserId)) throw new NotInWorld('newUserId is not a BSUID')
  const { customer } = writing
  const previous_user_id = customer.userId
  customer.userId = newUserId
  return postSystem(emulation, writing, {
    type: 'user_changed_user_id',
    body: `User ${customer.name} changed from ${previous_user_id} to ${newUserId}`,
    previous_user_id,
    user_id: newUserId,
  })
}

/** The person's keys changed, because of another phone or a new installation of WhatsApp. */
export const identityChanged = (emulation: Emulation, writing: Writing): string =>
  postSystem(emulation, writing, {
    type: 'customer_identity_changed',
    body: `User ${writing.customer.name} changed their identity`,
    identity: 'EMULATORIDENTITY',
    user_id: writing.customer.userId,
  })

function postSystem(emulation: Emulation, { number, customer, message }: Writing, system: Json): string {
  const id = message.id ?? emulation.world.ids.wamid()
  const waId = visibleWaId(customer)
  const body = {
    ...(waId && { from: waId }),
    id,
    timestamp: message.timestamp ?? String(unixSeconds(emulation.world)),
    type: 'system',
    system,
    ...message.fields,
  }
  emulation.webhooks.send(changeOf(number, { contacts: [contactOf(customer)], messages: [body] }))
  return id
}
