-- What a ticket was after each line of its log. Owned by server/src/desk.
--
-- How long it waited and who attended to it follow from the log alone, so that reports need no copy of their own, taken in
-- the transaction of the change. Lines from before have none; reports leave them out.
alter table ticket_log
  add column status text check (status in ('pending', 'open', 'closed')),
  add column served_by bigint;
