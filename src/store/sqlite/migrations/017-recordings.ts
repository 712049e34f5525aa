/** Recordings of talks: the segments that Asterisk writes, and the one sound that is made of them, a row for each call. */
export const recordings = `
  create table talk_segment (
    recording text primary key,
    call text not null,
    at integer not null,
    sides text not null,
    -- How much later the agents' side began; null: not known.
    lag integer,
    -- 1: nothing more is written.
    closed integer not null default 0
  );
  create index talk_segment_of_call on talk_segment (call);
  create table talk_recording (
    call text primary key,
    -- open: the call goes on. due: to be joined. kept. lost: there was no sound. deleted.
    state text not null default 'open',
    at integer not null,
    ended integer,
    rule text not null,
    queue text,
    talked_with text not null,
    keep_for integer not null,
    file text,
    lasted integer,
    size integer,
    sha256 text,
    -- Fingerprint of the key; null: not encrypted.
    key text,
    deleted_because text,
    -- A legal hold.
    held_by text,
    held_reason text,
    held_at integer
  );
  create index talk_recording_by_state on talk_recording (state, ended);
  create index talk_recording_by_time on talk_recording (at);
`;
