-- What changed, for whoever watches. Owned by server/src/changes: its triggers write here, in the transaction of every
-- change, whoever makes it. Why triggers, and why a position is exact: docs/decisions/0009-live-changes.md.

create sequence change_ids;

-- One line per change, without what it changed to. The id is the position.
create table changes (
  day date not null,
  id bigint not null,
  tenant_id bigint not null,
  kind text not null check (kind in
    ('ticket', 'message', 'tick', 'media', 'contact', 'mark', 'draft', 'rights', 'setting', 'alert')),
  ticket_id bigint,
  -- The message, file, contact or alert.
  subject_id bigint,
  -- Whose it is: nobody else is shown it.
  user_id bigint,
  -- A ticket that went to another queue or user, and where it was before.
  is_moved boolean not null default false,
  was_queue_id bigint,
  was_user_id bigint,
  -- Of a setting: which list of the API is to be loaded again.
  name text,
  primary key (day, id)
) partition by range (day);
create index changes_id on changes (id);
-- A safety net for a clock that jumps and for a maintenance that did not run; normally empty.
create table changes_default partition of changes default;

-- The highest id that retention took.
create table changes_dropped (
  is_only boolean primary key default true check (is_only),
  up_to bigint not null
);

-- Once per transaction, before its first id: a shared lock whose key says which id had been taken last. A savepoint that
-- is rolled back loses the lock and, with it, the note that there is one.
create function take_change_mark() returns void language plpgsql as $$
begin
  if current_setting('recado.change_mark', true) = 'taken' then return; end if;
  perform pg_advisory_xact_lock_shared((24259::bigint << 48) + last_value - (not is_called)::int) from change_ids;
  perform set_config('recado.change_mark', 'taken', true);
end $$;

create function note_ticket_changes() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from new_rows) then return null; end if;
  perform take_change_mark();
  if tg_op = 'INSERT' then
    insert into changes (day, id, tenant_id, kind, ticket_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), n.tenant_id, 'ticket', n.id from new_rows n;
  else
    insert into changes (day, id, tenant_id, kind, ticket_id, is_moved, was_queue_id, was_user_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), n.tenant_id, 'ticket', n.id,
      n.queue_id is distinct from o.queue_id or n.user_id is distinct from o.user_id, o.queue_id, o.user_id
    from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id;
  end if;
  return null;
end $$;
create trigger note_new_tickets after insert on tickets
  referencing new table as new_rows for each statement execute function note_ticket_changes();
create trigger note_ticket_changes after update on tickets
  referencing old table as old_rows new table as new_rows for each statement execute function note_ticket_changes();

-- A change of ticks alone is a kind of its own: there are three to each message that we send.
create function note_message_changes() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from new_rows) then return null; end if;
  perform take_change_mark();
  if tg_op = 'INSERT' then
    insert into changes (day, id, tenant_id, kind, ticket_id, subject_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), n.tenant_id, 'message', n.ticket_id, n.id
    from new_rows n;
  else
    insert into changes (day, id, tenant_id, kind, ticket_id, subject_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), n.tenant_id,
      case when (n.body, n.is_deleted, n.edited, n.reactions, n.media_id, n.content, n.provider_id, n.sender_id)
        is distinct from (o.body, o.is_deleted, o.edited, o.reactions, o.media_id, o.content, o.provider_id, o.sender_id)
        then 'message' else 'tick' end, n.ticket_id, n.id
    from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
    where (n.body, n.is_deleted, n.edited, n.reactions, n.media_id, n.content, n.provider_id, n.sender_id, n.status,
        n.ack, n.error, n.delivered_at, n.read_at, n.failed_at)
      is distinct from (o.body, o.is_deleted, o.edited, o.reactions, o.media_id, o.content, o.provider_id, o.sender_id,
        o.status, o.ack, o.error, o.delivered_at, o.read_at, o.failed_at);
  end if;
  return null;
end $$;
create trigger note_new_messages after insert on messages
  referencing new table as new_rows for each statement execute function note_message_changes();
create trigger note_message_changes after update on messages
  referencing old table as old_rows new table as new_rows for each statement execute function note_message_changes();

create function note_media_changes() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from new_rows n join old_rows o using (tenant_id, id) where n.state <> o.state) then
    return null;
  end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, subject_id)
  select (now() at time zone 'utc')::date, nextval('change_ids'), n.tenant_id, 'media', n.id
  from new_rows n join old_rows o using (tenant_id, id)
  where n.state <> o.state;
  return null;
end $$;
create trigger note_media_changes after update on media
  referencing old table as old_rows new table as new_rows for each statement execute function note_media_changes();

create function note_contact_changes() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from new_rows) then return null; end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, subject_id)
  select (now() at time zone 'utc')::date, nextval('change_ids'), n.tenant_id, 'contact', n.id
  from new_rows n join old_rows o using (tenant_id, id)
  where to_jsonb(n) - 'updated_at' <> to_jsonb(o) - 'updated_at';
  return null;
end $$;
create trigger note_contact_changes after update on contacts
  referencing old table as old_rows new table as new_rows for each statement execute function note_contact_changes();

