-- The files and links of a customer, newest first, without reading the messages between them. Owned by server/src/desk.

create index messages_files on messages (tenant_id, ticket_id, id) where media_id is not null;
create index messages_links on messages (tenant_id, ticket_id, id) where body like '%://%';
