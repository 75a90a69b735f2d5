import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import type { Chat, ChatMessage } from '../world/state.ts'

/** A message that the desk sent: the request as it came, and its status. */
export type OutboundMessage = ChatMessage & { chatKey: string; phoneNumberId: string; request: Json }

export type Outbound = ReturnType<typeof createOutbound>

/** What the desk sent, as tests look at it. */
export function createOutbound({ world, feed }: Emulation) {
  /** Messages received from the desk, oldest first; `to` is a wa_id, a BSUID or a group id. */
  const outbound = (filter: { phoneNumberId?: string; to?: string } = {}): OutboundMessage[] =>
    [...world.messages.values()]
      .filter(
        ({ chat, message }) =>
          message.from === 'business' &&
          (!filter.phoneNumberId || chat.phoneNumberId === filter.phoneNumberId) &&
          (!filter.to || message.customerId === filter.to || chat.groupId === filter.to),
      )
      .map(({ chat, message }) => view(chat, message))

  return {
    outbound,

    /** The first message from the desk that matches, now or later. */
    async waitForOutbound(
      matches: (message: OutboundMessage) => boolean = () => true,
      timeoutMs = 5_000,
    ): Promise<OutboundMessage> {
      const already = outbound().find(matches)
      if (already) return already
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop()
          reject(new Error(`no such outbound message within ${timeoutMs} ms`))
        }, timeoutMs)
        const stop = feed.listen(event => {
          if (event.kind !== 'outbound') return
          const { chat, message } = world.messages.get(event.id)!
          const found = view(chat, message)
          if (!matches(found)) return
          clearTimeout(timer)
          stop()
          resolve(found)
        })
      })
    },
  }
}

const view = (chat: Chat, message: ChatMessage): OutboundMessage => ({
  ...message,
  request: message.request!,
  chatKey: chat.key,
  phoneNumberId: chat.phoneNumberId,
})
