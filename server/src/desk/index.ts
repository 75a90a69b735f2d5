/**
 * The door of the desk: contacts, tickets, messages and what is told of them. Every change goes through a function that
 * takes a `Desk`, which only `inDesk` (in an open transaction) and `changeDesk` (in one of its own) give.
 *
 * What may be touched here: the rules. What may not: the order of locks (lock.ts) and the bodies (facts.ts), which
 * receivers rely on.
 */
export * as contacts from './contacts.ts'
export { changeDesk, type Desk, type DeskDeps, inDesk } from './desk.ts'
export { type InboundMessage, receiveMessages } from './message/receive-message.ts'
export * as messages from './messages.ts'
export { deskRoutes } from './routes.ts'
export * as tickets from './tickets.ts'
