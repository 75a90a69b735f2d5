import type { Emulation } from '../emulation.ts'
import { GraphError, invalid, type Json, missing } from '../graph/graph-error.ts'
import { findMedia, mediaLimits, plainMime } from '../world/media.ts'
import { checkMessage } from './outbound-rules.ts'
import { dialledDigits, waIdOf } from '../world/phone.ts'
import { advance, type StatusError, tellStatus } from './status.ts'
import {
  addMessage,
  type BusinessNumber,
  type Chat,
  type ChatMessage,
  type Customer,
  chatOf,
  ensureCustomer,
  findCustomer,
  isUserId,
} from '../world/world.ts'

const windowMs = 24 * 60 * 60 * 1_000

export type Accepted = {
  response: Json
  /** Sends the statuses that follow by themselves. Meta may do so before the request was answered. */
  follow: () => void
}

/** `POST /{phone-number-id}/messages`: 200 means accepted, not delivered. */
export function sendMessage(emulation: Emulation, number: BusinessNumber, body: Json): Accepted {
  const { world, feed } = emulation
  if (body.messaging_product !== 'whatsapp') {
    throw new GraphError(100, undefined, { message: '(#100) The parameter messaging_product is required.' })
  }
  const { type, content } = checkMessage(body)
  const recipient = recipientOf(emulation, number, body)
  const shown = type === 'template' ? renderTemplate(emulation, number, content as Json) : content
  const message = addMessage(world, recipient.chat, {
    id: world.ids.wamid(),
    from: 'business',
    customerId: recipient.customer?.id ?? null,
    type,
    content: shown,
    status: 'accepted',
    request: body,
    quotes: quotedId(emulation, recipient.chat, body),
    callbackData: callbackDataOf(body),
  })
  recipient.chat.typingUntil = null
  feed.tell({ kind: 'outbound', id: message.id })
  feed.tell({ kind: 'chat', key: recipient.chat.key })
  return {
    response: {
      messaging_product: 'whatsapp',
      contacts: [recipient.contact],
      messages: [
        {
          id: message.id,
          ...(type === 'template' && { message_status: 'accepted' }),
          ...(recipient.chat.groupId && { group_id: recipient.chat.groupId }),
        },
      ],
    },
    follow: () => follow(emulation, recipient.chat, message),
  }
}

type Recipient = { chat: Chat; customer: Customer | null; contact: Json }

function recipientOf({ world }: Emulation, number: BusinessNumber, body: Json): Recipient {
  const { phoneNumberId } = number
  if (body.recipient_type === 'group') {
    if (typeof body.to !== 'string' || body.to === '') throw missing('to')
    const chat = world.chats.get(`${phoneNumberId}:${body.to}`)
    if (!chat?.groupId) throw new GraphError(131041, 'The group is not known to this phone number.', { status: 400 })
    return { chat, customer: null, contact: { input: body.to } }
  }
  if (typeof body.to === 'string' && body.to !== '') return dialledRecipient(world, number, body.to)
  if (typeof body.recipient !== 'string' || body.recipient === '') throw missing('to')
  if (!isUserId(body.recipient)) throw invalid('recipient is not a valid user id.')
  const customer = ensureUser(world, body.recipient)
  const chat = chatOf(world, phoneNumberId, { customerId: customer.id })
  return { chat, customer, contact: { input: body.recipient, user_id: body.recipient } }
}

function dialledRecipient(world: Emulation['world'], number: BusinessNumber, to: string): Recipient {
  const digits = dialledDigits(to, number.displayPhoneNumber)
  if (digits.length < 8 || digits.length > 15) throw invalid('to is not a valid phone number.')
  if (waIdOf(digits) === waIdOf(number.displayPhoneNumber)) throw new GraphError(131021, 'The recipient is the sender.')
  const customer = ensureCustomer(world, digits)
  const chat = chatOf(world, number.phoneNumberId, { customerId: customer.id })
  return { chat, customer, contact: { input: to, wa_id: customer.waId } }
}

/** A BSUID that nobody has reaches nobody: the message fails, as to a number without WhatsApp. */
const ensureUser = (world: Emulation['world'], userId: string): Customer =>
  findCustomer(world, userId) ?? ensureCustomer(world, { userId, onWhatsApp: false })

