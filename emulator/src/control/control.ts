import type { CustomerMessage, EchoMessage } from '../customer/customer-message.ts'
import { echoMessage } from '../customer/echo-message.ts'
import { type Written, writeMessage } from '../customer/write-message.ts'
import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import { type AccountEvents, createAccountEvents } from '../meta/account-events.ts'
import { type CallEvents, createCallEvents } from '../meta/calls.ts'
import { createGroupEvents, type GroupEvents } from '../meta/group-events.ts'
import { createHistoryEvents, type HistoryEvents } from '../meta/history.ts'
import { createTemplateEvents, type TemplateEvents } from '../meta/template-events.ts'
import { advance, type StatusError, sendStatus } from '../send/status.ts'
import type { Delivery } from '../webhook/delivery.ts'
import type { DeliveryMode, DeliveryModeKind, SettledMode } from '../webhook/delivery-mode.ts'
import { type Handshake, verifyCallback } from '../webhook/handshake.ts'
import { escaped } from '../webhook/webhook-body.ts'
import { storeMedia } from '../world/media.ts'
import { ensureCustomer } from '../world/people.ts'
import {
  type Chat,
  type Customer,
  type CustomerInput,
  type MessageStatus,
  NotInWorld,
  type StoredMedia,
} from '../world/state.ts'
import { resetWorld } from '../world/world.ts'
import type { Fault, Faults } from './faults.ts'
import { createOutbound, type Outbound, type OutboundMessage } from './outbound.ts'
import type { RequestLog } from './request-log.ts'

export type { OutboundMessage }

/** Everything that a test or the phone page can do: act as the customers, act as Meta, and see what came and was sent. */
export type Control = ReturnType<typeof customers> &
  ReturnType<typeof webhooks> &
  ReturnType<typeof moods> &
  Pick<Outbound, 'outbound' | 'waitForOutbound'> & {
    /** Restrictions, quality, limits, names, preferences: what Meta reports of accounts and numbers. */
    account: AccountEvents
    /** Reviews of templates, their quality and category. */
    templates: TemplateEvents
    /** Events of groups. */
    groups: GroupEvents
    /** Old messages and the phone book of a number that also lives in the phone app. */
    history: HistoryEvents
    calls: CallEvents
  }

type Parts = { emulation: Emulation; faults: Faults; requests: RequestLog; baseUrl: () => string }

export function createControl(parts: Parts): Control {
  const { emulation, baseUrl } = parts
  return {
    ...customers(parts),
    ...createOutbound(emulation),
    ...webhooks(parts),
    ...moods(parts),
    account: createAccountEvents(emulation),
    templates: createTemplateEvents(emulation),
    groups: createGroupEvents(emulation),
    history: createHistoryEvents(emulation, baseUrl),
    calls: createCallEvents(emulation),
  }
}

function customers({ emulation, baseUrl }: Parts) {
  const { world } = emulation
  const chatAt = (key: string): Chat => {
    const chat = world.chats.get(key)
    if (!chat) throw new NotInWorld(`no chat ${key}`)
    return chat
  }
  return {
    /** A customer writes; see CustomerMessage for all the kinds. Returns at once, the webhook is on its way. */
    write: (message: CustomerMessage): Written => writeMessage(emulation, baseUrl(), message),

    /** The most common case of `write`. */
    text: (from: string | CustomerInput, text: string): Written =>
      writeMessage(emulation, baseUrl(), { type: 'text', from, text }),

    /** The business writes in the phone app. */
    echo: (message: EchoMessage): Written => echoMessage(emulation, baseUrl(), message),

    /** Sends a status in any order, also a second time. */
    status(messageId: string, status: MessageStatus, error?: StatusError): void {
      sendStatus(emulation, messageId, status, error)
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
    chat: chatAt,

    /** Keeps bytes as a customer's file, to be named as `media.mediaId`. */
    storeMedia: (bytes: Uint8Array, mimeType: string, filename: string | null = null): StoredMedia =>
      storeMedia(world, { bytes: Buffer.from(bytes), mimeType, filename, uploadedBy: null }),
    media: (id: string): StoredMedia | undefined => world.media.get(id),
  }
}

function webhooks({ emulation: { world, webhooks: sender } }: Parts) {
  return {
    /** Posts any payload: an object is written and escaped as Meta does, a string goes out byte for byte. */
    raw: (payload: Json | string, signature?: string): Delivery =>
      sender.sendBody(typeof payload === 'string' ? payload : escaped(payload), signature),

    /** Sets the address of webhooks from now on; `null` stops them. */
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

    mode: (): SettledMode => sender.mode(),
    setMode: (mode: DeliveryMode | DeliveryModeKind): void => sender.setMode(mode),

    deliveries: (): Delivery[] => sender.log(),
    redeliver(id: string): Delivery {
      const delivery = sender.redeliver(id)
      if (!delivery) throw new NotInWorld(`no delivery ${id}`)
      return delivery
    },
    /** Sends now what is held, delayed or waiting for a retry. */
    flush: (): void => sender.flush(),
    /** Resolves when every webhook has been delivered or given up. */
    settled: (): Promise<void> => sender.settled(),
  }
}

function moods({ emulation, faults, requests }: Parts) {
  const { world, webhooks: sender, feed, rates } = emulation
  return {
    fail: (fault: Fault): void => faults.add(fault),
    faults: (): Fault[] => faults.list(),
    clearFaults: (): void => faults.clear(),

    /** Makes the access token expired from now on, or valid again. */
    expireToken(expired = true): void {
      world.tokenExpired = expired
    },

    /** Moves the emulator's clock on: windows close, media expires. Timers stay in real time. */
    advanceClock(ms: number): void {
      const before = world.now
      world.now = () => new Date(before().getTime() + ms)
    },
    /** Stops the clock at an instant, until it is set or reset. */
    setClock(at: Date): void {
      world.now = () => at
    },

    /** The requests of the Graph API that came in, newest last. */
    requests: requests.list,

    /** Forgets chats, people, files, faults and the logs, and goes back to normal mode. The callback stays. */
    reset(): void {
      sender.clear()
      sender.setMode(world.settings.mode)
      faults.clear()
      rates.clear()
      requests.clear()
      resetWorld(world)
      feed.emit({ kind: 'reset' })
    },
  }
}
