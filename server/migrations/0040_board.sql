-- The kanban board: the contacts of a stage, whoever came into it last first. Owned by server/src/desk.

-- When the contact came into its stage. In milliseconds, so that a position in a list can be written down.
alter table contacts add column staged_at timestamptz;
update contacts set staged_at = date_trunc('milliseconds', updated_at) where kanban_id is not null;

create function note_stage() returns trigger language plpgsql as $$
begin
  new.staged_at := case when new.kanban_id is not null then date_trunc('milliseconds', clock_timestamp()) end;
  return new;
end $$;
create trigger note_stage before update of kanban_id on contacts for each row
  when (new.kanban_id is distinct from old.kanban_id) execute function note_stage();
create trigger note_first_stage before insert on contacts for each row
  when (new.kanban_id is not null) execute function note_stage();

create index contacts_staged on contacts (tenant_id, kanban_id, staged_at desc, id desc) where kanban_id is not null;
