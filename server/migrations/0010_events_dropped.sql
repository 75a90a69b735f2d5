-- What retention took, as ranges of ids instead of one highest id: an older day may be kept, because something waits for it,
-- when a newer one is dropped, and a transaction that straddles midnight mixes the ids of two days. With one id a reader
-- was sent past events that are kept, or past a gap. Owned by server/src/outbox.

alter table events_dropped add column gone int8multirange;
update events_dropped d set gone = int8multirange(int8range(
  1 + coalesce((select max(id) from events v where v.tenant_id = d.tenant_id and v.id < d.through), 0), d.through, '[]'));
alter table events_dropped alter column gone set not null;
alter table events_dropped drop column through;
