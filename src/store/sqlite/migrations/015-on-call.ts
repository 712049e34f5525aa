/** Who is on call instead of whom the plan names: it must hold over a restart. */
export const onCall = `
  create table saved_on_call (
    name text primary key,
    data text not null,
    version integer not null
  ) without rowid;
`;
