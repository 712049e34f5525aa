/** Whatever can fail says so by a code of the one table; words alone are for choices that somebody or the plan made. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { failureCode } from '../../../src/contract/failures.ts';
import { entriesBySubject } from '../../../src/contract/journal/entry.ts';

/** What a caller, an agent, an operator or the plan decided, in words. Nothing has failed. */
const choices = [
  'agentChanged',
  'callbackNotWanted',
  'conditionAsked',
  'hangUpAsked',
  'leftDirectory',
  'leftQueue',
  // Its outcome is the code.
  'lookupAnswered',
  'partyJoined',
  'partyLeft',
  'phaseEntered',
  'phoneTroubleEnded',
  'queueServiceSet',
  'recordingLeftOut',
  'recordingStopped',
  'resumed',
  'supervisionEnded',
];

const entries = Object.values(entriesBySubject)
  .flat()
  .map(({ shape }: z.ZodObject) => shape as Record<string, z.ZodType>);
const typeOf = (shape: Record<string, z.ZodType>): string => String((shape['type'] as z.ZodLiteral).value);
const hasWords = (shape: object): boolean => ['because', 'what', 'reason'].some((field) => field in shape);

test('an entry that has words for why has a code as well, unless it tells of a choice', () => {
  const wordsOnly = entries.filter((shape) => hasWords(shape) && !('code' in shape)).map(typeOf);
  expect(wordsOnly.toSorted()).toEqual(choices);
});

test('an entry whose name says that something failed has a code', () => {
  const failing = entries.filter((shape) =>
    /Failed|Refused|Lost|Vanished|InVain|NotReached|TurnedAway|Skipped|alarmRaised/i.test(typeOf(shape)),
  );
  expect(failing.length).toBeGreaterThan(10);
  expect(failing.filter((shape) => !('code' in shape)).map(typeOf)).toEqual([]);
});

test('the code of an entry is one of the table', () => {
  for (const shape of entries) {
    const { code } = shape;
    if (code === undefined) continue;
    expect(code.safeParse('something_else').success, typeOf(shape)).toBe(false);
    const options = (code as z.ZodOptional<z.ZodEnum>).unwrap?.() ?? code;
    for (const each of options.options) expect(failureCode.safeParse(each).success, String(each)).toBe(true);
  }
});
