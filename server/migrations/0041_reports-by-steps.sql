-- Durations of reports kept together: one row has all steps of a figure, where a row for each of them made a year by user half
-- a million rows. Counts follow from tickets and messages, so what there is goes, and is counted again. Owned by
-- server/src/report (figures/). Why so: docs/decisions/0013-reports.md.

drop table report_days, report_months;
truncate report_tickets;
update report_tenants set rebuilt_to = 0;

-- `slot` is what the figure is told apart by: an hour of the week from Monday, a closing reason; 0 = none, as with queue and user.
-- Of a duration, `steps` are those that occurred (report_step), ascending, and `counts` how often each did.
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
  steps integer[] not null,
  counts integer[] not null,
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
  steps integer[] not null,
  counts integer[] not null,
  primary key (tenant_id, figure, part, day, queue_id, user_id, channel_id, slot)
);

-- The same steps as before, by comparing whole numbers: half of the time that powers of numerics took.
create or replace function report_step(given interval) returns bigint
  language sql immutable parallel safe strict
  return (
    select (whole + step / 2) / step * step
    from (select least(trunc(greatest(extract(epoch from given), 0)), 2000000000)::bigint as whole offset 0) as seconds
    cross join lateral (
      select case
        when whole < 20 then 1 when whole < 50 then 2 when whole < 100 then 5
        when whole < 200 then 10 when whole < 500 then 20 when whole < 1000 then 50
        when whole < 2000 then 100 when whole < 5000 then 200 when whole < 10000 then 500
        when whole < 20000 then 1000 when whole < 50000 then 2000 when whole < 100000 then 5000
        when whole < 200000 then 10000 when whole < 500000 then 20000 when whole < 1000000 then 50000
        when whole < 2000000 then 100000 when whole < 5000000 then 200000 when whole < 10000000 then 500000
        when whole < 20000000 then 1000000 when whole < 50000000 then 2000000 when whole < 100000000 then 5000000
        when whole < 200000000 then 10000000 when whole < 500000000 then 20000000 when whole < 1000000000 then 50000000
        else 100000000
      end::bigint as step
      offset 0
    ) as steps
  );
