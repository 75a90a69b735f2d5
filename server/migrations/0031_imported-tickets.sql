-- Conversations from before Recado. Owned by server/src/desk.

alter table tickets
  -- Made of old messages: closed, told to nobody, and no work of anybody's.
  add is_imported boolean not null default false;
