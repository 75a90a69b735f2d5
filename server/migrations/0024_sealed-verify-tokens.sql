-- The verify token of a channel is sealed as its other secrets are. SQL has no key: the next start seals what is plain
-- (app/secrets.ts); a sealed value begins with the byte 1, a plain one with a letter. Owned by server/src/channel.

alter table cloud_channels alter column verify_token type bytea using convert_to(verify_token, 'UTF8');
