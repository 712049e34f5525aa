/** What is said about a plan, as codes and values: each language makes its own sentence of them. */
import { z } from 'zod';
import {
  type ChangeCode,
  changes,
  type FindingCode,
  findings,
  type HintCode,
  hints,
  type WordCode,
  words,
} from '../shared/findings/table.ts';

export const findingCode = z
  .enum(Object.keys(findings) as [FindingCode, ...FindingCode[]])
  .describe('Stable code of the finding. docs/findings.md lists them.');
export const hintCode = z
  .enum(Object.keys(hints) as [HintCode, ...HintCode[]])
  .describe('Stable code of the hint.');
const changeCode = z
  .enum(Object.keys(changes) as [ChangeCode, ...ChangeCode[]])
  .describe('Stable code of the change. docs/findings.md lists them.');
export const wordCode = z
  .enum(Object.keys(words) as [WordCode, ...WordCode[]])
  .describe('Stable code of a part of a sentence.');

/** A part of a sentence may have parts itself: `a list, each a duration`. */
export const saidValues = z
  .record(z.string(), z.unknown())
  .describe(
    'What stands at the places of the sentence: text, numbers, other phrases (`code`, `values`), or a list of them.',
  );
/** What another version of a plan changes. */
export const planChange = z.object({ code: changeCode, values: saidValues.optional() });
