/** What two contacts were before they were merged, so that it can be undone. It goes with the contact. */
export const contactMerges = `
create table contact_merge (
  id integer primary key,
  contact integer not null references contact (id) on delete cascade,
  other integer not null,
  at integer not null,
  by text not null,
  -- JSON: the other contact, the one that it was merged into, and that one afterwards.
  before text not null,
  mine text not null,
  merged text not null
);
create index contact_merge_of on contact_merge (contact);
`;
