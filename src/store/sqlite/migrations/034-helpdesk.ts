/** Which ticket of another ticket system is which of ours, and what was taken from there. */
export const helpdesk = `
create table helpdesk_link (
  ticket integer primary key,
  theirs integer not null unique,
  agreed text,
  agreed_at integer,
  owner text
);
create table helpdesk_taken (what text primary key, at integer not null, done integer not null default 0) without rowid;
create index helpdesk_taken_by_time on helpdesk_taken (at);
`;
