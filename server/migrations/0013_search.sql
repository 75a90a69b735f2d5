-- Search. Owned by server/src/desk (search/).
--
-- Three extensions that come with PostgreSQL; all are trusted, so the owner of a database may create them. Where a server
-- does not let us, migrate.ts says what to do.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Text as it is compared: in lower case, without accents. unaccent() is stable only because its rules are a file that an
-- operator could change; nobody does, and what is stored and what is asked would then differ until a reindex. Its body is
-- parsed now, so that a restore finds the functions whatever its search_path is.
create function search_form(given text) returns text
  language sql immutable parallel safe strict
  return lower(unaccent('unaccent'::regdictionary, given));

-- What Portuguese stems are taken of. The stemmer knows its suffixes with their accents and few plurals, so a plural is
-- put in the singular first, and what people write without accents gets those that the stemmer looks for:
-- `informacoes`, `informações` and `informação` are one word, and `mensagens` is `mensagem`.
create function search_singular(given text) returns text
  language sql immutable parallel safe strict
  return regexp_replace(regexp_replace(regexp_replace(regexp_replace(search_form(given),
    '(oes|aos)\M', 'ao', 'g'), 'ns\M', 'm', 'g'), '(\w\w[aeou])is\M', '\1l', 'g'), 'acao\M', 'ação', 'g');

-- Of a message as long as a book, its beginning.
create function search_words(given text) returns tsvector
  language sql immutable parallel safe strict
  return to_tsvector('pg_catalog.portuguese'::regconfig, search_singular(left(given, 8000)));

-- What a person typed: all its words, "in this order", -without. The last one may be unfinished.
create function search_query(given text) returns tsquery
  language sql immutable parallel safe strict
  return case
    when websearch_to_tsquery('pg_catalog.portuguese'::regconfig, search_singular(given))::text ~ '\w\w\w''$'
    then (websearch_to_tsquery('pg_catalog.portuguese'::regconfig, search_singular(given))::text || ':*')::tsquery
    else websearch_to_tsquery('pg_catalog.portuguese'::regconfig, search_singular(given))
  end;

alter table contacts add column search_name text
  generated always as (search_form(name || ' ' || coalesce(pushname, ''))) stored;
create index contacts_search on contacts using gin (tenant_id, search_name gin_trgm_ops, number gin_trgm_ops);
create index tickets_protocol on tickets (tenant_id, protocol text_pattern_ops);
create index tickets_external_key on tickets (tenant_id, external_key) where external_key is not null;

-- The words of each message, apart from the message: ticks and reactions change a message often, and each such change
-- would write the index of its words anew. No foreign key, because its check would lock every message that is stored.
create table message_words (
  tenant_id bigint not null,
  message_id bigint not null,
  ticket_id bigint not null,
  words tsvector not null,
  primary key (tenant_id, message_id)
);
-- Whether a word is common decides how it is looked for, so PostgreSQL has to know more than a hundred of them.
alter table message_words alter column words set statistics 1000;
-- New words wait in a list that is put into the index 512 kB at a time (some 30 ms, by whoever fills it): the default of
-- 4 MB would stop one message for a third of a second.
create index message_words_words on message_words using gin (tenant_id, words)
  with (fastupdate = on, gin_pending_list_limit = 512);

-- Whoever stores a message need not think of search. One statement for all messages of an insert.
create function index_messages() returns trigger language plpgsql as $$
begin
  insert into message_words (tenant_id, message_id, ticket_id, words)
  select tenant_id, id, ticket_id, search_words(body) from added where body <> '';
  return null;
end $$;
create trigger messages_indexed after insert on messages
  referencing new table as added for each statement execute function index_messages();

-- An edit: rare, so a row at a time.
create function reindex_message() returns trigger language plpgsql as $$
begin
  insert into message_words (tenant_id, message_id, ticket_id, words)
  values (new.tenant_id, new.id, new.ticket_id, search_words(new.body))
  on conflict (tenant_id, message_id) do update set words = excluded.words;
  return null;
end $$;
create trigger messages_reindexed after update of body on messages
  for each row when (old.body is distinct from new.body) execute function reindex_message();
