-- What is wrong with a channel, and what WhatsApp says of its number. Owned by server/src/channel.
--
-- A channel may have several troubles at once, each found and cleared by itself; `channels.status` and
-- `cloud_channels.error` are what comes of them for those who only ask whether messages can be sent.

create table channel_problems (
  tenant_id bigint not null,
  channel_id bigint not null,
  -- A code of channel-problem.ts.
  problem text not null,
  -- Meta's own words, or what it is about.
  details text,
  -- Found by something that was refused while we sent: only a message that goes through proves that it is over. How often
  -- one was tried since, and refused.
  is_of_sending boolean not null default false,
  tries integer not null default 0,
  since timestamptz not null default now(),
  primary key (tenant_id, channel_id, problem),
  foreign key (tenant_id, channel_id) references channels (tenant_id, id) on delete cascade
);

alter table cloud_channels
  add verified_name text,
  -- GREEN, YELLOW, RED or UNKNOWN.
  add quality text,
  -- How many people may be written to first in a day, as Meta names it: TIER_2K.
  add messaging_limit text,
  -- CLOUD_API and on the phone app as well: such a number sends 20 messages a second.
  add is_on_phone_app boolean,
  add token_expires_at timestamptz,
  -- When WhatsApp was asked last, and when it is next.
  add checked_at timestamptz,
  add check_at timestamptz not null default now(),
  -- How often in a row WhatsApp could not be reached.
  add failed_checks integer not null default 0,
  -- When Meta posted something last; written once a minute at most.
  add last_post_at timestamptz;
create index cloud_channels_check on cloud_channels (check_at);

create trigger note_new_channel_problems after insert on channel_problems referencing new table as rows
  for each statement execute function note_settings('channels');
create trigger note_gone_channel_problems after delete on channel_problems referencing old table as rows
  for each statement execute function note_settings('channels');
