/** Missed callers: on the list until somebody has talked with them. */
import { expect } from 'vitest';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { erasePerson } from '../../src/contacts/erase.ts';
import { MissedCallersList } from '../../src/engine/missed-callers.ts';
import type { Store } from '../../src/ports/store.ts';
import { MissedCallers } from '../../src/reports/missed-callers.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = office(
  'ring for: 20s, wrap-up: 0s',
  `  "2": { voicemail: office }
  "9": [{ ring: "+4930222222" }, goodbye]
trunks: { gateway: { server: 192.0.2.1 } }
outside calls: { countries: [DE] }
`,
);

/** As the journal has it now. */
async function missed(
  floor: SimulatedFloor,
  journal: Pick<Store['journal'], 'find' | 'last' | 'arrivals'> = floor.store.journal,
) {
  const list = new MissedCallersList({
    journal,
    clock: floor.clock,
    log: silentLog,
    fold: () => new MissedCallers(),
  });
  const made = list.make();
  await floor.passes(seconds(5));
  await made;
  return list;
}

story('who gives up is on the list, once, until a later call is answered', plan, async ({ floor }) => {
  const maria = floor.caller('Maria', { number: '+4930111111' });
  for (let tries = 0; tries < 2; tries++) {
    await maria.dials('1');
    await floor.passes(seconds(30));
    await maria.hangsUp();
    await floor.passes(minutes(1));
  }
  const list = await missed(floor);
  expect(list.list()).toMatchObject([
    { number: '+4930111111', calls: ['1001', '1002'], dialled: '1', outcome: 'abandoned' },
  ]);
  const anna = await floor.agent('anna');
  await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await maria.hangsUp();
  await floor.passes(seconds(10));
  for (const entry of await floor.store.journal.last(1000)) list.happened(entry);
  expect(list.list()).toEqual([]);
  expect((await missed(floor)).list()).toEqual([]);
});

story('an agent who calls back, and a message, take the caller off', plan, async ({ floor }) => {
  await floor.agent('anna');
  await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'desk', by: 'test' });
  const [maria, ivan] = [
    floor.caller('Maria', { number: '+4930222222' }),
    floor.caller('Ivan', { number: '+4930333333' }),
  ];
  for (const one of [maria, ivan]) {
    await one.dials('1');
    await floor.passes(seconds(30));
    await one.hangsUp();
    await floor.passes(seconds(5));
  }
  expect((await missed(floor)).list().map(({ number }) => number)).toEqual(['+4930333333', '+4930222222']);
  await ivan.dials('2');
  await floor.passes(seconds(20));
  await ivan.hangsUp();
  await floor.passes(seconds(5));
  expect((await missed(floor)).list().map(({ number }) => number)).toEqual(['+4930222222']);
  const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '9', 'anna', 'Anna');
  await floor.passes(seconds(2));
  const [out] = [...floor.asterisk.legs.values()].filter(({ outside }) => outside !== undefined);
  if (out) floor.asterisk.pickUp(out.id);
  await floor.passes(seconds(30));
  floor.asterisk.putDown(leg);
  await floor.passes(seconds(5));
  expect((await missed(floor)).list()).toEqual([]);
});

story('withheld numbers have a row a call; by hand each is done', plan, async ({ floor }) => {
  const stranger = floor.caller('', { number: '' });
  const calls: string[] = [];
  for (let tries = 0; tries < 2; tries++) {
    calls.push(await stranger.dials('1'));
    await floor.passes(seconds(30));
    await stranger.hangsUp();
    await floor.passes(seconds(5));
  }
  const list = await missed(floor);
  expect(list.list().map(({ number, calls: theirs }) => [number, theirs])).toEqual([
    [undefined, [calls[1]]],
    [undefined, [calls[0]]],
  ]);
  expect(await floor.engine.missedHandled(calls[0] as never, 'cli')).toEqual({ done: true });
  expect((await missed(floor)).list()).toHaveLength(1);
});

story('an erasure reaches it', plan, async ({ floor }) => {
  const maria = floor.caller('Maria', { number: '+4930444444' });
  await maria.dials('1');
  await floor.passes(seconds(30));
  await maria.hangsUp();
  await floor.passes(seconds(5));
  const list = await missed(floor);
  expect(list.list()).toHaveLength(1);
  const needs = { store: floor.store, operations: floor.engine };
  const erasing = await erasePerson({ number: '+4930444444' }, 'ops', { deleteCopies: false }, needs);
  expect(erasing).toMatchObject({ done: true });
  for (const entry of await floor.store.journal.last(1000)) list.happened(entry);
  expect(list.list(), 'forgotten at once').toEqual([]);
  await floor.passes(seconds(5));
  expect(list.list(), 'and made again without them').toEqual([]);
  expect((await missed(floor)).list()).toEqual([]);
});

story('after an erasure the others stay on it while it is made again', plan, async ({ floor }) => {
  for (const [name, number] of [
    ['Maria', '+4930444444'],
    ['Ivan', '+4930555555'],
  ] as const) {
    const one = floor.caller(name, { number });
    await one.dials('1');
    await floor.passes(seconds(30));
    await one.hangsUp();
    await floor.passes(seconds(5));
  }
  const { journal } = floor.store;
  const reads: { go: () => void; fail: (error: Error) => void }[] = [];
  let isSlow = false;
  const slow: typeof journal.find = async (query) => {
    if (isSlow) await new Promise<void>((go, fail) => void reads.push({ go, fail }));
    return await journal.find(query);
  };
  const list = await missed(floor, {
    find: slow,
    last: (limit) => journal.last(limit),
    arrivals: (calls) => journal.arrivals(calls),
  });
  const numbers = () => list.list().map(({ number }) => number);
  expect(numbers()).toEqual(['+4930555555', '+4930444444']);
  isSlow = true;
  const needs = { store: floor.store, operations: floor.engine };
  await erasePerson({ number: '+4930444444' }, 'ops', { deleteCopies: false }, needs);
  const entries = await journal.last(1000);
  const erasure = entries.find(({ type }) => type === 'contactErased') as StoredEntry;
  list.happened(erasure);
  expect(numbers()).not.toContain('+4930444444');
  await floor.passes(100);
  expect(numbers(), 'before the journal has been read').toEqual(['+4930555555']);
  list.happened(erasure);
  await floor.until('the journal is read for each of both', () => reads.length === 2);
  const olga = floor.caller('Olga', { number: '+4930666666' });
  await olga.dials('1');
  await floor.passes(seconds(30));
  await olga.hangsUp();
  await floor.passes(seconds(5));
  const last = erasure.seq;
  for (const entry of await journal.last(1000)) if (entry.seq > last) list.happened(entry);
  expect(numbers(), 'who calls meanwhile').toEqual(['+4930666666', '+4930555555']);
  reads[0]?.fail(new Error('a first making that has been given up'));
  await floor.passes(100);
  expect(numbers()).toEqual(['+4930666666', '+4930555555']);
  reads[1]?.go();
  await floor.passes(seconds(5));
  expect(numbers(), 'and made again').toEqual(['+4930666666', '+4930555555']);
});
