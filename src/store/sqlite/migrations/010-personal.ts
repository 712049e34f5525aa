/**
 * Personal values, to which the journal and saved calls point from now on. Entries from before have theirs inside; they
 * are moved here before the first erasure (`erasure.ts`).
 */
export const personal = `
  create table personal (
    id integer primary key,
    -- Whose it is: a number, or a call if there is no number.
    subject text not null,
    value text not null,
    -- 0 and 1 take no room, so that a row that is erased keeps its length.
    erased integer not null default 0
  );
  insert into counter select 'plain journal below', coalesce(max(seq), 0) + 1 from journal;
`;
