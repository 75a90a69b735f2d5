import type { Emulation } from '../emulation.ts'
import { type Json, webhookError } from '../graph/graph-error.ts'
import { changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import { messageAt } from '../world/chats.ts'
import { peopleIn } from '../world/groups.ts'
import { type Chat, type ChatMessage, type MessageStatus, NotInWorld, unixSeconds } from '../world/state.ts'
import { numberOf } from '../world/world.ts'

export type StatusError = { code: number; details: string; title?: string }

const rank: Record<MessageStatus, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: 1 }

/** Moves a message on automatically; a status that it has already reached is neither stored nor sent. */
export function advance(emulation: Emulation, id: string, status: MessageStatus): void {
  const { message } = messageAt(emulation.world, id)
  if (message.status === null || message.status === 'failed' || rank[message.status] >= rank[status]) return
  sendStatus(emulation, id, status)
}

/** Sends any status in any order, because a test may want that; the stored one never moves down. */
export function sendStatus(emulation: Emulation, id: string, status: MessageStatus, error?: StatusError): void {
  const { chat, message } = messageAt(emulation.world, id)
  if (message.from !== 'business') throw new NotInWorld(`${id} was not sent through the API and has no status`)
  const failure = status === 'failed' ? failureOf(error) : null
  if (failure || rank[status] > rank[message.status ?? 'accepted']) message.status = status
  if (failure) message.error = failure
  emulation.webhooks.send(
    changeOf(numberOf(emulation.world, chat.phoneNumberId), statusValue(emulation, chat, message, status)),
  )
  emulation.feed.emit({ kind: 'chat', key: chat.key })
}

const failureOf = (error: StatusError | undefined): Json => {
  const { code, details, title } = error ?? {
    code: 131026,
    details: 'Message could not be delivered to this recipient.',
  }
  return webhookError(code, details, title)
}

function statusValue(emulation: Emulation, chat: Chat, message: ChatMessage, status: MessageStatus): Json {
  if (chat.groupId) return groupStatusValue(emulation, chat, message, status)
  const customer = emulation.world.customers.get(message.customerId ?? '')
  const failed = status === 'failed'
  const sentToUserId = typeof message.request?.recipient === 'string' && message.request.to === undefined
  const waId = customer && visibleWaId(customer)
  return {
    ...(customer && !failed && { contacts: [contactOf(customer)] }),
    statuses: [
      {
        ...base(emulation, message, status),
        ...(waId && { recipient_id: waId }),
        ...(customer && (!failed || sentToUserId) && { recipient_user_id: customer.userId }),
        ...tail(chat, message, status),
      },
    ],
  }
}

/** A group's webhook has a status object for each participant; failing and leaving concern the group. */
function groupStatusValue(emulation: Emulation, chat: Chat, message: ChatMessage, status: MessageStatus): Json {
  const whole = { ...base(emulation, message, status), recipient_id: chat.groupId, recipient_type: 'group' }
  const rest = tail(chat, message, status)
  if (status === 'sent' || status === 'failed') return { statuses: [{ ...whole, ...rest }] }
  const statuses = participantsOf(emulation, chat).map(customer => ({
    ...whole,
    ...(visibleWaId(customer) && { recipient_participant_id: customer.waId }),
    recipient_participant_user_id: customer.userId,
    ...rest,
  }))
  return { statuses }
}

function participantsOf({ world }: Emulation, chat: Chat) {
  const group = world.groups.get(chat.groupId ?? '')
  return group ? peopleIn(world, group) : []
}

const base = ({ world }: Emulation, message: ChatMessage, status: MessageStatus): Json => ({
  id: message.id,
  status,
  timestamp: String(unixSeconds(world)),
})

const tail = (chat: Chat, message: ChatMessage, status: MessageStatus): Json => ({
  ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
  ...((status === 'sent' || status === 'delivered') && { pricing: pricingOf({ chat, message }) }),
  ...(status === 'failed' && message.error && { errors: [message.error] }),
})

/** Groups have categories of their own. */
function pricingOf({ chat, message }: { chat: Chat; message: ChatMessage }): Json {
  const prefix = chat.groupId ? 'group_' : ''
  if (message.type !== 'template') {
    return { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: `${prefix}service` }
  }
  const { category = 'UTILITY' } = message.content as { category?: string }
  return { billable: true, pricing_model: 'PMP', type: 'regular', category: `${prefix}${category.toLowerCase()}` }
}
