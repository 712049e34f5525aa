/** What goes out: e-mails and webhooks, kept until they have arrived, and each attempt. */
export const deliveries = `
create table delivery (
  nth integer primary key autoincrement,
  id text not null unique,
  channel text not null,
  target text not null,
  lane text not null,
  kind text not null,
  call text,
  seq integer,
  body text,
  at integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null default 0,
  due integer not null,
  ended integer,
  trying integer,
  may_be_twice integer not null default 0
);
create index delivery_due on delivery (channel, target, due) where state = 'waiting';
create index delivery_oldest on delivery (channel, target, nth) where state = 'waiting';
create index delivery_lane on delivery (lane, nth) where state = 'waiting';
create index delivery_ended on delivery (ended) where state <> 'waiting';
create index delivery_call on delivery (call) where call is not null;
create table delivery_attempt (
  delivery integer not null references delivery (nth) on delete cascade,
  at integer not null,
  lasted integer not null,
  outcome text not null,
  code integer,
  reason text
);
create index delivery_attempt_of on delivery_attempt (delivery);
create table outward_reader (name text primary key, seq integer not null) without rowid;
`;
