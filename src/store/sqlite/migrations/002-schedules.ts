/** Schedules that somebody has opened or closed by hand: it must hold over a restart. */
export const schedules = `
  create table saved_schedule (
    name text primary key,
    data text not null
  ) without rowid;
`;
