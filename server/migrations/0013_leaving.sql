-- A dispatcher that is stopping takes nothing more, so its places are for the others while it drains. Owned by
-- server/src/webhook. And what the alerts ask every few seconds: lanes whose head was refused at least twice.

alter table dispatchers add column leaving boolean not null default false;

create index lanes_failing on lanes (endpoint_id) where state = 'retrying' and attempts >= 2;
