-- Who has a phone number id: whoever proved it last with its token. Owned by server/src/channel.

-- A stranger could keep a company from connecting its number by entering it first, without a token that sees it.
alter table cloud_channels drop constraint cloud_channels_phone_number_id_key;
alter table cloud_channels add constraint cloud_channels_tenant_id_phone_number_id_key unique (tenant_id, phone_number_id);
create index cloud_channels_number on cloud_channels (phone_number_id);

-- When WhatsApp showed the number to the token that is entered, for the first time since it was entered.
alter table cloud_channels add column proved_at timestamptz;
update cloud_channels set proved_at = checked_at where display_phone_number is not null;
