/** Finds the call of a caller's leg, for what is told of a leg that we may have had before. */
export const legs = `
  create index journal_by_leg on journal (data ->> '$.leg') where type = 'callArrived';
`;
