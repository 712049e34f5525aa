/**
 * Calls by their caller: the index of the journal (`journal/journal-index.ts`) has subjects for that from now on. Parts that
 * were made before get theirs after the start, a part at a time; this many entries are in such parts.
 */
export const callers = `
  insert or replace into counter select 'callers not indexed up to', coalesce(max(last), 0) from journal_part;
`;
