/** To SQLite a negative limit is none at all; to us it is nothing. */
export const atLeastNone = (limit: number): number => Math.max(0, Math.trunc(limit));
