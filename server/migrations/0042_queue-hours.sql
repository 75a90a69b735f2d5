-- Since when a queue has which hours: what happened by the old ones is measured by the old ones, also when it is counted again.
-- Owned by server/src/desk (automation/).

create table queue_hours (
  tenant_id bigint not null,
  queue_id bigint not null,
  since timestamptz not null,
  -- As in queue_automations.
  hours jsonb,
  holidays jsonb not null,
  primary key (tenant_id, queue_id, since),
  foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete cascade
);
-- What a queue had before is not known any more: as far as anybody knows, these hours.
insert into queue_hours (tenant_id, queue_id, since, hours, holidays)
select tenant_id, queue_id, timestamptz '1970-01-01', hours, holidays from queue_automations
where hours is not null or holidays <> '[]';

-- How much of the time between two instants a queue was open, by the hours that it had at the first of them. A queue without
-- hours, and no queue, are open at all times.
create function queue_open_time(tenant bigint, queue bigint, timezone text, since timestamptz, until timestamptz)
returns interval language sql stable as $$
  select case when h.holidays is null or (h.hours is null and h.holidays = '[]') then until - since
    else (
      select coalesce(sum(least(s.closes_at, until) - greatest(s.opens_at, since)), interval '0')
      from open_spans(h.hours, h.holidays, timezone, since, until) s
      where s.closes_at > since and s.opens_at < until) end
  from (select) as always
  left join lateral (
    select q.hours, q.holidays from queue_hours q
    where q.tenant_id = tenant and q.queue_id = queue and q.since <= queue_open_time.since
    order by q.since desc limit 1
  ) h on true
$$;
