/** The journal by time, queue and agent. Entries from before have no keys: they are read in order and filtered. */
export const journalKeys = `
  alter table journal add column of_queue text;
  alter table journal add column of_agent text;
  create index journal_by_time on journal (at);
  create index journal_by_queue on journal (of_queue) where of_queue is not null;
  create index journal_by_agent on journal (of_agent) where of_agent is not null;
  insert into counter select 'journal keys since', coalesce(max(seq), 0) + 1 from journal;
`;
