-- Files that were here and are not any more. Owned by server/src/media.

alter table media
  drop constraint media_state_check,
  add constraint media_state_check check (state in ('waiting', 'stored', 'failed', 'missing')),
  -- When somebody opened a stored file and it was not there; null once it is again.
  add column missing_at timestamptz;
create index media_missing on media (tenant_id, missing_at) where state = 'missing';
