/** Fewer may be an extension, or a number of the plan. */
const shortest = 6;

/**
 * What was dialled, as a sentence of the journal names it. A number may be somebody's, in whatever way it is written: it stands in
 * a field of its own, which is erased, and not in the sentence.
 */
export const inSentence = (dialled: string): string =>
  dialled.replaceAll(/\D/g, '').length >= shortest ? 'the number dialled' : dialled;
