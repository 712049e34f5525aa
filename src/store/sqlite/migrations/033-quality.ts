/** Scorecards and reviews of recorded calls; the case library, and what people wrote about its cases. */
export const quality = `
create table scorecard (name text primary key, data text not null) without rowid;
create table review (
  id integer primary key autoincrement,
  call text not null,
  agent text not null,
  queue text,
  scorecard text not null,
  reviewer text not null,
  at integer not null,
  data text not null,
  unique (call, scorecard, agent, reviewer)
);
create index review_by_time on review (at);
create index review_of_agent on review (agent, at);
create table training_case (
  id integer primary key autoincrement,
  call text not null,
  queue text,
  data text not null
);
create index training_case_of_call on training_case (call);
create table training_answer (
  training_case integer not null,
  person text not null,
  stage text not null,
  data text not null,
  primary key (training_case, person, stage)
) without rowid;
`;
