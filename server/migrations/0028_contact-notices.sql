-- What happens in a ticket beside messages, and what WhatsApp says of a contact. Owned by server/src/desk.

alter table ticket_log drop constraint ticket_log_action_check;
-- Not checked against what is there, which the old one let in: it would read the whole log.
alter table ticket_log add constraint ticket_log_action_check check (action in
  ('create', 'open', 'pending', 'transfered', 'receivedTransfer', 'queue', 'closed', 'autoClose', 'reopened', 'externalKey',
   'snoozed', 'unsnoozed', 'autoReturn', 'callEnded', 'callMissed', 'marketingStopped', 'marketingResumed', 'groupCreated',
   'groupDeleted', 'groupJoined', 'groupLeft', 'groupJoinAsked', 'groupJoinTakenBack', 'groupSubject', 'groupDescription', 'groupPicture',
   'groupSuspended', 'groupResumed')) not valid;

alter table contacts
  -- They asked WhatsApp for no more marketing of ours.
  add stopped_marketing_at timestamptz,
  -- The name in the phone's address book (coexistence).
  add book_name text,
  -- When WhatsApp said each of these last, in Unix seconds: {"subject": 1790000000}. What is older changes nothing.
  add told jsonb not null default '{}';
