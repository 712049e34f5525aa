/** Alarms reach a person by a call: one after the other is called, until someone confirms. */
import { expect } from 'vitest';
import { AlarmKeeper } from '../../src/engine/alarm-keeper.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 20s',
  `trunks: { provider: { server: sip.example.net } }
alarms:
  call: [anna, "+4930999", boris]
  next after: 1m
  repeat after: 10m
  queues: { all: { waiting: 2 } }`,
);

/** As main.ts does. */
async function watched({ floor }: Scene) {
  const { engine } = floor;
  const keeper = new AlarmKeeper({
    world: engine.world,
    journal: floor.store.journal,
    clock: floor.clock,
    log: silentLog,
    call: (person, count, code) => engine.callForAlarm(person, count, code),
    alarm: (what, code) => engine.alarm(what, 'queues', code),
  });
  const unfollow = engine.follow((entry) => keeper.happened(entry));
  await keeper.start();
  return {
    keeper,
    stop: async () => {
      unfollow();
      await keeper.stop();
    },
  };
}
const called = async ({ told }: Scene): Promise<string[]> =>
  (await told('alarmCalled')).map(({ to, because }) => (because === undefined ? to : `${to} (not rung)`));
const rings = ({ floor }: Scene, who: string) =>
  floor.until(`${who} is called`, () => floor.asterisk.clicked.has(who), minutes(2));

story('the next person is called until one of them presses 1, and then no one else', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { keeper, stop } = await watched(scene);
  await floor.agent('anna');
  floor.engine.alarm('trunk provider is down', 'trunks', 'trunk_unreachable');
  await rings(scene, 'anna');
  floor.asterisk.refusesOwnCall('anna', 'no_answer');
  await rings(scene, '+4930999');
  expect(keeper.called()).toMatchObject({ person: '+4930999' });
  expect(keeper.called()).not.toHaveProperty('because');
  const leg = floor.asterisk.picksUpOwnCall('+4930999');
  await floor.until('they hear what is wrong', () =>
    floor.asterisk.spoken.some((words) => words.includes('Office')),
  );
  expect(keeper.open()).toMatchObject([{ code: 'trunk_unreachable', count: 1 }]);
  floor.asterisk.press(leg, '1');
  await floor.until('it is confirmed', async () => (await told('alarmConfirmed')).length === 1);
  expect(keeper.open()).toEqual([]);
  expect(keeper.called()).toBeUndefined();
  const [confirmed] = await told('alarmConfirmed');
  expect(confirmed).toMatchObject({ by: '+4930999' });
  expect(await outcome(confirmed?.call ?? '')).toBe('served');
  // Raised again soon: no one is called, because somebody takes care of it already.
  floor.engine.alarm('trunk provider is down', 'trunks', 'trunk_unreachable');
  await floor.passes(minutes(5));
  expect(await called(scene)).toEqual(['anna', '+4930999']);
  await stop();
});

story(
  'one call for several alarms; a phone that cannot ring is passed over; an operator confirms',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { keeper, stop } = await watched(scene);
    // Anna has no phone.
    floor.engine.alarm('disk', 'store', 'store_failing');
    floor.engine.alarm('disk', 'store', 'store_failing');
    floor.engine.alarm('talk', 'recordings', 'recording_failed');
    await rings(scene, '+4930999');
    await floor.passes(seconds(30));
    expect(await called(scene)).toEqual(['anna (not rung)', '+4930999']);
    expect(keeper.open().map(({ code, count }) => `${code} ${count}`)).toEqual([
      'store_failing 2',
      'recording_failed 1',
    ]);
    expect(keeper.next()).toMatchObject({ person: 'boris' });
    await floor.engine.confirmAlarms('root');
    await floor.passes(minutes(15));
    expect(await called(scene)).toHaveLength(2);
    expect(await told('alarmConfirmed')).toMatchObject([{ by: 'root' }]);
    floor.asterisk.refusesOwnCall('+4930999', 'no_answer');
    await stop();
  },
);

story('no one confirms: after the last, the first is called again, and not before', plan, async (scene) => {
  const { floor } = scene;
  const { stop } = await watched(scene);
  for (const name of ['anna', 'boris']) await floor.agent(name);
  floor.engine.alarm('disk', 'store', 'store_failing');
  for (const who of ['anna', '+4930999', 'boris']) {
    await rings(scene, who);
    floor.asterisk.refusesOwnCall(who, 'no_answer');
  }
  await floor.passes(minutes(9));
  expect(await called(scene)).toHaveLength(3);
  await rings(scene, 'anna');
  expect((await called(scene))[3]).toBe('anna');
  await floor.engine.confirmAlarms('root');
  floor.asterisk.refusesOwnCall('anna', 'no_answer');
  await stop();
});

story(
  'a mailbox that answers confirms nothing; after a restart the next person is called',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const first = await watched(scene);
    await floor.agent('anna');
    await floor.agent('boris');
    floor.engine.alarm('disk', 'store', 'store_failing');
    await rings(scene, 'anna');
    floor.asterisk.picksUpOwnCall('anna');
    await floor.until('the call is over', async () => (await told('callEnded')).length === 1);
    expect(await told('alarmConfirmed')).toEqual([]);
    await first.stop();
    await floor.killed(async () => undefined);
    const second = await watched(scene);
    expect(second.keeper.open()).toMatchObject([{ code: 'store_failing' }]);
    await rings(scene, '+4930999');
    expect(await called(scene)).toEqual(['anna', '+4930999']);
    await floor.engine.confirmAlarms('root');
    floor.asterisk.refusesOwnCall('+4930999', 'no_answer');
    await second.stop();
  },
);

story('a queue over its limit is an alarm, once', plan, async (scene) => {
  const { floor, told } = scene;
  const { stop } = await watched(scene);
  const [maria, nora] = [floor.caller('Maria'), floor.caller('Nora', { number: '+4930555' })];
  await maria.dials('1');
  await floor.passes(seconds(20));
  expect(await told('alarmRaised')).toEqual([]);
  await nora.dials('1');
  await floor.passes(seconds(40));
  expect(await told('alarmRaised')).toMatchObject([{ code: 'queue_over_limit', about: 'queues' }]);
  await floor.engine.confirmAlarms('root');
  await maria.hangsUp();
  await nora.hangsUp();
  if (floor.asterisk.clicked.has('+4930999')) floor.asterisk.refusesOwnCall('+4930999', 'no_answer');
  await stop();
});
