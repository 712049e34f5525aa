/**
 * Snapshots are JSON by id, because only the core reads them, whole. The journal has columns for what readers ask by,
 * and JSON for the rest.
 */
export const first = `
  create table saved_call (
    id text primary key,
    data text not null
  );
  create table saved_agent (
    name text primary key,
    data text not null
  ) without rowid;
  create table counter (
    name text primary key,
    value integer not null
  ) without rowid;

  -- A seq is the highest so far plus one, and a rolled-back insert gives it back: hence without gaps.
  create table journal (
    seq integer primary key,
    at integer not null,
    type text not null,
    call text,
    agent text,
    data text not null
  );
  create index journal_of_call on journal (call) where call is not null;
  create index journal_arrivals on journal (seq) where type = 'callArrived';
  create trigger journal_keeps_what_was_said before update on journal
    begin select raise(abort, 'the journal is append-only'); end;
  create trigger journal_keeps_all before delete on journal
    begin select raise(abort, 'the journal is append-only'); end;

  create table contact (
    id integer primary key,
    name text,
    -- The name as it is searched: without case and accents.
    search_name text,
    language text,
    tags text not null default '[]',
    notes text,
    created_at integer not null,
    last_call_at integer,
    calls integer not null default 0
  );
  create index contact_by_last_call on contact (last_call_at);
  create table contact_number (
    number text primary key,
    contact integer not null references contact (id) on delete cascade
  ) without rowid;
  create index contact_number_of on contact_number (contact);
  -- Contacts that turned out to be somebody already known; the journal still names them.
  create table contact_alias (
    id integer primary key,
    contact integer not null references contact (id) on delete cascade
  );

  create table plan_version (
    version integer primary key,
    text text not null,
    by text not null,
    at integer not null
  );

  create table voicemail_message (
    recording text primary key,
    voicemail text not null,
    call text not null,
    caller_number text,
    caller_name text,
    at integer not null,
    lasted integer not null
  );
  create index voicemail_message_of on voicemail_message (voicemail, at);
`;
