/**
 * Who a caller is stands nowhere but in the tables that an erasure reaches: not for callers without a number, not for short
 * numbers, not for numbers that are keyed in, not in what went wrong. And a replay comes to the same end without it.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { erasePerson, type Whose } from '../../src/contacts/erase.ts';
import type { Store } from '../../src/ports/store.ts';
import { type CallId, callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../support/memory-store.ts';
import { inBytes, inColumns } from '../support/remains.ts';
import { sameAgain } from '../support/replayed.ts';
import { type SimulatedFloor, simulatedFloor } from '../support/simulated-floor.ts';
import { office } from './story.ts';

const plan = `${office(
  'ring for: 15s, announce: { first after: 5s, every: 60s }, callback: { offer after: 0s, give up after: 30m }',
  '  "2": [{ voicemail: office }]\n',
)}
trunks: { berlin: { server: "192.0.2.1" } }
outside calls: { countries: [DE] }
results: { later: { call back after: 1h } }
`;

let folder: string;
let path: string;
let store: Store;
let floor: SimulatedFloor;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-everywhere-'));
  path = join(folder, 'cordboard.db');
  store = await openStore(path, silentLog);
  floor = await simulatedFloor({ plan, store });
});
afterEach(async () => {
  await floor.close();
  rmSync(folder, { recursive: true });
});

const erase = (whose: Whose, deleteCopies = false) =>
  erasePerson(whose, 'ops', { deleteCopies }, { store, operations: floor.engine });

/** Where these stand, but for the tables that are there for them. */
async function elsewhere(needles: readonly string[]): Promise<string[]> {
  const copy = join(folder, 'copy.db');
  await store.backUp(copy, 1, () => undefined);
  const found = inColumns(copy, needles);
  rmSync(copy);
  return found.filter((where) => !/^(personal|contact|contact_number)\./.test(where));
}

async function nowhere(needles: readonly string[]): Promise<void> {
  const copy = join(folder, 'copy.db');
  await store.backUp(copy, 1, () => undefined);
  expect(inColumns(copy, needles)).toEqual([]);
  expect(inBytes([path, `${path}-wal`, `${path}-journal`, copy], needles)).toEqual([]);
  rmSync(copy);
}

/** Withholds his number, keys in one that cannot be called, and then his own. */
async function zacharias(): Promise<string> {
  const caller = floor.caller('Zacharias Zauderer', { number: '' });
  const call = await caller.dials('1');
  const offered = (): boolean => floor.asterisk.spoken.some((text) => text.includes('call you back'));
  await floor.until('a callback is offered', offered);
  for (const keys of ['1', '0900777123#', '030000777#', '1']) {
    await caller.presses(keys);
    await floor.passes(seconds(2));
  }
  await caller.isHungUpOn();
  return call;
}

const zachariasIs = [
  'Zacharias',
  'zacharias',
  'Zauderer',
  '30000777',
  '0900777123',
  '900777',
  '0 3 0 0 0 0 7',
];

test('a caller without a number who keyed one in is erased by it, with each key of it, and the replay stays equal', async () => {
  const call = await zacharias();
  expect(await elsewhere(zachariasIs)).toEqual([]);
  const keys = (await store.recorded.after(0, 1000)).flatMap(({ turns }) =>
    turns.flatMap(({ event }) => (event.type === 'digitPressed' ? [event['digit']] : [])),
  );
  expect(keys.join('')).toBe(`1${'x'.repeat(10)}#${'x'.repeat(9)}#1`);
  // A call of somebody else is none of theirs.
  const maria = floor.caller('Maria Anders', { number: '+4940111111' });
  await maria.dials('2');
  await maria.hangsUp();
  await floor.passes(minutes(40));
  await sameAgain(store);
  const before = await store.journal.last(1000);

  const [booked] = (await store.journal.ofCall(call as CallId)).filter(
    ({ type }) => type === 'callbackBooked',
  );
  expect(booked).toMatchObject({ number: '+4930000777' });
  expect(await erase({ number: '+4930000777' })).toMatchObject({ done: true, report: { calls: 2 } });
  await nowhere(zachariasIs);
  await sameAgain(store);
  const after = await store.journal.last(1000);
  expect(after.slice(0, before.length).map(({ seq, at, type }) => [seq, at, type])).toEqual(
    before.map(({ seq, at, type }) => [seq, at, type]),
  );
  expect(JSON.stringify(after)).toContain('Maria Anders');
});

test('a caller without a number is erased by a call of theirs; one with a number is not', async () => {
  const caller = floor.caller('Zacharias Zauderer', { number: '' });
  const call = callId(Number(await caller.dials('2')));
  expect(await erase({ call })).toMatchObject({ done: false, live: call });
  await floor.passes(seconds(20));
  await caller.hangsUp();
  await floor.passes(seconds(20));
  const maria = floor.caller('Maria Anders', { number: '+4940111111' });
  const hers = callId(Number(await maria.dials('2')));
  await maria.hangsUp();
  await floor.passes(seconds(20));
  expect(await erase({ call: hers })).toEqual({ done: false, hasNumber: true });
  expect(await erase({ call: callId(9999) })).toEqual({ done: false, unknown: true });
  expect(await erase({ call })).toMatchObject({ done: true, report: { calls: 1, messages: 1 } });
  await nowhere(zachariasIs);
  expect(await store.voicemails.list(undefined, 9)).toEqual([]);
  await sameAgain(store);
});

