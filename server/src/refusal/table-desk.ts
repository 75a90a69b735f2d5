/** The refusals of the desk: names and references, tickets. Spread into the one table of table.ts. */
import { notFound, type Row } from './row.ts'

export const DESK_REFUSALS = {
  // Names and references
  name_taken: {
    status: 409,
    en: ['Name taken', 'There is one with this name already. Choose another name.'],
  },
  email_taken: {
    status: 409,
    en: ['E-mail taken', 'Another user has this e-mail address already. Use another one.'],
  },
  contact_taken: {
    status: 409,
    en: ['Contact exists', 'Another contact has this number or identifier already: contact {contactId}.'],
  },
  phone_number_id_taken: {
    status: 409,
    en: [
      'Number connected already',
      'Another channel of the company uses this phone number id. Remove it there first.',
    ],
  },
  in_use: {
    status: 409,
    en: ['Still in use', 'Something else refers to this, so it cannot be deleted. Deactivate it instead.'],
  },
  phone_invalid: {
    status: 422,
    en: [
      'Not a phone number',
      '`{phone}` is not a phone number. Give it with country and area code, like 5511912345678.',
    ],
  },
  contact_active: {
    status: 409,
    en: ['Ticket is active', 'This contact has an active ticket. Close it first, then erase the data.'],
  },
  merge_not_found: {
    status: 404,
    en: ['No such merge', "There is no merge with this id in this contact's log, or it was taken back already."],
  },
  contacts_differ: {
    status: 409,
    en: [
      'Two people',
      'These contacts have different WhatsApp accounts, or one of them is a group. They cannot be merged.',
    ],
  },
  contacts_both_active: {
    status: 409,
    en: ['Both have an active ticket', 'Both contacts have an active ticket on one channel. Close one of them first.'],
  },
  still_referred: {
    status: 409,
    en: [
      'Something refers to it',
      'Active tickets: {tickets}. Channels that lead to it: {channels}. Move them first, or send `handOver`: then the tickets wait in a queue again.',
    ],
  },
  search_too_broad: {
    status: 422,
    en: ['Too much to search', 'This search takes too long. Give more words, or longer ones.'],
  },
  export_running: {
    status: 409,
    en: ['Export is running', 'Everything is being downloaded already. Wait until that is done, then ask again.'],
  },
  too_many: {
    status: 409,
    en: ['Too many of these', 'A company has {limit} of these at most. Delete one that is not needed.'],
  },
  field_choices_wrong: {
    status: 422,
    en: ['Choices do not fit', 'A custom field of the kind `choice` needs choices; the other kinds have none.'],
  },
  field_value_wrong: {
    status: 422,
    en: [
      'Value does not fit',
      'The field {field} is of the kind {kind}. Give a value of this kind. Choices: {choices}.',
    ],
  },
  variable_unknown: {
    status: 422,
    en: ['Unknown variable', 'There is no variable {names}. The variables are {known}.'],
  },
  quick_reply_needs_user: {
    status: 422,
    en: ['Whose own?', 'An API key is not a person. Leave isMine out, or sign in as the user.'],
  },
  quick_reply_two_owners: {
    status: 422,
    en: ['Queue or yourself', 'A quick reply belongs to a queue or to yourself. Give queueId or isMine, not both.'],
  },

  // Tickets
  ticket_not_pending: {
    status: 409,
    en: ['Ticket is not pending', 'Only a pending ticket can be accepted; this one is {status}. Load it again.'],
  },
  ticket_taken: {
    status: 409,
    en: ['Somebody has this ticket', '{userName} attends to this ticket already. Load it again.'],
  },
  ticket_changed: {
    status: 409,
    en: [
      'Ticket was changed',
      'This ticket has changed since: it is {status} and of version {version}. Load it again.',
    ],
  },
  person_required: {
    status: 422,
    en: ['For people', 'This belongs to a person, and an API key is not one. Sign in to use it.'],
  },
  mention_not_possible: {
    status: 422,
    en: [
      'Cannot mention this user',
      'User {userId} is inactive or does not see this ticket. Mention somebody who does.',
    ],
  },
  messages_unseen: {
    status: 409,
    en: [
      'Something new in the conversation',
      '{count} messages came after the last one that you have seen, up to message {lastMessageId}. Read them, then send.',
    ],
  },
  report_range: {
    status: 422,
    en: [
      'Not a range of days',
      'A report is of {days} days at most, and its last day is not before its first. Give other days.',
    ],
  },
  snooze_time: {
    status: 422,
    en: [
      'Not a time to snooze it until',
      'A ticket can be snoozed until a time in the future, at most {days} days away. Give another one.',
    ],
  },
  ticket_has_news: {
    status: 409,
    en: [
      'The customer wrote meanwhile',
      'The customer wrote after this ticket was chosen. Look at it before you snooze it.',
    ],
  },
  bulk_tickets_required: { status: 422, en: ['Which tickets?', 'Give either ticketIds or a filter, not both.'] },
  bulk_too_many: {
    status: 422,
    en: [
      'Too many tickets at once',
      'This would change more than {limit} tickets. Narrow the filter, or do it in parts.',
    ],
  },
  bulk_action_not_found: notFound('action on many tickets'),
  bulk_action_begun: {
    status: 409,
    en: ['It has begun already', 'It is {state} and cannot be undone any more. Its results show what was changed.'],
  },
  bulk_ticket_failed: {
    status: 500,
    en: [
      'Something went wrong with this ticket',
      'It was left as it is. Try it alone; the log of the server says more.',
    ],
  },
  saved_view_not_found: notFound('saved view'),
  contact_or_number: { status: 422, en: ['With whom?', 'Give either contactId or number, not both.'] },
  message_not_failed: {
    status: 409,
    en: [
      'Message did not fail',
      'Only a message that failed can be sent again; this one is {status}. Write a new one.',
    ],
  },
  message_sent_again: {
    status: 409,
    en: ['Message was sent again already', 'Message {messageId} repeats it. Wait for the outcome of that one.'],
  },
  client_id_taken: {
    status: 409,
    en: ['clientId already used', 'Message {messageId} of this ticket has this clientId and says something else.'],
  },
  scheduled_not_found: notFound('scheduled message'),
  scheduled_settled: {
    status: 409,
    en: ['No longer scheduled', 'This message was {status} already, so that nothing can be changed about it.'],
  },
  scheduled_too_many: {
    status: 422,
    en: [
      'Too many scheduled messages',
      'Already {limit} messages wait for this contact. Cancel some, or wait until they have left.',
    ],
  },
  ticket_not_open: {
    status: 409,
    en: ['Ticket is not open', 'This needs an open ticket; this one is {status}. Accept or reopen it first.'],
  },
  ticket_closed: {
    status: 409,
    en: ['Ticket is closed', 'A closed ticket cannot be changed. Reopen it first.'],
  },
  ticket_not_closed: {
    status: 409,
    en: ['Ticket is not closed', 'Only a closed ticket can be reopened; this one is {status}.'],
  },
  ticket_already_active: {
    status: 409,
    en: [
      'Contact has an active ticket',
      'This contact already has an active ticket on this channel: {ticketId}. Go on there.',
    ],
  },
  ticket_not_yours: {
    status: 403,
    en: ['Not your ticket', 'This ticket belongs to another attendant or to a queue that you are not in.'],
  },
  ticket_user_required: {
    status: 422,
    en: ['Who serves it?', 'An API key is not a person. Give the userId of the user who gets the ticket.'],
  },
  ticket_of_group: {
    status: 422,
    en: ['Ticket of a group', 'The ticket of a group belongs to a queue, never to a user. Leave userId out.'],
  },
  transfer_target_required: {
    status: 422,
    en: ['Transfer to whom?', 'Give a queueId, a userId or both.'],
  },
  user_not_in_queue: {
    status: 422,
    en: ['User is not in the queue', 'User {userId} does not serve queue {queueId}. Choose another user or queue.'],
  },
  user_inactive: {
    status: 422,
    en: ['User is inactive', 'User {userId} is inactive. Choose another one, or activate it first.'],
  },
  queue_inactive: {
    status: 422,
    en: ['Queue is inactive', 'Queue {queueId} is inactive. Choose another one, or activate it first.'],
  },
  closing_reason_required: {
    status: 422,
    en: [
      'Closing reason required',
      'The queue of this ticket has closing reasons. Give one of them as closingReasonId.',
    ],
  },
  closing_reason_not_of_queue: {
    status: 422,
    en: [
      'Closing reason of another queue',
      'Closing reason {closingReasonId} is inactive or belongs to another queue.',
    ],
  },
} as const satisfies Record<string, Row>
