/** A machine value (`left_early`) as people read it (`left early`). Values are snake_case; words are made at the edge. */
export const valueInWords = (value: string): string => value.replaceAll('_', ' ');