function callbackDataOf(body: Json): string | null {
  const data = body.biz_opaque_callback_data
  if (data === undefined || data === null) return null
  if (typeof data !== 'string' || data.length > 512) throw invalid('biz_opaque_callback_data may have 512 characters.')
  return data
}

/** The quote of a message that is gone is dropped in silence. */
function quotedId({ world }: Emulation, chat: Chat, body: Json): string | null {
  const id = (body.context as Json | undefined)?.message_id
  return typeof id === 'string' && world.messages.get(id)?.chat === chat ? id : null
}

/** The template as the customer sees it: the filled text and the buttons beside what was asked for. */
function renderTemplate({ world }: Emulation, number: BusinessNumber, node: Json): Json {
  const language = (node.language as { code: string }).code
  const template = world.templates
    .get(number.wabaId)
    ?.find(candidate => candidate.name === node.name && candidate.language === language)
  if (!template || (template.status ?? 'APPROVED') !== 'APPROVED') {
    throw new GraphError(132001, `template name (${String(node.name)}) does not exist in ${language}`)
  }
  const body = template.components.find(component => component.type === 'BODY')
  const text = typeof body?.text === 'string' ? body.text : ''
  const buttons = template.components.find(component => component.type === 'BUTTONS')?.buttons ?? []
  return { ...node, rendered: fillTemplate(text, bodyParameters(node)), buttons }
}

function bodyParameters(node: Json): Json[] {
  const components = Array.isArray(node.components) ? (node.components as Json[]) : []
  const body = components.find(component => String(component.type).toLowerCase() === 'body')
  return Array.isArray(body?.parameters) ? (body.parameters as Json[]) : []
}

function fillTemplate(text: string, parameters: Json[]): string {
  const names = [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]!))]
  if (names.length !== parameters.length) {
    const details = `body: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`
    throw new GraphError(132000, details)
  }
  const parameterOf = (name: string) =>
    parameters.find(parameter => parameter.parameter_name === name) ?? parameters[names.indexOf(name)]
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(parameterOf(name)?.text ?? ''))
}

function follow(emulation: Emulation, chat: Chat, message: ChatMessage): void {
  const failure = failureOf(emulation, chat, message)
  if (failure) return tellStatus(emulation, message.id, 'failed', failure)
  if (message.type === 'reaction') applyReaction(emulation, message)
  const { autoStatus } = emulation.world.settings
  if (autoStatus === 'none') return
  for (const status of ['sent', 'delivered', 'read'] as const) {
    advance(emulation, message.id, status)
    if (status === autoStatus) return
  }
}

/** What Meta finds out only after it has accepted the message. */
function failureOf(emulation: Emulation, chat: Chat, message: ChatMessage): StatusError | null {
  const { world } = emulation
  const customer = message.customerId === null ? null : world.customers.get(message.customerId)
  if (customer && !customer.onWhatsApp) {
    return { code: 131026, details: 'Message could not be delivered to this recipient.' }
  }
  const open = chat.lastInboundAt !== null && world.now().getTime() - chat.lastInboundAt < windowMs
  if (world.settings.enforceWindow && message.type !== 'template' && !open) {
    return { code: 131047, details: 'More than 24 hours have passed since the recipient last replied.' }
  }
  if (message.type === 'reaction') return reactionFailure(emulation, message)
  return mediaFailure(emulation, message)
}

function reactionFailure({ world }: Emulation, message: ChatMessage): StatusError | null {
  const target = world.messages.get((message.content as { message_id: string }).message_id)
  const reactable = target && target.message.type !== 'reaction' && !target.message.revoked
  return reactable ? null : { code: 131009, details: 'The message to react to does not exist.' }
}

function mediaFailure({ world }: Emulation, message: ChatMessage): StatusError | null {
  const limit = mediaLimits[message.type]
  const id = (message.content as { id?: unknown }).id
  if (!limit || id === undefined) return null
  const media = findMedia(world, String(id))
  const fits = media && (limit.mimeTypes.length === 0 || limit.mimeTypes.includes(plainMime(media.mimeType)))
  if (fits && media.bytes.length <= limit.maxBytes) return null
  return {
    code: 131053,
    details: media ? `The file does not fit a message of type ${message.type}.` : 'Unknown media.',
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
  emulation.feed.tell({ kind: 'chat', key: chat.key })
  return { success: true }
}
