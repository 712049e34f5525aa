/** A row for the call, each visit, offer, party and prompt: of the calls of a small day. */
import { beforeAll, expect, test } from 'vitest';
import type { StoredEntry } from '../../../../src/call/kept/journal.ts';
import { reconcile } from '../../../../src/reports/reconcile/reconciler.ts';
import { callRows } from '../../../../src/reports/records/call-fold.ts';
import type { CallRows } from '../../../../src/reports/records/rows.ts';
import { talkTimes } from '../../../../src/reports/talk-times.ts';
import { smallDay } from '../../../support/small-day.ts';

let day: readonly StoredEntry[] = [];
beforeAll(async () => {
  day = await smallDay();
});

const agents = new Set(['anna', 'boris', 'clara']);

const entriesOf = (call: string) => day.filter((entry) => 'call' in entry && entry.call === call);

function rowsOf(call: string, entries = entriesOf(call)): CallRows {
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

test('a number that is called twice into one talk: each of the two has their own time', () => {
  const entries = entriesOf('1001');
  const from = entries.find(({ type }) => type === 'connected')?.at ?? 0;
  const comes = (type: 'partyJoined' | 'partyLeft', leg: string, after: number) =>
    ({
      type,
      call: '1001',
      leg,
      who: '+4930555555',
      role: 'joined',
      because: 'fetched by anna',
      at: from + after,
      seq: 0,
    }) as never as StoredEntry;
  const twice = [
    ...entries,
    comes('partyJoined', '1001-o7', 10_000),
    comes('partyJoined', '1001-o8', 20_000),
    comes('partyLeft', '1001-o7', 30_000),
    comes('partyLeft', '1001-o8', 45_000),
  ].toSorted((a, b) => a.at - b.at);
  const lasted = rowsOf('1001', twice)
    .parties.filter(({ who }) => who === '+4930555555')
    .map(({ since, until = since }) => until - since);
  expect(lasted).toEqual([20_000, 25_000]);
  const talked = talkTimes(twice, 0).others.filter(({ who }) => who === '+4930555555');
  expect(talked.map((time) => time.talked)).toEqual([20_000, 25_000]);
  const { misfits } = reconcile(twice.map((entry, nth) => ({ ...entry, seq: nth + 1 })));
  expect(misfits.filter(({ kind }) => kind === 'call')).toEqual([]);
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
