/** Asterisk dies under calls and comes back empty (T8): the callers did not hang up, and nothing says that they did. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { discrepancies, totals } from '../support/journal-totals.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 20s, wrap-up: 0s',
  `  "3": { voicemail: office }
  "4": { menu: main }
menus:
  main: { say: Press one., keys: { "1": { queue: all } }, otherwise: { voicemail: office } }`,
);

/** Killed, and started again a few seconds later. */
async function restarts({ floor }: Scene): Promise<void> {
  await floor.passes(seconds(3));
  floor.asterisk.dies();
  await floor.passes(seconds(5));
  floor.asterisk.restored();
}

async function endOf({ outcome, told }: Scene, call: string) {
  await outcome(call);
  return (await told('callEnded', call))[0];
}

async function alarms({ told }: Scene): Promise<string[]> {
  return (await told('alarmRaised')).map(({ code, about, what }) => `${code}, ${about}: ${what}`);
}

const oneCutOff = 'calls_cut_off, exchange: Asterisk was restarted, which cut off 1 call';

const cutOff: readonly [string, string][] = [
  ['waits', '1'],
  ['leaves a message', '3'],
  ['listens to a menu', '4'],
];
for (const [does, number] of cutOff)
  story(
    `T8: who ${does} when Asterisk dies is cut off by Asterisk, and has not hung up`,
    plan,
    async (scene) => {
      const { floor } = scene;
      const call = await floor.caller('Maria').dials(number);
      await restarts(scene);
      expect(await endOf(scene, call)).toMatchObject({
        outcome: 'exchange_restarted',
        by: 'exchange',
        talked: 0,
      });
      expect(await alarms(scene)).toEqual([oneCutOff]);
      const sums = totals(await floor.store.journal.after(0, 1000));
      expect(discrepancies(sums)).toEqual([]);
      expect(sums.outcomes).toMatchObject({ exchange_restarted: 1, abandoned: 0, left_early: 0 });
      if (number === '1') expect(sums.queues.get('all')).toMatchObject({ failed: 1, abandoned: 0 });
    },
  );

story(
  'T8: whose phone rings for an agent when Asterisk dies is cut off, and the agent is free',
  plan,
  async (scene) => {
    const { floor, doing } = scene;
    const anna = await floor.agent('anna');
    const call = await floor.caller('Maria').dials('1');
    await anna.rings();
    await restarts(scene);
    expect(await endOf(scene, call)).toMatchObject({ outcome: 'exchange_restarted', by: 'exchange' });
    expect(doing('anna')).toBe('free');
  },
);

story('T8: who talked when Asterisk died was answered, with the time they talked', plan, async (scene) => {
  const { floor } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(minutes(2));
  await restarts(scene);
  const end = await endOf(scene, call);
  expect(end).toMatchObject({ outcome: 'answered', by: 'exchange' });
  expect(end?.talked).toBeGreaterThanOrEqual(minutes(2));
  expect(await alarms(scene)).toEqual([oneCutOff]);
});

story('T8: the message that Asterisk kept before it died is a voicemail', plan, async (scene) => {
  const { floor, told } = scene;
  const call = await floor.caller('Maria').dials('3');
  await floor.passes(seconds(10));
  const [recording] = floor.engine
    .calls()
    .flatMap(({ phase }) => ('recording' in phase ? [phase.recording] : []));
  if (recording === undefined) throw new Error('nothing is recorded');
  floor.asterisk.diesKeeping(recording);
  await floor.passes(seconds(5));
  floor.asterisk.restored();
  expect(await endOf(scene, call)).toMatchObject({ outcome: 'voicemail', by: 'exchange' });
  expect(await told('messageLeft', call)).toHaveLength(1);
});

story('T8: who hangs up while only the link is lost has hung up', plan, async (scene) => {
  const { floor } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  floor.asterisk.cut();
  await maria.hangsUp();
  await floor.passes(seconds(5));
  floor.asterisk.restored();
  expect(await endOf(scene, call)).toMatchObject({ outcome: 'abandoned', by: 'caller' });
  expect(await alarms(scene)).toEqual([]);
});

story(
  'T8: who calls after the restart and hangs up during a later loss of the link has hung up',
  plan,
  async (scene) => {
    const { floor } = scene;
    const before = await floor.caller('Maria').dials('1');
    await restarts(scene);
    expect(await endOf(scene, before)).toMatchObject({ outcome: 'exchange_restarted' });
    const tom = floor.caller('Tom');
    const after = await tom.dials('1');
    floor.asterisk.cut();
    await tom.hangsUp();
    await floor.passes(seconds(5));
    floor.asterisk.restored();
    expect(await endOf(scene, after)).toMatchObject({ outcome: 'abandoned', by: 'caller' });
  },
);

story('T8: an engine that dies together with Asterisk blames no caller either', plan, async (scene) => {
  const { floor } = scene;
  const call = await floor.caller('Maria').dials('1');
  await floor.passes(seconds(3));
  await floor.killed(async () => {
    floor.asterisk.dies();
    await floor.passes(seconds(5));
    floor.asterisk.restored();
  });
  expect(await endOf(scene, call)).toMatchObject({ outcome: 'exchange_restarted', by: 'exchange' });
  expect(await alarms(scene)).toEqual([oneCutOff]);
});

story('T8: who hangs up while only the engine is dead has hung up', plan, async (scene) => {
  const { floor } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await floor.passes(seconds(3));
  await floor.killed(async () => await maria.hangsUp());
  expect(await endOf(scene, call)).toMatchObject({ outcome: 'abandoned', by: 'caller' });
  expect(await alarms(scene)).toEqual([]);
});
