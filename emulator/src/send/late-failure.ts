import type { Emulation } from '../emulation.ts'
import { findMedia, mediaLimit, plainMime } from '../world/media.ts'
import type { Chat, ChatMessage } from '../world/state.ts'
import type { StatusError } from './status.ts'

const WINDOW_MS = 24 * 60 * 60 * 1_000

/** What Meta finds out only after it has accepted the message. */
export function lateFailure(emulation: Emulation, chat: Chat, message: ChatMessage): StatusError | null {
  const { world } = emulation
  const customer = message.customerId === null ? null : world.customers.get(message.customerId)
  if (customer && !customer.onWhatsApp) {
    return { code: 131026, details: 'Message could not be delivered to this recipient.' }
  }
  const open = chat.lastInboundAt !== null && world.now().getTime() - chat.lastInboundAt < WINDOW_MS
  if (world.settings.enforceWindow && message.type !== 'template' && !open) {
    return { code: 131047, details: 'More than 24 hours have passed since the recipient last replied.' }
  }
  const isMarketing = (message.content as { category?: unknown } | null)?.category === 'MARKETING'
  if (message.type === 'template' && isMarketing && customer?.stoppedMarketing) {
    return { code: 131050, details: 'The recipient has stopped marketing messages of this business.' }
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
  const limit = mediaLimit(message.type)
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
