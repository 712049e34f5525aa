/** Tickets: their events, what is folded from them, which calls they have, and their words for searching. */
export const tickets = `
create table ticket (
  id integer primary key autoincrement,
  contact integer,
  state text not null,
  type text,
  owner text,
  changed integer not null,
  due integer,
  due_owner text,
  data text not null
);
create index ticket_of_contact on ticket (contact);
create index ticket_by_change on ticket (changed);
create index ticket_by_due on ticket (due) where due is not null;
create table ticket_event (
  seq integer primary key autoincrement,
  ticket integer not null,
  data text not null
);
create index ticket_event_of_ticket on ticket_event (ticket);
create table ticket_call (call text primary key, ticket integer not null, queue text) without rowid;
create index ticket_call_of_ticket on ticket_call (ticket);
create virtual table ticket_text using fts5(body, tokenize = 'unicode61 remove_diacritics 2');
insert into ticket_text (ticket_text, rank) values ('secure-delete', 1);
-- Calls of before have none.
insert into counter values ('tickets derived up to', (select coalesce(max(seq), 0) from journal));
`;
