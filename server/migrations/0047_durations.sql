-- How long things took, of reports: kept as one number a row, which PostgreSQL adds up as fast as it reads it, and by ticket, so
-- that a figure leads to the conversations behind it. Counts follow from tickets and messages, so what there is goes, and is
-- counted again. Owned by server/src/report (figures/). Why so: docs/decisions/0013-reports.md.

drop table report_days, report_months;
truncate report_tickets;
update report_tenants set rebuilt_to = 0;

-- `slot` is what the figure is told apart by: an hour of the week from Monday, a closing reason; 0 = none, as with queue and user.
-- `durations` is how often each step occurred: eight decimal digits for each, step number 0 last. Sums and differences of such
-- numbers are those of each step, as long as none occurs a hundred million times.
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
  durations numeric not null,
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
  durations numeric not null,
  primary key (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
);

-- Of each ticket what was measured: by the steps, ascending, within a day.
create table report_durations (
  tenant_id bigint not null,
  figure text collate "C" not null,
  day date not null,
  step integer not null,
  ticket_id bigint not null,
  queue_id bigint not null,
  user_id bigint not null,
  channel_id bigint not null,
  count integer not null,
  primary key (tenant_id, figure, day, step, ticket_id, queue_id, user_id)
);

-- Which of all steps this is: 0 to 20, then 35 for each power of ten.
create function report_step_number(step bigint) returns integer
  language sql immutable parallel safe strict
  return (
    select case
      when step <= 20 then step
      when step <= 50 * scale then 20 + 35 * power + (step - 20 * scale) / (2 * scale)
      when step <= 100 * scale then 35 + 35 * power + (step - 50 * scale) / (5 * scale)
      else 45 + 35 * power + (step - 100 * scale) / (10 * scale)
    end::integer
    from (
      select case
        when step <= 200 then 0 when step <= 2000 then 1 when step <= 20000 then 2 when step <= 200000 then 3
        when step <= 2000000 then 4 when step <= 20000000 then 5 when step <= 200000000 then 6 else 7
      end as power
      offset 0
    ) as powers
    cross join lateral (select (10 ^ power)::bigint as scale offset 0) as scales
  );

-- What one duration adds to `durations`.
create function report_unit(step bigint) returns numeric
  language sql immutable parallel safe strict
  return ('1e' || 8 * report_step_number(step))::numeric;
