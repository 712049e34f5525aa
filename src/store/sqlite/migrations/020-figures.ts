/** Sums for reports, by subject, in each hour and each day of the plan's time zone; folded from the journal. */
export const figures = `
create table report_cell (
  level text not null check (level in ('hour', 'day')),
  at integer not null,
  subject text not null,
  cell text not null,
  primary key (level, at, subject)
) without rowid;
-- Where the fold goes on: one row.
create table report_state (
  id integer primary key check (id = 1), time_zone text not null, version integer not null, state text not null
);
-- And where it stood at the beginning of each day, so that a past day can be computed again.
create table report_checkpoint (day integer primary key, state text not null);
`;
