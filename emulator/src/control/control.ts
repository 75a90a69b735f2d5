import type { CustomerMessage, EchoMessage } from '../customer/customer-message.ts'
import type { DeliveryMode, DeliveryModeKind, SettledMode } from '../webhook/delivery-mode.ts'
import { echoMessage } from '../customer/echo-message.ts'
import type { Emulation } from '../emulation.ts'
import { changeOf } from '../webhook/envelope.ts'
import type { Fault, Faults } from './faults.ts'
import { type Json, webhookError } from '../graph/graph-error.ts'
import { type Handshake, verifyCallback } from '../webhook/handshake.ts'
import { storeMedia } from '../world/media.ts'
import type { Template } from '../options.ts'
import { advance, type StatusError, tellStatus } from '../send/status.ts'
import { escaped } from '../webhook/webhook-body.ts'
import type { Delivery } from '../webhook/webhook-sender.ts'
import {
  type Chat,
  type ChatMessage,
  type Customer,
  type CustomerInput,
  ensureCustomer,
  type MessageStatus,
  NotInWorld,
  numberOf,
  resetWorld,
  type StoredMedia,
} from '../world/world.ts'
import { type Written, writeMessage } from '../customer/write-message.ts'

/** A message that the desk sent: the request as it came, and how far it got. */
export type OutboundMessage = ChatMessage & { chatKey: string; phoneNumberId: string; request: Json }

export type Control = ReturnType<typeof createControl>

