-- Figures of reports, counted beforehand. Owned by server/src/report (figures/). Why so: docs/decisions/0013-reports.md.

-- A duration as reports count it: whole seconds in steps that are at most a tenth apart. 0 to 20 one by one, then 22, 24, ...
-- 50, 55, ... 100, and the same times 10, 100, 1000. A longer duration is never rounded to less than a shorter one, so the
-- median of rounded ones is the median, rounded; and there are few enough of them to be counted.
create function report_step(given interval) returns bigint
  language sql immutable parallel safe strict
  return (
    select case when whole < 20 then whole else round(whole / step) * step end
    from (select trunc(greatest(extract(epoch from given), 0)) as whole) as seconds
    cross join lateral (select power(10::numeric, greatest(length(whole::text) - 2, 0)) as digit) as place
    cross join lateral (
      select digit * case when whole < 20 * digit then 1 when whole < 50 * digit then 2 else 5 end as step
    ) as steps
  );

-- How far the changes of tickets were read (changes/), and when.
create table report_progress (
  is_only boolean primary key default true check (is_only),
  position bigint not null,
  read_at timestamptz not null
);

-- Whose counts there are, and by which clock. Whoever writes counts of a company holds its row.
create table report_tenants (
  tenant_id bigint primary key references tenants,
  timezone text not null,
  -- While all of its tickets are counted again: the last one that was.
  rebuilt_to bigint
);

-- Tickets that changed since they were counted.
create table report_stale (
  tenant_id bigint not null,
  ticket_id bigint not null,
  noted_at timestamptz not null default now(),
  due_at timestamptz not null,
  primary key (tenant_id, ticket_id)
);
create index report_stale_due on report_stale (due_at);

-- What of a ticket stands in the counts below: to be taken out when it is counted anew.
create table report_tickets (
  tenant_id bigint not null,
  ticket_id bigint not null,
  contact_id bigint not null,
  -- How much there was to read: a ticket of many messages is counted less often.
  messages integer not null,
  -- [["wait", "2026-11-28", queue, user, channel, slot, count], ...]; 0 = none.
  facts jsonb not null,
  primary key (tenant_id, ticket_id)
);

-- How often something was so, by day and by month of the company: once in all, once by each queue, user and channel, and
-- once by all three (`each`), so that whatever is asked reads few rows. A slot is what the figure is told apart by: a duration
-- (report_step), an hour of the week from Monday, a reason; 0 = none, as with queue and user.
create table report_days (
  tenant_id bigint not null,
  figure text collate "C" not null,
  part text collate "C" not null check (part in ('all', 'queue', 'user', 'channel', 'each')),
  day date not null,
  queue_id bigint not null,
  user_id bigint not null,
  channel_id bigint not null,
  slot bigint not null,
  count integer not null,
  primary key (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
);
create table report_months (
  tenant_id bigint not null,
  figure text collate "C" not null,
  part text collate "C" not null check (part in ('all', 'queue', 'user', 'channel', 'each')),
  day date not null check (extract(day from day) = 1),
  queue_id bigint not null,
  user_id bigint not null,
  channel_id bigint not null,
  slot bigint not null,
  count integer not null,
  primary key (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
);
