-- Alerts of a company that are about no endpoint and no channel. Owned by server/src/alerts.

alter table alerts
  drop constraint alerts_kind_check,
  drop constraint alerts_count_check,
  drop constraint alerts_subject_check,
  add constraint alerts_kind_check check (kind in ('endpoint-down', 'endpoint-disabled', 'endpoint-broken', 'tickets-failing',
    'deliveries-exhausted', 'tickets-held', 'retention-near', 'channel-problem', 'tickets-unseen', 'files-missing')),
  add constraint alerts_count_check check ((kind in ('tickets-failing', 'deliveries-exhausted', 'tickets-held', 'retention-near',
    'tickets-unseen', 'files-missing')) = (count is not null)),
  add constraint alerts_subject_check check (
    case when kind = 'channel-problem' then endpoint_id is null and channel_id is not null and channel_name is not null
      and problem is not null
    when kind in ('tickets-unseen', 'files-missing') then endpoint_id is null and endpoint_name is null and channel_id is null
      and problem is null
    else endpoint_id is not null and endpoint_name is not null and channel_id is null and problem is null end);
create unique index alerts_open_of_company on alerts (tenant_id, kind)
  where resolved_at is null and endpoint_id is null and channel_id is null;
