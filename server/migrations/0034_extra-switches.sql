-- Events that an endpoint may opt into. Owned by server/src/endpoint.

alter table endpoints
  add on_status boolean not null default false,
  add on_edited boolean not null default false,
  add on_deleted boolean not null default false,
  add on_reaction boolean not null default false;
-- Whether a company wants any of them is asked with every status: almost always this index has nothing of it.
create index endpoints_extra on endpoints (tenant_id) where enabled and (on_status or on_edited or on_deleted or on_reaction);
