/** Finds what was called outside within the last hour, for the limits on it. */
export const outside = `
  create index journal_outside on journal (at) where type = 'outsideUsed';
`;
