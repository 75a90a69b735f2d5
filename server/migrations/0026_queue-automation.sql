-- What a queue does by itself: answers outside its hours, greets, says goodbye, takes back a ticket whose customer waits
-- too long. Owned by server/src/desk.

create table queue_automations (
  tenant_id bigint not null,
  queue_id bigint not null,
  -- [{"weekday": 1, "opens": "08:00", "closes": "12:00"}], by the company's clock; Monday is 1. Null: at all times.
  hours jsonb,
  -- [{"date": "2026-12-25", "name": "Natal", "everyYear": true, "spans": []}]: on that day these spans and no others.
  holidays jsonb not null default '[]',
  greeting text check (greeting <> ''),
  absence text check (absence <> ''),
  farewell text check (farewell <> ''),
  return_after_minutes integer check (return_after_minutes between 1 and 10080),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, queue_id),
  foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete cascade
);
-- Those that take back. Few, whatever the number of companies.
create index queue_automations_returning on queue_automations (tenant_id, queue_id) where return_after_minutes is not null;

-- What queues said by themselves: what "once" is measured by, and which messages of ours have answered nobody.
create table automatic_answers (
  tenant_id bigint not null,
  message_id bigint not null,
  channel_id bigint not null,
  contact_id bigint not null,
  queue_id bigint not null,
  kind text not null check (kind in ('greeting', 'absence', 'farewell')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references messages (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index automatic_answers_contact on automatic_answers (tenant_id, contact_id, channel_id, kind, created_at);
create index automatic_answers_old on automatic_answers (created_at);

-- When a queue is open between two instants, by the clock of its company: a day is computed here and nowhere else. Spans of
-- the days on which the two fall are whole, so whoever asks compares them with its instants.
create function open_spans(hours jsonb, holidays jsonb, timezone text, since timestamptz, until timestamptz)
returns table (opens_at timestamptz, closes_at timestamptz) language sql stable as $$
  select (d.day + (s.span ->> 'opens')::time) at time zone timezone,
    (d.day + (s.span ->> 'closes')::time) at time zone timezone
  from generate_series((since at time zone timezone)::date::timestamp, (until at time zone timezone)::date::timestamp,
    interval '1 day') as d(day)
  left join lateral (
    select h.it -> 'spans' as spans from jsonb_array_elements(holidays) as h(it)
    where h.it ->> 'date' = to_char(d.day, 'YYYY-MM-DD')
      or (h.it ->> 'everyYear')::boolean and right(h.it ->> 'date', 5) = to_char(d.day, 'MM-DD')
    -- What was written for this very day is meant before what comes every year.
    order by h.it ->> 'date' = to_char(d.day, 'YYYY-MM-DD') desc limit 1
  ) holiday on true
  cross join lateral jsonb_array_elements(case
    when holiday.spans is not null then holiday.spans
    when hours is null then '[{"opens": "00:00", "closes": "24:00"}]'::jsonb
    else hours end) as s(span)
  where holiday.spans is not null or hours is null or (s.span ->> 'weekday')::integer = extract(isodow from d.day)
$$;

create trigger note_new_queue_automations after insert on queue_automations referencing new table as rows
  for each statement execute function note_settings('queue-automations');
create trigger note_queue_automations_changes after update on queue_automations referencing new table as rows
  for each statement execute function note_settings('queue-automations');

alter table ticket_log drop constraint ticket_log_action_check;
-- Not checked against what is there, which the old one let in: it would read the whole log.
alter table ticket_log add constraint ticket_log_action_check check (action in
  ('create', 'open', 'pending', 'transfered', 'receivedTransfer', 'queue', 'closed', 'autoClose', 'reopened', 'externalKey',
   'snoozed', 'unsnoozed', 'autoReturn')) not valid;
