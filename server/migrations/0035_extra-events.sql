-- Events that are told only where an endpoint opted into them. Owned by server/src/outbox.

alter table events drop constraint events_type_check;
alter table events add constraint events_type_check check (type in ('NewTicketUserCreate', 'NewTicket', 'TransferTicket',
  'ClosedTicket', 'message', 'MessageStatus', 'MessageEdited', 'MessageDeleted', 'MessageReaction'));
