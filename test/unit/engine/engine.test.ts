import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { recognise } from '../../../src/contacts/recognise.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { EngineOptions } from '../../../src/engine/options.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import type { DirectoryIndex, Store } from '../../../src/ports/store.ts';
import { seconds } from '../../../src/shared/time.ts';
import { office } from '../../stories/story.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { SimulatedAsterisk } from '../../support/simulated-asterisk.ts';
import { readAloud } from '../../support/simulated-floor.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const text = office('ring for: 20s, wrap-up: 0s');

/** An engine that has not been started, and what surrounds it. */
async function beforeWork(
  its: (store: Store, asterisk: SimulatedAsterisk) => Partial<EngineOptions> = () => ({}),
) {
  const read = parsePlan(text);
  if (!read.ok) throw new Error('the plan of the office is wrong');
  const clock = new VirtualClock();
  const asterisk = new SimulatedAsterisk(clock);
  const store = await memoryStore();
  const options = {
    telephony: asterisk,
    store,
    prompts: readAloud,
    clock,
    log: silentLog,
    parsePlan,
    recognise: (arrival, plan) => recognise(arrival, plan, store.contacts, silentLog),
    replaced: () => undefined,
    ...its(store, asterisk),
  } satisfies EngineOptions;
  const engine = await Engine.load(options, read.plan, read.text);
  const passes = async (time: number): Promise<void> => {
    const limit = clock.now() + time;
    do await setImmediate();
    while (clock.tick(limit));
  };
  onTestFinished(() => store.close());
  return { engine, asterisk, clock, store, passes, start: () => engine.start() };
}

const maria = [{ kind: 'line', name: 'line1' }, '1', '+4930123456', 'Maria'] as const;

/** The store with another directory. */
const withDirectory = (store: Store, keep: DirectoryIndex['keep']): Store => ({
  ...store,
  load: () => store.load(),
  commit: (batch) => store.commit(batch),
  backUp: (to, at, soundOf) => store.backUp(to, at, soundOf),
  close: () => store.close(),
  directory: { ...store.directory, keep },
});

test('who called while the engine was away rings at an agent before the directory is filled', async () => {
  const rang: boolean[] = [];
  const { asterisk, start, passes } = await beforeWork((store, exchange) => ({
    store: withDirectory(store, async () => {
      rang.push(exchange.ringingAt('anna') !== undefined);
    }),
  }));
  asterisk.register('anna', 'rings');
  asterisk.callFrom(...maria);
  await start();
  await passes(seconds(1));
  expect(rang).toEqual([true]);
});

test('a directory that cannot be filled keeps no caller from an agent', async () => {
  const { asterisk, start, passes } = await beforeWork((store) => ({
    store: withDirectory(store, async () => Promise.reject(new Error('the disk is full'))),
  }));
  await start();
  asterisk.register('anna', 'rings');
  asterisk.callFrom(...maria);
  await passes(seconds(1));
  expect(asterisk.ringingAt('anna')).toBeDefined();
});

test('an engine that is stopped at once fills no directory', async () => {
  let filled = 0;
  const { engine, start, passes } = await beforeWork((store) => ({
    store: withDirectory(store, async () => void filled++),
  }));
  await start();
  await engine.stop();
  await passes(seconds(1));
  expect(filled).toBe(0);
});

test('a call that the safety net has served is in the journal, though nobody can say who called', async () => {
  const { asterisk, clock, store, start, passes } = await beforeWork(() => ({
    recognise: async () => Promise.reject(new Error('the contact book is damaged')),
  }));
  const [via, dialled, callerNumber, callerName] = maria;
  const arrivedAt = clock.now() - seconds(60);
  const endedAt = arrivedAt + seconds(30);
  const call = { via, dialled, callerNumber, callerName, arrivedAt, rung: [], endedAt };
  const leg = asterisk.servedByItself({ ...call, endedBy: 'caller' });
  await start();
  await passes(seconds(1));
  expect([...(await store.journal.knownLegs([leg]))]).toEqual([leg]);
});

test('a caller whose look-up never ends is unrecognised after a second, and holds up nobody for longer', async () => {
  const never = new Promise<never>(() => undefined);
  const { asterisk, start, passes } = await beforeWork((store) => ({
    recognise: (arrival, plan) =>
      arrival.callerName === 'Maria' ? never : recognise(arrival, plan, store.contacts, silentLog),
  }));
  await start();
  asterisk.register('anna', 'rings');
  asterisk.register('boris', 'rings');
  asterisk.callFrom(...maria);
  asterisk.callFrom({ kind: 'line', name: 'line2' }, '1', '+4930654321', 'Lina');
  await passes(seconds(2));
  expect(['anna', 'boris'].map((agent) => asterisk.ringingAt(agent)?.showName)).toEqual(['', 'Lina']);
});

test('who stops an engine that is stopping already waits for the same end', async () => {
  const { engine, start } = await beforeWork();
  await start();
  const asked = [engine.stop(), engine.stop({ exchangeEnds: true })];
  await Promise.all(asked);
  await engine.stop();
});
