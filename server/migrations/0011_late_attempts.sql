-- Attempts that were made on a later day than their event's. Those whose event is past its retention are among them: all
-- others of a ticket are found by its events. Few are written, so this index costs next to nothing, where one for all
-- attempts would be one more to write for every delivery. Owned by server/src/webhook.

create index attempts_late on attempts (tenant_id, ticket_id, id) where event_day < day;
