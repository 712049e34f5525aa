/**
 * One table of what is said about a plan: a code and an English sentence for each kind of finding and each hint of `cordboard
 * check`, and for each kind of change between two versions. A sentence has places for values: `{name}`.
 *
 * A code is a promise to programs: it is never renamed and never used for something else. To add a finding, add a row here and a
 * sentence to `console/words/<language>/findings/` of each language, or it does not compile; then run
 * `node setup/contract-docs.mjs`.
 */
import { changeSentences, changeWords } from './changes.ts';
import { entryFindings } from './entries.ts';
import { fileFindings } from './files.ts';
import { formWords } from './forms.ts';
import { hints } from './hints.ts';
import { proofFindings } from './proofs.ts';
import { reasonWords } from './reasons.ts';
import { thingWords } from './things.ts';
import { valueFindings } from './values.ts';

export const findingsByArea = {
  file: fileFindings,
  value: valueFindings,
  entry: entryFindings,
  proof: proofFindings,
} as const;

/** What is wrong. */
export const findings = { ...fileFindings, ...valueFindings, ...entryFindings, ...proofFindings } as const;
/** What another version changes. */
export { changeSentences as changes, hints };
/** What stands within the sentences of others. */
export const words = { ...formWords, ...reasonWords, ...thingWords, ...changeWords } as const;
export const phrases = { ...findings, ...hints, ...changeSentences, ...words } as const;

export type FindingCode = keyof typeof findings;
export type HintCode = keyof typeof hints;
export type WordCode = keyof typeof words;
export type ChangeCode = keyof typeof changeSentences;
export type PhraseCode = FindingCode | HintCode | ChangeCode | WordCode;
export type FindingArea = keyof typeof findingsByArea;

/** A kind of thing that a plan has: `on-call rota`. */
export type Thing = (typeof thingWords)[keyof typeof thingWords];
