/** Everything that may be done to a ticket, as one name of the door. Each locks it first and tells what there is to tell. */
export type { Actor } from './actor.ts'
export { closeTicket as close } from './close-ticket.ts'
export { setExternalKey } from './external-key.ts'
export type { TicketFacts } from './facts.ts'
export { openTicket as open } from './open-ticket.ts'
export { reopenTicket as reopen } from './reopen-ticket.ts'
export { acceptTicket as accept, returnTicket as giveBack } from './serve-ticket.ts'
export { transferTicket as transfer } from './transfer-ticket.ts'