/** Everything a test or the phone page can do: play the customers, play Meta's moods, look at what came and went. */
export function createControl(emulation: Emulation, faults: Faults, baseUrl: () => string) {
  const { world, webhooks, feed } = emulation

  const outbound = (filter: { phoneNumberId?: string; to?: string } = {}): OutboundMessage[] => {
    const all = [...world.messages.values()].filter(({ message }) => message.from === 'business')
    const wanted = all.filter(
      ({ chat, message }) =>
        (!filter.phoneNumberId || chat.phoneNumberId === filter.phoneNumberId) &&
        (!filter.to || message.customerId === filter.to || chat.groupId === filter.to),
    )
    return wanted.map(({ chat, message }) => outboundView(chat, message))
  }

  return {
    /** A customer writes; see CustomerMessage for all the kinds. Returns at once, the webhook is on its way. */
    write: (message: CustomerMessage): Written => writeMessage(emulation, baseUrl(), message),

    /** The commonest case of `write`. */
    text: (from: string | CustomerInput, text: string): Written =>
      writeMessage(emulation, baseUrl(), { type: 'text', from, text }),

    /** The business writes in the phone app. */
    echo: (message: EchoMessage): Written => echoMessage(emulation, baseUrl(), message),

    /** Posts any payload: an object is written and escaped as Meta does, a string goes out byte for byte. */
    raw: (payload: Json | string, signature?: string): Delivery =>
      webhooks.sendBody(typeof payload === 'string' ? payload : escaped(payload), signature),

    /** Meta tells an error of the number itself, without a message. */
    accountError(code: number, details: string, phoneNumberId?: string): void {
      webhooks.send(changeOf(numberOf(world, phoneNumberId), { errors: [webhookError(code, details)] }))
    },

    /** Tells a status in whatever order is wanted, also a second time. */
    status(messageId: string, status: MessageStatus, error?: StatusError): void {
      tellStatus(emulation, messageId, status, error)
    },

    /** The customer opens the chat: everything delivered there becomes read, voice notes stay unplayed. */
    read(chatKey: string): void {
      for (const message of chatAt(chatKey).messages) {
        if (message.from === 'business' && message.status === 'delivered') advance(emulation, message.id, 'read')
      }
    },

    /** The customer listens to a voice note. */
    play(messageId: string): void {
      advance(emulation, messageId, 'played')
    },

    /** Makes a person or changes what is known of them. */
    customer: (input: string | CustomerInput): Customer => ensureCustomer(world, input),
    customers: (): Customer[] => [...world.customers.values()],

    chats: (): Chat[] => [...world.chats.values()],
    chat: (key: string): Chat => chatAt(key),

    /** Messages received from the desk, oldest first; `to` is a wa_id, a BSUID or a group id. */
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
          const view = outboundView(chat, message)
          if (!matches(view)) return
          clearTimeout(timer)
          stop()
          resolve(view)
        })
      })
    },

    /** Keeps bytes as a customer's file, to be named as `media.mediaId`. */
    storeMedia: (bytes: Uint8Array, mimeType: string, filename: string | null = null): StoredMedia =>
      storeMedia(world, { bytes: Buffer.from(bytes), mimeType, filename, uploadedBy: null }),
    media: (id: string): StoredMedia | undefined => world.media.get(id),

    /** Replaces an account's templates. */
    setTemplates(templates: Template[], wabaId = numberOf(world).wabaId): void {
      if (!world.templates.has(wabaId)) throw new NotInWorld(`no business account ${wabaId}`)
      world.templates.set(wabaId, templates)
    },

    /** Meta decides about a template, and tells. */
    templateStatus(name: string, language: string, event: string, wabaId = numberOf(world).wabaId): void {
      const templates = world.templates.get(wabaId) ?? []
      const index = templates.findIndex(template => template.name === name && template.language === language)
      const template = templates[index]
      if (!template) throw new NotInWorld(`no template ${name} in ${language}`)
      template.status = event
      webhooks.send({
        wabaId,
        field: 'message_template_status_update',
        time: Math.floor(world.now().getTime() / 1_000),
        value: {
          event,
          message_template_id: Number(`91${wabaId.slice(-6)}${String(index + 1).padStart(6, '0')}`),
          message_template_name: name,
          message_template_language: language,
          reason: 'NONE',
          message_template_category: template.category,
        },
      })
    },

    /** Where webhooks go from now on; `null` stops them. */
    setCallback(url: string | null, verifyToken?: string): void {
      world.callbackUrl = url
      if (verifyToken !== undefined) world.verifyToken = verifyToken
    },
    callback: () => ({ url: world.callbackUrl, verifyToken: world.verifyToken }),

    /** The GET handshake with the callback. */
    verifyCallback(): Promise<Handshake> {
      if (world.callbackUrl === null) throw new NotInWorld('no callback is set')
      return verifyCallback(world.callbackUrl, world.verifyToken)
    },

    mode: (): SettledMode => webhooks.mode(),
    setMode: (mode: DeliveryMode | DeliveryModeKind): void => webhooks.setMode(mode),

    fail: (fault: Fault): void => faults.add(fault),
    faults: (): Fault[] => faults.list(),
    clearFaults: (): void => faults.clear(),

    /** From now on the access token is an expired one; or a good one again. */
    expireToken(expired = true): void {
      world.tokenExpired = expired
    },

    /** Moves the emulator's clock on: windows close, media expires. Timers stay in real time. */
    advanceClock(ms: number): void {
      const before = world.now
      world.now = () => new Date(before().getTime() + ms)
    },

    deliveries: (): Delivery[] => webhooks.log(),
    redeliver(id: string): Delivery {
      const delivery = webhooks.redeliver(id)
      if (!delivery) throw new NotInWorld(`no delivery ${id}`)
      return delivery
    },
    /** Lets what is held, delayed or waiting for a retry leave now. */
    flush: (): void => webhooks.flush(),
    /** Resolves when every webhook has been delivered or given up. */
    settled: (): Promise<void> => webhooks.settled(),

    /** Forgets chats, people, files, faults and the log, and goes back to normal mode. The callback stays. */
    reset(): void {
      webhooks.clear()
      webhooks.setMode(world.settings.mode)
      faults.clear()
      resetWorld(world)
      feed.tell({ kind: 'reset' })
    },
  }

  function chatAt(key: string): Chat {
    const chat = world.chats.get(key)
    if (!chat) throw new NotInWorld(`no chat ${key}`)
    return chat
  }

  function outboundView(chat: Chat, message: ChatMessage): OutboundMessage {
    return { ...message, request: message.request!, chatKey: chat.key, phoneNumberId: chat.phoneNumberId }
  }
}