-- Rows that belong to a user and a ticket: read marks and drafts. The argument is the kind.
create function note_own_changes() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rows) then return null; end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, ticket_id, user_id)
  select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, tg_argv[0], r.ticket_id, r.user_id
  from rows r;
  return null;
end $$;
create trigger note_new_marks after insert on ticket_marks
  referencing new table as rows for each statement execute function note_own_changes('mark');
create trigger note_mark_changes after update on ticket_marks
  referencing new table as rows for each statement execute function note_own_changes('mark');
create trigger note_gone_marks after delete on ticket_marks
  referencing old table as rows for each statement execute function note_own_changes('mark');
create trigger note_new_drafts after insert on drafts
  referencing new table as rows for each statement execute function note_own_changes('draft');
create trigger note_draft_changes after update on drafts
  referencing new table as rows for each statement execute function note_own_changes('draft');
create trigger note_gone_drafts after delete on drafts
  referencing old table as rows for each statement execute function note_own_changes('draft');

create function note_ticket_tags() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rows) then return null; end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, ticket_id)
  select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'ticket', r.ticket_id
  from (select distinct tenant_id, ticket_id from rows) r;
  return null;
end $$;
create trigger note_new_ticket_tags after insert on ticket_tags
  referencing new table as rows for each statement execute function note_ticket_tags();
create trigger note_gone_ticket_tags after delete on ticket_tags
  referencing old table as rows for each statement execute function note_ticket_tags();

create function note_contact_tags() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rows) then return null; end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, subject_id)
  select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'contact', r.contact_id
  from (select distinct tenant_id, contact_id from rows) r;
  return null;
end $$;
create trigger note_new_contact_tags after insert on contact_tags
  referencing new table as rows for each statement execute function note_contact_tags();
create trigger note_gone_contact_tags after delete on contact_tags
  referencing old table as rows for each statement execute function note_contact_tags();

-- What a user may see and whether they may come in: queues, profile, sessions, keys. A user id of null means all keys.
create function note_rights() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rows) then return null; end if;
  perform take_change_mark();
  if tg_argv[0] = 'sessions' then
    insert into changes (day, id, tenant_id, kind, user_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), u.tenant_id, 'rights', u.id
    from users u where u.id in (select user_id from rows);
  elsif tg_argv[0] = 'api_keys' then
    insert into changes (day, id, tenant_id, kind)
    select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'rights'
    from (select distinct tenant_id from rows where revoked_at is not null) r;
  elsif tg_argv[0] = 'users' then
    insert into changes (day, id, tenant_id, kind, user_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'rights', r.id from rows r;
    insert into changes (day, id, tenant_id, kind, name)
    select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'setting', 'users'
    from (select distinct tenant_id from rows) r;
  else
    insert into changes (day, id, tenant_id, kind, user_id)
    select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'rights', r.user_id
    from (select distinct tenant_id, user_id from rows) r;
  end if;
  return null;
end $$;
create trigger note_gone_sessions after delete on sessions
  referencing old table as rows for each statement execute function note_rights('sessions');
create trigger note_api_keys after update on api_keys
  referencing new table as rows for each statement execute function note_rights('api_keys');
create trigger note_new_users after insert on users
  referencing new table as rows for each statement execute function note_rights('users');
create trigger note_user_changes after update on users
  referencing new table as rows for each statement execute function note_rights('users');
create trigger note_new_user_queues after insert on user_queues
  referencing new table as rows for each statement execute function note_rights('user_queues');
create trigger note_gone_user_queues after delete on user_queues
  referencing old table as rows for each statement execute function note_rights('user_queues');

-- Lists that are small and change seldom: watchers load them again. The argument is the list's name in the API.
create function note_settings() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rows) then return null; end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, name)
  select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'setting', tg_argv[0]
  from (select distinct tenant_id from rows) r;
  return null;
end $$;
do $$
declare
  list record;
begin
  for list in select * from (values ('queues', 'queues'), ('tags', 'tags'), ('stages', 'stages'),
    ('followups', 'followups'), ('wallets', 'wallets'), ('closing_reasons', 'closing-reasons'),
    ('quick_replies', 'quick-replies'), ('custom_fields', 'custom-fields'), ('channels', 'channels'))
    as lists (in_sql, in_api)
  loop
    execute format('create trigger note_new_%1$s after insert on %1$I referencing new table as rows
      for each statement execute function note_settings(%2$L)', list.in_sql, list.in_api);
    execute format('create trigger note_%1$s_changes after update on %1$I referencing new table as rows
      for each statement execute function note_settings(%2$L)', list.in_sql, list.in_api);
    execute format('create trigger note_gone_%1$s after delete on %1$I referencing old table as rows
      for each statement execute function note_settings(%2$L)', list.in_sql, list.in_api);
  end loop;
end $$;

create function note_alerts() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rows) then return null; end if;
  perform take_change_mark();
  insert into changes (day, id, tenant_id, kind, subject_id)
  select (now() at time zone 'utc')::date, nextval('change_ids'), r.tenant_id, 'alert', r.id from rows r;
  return null;
end $$;
create trigger note_new_alerts after insert on alerts
  referencing new table as rows for each statement execute function note_alerts();
create trigger note_alert_changes after update on alerts
  referencing new table as rows for each statement execute function note_alerts();
