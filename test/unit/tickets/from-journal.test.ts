/** Whose call it is, as far as tickets go. */
import { expect, test } from 'vitest';
import type { JournalEntryOf, StoredEntry } from '../../../src/call/kept/journal.ts';
import { callId, legId } from '../../../src/shared/ids.ts';
import { factsOf } from '../../../src/tickets/from-journal.ts';

const call = callId(1000);
const arrived: StoredEntry = {
  seq: 1,
  at: 0,
  type: 'callArrived',
  call,
  via: { kind: 'phone', name: 'anna' },
  dialled: '0301112233',
  caller: { isNew: false, tags: [] },
  planVersion: 1,
  ticket: 12,
};
const turned = (more: Partial<JournalEntryOf<'turnedRound'>>): StoredEntry => ({
  seq: 2,
  at: 1,
  type: 'turnedRound',
  call,
  leg: legId('1000-o1'),
  caller: '+49301112233',
  agent: 'anna',
  ...more,
});

test('a call of an agent that has reached a number outside is about its contact, and the ticket it was made from', () => {
  expect(factsOf([arrived, turned({ dialledOutside: true, contact: 'c5' })])).toEqual({
    call,
    ticket: 12,
    contact: 'c5',
  });
});

test('a call of an agent has no ticket before anyone outside answers, and none in entries of an earlier version', () => {
  expect(factsOf([arrived])).toBeUndefined();
  expect(factsOf([arrived, turned({})])).toBeUndefined();
});
