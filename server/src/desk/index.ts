/**
 * The door of the desk: contacts, tickets, messages and the events that tell of them. Every change goes through a function that
 * takes a `Desk`, and only `inDesk` (in an open transaction) and `changeDesk` (in one of its own) provide one.
 *
 * What may be touched here: the rules. What may not be changed: the order of locks (lock.ts) and the bodies (facts.ts), on which
 * receivers rely.
 */
export { requireSight, requireTicketInSight } from './actor.ts'
export { forgetAnswers } from './automation/answer.ts'
export {
  changeContact,
  createContact,
  getContact,
  listContacts,
  parseNumber,
  type WholeContact,
} from './contact/address-book.ts'
export { changeContactNumber } from './contact/change-number.ts'
export { findOrMakeContact, learnIdentities, readAddress } from './contact/contact.ts'
export type { Identities } from './contact/identity.ts'
export { canonicalNumber, writtenNumber } from './contact/phone.ts'
export { type AddressBookEntry, syncAddressBook } from './contact/sync-address-book.ts'
export { changeDesk, type Desk, type DeskDeps, inDesk } from './desk.ts'
export { type Draft, readDrafts } from './message/draft.ts'
export { importMessages, type OldMessage } from './message/import-messages.ts'
export type { InboundMessage } from './message/inbound-message.ts'
export { listNotes } from './message/list-notes.ts'
export { type MessageRow, showMessage } from './message/message-view.ts'
export { receiveMessages } from './message/receive-message.ts'
export { isWindowOpen } from './message/service-window.ts'
export { type MessageChange, type UpdateOutcome, updateMessage } from './message/update-message.ts'
export { messagesWith, readWatchedMessages } from './message/watched-messages.ts'
export { messageAccepted, messageFailed, writeMessage } from './message/write-message.ts'
export { writeNote } from './message/write-note.ts'
export { deskRoutes } from './routes.ts'
export { runDesk } from './run-desk.ts'
export { getScheduled, listScheduled, type ScheduledStatus } from './schedule/list-scheduled.ts'
export { hasReplied } from './schedule/replies.ts'
export {
  addScheduled,
  cancelScheduled,
  changeScheduled,
  type DueMessage,
  forgetScheduled,
  type HeldBecause,
  holdOverdue,
  holdScheduled,
  lockScheduled,
  markScheduledSent,
  placeOfTicket,
  putOffScheduled,
  type ScheduledRow,
  type SchedulePlace,
  takeDue,
} from './schedule/scheduled-message.ts'
export { createCustomField, type FieldValue } from './setting/custom-field.ts'
export { joinQueues } from './setting/queue.ts'
export { closeTicket } from './ticket/close-ticket.ts'
export { setExternalKey } from './ticket/external-key.ts'
export { handOver } from './ticket/hand-over.ts'
export { openTicket } from './ticket/open-ticket.ts'
export { outOfSight } from './ticket/out-of-sight.ts'
export { reopenTicket } from './ticket/reopen-ticket.ts'
export { acceptTicket, returnTicket } from './ticket/serve-ticket.ts'
export {
  countMarks,
  countsOf,
  countTickets,
  readSight,
  type Sight,
  sees,
  type TicketCounts,
} from './ticket/ticket-counts.ts'
export { lockActiveTicket, ticketForSending } from './ticket/ticket-for-sending.ts'
export { type LifeAction, logLife } from './ticket/ticket-life.ts'
export { transferTicket } from './ticket/transfer-ticket.ts'
export {
  activeTicketsOf,
  type OwnMarks,
  readOwnMarks,
  readWatchedContacts,
  readWatchedTickets,
  ticketJsonFor,
  type WatchedContact,
  type WatchedTicket,
} from './ticket/watched-tickets.ts'
