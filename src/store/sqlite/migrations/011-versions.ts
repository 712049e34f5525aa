/** The version in which each value is written (`call/kept/upgrades`). All that was there before is of version 1. */
export const versions = `
  alter table journal add column version integer not null default 1;
  alter table saved_call add column version integer not null default 1;
  alter table saved_agent add column version integer not null default 1;
  alter table saved_schedule add column version integer not null default 1;
  alter table saved_queue add column version integer not null default 1;
`;
