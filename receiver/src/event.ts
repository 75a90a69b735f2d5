/**
 * The five events by name and payload version, and those that an endpoint may opt into. All other files here use these types.
 */
import type { MessageDeleted, MessageEdited, MessageReaction, MessageStatus } from './generated/extra.ts'
import type {
  BodyV1,
  ClosedTicketV1,
  MessageV1,
  NewTicketUserCreateV1,
  NewTicketV1,
  TransferTicketV1,
} from './generated/v1.ts'
import type {
  BodyV2,
  ClosedTicketV2,
  MessageV2,
  NewTicketUserCreateV2,
  NewTicketV2,
  TransferTicketV2,
} from './generated/v2.ts'

export type EventName = 'NewTicketUserCreate' | 'NewTicket' | 'TransferTicket' | 'ClosedTicket' | 'message'

/** Off unless an endpoint switches them on. Their bodies are the same in both payload versions. */
export type ExtraEventName = 'MessageStatus' | 'MessageEdited' | 'MessageDeleted' | 'MessageReaction'

/** An endpoint pins one; a version, once released, never changes. */
export type PayloadVersion = 1 | 2

export const eventNames = [
  'NewTicketUserCreate',
  'NewTicket',
  'TransferTicket',
  'ClosedTicket',
  'message',
] as const satisfies readonly EventName[]

export const extraEventNames = [
  'MessageStatus',
  'MessageEdited',
  'MessageDeleted',
  'MessageReaction',
] as const satisfies readonly ExtraEventName[]

/** `ExtraBodies['MessageStatus']` is `MessageStatus`. */
export interface ExtraBodies {
  MessageStatus: MessageStatus
  MessageEdited: MessageEdited
  MessageDeleted: MessageDeleted
  MessageReaction: MessageReaction
}

export const payloadVersions = [1, 2] as const satisfies readonly PayloadVersion[]

/** `Bodies[1]['NewTicket']` is `NewTicketV1`. */
export interface Bodies {
  1: {
    NewTicketUserCreate: NewTicketUserCreateV1
    NewTicket: NewTicketV1
    TransferTicket: TransferTicketV1
    ClosedTicket: ClosedTicketV1
    message: MessageV1
  }
  2: {
    NewTicketUserCreate: NewTicketUserCreateV2
    NewTicket: NewTicketV2
    TransferTicket: TransferTicketV2
    ClosedTicket: ClosedTicketV2
    message: MessageV2
  }
}

/** Any body of a version: `Body<1>` is `BodyV1`. */
export type Body<V extends PayloadVersion> = { 1: BodyV1; 2: BodyV2 }[V]
