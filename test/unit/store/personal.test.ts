/** Numbers that agents dial are somebody's, however they are written: the form alone does not show it. */
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { hideInEntry, hideNumbers } from '../../../src/store/projections/personal.ts';
import { hideInTurn } from '../../../src/store/projections/personal-events.ts';

const number = '4917012345678';
const hide = (value: string): string => `hidden ${value.length}`;
const kept = (event: object): string =>
  JSON.stringify(
    hideInTurn({ at: 1, wallAhead: 0, entries: 1, event: event as never }, () => undefined, hide),
  );

test('to whom a caller was transferred, and why not', () => {
  const call = callId(1001);
  const entry: JournalEntry = {
    type: 'transferAsked',
    at: 1,
    call,
    offer: offerId(call, 1),
    by: 'anna',
    to: number,
    leadsTo: 'queue all again',
    because: `${number} is nobody here, and outside it is not a whole number`,
  };
  expect(hideInEntry(entry, hide)).toMatchObject({
    to: 'hidden 13',
    because: 'hidden 13 is nobody here, and outside it is not a whole number',
  });
  expect(hideInEntry({ ...entry, to: 'clara' }, hide)).toMatchObject({ to: 'clara' });
});

test('the same in recorded turns, and whom agents call from their phones', () => {
  expect(kept({ type: 'transferAsked', leg: '1001-o1', to: number })).not.toContain(number);
  expect(kept({ type: 'transferRequested', leg: '1001-o1', to: number, by: 'api' })).not.toContain(number);
  const caller = { number: 'anna', isNew: false, tags: [] };
  const phone = { kind: 'phone', name: 'anna' };
  const arrived = { type: 'callArrived', leg: '1.1', via: phone, callerNumber: '', callerName: '', caller };
  expect(kept({ ...arrived, dialled: number })).not.toContain(number);
  expect(kept({ ...arrived, dialled: '23' })).toContain('"23"');
});

test('numbers are found by their form as a plain reading of the rule finds them', () => {
  const simply = (json: string): string =>
    json.replaceAll(/[+0]\d{6,}/g, (found: string, at: number) => {
      const before = json.slice(0, at);
      const isInWord = /[\w.]$/.test(before) && !/(?<!\\)\\[nrtbf]$/.test(before);
      return found.startsWith('0') && isInWord ? found : `<${found}>`;
    });
  const alphabet = ['+', '0', '0', '1', '23', '456', '7890', 'a', '.', '"', '\\n', '\\\\n', ' ', '_'];
  let random = 1;
  const next = (below: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  let found = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: next(24) }, () => alphabet[next(alphabet.length)]).join('');
    const expected = simply(text);
    if (expected !== text) found++;
    expect(hideNumbers(text, (number) => `<${number}>`)).toBe(expected);
  }
  expect(found).toBeGreaterThan(1000);
});
