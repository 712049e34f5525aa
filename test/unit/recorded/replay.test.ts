/** What was recorded is taken through the core once more: the same journal, or the first entry that differs. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { RecordSource } from '../../../src/cli/replay/check-record.ts';
import { longestIdle } from '../../../src/routing/strategies/longest-idle.ts';
import type { CallId } from '../../../src/shared/ids.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { office } from '../../stories/story.ts';
import { silentLog } from '../../support/memory-store.ts';
import { buildOfTests, recordOf, replayed } from '../../support/replayed.ts';
import { type SimulatedFloor, simulatedFloor } from '../../support/simulated-floor.ts';

const plan = office(
  'ring for: 20s, wrap-up: 30s',
  `  "2": [{ say: Welcome. }, { queue: all }]
codes: { "*21": log in here }
phones: [desk1]`,
).replace('anna: { name: Anna }', 'anna: { name: Anna, number: "21" }');

/** Maria talks with Anna, Paul gives up. */
async function morning(floor: SimulatedFloor): Promise<{ maria: string; paul: string }> {
  const anna = await floor.agent('anna');
  const [first, second] = [floor.caller('Maria'), floor.caller('Paul', { number: '+4930111111' })];
  const maria = await first.dials('2');
  await anna.answers();
  await first.talksWith(anna);
  const paul = await second.dials('1');
  await floor.passes(seconds(10));
  await second.hangsUp();
  await floor.passes(seconds(5));
  await first.hangsUp();
  await floor.passes(seconds(40));
  return { maria, paul };
}

const resultOf = async (source: RecordSource, build = buildOfTests) =>
  (await replayed(source, { build })).map(({ result }) => result);

afterEach(() => vi.restoreAllMocks());

test('the same again: every entry is compared, over a restart as well', async () => {
  const floor = await simulatedFloor({ plan });
  await morning(floor);
  await floor.killed(async () => undefined);
  await floor.passes(seconds(5));
  const stretches = await replayed(recordOf(floor.store));
  expect(stretches.map(({ result }) => result)).toEqual([{ kind: 'equal' }, { kind: 'equal' }]);
  const entries = (await floor.journal()).length;
  expect(stretches.reduce((sum, stretch) => sum + stretch.entries, 0)).toBe(entries);
  expect(entries).toBeGreaterThan(20);
  await floor.close();
});

test('an input that was altered is reported at the first entry that differs', async () => {
  const floor = await simulatedFloor({ plan });
  const { maria } = await morning(floor);
  const source = recordOf(floor.store);
  const altered: RecordSource = {
    ...source,
    turnsAfter: async (turn, limit) => {
      const text = JSON.stringify(await source.turnsAfter(turn, limit));
      return JSON.parse(text.replace('"type":"legAnswered"', '"type":"legEnded","cause":"busy"'));
    },
  };
  const journal = await floor.store.journal.ofCall(maria as CallId);
  const answered = journal.find(({ type }) => type === 'offerEnded');
  expect(await resultOf(altered)).toMatchObject([
    {
      kind: 'different',
      difference: {
        kind: 'entry',
        seq: answered?.seq,
        recorded: { type: 'offerEnded', call: maria, outcome: 'answered' },
        replayed: { type: 'offerEnded', call: maria, outcome: 'busy' },
      },
    },
  ]);
  await floor.close();
});

test('a rule of the plan that was altered is reported at the first entry that differs', async () => {
  const floor = await simulatedFloor({ plan });
  await morning(floor);
  const source = recordOf(floor.store);
  const altered: RecordSource = {
    ...source,
    plan: async (version) => {
      const read = await source.plan(version);
      const all = read?.queues['all'];
      return read && all && { ...read, queues: { all: { ...all, wrapUpFor: seconds(10) } } };
    },
  };
  const [result] = await resultOf(altered);
  expect(result).toMatchObject({
    kind: 'different',
    difference: { kind: 'entry', recorded: { type: 'wrapUpStarted' }, replayed: { type: 'wrapUpStarted' } },
  });
  await floor.close();
});

