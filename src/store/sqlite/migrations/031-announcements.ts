/** Announcements in front of numbers and queues: they must hold over a restart. */
export const announcements = `
  create table saved_announcement (
    name text primary key,
    data text not null,
    version integer not null
  ) without rowid;
`;
