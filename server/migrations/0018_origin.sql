-- Where a message comes from, besides from whom. Owned by server/src/desk.

alter table messages
  -- {"forwarded": "once", "referral": {...}, "product": {...}, "unknownType": "hologram"}: what of it is there; null for most.
  add origin jsonb;
