/** A row for the call, each visit, offer, party and prompt: of the calls of a small day. */
import { beforeAll, expect, test } from 'vitest';
import type { StoredEntry } from '../../../../src/call/kept/journal.ts';
import { callRows } from '../../../../src/reports/records/call-fold.ts';
import type { CallRows } from '../../../../src/reports/records/rows.ts';
import { smallDay } from '../../../support/small-day.ts';

let day: readonly StoredEntry[] = [];
beforeAll(async () => {
  day = await smallDay();
});

const agents = new Set(['anna', 'boris', 'clara']);

function rowsOf(call: string): CallRows {
  const entries = day.filter((entry) => 'call' in entry && entry.call === call);
  const rows = callRows(entries, day.at(-1)?.at ?? 0, (who) => agents.has(who));
  if (!rows) throw new Error(`there is no call ${call}`);
  return rows;
}

test('a call that was held: talk, hold and wait add up to its stay with the agent', () => {
  const { call, visits, offers, parties } = rowsOf('1002');
  expect(call).toMatchObject({ source: 'outside', outcome: 'answered', reached: true, transfers: 0 });
  expect(visits).toMatchObject([
    { queue: 'all', outcome: 'answered', answeredBy: 'anna', transferredOut: false },
  ]);
  expect(offers).toMatchObject([{ agent: 'anna', queue: 'all', outcome: 'answered' }]);
  expect(parties).toMatchObject([{ who: 'anna', role: 'serving', inVain: false }]);
  const [party] = parties;
  if (party?.until === undefined) throw new Error('anna does not leave');
  const { since, until, held } = party;
  expect([Math.round(held / 1000), until - since]).toEqual([12, call.talked + call.held]);
});

test('a caller who gave up has been offered, and was not reached', () => {
  const { call, visits, parties } = rowsOf('1003');
  expect(call).toMatchObject({ outcome: 'abandoned', reached: false, talked: 0 });
  expect(visits).toMatchObject([{ outcome: 'abandoned' }]);
  expect(parties).toEqual([]);
});

test('a caller who left a menu is in no queue', () => {
  const { visits, prompts } = rowsOf('1004');
  expect(visits).toEqual([]);
  expect(prompts).toMatchObject([{ step: 'menu main', keys: '', left: true }]);
});

test('a consultation: the agent who asked, and the one who took over', () => {
  const { call, visits, parties } = rowsOf('1006');
  expect(call.transfers).toBe(1);
  expect(visits).toMatchObject([{ outcome: 'answered', transferredOut: true }]);
  expect(parties).toHaveLength(2);
  expect(Math.round((parties[0]?.consulted ?? 0) / 1000)).toBe(7);
  expect(parties[1]).toMatchObject({ role: 'serving', consulted: 0 });
});

test('a caller who is passed on makes a visit in each queue', () => {
  const visits = day
    .filter((entry) => entry.type === 'transferAsked')
    .flatMap((entry) => rowsOf(entry.call).visits);
  expect(visits).toMatchObject([
    { queue: 'all', outcome: 'answered', transferredOut: true, transferredIn: false },
    { queue: 'few', outcome: 'answered', answeredBy: 'clara', transferredIn: true },
  ]);
});

test('entries without an arrival are no call', () => {
  const entries = day.filter(
    (entry) => entry.type !== 'callArrived' && 'call' in entry && entry.call === '1001',
  );
  expect(callRows(entries, 0, () => false)).toBeUndefined();
});
