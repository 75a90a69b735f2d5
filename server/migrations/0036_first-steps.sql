-- What a new company is led through. Owned by server/src/access.

-- A step is done when what it makes is there. Kept are only those that were passed: the company's settings as they are, a
-- step that is for later.
alter table tenants add column passed_steps text[] not null default '{}' check
  (passed_steps <@ array['company', 'queue', 'channel', 'attendant', 'apiKey', 'webhook']);
alter table tenants add column steps_dismissed_at timestamptz;

-- Whoever works with it already is not led.
update tenants t set steps_dismissed_at = now() where exists (select 1 from channels c where c.tenant_id = t.id);
