-- A message that WhatsApp takes is reported by its webhooks within seconds; when none comes, they go astray.
-- Owned by server/src/channel.

alter table cloud_channels
  -- Written once a minute at most, as last_post_at is.
  add last_accepted_at timestamptz;
