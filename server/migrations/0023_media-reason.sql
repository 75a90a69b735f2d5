-- Why a file is not here. Owned by server/src/media.

alter table media
  -- As programs know it: expired, refused, too_large, unknown_host, channel_gone. `error` has the words of whoever refused.
  add reason text;
