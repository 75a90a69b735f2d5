import type { Emulation } from '../emulation.ts'
import { GraphError, invalid, type Json, missing } from '../graph/graph-error.ts'
import { addMessage } from '../world/chats.ts'
import { type BusinessNumber, type Chat, type ChatMessage, isObject } from '../world/state.ts'
import { lateFailure } from './late-failure.ts'
import { checkMessage } from './outbound-rules.ts'
import { recipientOf } from './recipient.ts'
import { renderTemplate } from './render-template.ts'
import { advance, sendStatus } from './status.ts'

export type Accepted = {
  response: Json
  /** Sends the statuses that follow automatically. Meta may do so before the response to the request. */
  follow: () => void
}

/** `POST /{phone-number-id}/messages`: 200 means accepted, not delivered. */
export function sendMessage(emulation: Emulation, number: BusinessNumber, body: Json): Accepted {
  const { world, feed, rates } = emulation
  if (body.messaging_product !== 'whatsapp') {
    throw new GraphError(100, undefined, { message: '(#100) The parameter messaging_product is required.' })
  }
  if (!number.isRegistered) throw new GraphError(133010, 'The phone number is not registered.')
  const { type, content } = checkMessage(body)
  const { chat, customer, contact } = recipientOf(emulation, number, body)
  const shown = type === 'template' ? renderTemplate(emulation, number, content as Json) : content
  const callbackData = callbackDataOf(body)
  if (world.settings.enforceRates) {
    rates.check(number.phoneNumberId, chat.key, number.coexistence, world.now().getTime())
  }
  const message = addMessage(world, chat, {
    id: world.ids.wamid(),
    from: 'business',
    customerId: customer?.id ?? null,
    type,
    content: shown,
    status: 'accepted',
    request: body,
    quotes: quotedId(emulation, chat, body),
    callbackData,
  })
  chat.typingUntil = null
  feed.emit({ kind: 'outbound', id: message.id })
  feed.emit({ kind: 'chat', key: chat.key })
  const accepted = {
    id: message.id,
    ...(type === 'template' && { message_status: 'accepted' }),
    ...(chat.groupId && { group_id: chat.groupId }),
  }
  return {
    response: { messaging_product: 'whatsapp', contacts: [contact], messages: [accepted] },
    follow: () => follow(emulation, chat, message),
  }
}

function callbackDataOf(body: Json): string | null {
  const data = body.biz_opaque_callback_data
  if (data === undefined || data === null) return null
  if (typeof data !== 'string' || data.length > 512) throw invalid('biz_opaque_callback_data may have 512 characters.')
  return data
}

/** A quote of a message that does not exist is dropped silently. */
function quotedId({ world }: Emulation, chat: Chat, body: Json): string | null {
  const id = isObject(body.context) ? body.context.message_id : undefined
  return typeof id === 'string' && world.messages.get(id)?.chat === chat ? id : null
}

function follow(emulation: Emulation, chat: Chat, message: ChatMessage): void {
  const failure = lateFailure(emulation, chat, message)
  if (failure) return sendStatus(emulation, message.id, 'failed', failure)
  if (message.type === 'reaction') applyReaction(emulation, message)
  const { autoStatus } = emulation.world.settings
  if (autoStatus === 'none') return
  for (const status of ['sent', 'delivered', 'read'] as const) {
    advance(emulation, message.id, status)
    if (status === autoStatus) return
  }
}

function applyReaction(emulation: Emulation, message: ChatMessage): void {
  const { message_id: id, emoji } = message.content as { message_id: string; emoji: string }
  const target = emulation.world.messages.get(id)!
  if (emoji === '') delete target.message.reactions.business
  else target.message.reactions.business = emoji
}

/** `status: read` marks the message and everything before it; `typing_indicator` shows for at most 25 s. */
export function markRead(emulation: Emulation, number: BusinessNumber, body: Json): Json {
  const found = emulation.world.messages.get(String(body.message_id ?? ''))
  if (body.message_id === undefined) throw missing('message_id')
  if (found?.chat.phoneNumberId !== number.phoneNumberId || found.message.from !== 'customer') {
    throw invalid('message_id does not name a message that this phone number received.')
  }
  const { chat, message } = found
  for (const earlier of chat.messages) {
    if (earlier.from === 'customer') earlier.readByBusiness = true
    if (earlier === message) break
  }
  if (body.typing_indicator) chat.typingUntil = emulation.world.now().getTime() + 25_000
  emulation.feed.emit({ kind: 'chat', key: chat.key })
  return { success: true }
}
