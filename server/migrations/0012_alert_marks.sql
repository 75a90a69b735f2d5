-- What was given up is counted off the attempts, so that a process that dies has not forgotten what it should have told;
-- and three more kinds of alerts. Owned by server/src/alerts; the index is on a table of server/src/webhook.

-- One row: how far the attempts are counted. An id may become visible after a higher one, so what has been `seen` is
-- counted when every transaction has ended that had begun by then: none is left below `seen_xid`.
create table alert_marks (
  is_only boolean primary key default true check (is_only),
  counted bigint not null,
  seen bigint not null check (seen >= counted),
  seen_xid xid8 not null
);
insert into alert_marks (counted, seen, seen_xid)
select last_value - (not is_called)::int, last_value - (not is_called)::int, pg_current_xact_id()
from attempt_ids;

-- Of one attempt in many, so it costs next to nothing to write.
create index attempts_given_up on attempts (id) where outcome = 'exhausted';

-- tickets-failing: lanes whose head was refused so often that it may be given up. tickets-held: lanes whose head failed for the last time, and that wait until somebody decides. endpoint-broken: its
-- secrets cannot be opened, so nothing can be posted to it.
alter table alerts drop constraint alerts_kind_check;
alter table alerts add constraint alerts_kind_check check (kind in ('endpoint-down', 'endpoint-disabled',
  'endpoint-broken', 'tickets-failing', 'deliveries-exhausted', 'tickets-held', 'retention-near'));
alter table alerts drop constraint alerts_check1;
alter table alerts add constraint alerts_count_check
  check ((kind in ('tickets-failing', 'deliveries-exhausted', 'tickets-held', 'retention-near')) = (count is not null));
