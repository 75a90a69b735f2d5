-- What a delivery and its attempts can be, enforced as the states of lanes are. Owned by server/src/webhook; its README
-- draws both.

alter table deliveries
  -- A replay takes a new position under its old sequence, so the sequence never runs ahead.
  add check (position >= 1 and sequence between 1 and position);

alter table attempts
  -- 2xx alone is success.
  add check (outcome <> 'delivered' or (status is not null and status between 200 and 299)),
  -- 0 = given up without an HTTP request.
  add check (attempt >= 0 and sequence >= 1);
