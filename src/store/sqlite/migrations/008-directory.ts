/** Full text over what callers call about: made again from the plan at each start, so that nothing of it is ever lost. */
export const directory = `
  create virtual table directory using fts5(
    -- All three as they are searched: see searchable() in directory.ts.
    title, words, people,
    kind unindexed, name unindexed,
    tokenize = 'unicode61', prefix = '2 3'
  );
`;
