-- Cursors that the server keeps for those who poll events. Owned by server/src/feed.

-- Where a poller stands. Null = before the oldest event that is kept.
create table consumers (
  tenant_id bigint not null references tenants,
  name text not null check (name <> ''),
  position bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, name)
);
