-- What a number brings along from the phone app: conversations and names. Owned by server/src/channel.

-- How far it has come, by channel.
create table history_syncs (
  tenant_id bigint not null,
  channel_id bigint not null,
  asked_at timestamptz,
  address_book_asked_at timestamptz,
  -- The business does not share its history, and why, in Meta's words.
  declined_at timestamptz,
  declined_because text,
  -- By Meta's counting, in per cent; and the phase: the last day, three months, half a year.
  progress smallint check (progress between 0 and 100),
  phase smallint,
  -- Messages: put into conversations, and given up.
  imported bigint not null default 0,
  failed bigint not null default 0,
  received_at timestamptz,
  -- When importing begins or goes on; null: nothing is to be done. Moved ahead by whoever is at it.
  due_at timestamptz,
  primary key (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id) on delete cascade
);
create index history_syncs_due on history_syncs (due_at) where due_at is not null;

-- Old messages that wait: parts come in any order, and a conversation is put together when all of it is here.
create table history_messages (
  tenant_id bigint not null,
  channel_id bigint not null,
  provider_id text not null,
  -- The conversation, by one name of the customer; null until it is known.
  thread text,
  wa_id text,
  bsuid text,
  from_me boolean not null,
  sent_at bigint not null,
  status text,
  -- Stands for a file, which may come later.
  is_placeholder boolean not null,
  message text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel_id, provider_id),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id) on delete cascade
);
create index history_messages_thread on history_messages (tenant_id, channel_id, thread, sent_at, provider_id);
create index history_messages_age on history_messages (created_at);
