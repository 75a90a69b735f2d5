-- A code of an authenticator app opens once (RFC 6238, 5.2). Owned by server/src/access.

-- The time step (30 seconds, counted from 1970) of the last code that opened a session: neither it nor an older one opens another.
alter table two_factors add column last_step bigint;