test('whom an agent in wrap-up has promised a callback, and the replay stays equal', async () => {
  const talk = async (): Promise<CallId> => {
    const anna = await floor.agent('anna');
    const caller = floor.caller('Zacharias Zauderer', { number: '+4930000777' });
    const call = callId(Number(await caller.dials('1')));
    await anna.answers();
    await caller.talksWith(anna);
    await floor.passes(seconds(5));
    await caller.hangsUp();
    await floor.passes(seconds(1));
    return call;
  };
  const first = await talk();
  expect(floor.engine.agents().find(({ name }) => name === 'anna')?.activity).toMatchObject({
    kind: 'wrapping_up',
    caller: { number: '+4930000777' },
  });
  expect(await elsewhere(zachariasIs)).toEqual([]);
  expect(await erase({ number: '+4930000777' })).toMatchObject({ done: false, live: first });
  await floor.engine.setResult({ call: first, result: 'later', by: 'anna' });
  expect(await elsewhere(zachariasIs)).toEqual([]);
  await floor.passes(minutes(1));
  const booked = floor.engine.calls().find(({ callback }) => callback?.byResult);
  expect(await erase({ number: '+4930000777' })).toMatchObject({ done: false, live: booked?.id });
  await floor.engine.cancelCallback(booked?.id ?? callId(0), 'test');
  await sameAgain(store);
  expect(await erase({ number: '+4930000777' })).toMatchObject({ done: true, report: { calls: 2 } });
  await nowhere(zachariasIs);
  await sameAgain(store);
  // Given for a call whose caller is not known any more.
  await floor.engine.setResult({ call: first, result: 'later', agent: 'anna', by: 'boss' });
  expect(floor.engine.calls()).toEqual([]);
});

test('a short number, a name in a command that failed, and somebody to whom a call was transferred', async () => {
  const needles = ['4711', 'Wilhelmina', 'wilhelmina', '30000888'];
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const wilhelmina = floor.caller('Wilhelmina Unvergessen', { number: '4711' });
  const refused = new Set(['play', 'ring']);
  floor.asterisk.weather = {
    ...floor.asterisk.weather,
    command: (command) => (refused.delete(command.do) ? 'refused' : 'fine'),
  };
  const call = await wilhelmina.dials('1');
  await floor.until('somebody rings', () => anna.ringing || boris.ringing);
  const agent = anna.ringing ? anna : boris;
  await agent.answers();
  await floor.passes(seconds(20));
  await agent.transfersTo('030000888');
  await floor.passes(minutes(2));
  await wilhelmina.hangsUp();
  await floor.passes(seconds(20));
  const other = anna.ringing ? anna : boris;
  await other.dials('4711');
  await floor.passes(seconds(20));
  const turns = (await store.recorded.after(0, 1000)).flatMap((commit) => commit.turns);
  expect(turns.map(({ event }) => event.type)).toContain('commandFailed');
  expect((await store.journal.ofCall(call as CallId)).map(({ type }) => type)).toContain('transferAsked');
  expect(await elsewhere(needles)).toEqual([]);
  await sameAgain(store);

  expect(await erase({ number: '4711' })).toMatchObject({ done: true });
  expect(await erase({ number: '+4930000888' })).toMatchObject({ done: true });
  await nowhere(needles);
  await sameAgain(store);
});

test('databases that were set aside hold everything, are named, and go if that is asked for', async () => {
  await zacharias();
  await floor.passes(minutes(40));
  const aside = ['damaged-20261129T010000Z', 'before-restore-20261129T010000Z'].map(
    (end) => `${path}.${end}`,
  );
  for (const copy of aside) await store.backUp(copy, 1, () => undefined);
  const leftOver = join(folder, 'backup-0b0a2a64-8f6e-4c5c-9d5c-0d9a3c3f2a11.tmp');
  copyFileSync(aside[0] ?? '', leftOver);
  for (const copy of [...aside, leftOver]) expect(inColumns(copy, ['Zacharias'])).not.toEqual([]);
  const erasing = await erase({ number: '+4930000777' });
  if (!erasing.done) throw new Error('nothing was erased');
  expect([...erasing.report.copies].toSorted()).toEqual([...aside, leftOver].toSorted());
  // Whoever calls again may be erased again, with the copies this time.
  await zacharias();
  await floor.passes(minutes(40));
  expect(await erase({ number: '+4930000777' }, true)).toMatchObject({ done: true, report: { copies: [] } });
  for (const copy of [...aside, leftOver]) expect(existsSync(copy)).toBe(false);
  await nowhere(zachariasIs);
});

test('what was written of a call in reviews and in the case library goes with its caller', async () => {
  const call = callId(Number(await zacharias()));
  await floor.passes(minutes(40));
  const { quality, cases } = store;
  const scorecard = { name: 'service', title: 'Service', questions: [] };
  const note = 'Mr Zauderer was asked twice.';
  const review = { call, agent: 'anna', reviewer: 'clara', at: 1, scorecard, marks: {}, score: 50, note };
  await quality.keepReview(review);
  await quality.keepReview({ ...review, call: callId(9999), note: 'another' });
  const fields = { title: note, questions: [], tags: [], withSound: false };
  const { id } = await cases.add({ ...fields, call, story: [], at: 1, by: 'clara' });
  await cases.answer({ case: id, person: 'boris', stage: 'practise', at: 1, texts: [note] });
  expect((await erase({ call })).done).toBe(true);
  expect(await quality.reviews({ limit: 9 })).toMatchObject([{ call: '9999' }]);
  expect([await cases.list({ limit: 9 }), await cases.answers(id)]).toEqual([[], []]);
  await nowhere(['Zauderer']);
});
