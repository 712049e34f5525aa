/**
 * The journal by call, time, queue and agent, indexed some hundred entries at a time instead of with each commit
 * (`journal/journal-index.ts`): four indexes less of which each commit has to write a page. What they held is put into
 * this table in the background.
 */
export const journalIndex = `
  drop index journal_of_call;
  drop index journal_by_time;
  drop index journal_by_queue;
  drop index journal_by_agent;
  -- Entries that were indexed together, with their earliest and latest time.
  create table journal_part (
    last integer primary key,
    first integer not null,
    earliest integer not null,
    latest integer not null
  );
  create index journal_part_by_time on journal_part (latest, earliest, first);
  -- Which entries of a part are of a call, a queue or an agent: their numbers, as JSON.
  create table journal_posting (
    subject text not null,
    part integer not null,
    seqs text not null,
    primary key (subject, part)
  ) without rowid;
`;
