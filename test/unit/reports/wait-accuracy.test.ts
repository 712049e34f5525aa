import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { shareWithin, WaitAccuracyFold } from '../../../src/reports/wait-accuracy.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { minutes } from '../../../src/shared/time.ts';

const told = (call: number, at: number, low: number, high: number): JournalEntry => ({
  type: 'announced',
  call: callId(call),
  at: minutes(at),
  queue: 'sales',
  place: 1,
  placeSaid: true,
  wait: { low: minutes(low), high: minutes(high) },
  callbackOffered: false,
});
const connected = (call: number, at: number): JournalEntry => ({
  type: 'connected',
  call: callId(call),
  at: minutes(at),
  offer: offerId(callId(call), 1),
  to: 'anna',
  waited: 0,
});
const ended = (call: number, at: number): JournalEntry => ({
  type: 'callEnded',
  call: callId(call),
  at: minutes(at),
  outcome: 'abandoned',
  by: 'caller',
  lasted: 0,
  talked: 0,
});

const fold = (...entries: JournalEntry[]): WaitAccuracyFold => {
  const made = new WaitAccuracyFold();
  for (const [i, entry] of entries.entries()) made.add({ ...entry, seq: i + 1 });
  return made;
};

test.each([
  ['answered within', [told(1, 0, 2, 4), connected(1, 3), ended(1, 9)], { within: 1 }],
  ['answered to the minute', [told(1, 0, 2, 4), connected(1, 4)], { within: 1 }],
  ['answered sooner', [told(1, 0, 2, 4), connected(1, 1)], { sooner: 1 }],
  ['answered later', [told(1, 0, 2, 4), connected(1, 5)], { later: 1 }],
  ['left before it was over', [told(1, 0, 2, 4), ended(1, 3)], { left: 1 }],
  ['left when it was over', [told(1, 0, 2, 4), ended(1, 5)], { later: 1 }],
  ['still waiting', [told(1, 0, 2, 4)], {}],
])('%s', (_, entries, counts) => {
  const nothing = { told: 1, within: 0, sooner: 0, later: 0, left: 0 };
  expect(fold(...entries).of('sales')).toEqual({ ...nothing, ...counts });
});

test('each time that it is told counts; the share is of those who can be judged', () => {
  const sums = fold(
    told(1, 0, 2, 4),
    told(1, 1, 2, 3),
    connected(1, 2),
    told(2, 0, 0, 1),
    connected(2, 5),
    told(3, 0, 5, 9),
    ended(3, 1),
  ).of('sales');
  expect(sums).toEqual({ told: 4, within: 1, sooner: 1, later: 1, left: 1 });
  expect(shareWithin(sums)).toBeCloseTo(1 / 3);
  expect(shareWithin(fold().of('sales'))).toBeUndefined();
});

test('what came of each is told to who wants to count', () => {
  const judged: string[] = [];
  const made = new WaitAccuracyFold((queue, outcome) => judged.push(`${queue} ${outcome}`));
  const entries = [told(1, 0, 2, 4), told(1, 2, 0, 1), connected(1, 4), told(2, 0, 2, 3), ended(2, 1)];
  for (const [i, entry] of entries.entries()) made.add({ ...entry, seq: i + 1 });
  expect(judged).toEqual(['sales within', 'sales later', 'sales left']);
});
