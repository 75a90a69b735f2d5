-- Alerts of channels beside those of endpoints. Owned by server/src/alerts.

alter table alerts
  alter endpoint_id drop not null,
  alter endpoint_name drop not null,
  add channel_id bigint,
  add channel_name text,
  -- A code of channel/health/channel-problem.ts. `reason` has WhatsApp's own words.
  add problem text,
  drop constraint alerts_kind_check,
  add constraint alerts_kind_check check (kind in ('endpoint-down', 'endpoint-disabled', 'endpoint-broken',
    'tickets-failing', 'deliveries-exhausted', 'tickets-held', 'retention-near', 'channel-problem')),
  add constraint alerts_subject_check check (
    case when kind = 'channel-problem' then endpoint_id is null and channel_id is not null and channel_name is not null
      and problem is not null
    else endpoint_id is not null and endpoint_name is not null and channel_id is null and problem is null end);
create unique index alerts_open_channel on alerts (tenant_id, channel_id, problem)
  where resolved_at is null and channel_id is not null;