test('a rule of the core that was altered is reported at the first entry that differs', async () => {
  const floor = await simulatedFloor({ plan });
  // Anna has talked, so Boris has been idle for longer.
  await morning(floor);
  const boris = await floor.agent('boris');
  const caller = floor.caller('Lina', { number: '+4930222222' });
  await caller.dials('1');
  await boris.answers();
  await caller.hangsUp();
  await floor.passes(seconds(5));
  const source = recordOf(floor.store);
  expect(await resultOf(source)).toEqual([{ kind: 'equal' }]);
  // Whoever has been idle for the shortest time comes first.
  const compare = longestIdle.compare.bind(longestIdle);
  vi.spyOn(longestIdle, 'compare').mockImplementation((a, b, needs) => -compare(a, b, needs));
  const [result] = await resultOf(source);
  expect(result).toMatchObject({
    kind: 'different',
    difference: { kind: 'entry', recorded: { type: 'phaseEntered', because: 'offered to boris' } },
  });
  vi.restoreAllMocks();
  await floor.close();
});

test('turns that other code has taken are named, not compared', async () => {
  const floor = await simulatedFloor({ plan });
  await morning(floor);
  const [stretch] = await replayed(recordOf(floor.store), { build: 'a later one' });
  expect(stretch).toMatchObject({ result: { kind: 'other build' }, from: { build: buildOfTests } });
  await floor.close();
});

test('without its checkpoint, a run of the engine is named as incomplete', async () => {
  const floor = await simulatedFloor({ plan });
  await morning(floor);
  await floor.killed(async () => undefined);
  const source = recordOf(floor.store);
  const gone: RecordSource = {
    ...source,
    checkpoints: async () => (await source.checkpoints()).filter(({ turn }) => turn === 0),
  };
  expect(await resultOf(gone)).toMatchObject([{ kind: 'incomplete' }]);
  await floor.close();
});

test('each day has a checkpoint, with which a replay of that day begins', async () => {
  const floor = await simulatedFloor({ plan });
  await morning(floor);
  await floor.passes(minutes(60 * 24));
  const anna = floor.phone('anna');
  const caller = floor.caller('Paul', { number: '+4930111111' });
  await caller.dials('1');
  await anna.answers();
  await floor.passes(minutes(60 * 24));
  await caller.hangsUp();
  await floor.passes(seconds(5));
  const source = recordOf(floor.store);
  const marks = await source.checkpoints();
  expect(marks.map(({ kind }) => kind)).toEqual(['start', 'day', 'day']);
  expect(await resultOf(source)).toEqual([{ kind: 'equal' }]);
  const [second] = await replayed(source, { build: buildOfTests, from: marks[1]?.at ?? 0 });
  expect(second).toMatchObject({ from: { turn: marks[1]?.turn }, result: { kind: 'equal' } });
  // A world that is not what it was then is found at the next checkpoint, though no entry says so.
  const forged: RecordSource = {
    ...source,
    checkpoint: async (turn) => {
      const text = await source.checkpoint(turn);
      return turn === marks[2]?.turn ? text?.replace('"callsTaken":2', '"callsTaken":3') : text;
    },
  };
  expect(await resultOf(forged)).toMatchObject([
    { kind: 'different', difference: { kind: 'state', where: 'agents' } },
  ]);
  await floor.close();
});

test('no PIN and no key that is pressed in a talk is in the record, and a replay is the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-record-'));
  const path = join(folder, 'cordboard.db');
  const floor = await simulatedFloor({
    // Else Asterisk does not report keys in a talk.
    plan: `${plan}\nkeys in talk: { "*1": hold }\n`,
    store: await openStore(path, silentLog),
  });
  await floor.store.pins.set('anna', '03719264', floor.clock.now());
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  await desk.presses('21#03719264#');
  const at = () => floor.engine.agents().find(({ name }) => name === 'anna')?.at;
  await floor.until('Anna is at desk1', () => at() === 'desk1');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await desk.answers();
  await maria.talksWith(desk);
  await desk.presses('5550942');
  await maria.presses('77318');
  await maria.hangsUp();
  await floor.passes(seconds(1));
  const turns = (await floor.store.recorded.after(0, 1000)).flatMap((commit) => commit.turns);
  const keys = turns.flatMap(({ event }) => (event.type === 'digitPressed' ? [event['digit']] : []));
  expect(keys.join('')).toBe(`21#${'x'.repeat(8)}#${'x'.repeat(12)}`);
  expect(await resultOf(recordOf(floor.store))).toEqual([{ kind: 'equal' }]);
  await floor.close();
  // A PIN that looks like a number is not taken for one, not even half of it.
  for (const digits of ['5550942', '77318', '0371926'])
    expect(readFileSync(path).includes(digits)).toBe(false);
  rmSync(folder, { recursive: true });
});
