-- Events: facts that a webhook can tell, stored once with their bodies frozen. Owned by server/src/outbox.

create sequence event_ids as bigint;

create table events (
  -- The partition: the UTC day of the insert.
  day date not null default (now() at time zone 'utc')::date,
  -- Taken while the ticket's row is locked: a ticket's events have ascending ids in commit order.
  id bigint not null default nextval('event_ids'),
  tenant_id bigint not null,
  type text not null check (type in ('NewTicketUserCreate', 'NewTicket', 'TransferTicket', 'ClosedTicket', 'message')),
  channel_id bigint not null,
  queue_id bigint,
  ticket_id bigint not null,
  -- What the switches of endpoints ask: when it is appended, and when a replay looks for what an endpoint has missed.
  ticket_status text not null check (ticket_status in ('pending', 'open', 'closed')),
  is_group boolean not null,
  from_me boolean not null,
  occurred_at timestamptz not null default clock_timestamp(),
  -- The exact bytes to post, by payload version. Null = as in version 1.
  body_v1 text not null,
  body_v2 text,
  -- Version 2 with mediaBase64 filled; only where an endpoint asked for it when the event was written.
  body_v2_media text,
  primary key (day, id)
) partition by range (day);
create index events_tenant on events (tenant_id, id);
create index events_ticket on events (tenant_id, ticket_id, id);

-- The safety net for a clock that jumps and for a maintenance that did not run; normally empty.
create table events_default partition of events default;
