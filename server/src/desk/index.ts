/**
 * The door of the desk: contacts, tickets, messages and what is told of them. Every change goes through a function that
 * takes a `Desk`, which only `inDesk` (in an open transaction) and `changeDesk` (in one of its own) give.
 *
 * What may be touched here: the rules. What may not: the order of locks (lock.ts) and the bodies (facts.ts), which
 * receivers rely on.
 */
export { changeContactNumber } from './change-number.ts'
export * as contacts from './contacts.ts'
export { changeDesk, type Desk, type DeskDeps, inDesk } from './desk.ts'
export { mediaUrl } from './facts.ts'
export { type InboundMessage, type Reception, receiveMessages } from './receive-message.ts'
export * as tickets from './tickets.ts'
export { type MessageUpdate, type UpdateOutcome, updateMessage } from './update-message.ts'
export { messageAccepted, messageFailed, writeMessage } from './write-message.ts'
