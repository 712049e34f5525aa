import { inWords, type Said } from './said.ts';
import { phrases } from './table.ts';

export const inEnglish = (said: Said): string => inWords(said, phrases);
