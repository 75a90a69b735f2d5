/** The door of the emulator: everything that another workspace may use. */
export type { Control, OutboundMessage } from './control/control.ts'
export type { Fault } from './control/faults.ts'
export type { GraphCall } from './control/request-log.ts'
export type { CustomerMessage, EchoMessage } from './customer/customer-message.ts'
export { createEmulator, type Emulator } from './emulator.ts'
export type { QualityChange } from './meta/account-events.ts'
export { demoDefaults, type EmulatorOptions, type NumberOptions, type Template } from './options.ts'
export type { Attempt, Delivery } from './webhook/delivery.ts'
export type { DeliveryMode, DeliveryModeKind } from './webhook/delivery-mode.ts'
export { escaped, signatureOf } from './webhook/webhook-body.ts'
export type { GroupInput } from './world/groups.ts'
export type {
  Chat,
  ChatMessage,
  Customer,
  CustomerInput,
  Group,
  HistoryInput,
  HistoryMessage,
  HistoryThread,
  MediaInput,
} from './world/state.ts'
