-- A failed message that was sent again is found by the one that repeats it. Owned by server/src/desk.

create index messages_retry on messages (tenant_id, retry_of) where retry_of is not null;
