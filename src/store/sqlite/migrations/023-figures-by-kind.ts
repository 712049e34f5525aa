/**
 * The sums for reports are read by kind (queue, agent, ...) and time: a report of queues is not to pass by the rows of a
 * hundred agents.
 */
export const figuresByKind = `
create table report_cell_by_kind (
  level text not null check (level in ('hour', 'day')),
  kind text not null,
  at integer not null,
  name text not null,
  cell text not null,
  primary key (level, kind, at, name)
) without rowid;
insert into report_cell_by_kind
  select level, substr(subject, 1, instr(subject, ' ') - 1), at, substr(subject, instr(subject, ' ') + 1), cell
  from report_cell;
drop table report_cell;
alter table report_cell_by_kind rename to report_cell;
`;
