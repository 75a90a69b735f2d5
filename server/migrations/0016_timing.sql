-- Where the time of an attempt went. Owned by server/src/outbox.
--
-- Null for what was recorded before, and where there was nothing to measure: no answer, or a connection that was kept from
-- an earlier attempt, which is most of them.
alter table attempts
  -- From the beginning of the attempt to the first byte of its answer.
  add column first_byte_ms integer,
  -- What opening the connection took: names, TCP, TLS, in milliseconds.
  add column connecting integer[] check (cardinality(connecting) = 3);

-- The list of endpoints is watched like the other lists of settings (0014_changes.sql).
create trigger note_new_endpoints after insert on endpoints
  referencing new table as rows for each statement execute function note_settings('endpoints');
create trigger note_endpoints_changes after update on endpoints
  referencing new table as rows for each statement execute function note_settings('endpoints');
create trigger note_gone_endpoints after delete on endpoints
  referencing old table as rows for each statement execute function note_settings('endpoints');
