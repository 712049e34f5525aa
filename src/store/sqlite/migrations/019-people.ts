/** People who log in to the console (`ports/people.ts`), their sessions, and links with which they set a password. */
export const people = `
  create table person (
    name text primary key,
    -- Everything about them that is no secret, as JSON.
    facts text not null,
    -- What argon2id makes of it, with its parameters.
    password text,
    -- Encrypted with a key that is not in this database.
    second_factor text,
    -- Of the last code that was used, so that none works twice.
    second_factor_step integer
  ) without rowid;
  create table person_session (
    -- SHA-256 of what the cookie holds.
    id text primary key,
    person text not null references person (name) on delete cascade,
    created_at integer not null,
    seen_at integer not null,
    address text not null
  ) without rowid;
  create table person_link (
    -- SHA-256 of what the link holds.
    id text primary key,
    person text not null references person (name) on delete cascade,
    expires_at integer not null
  ) without rowid;
`;
