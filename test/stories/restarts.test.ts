import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const voicemail = office('ring for: 20s', '  "3": { voicemail: office }');

const plan = office(
  'ring for: 20s, wrap-up: 30s',
  `  "2": { menu: main }
menus:
  main: { say: Press one., keys: { "1": { queue: all } }, wait: 4s, tries: 3, otherwise: { voicemail: office } }
`,
);

story(
  'killed while somebody talks: they talk on, and the end is counted once',
  plan,
  async ({ floor, outcome, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.killed(async () => undefined);
    await maria.talksWith(anna);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    expect(doing('anna')).toBe('wrapping_up');
  },
);

story('killed while a phone rings: who answers meanwhile is connected', plan, async ({ floor }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.rings();
  await floor.killed(async () => {
    await anna.picksUp();
  });
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('killed before a phone was dialled: nobody is blamed, and it rings now', plan, async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  const leg = floor.asterisk.ringingAt('anna');
  if (!leg) throw new Error('nobody is to be rung');
  leg.undialled = true;
  await floor.killed(() => floor.passes(seconds(1)).catch(() => undefined));
  await anna.rings();
  expect(floor.asterisk.legs.size).toBe(2);
  expect(await told('offerEnded', call)).toMatchObject([{ outcome: 'failed', code: 'ring_not_confirmed' }]);
  await anna.answers();
  await maria.talksWith(anna);
  // F13: not after half a minute, as if the agent had let it ring.
  expect((await told('connected', call))[0]?.waited).toBeLessThan(seconds(10));
  await maria.hangsUp();
});

story(
  'a phone that is never confirmed to ring is tried once more; then the caller goes to the next agent',
  office('strategy: ordered, ring for: 20s, try again after: 30s'),
  async ({ floor, told }) => {
    const [anna, boris, maria] = [
      await floor.agent('anna'),
      await floor.agent('boris'),
      floor.caller('Maria'),
    ];
    const call = await maria.dials('1');
    for (let attempt = 1; attempt <= 2; attempt++) {
      await anna.rings();
      const leg = floor.asterisk.ringingAt('anna');
      if (leg) leg.undialled = true;
      await floor.killed(() => floor.passes(seconds(1)).catch(() => undefined));
    }
    await boris.rings();
    const ended = await told('offerEnded', call);
    expect(ended.map(({ to, code }) => [to, code])).toEqual([
      ['anna', 'ring_not_confirmed'],
      ['anna', 'ring_not_confirmed'],
    ]);
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story('killed while two wait: they keep their order and their time', plan, async ({ floor, told }) => {
  const first = floor.caller('First', { number: '+4930000001' });
  const second = floor.caller('Second', { number: '+4930000002' });
  const one = await first.dials('1');
  await floor.passes(seconds(10));
  await second.dials('1');
  await floor.passes(seconds(10));
  await floor.killed(() => floor.passes(seconds(5)).catch(() => undefined));
  const anna = await floor.agent('anna');
  expect(await anna.rings()).toMatchObject({ number: '+4930000001' });
  await anna.answers();
  await first.talksWith(anna);
  expect((await told('connected', one))[0]?.waited).toBeGreaterThan(seconds(20));
  await first.hangsUp();
  await second.hangsUp();
});

story(
  'killed, and meanwhile a caller gave up and another called',
  plan,
  async ({ floor, outcome, phase }) => {
    const maria = floor.caller('Maria');
    const one = await maria.dials('1');
    await floor.killed(async () => {
      await maria.hangsUp();
      floor.asterisk.callFrom({ kind: 'line', name: 'line7' }, '1', '+4930777777', 'Paul');
    });
    expect(await outcome(one)).toBe('abandoned');
    await floor.until('the new caller waits', () => phase('1002') === 'waiting');
  },
);

story('killed while the menu waits for a key: the time for it goes on', plan, async ({ floor, outcome }) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.passes(seconds(4));
  await floor.killed(async () => undefined);
  await floor.until('the voicemail greets', () => floor.asterisk.spoken.includes('Leave a message.'));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('abandoned');
});

story('killed in a wrap-up: it ends when it would have', plan, async ({ floor, doing }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await maria.hangsUp();
  await floor.until('anna wraps up', () => doing('anna') === 'wrapping_up');
  await floor.killed(async () => undefined);
  await floor.passes(seconds(25));
  expect(doing('anna')).toBe('wrapping_up');
  await floor.passes(seconds(6));
  expect(doing('anna')).toBe('free');
});

story('killed while a menu speaks: it is heard to its end', plan, async ({ floor, phase, told }) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.passes(500);
  await floor.killed(async () => undefined);
  await floor.passes(1000);
  expect(floor.asterisk.spoken).toHaveLength(1);
  await maria.presses('1');
  await floor.until('she waits', () => phase(call) === 'waiting');
  expect(await told('noKeyPressed', call)).toEqual([]);
  await maria.hangsUp();
});

story('killed while a message is left: it is kept, and counted once', voicemail, async (scene) => {
  const { floor, outcome, told, phase } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('3');
  await floor.until('she speaks', () => phase(call) === 'leaving_message');
  await floor.passes(seconds(5));
  await floor.killed(() => floor.passes(seconds(5)).catch(() => undefined));
  expect(phase(call)).toBe('leaving_message');
  await floor.passes(seconds(5));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('voicemail');
  const [message, ...more] = await told('messageLeft', call);
  expect(more).toEqual([]);
  expect(message?.lasted).toBeGreaterThan(seconds(10));
});

story('killed while a message is left, and she hangs up meanwhile: it is kept', voicemail, async (scene) => {
  const { floor, outcome, told, phase } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('3');
  await floor.until('she speaks', () => phase(call) === 'leaving_message');
  await floor.passes(seconds(5));
  await floor.killed(async () => await maria.hangsUp());
  expect(await outcome(call)).toBe('voicemail');
  expect(await told('messageLeft', call)).toHaveLength(1);
});

story('who hung up while the engine was away is rung for by nobody', plan, async ({ floor, told }) => {
  const [first, second] = [floor.caller('First'), floor.caller('Second', { number: '+4930000002' })];
  const gone = await first.dials('1');
  await second.dials('1');
  await floor.killed(async () => {
    await first.hangsUp();
    floor.asterisk.register('anna', 'rings');
  });
  const anna = await floor.agent('anna');
  expect(await anna.rings()).toMatchObject({ number: '+4930000002' });
  expect(await told('offerMade', gone)).toEqual([]);
  await second.hangsUp();
});

story('a call that was over and not hung up yet is not taken for a new one', plan, async ({ floor }) => {
  const maria = floor.caller('Maria');
  await maria.dials('4711');
  floor.asterisk.weather = {
    ...floor.asterisk.weather,
    command: ({ do: what }) => (what === 'hangUp' ? 'unheard' : 'fine'),
  };
  await floor.passes(100).catch(() => undefined);
  const said = async () => (await floor.journal()).filter(({ type }) => type === 'callEnded').length;
  while ((await said()) === 0 && floor.clock.tick(floor.clock.now() + 10_000)) await Promise.resolve();
  floor.asterisk.weather = { ...floor.asterisk.weather, command: () => 'fine' };
  await floor.killed(async () => undefined);
  await maria.isHungUpOn();
  expect((await floor.journal()).filter(({ type }) => type === 'callArrived')).toHaveLength(1);
});

story(
  'stopped together with the exchange: each call ends then, by the engine, and is not longer for it',
  plan,
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const [maria, paul] = [floor.caller('Maria'), floor.caller('Paul')];
    const talking = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const waiting = await paul.dials('1');
    await floor.passes(seconds(10));
    await floor.engine.stop({ exchangeEnds: true });
    const end = async (call: string) =>
      (await told('callEnded', call)).map(({ outcome, by }) => `${outcome} by ${by}`);
    expect(await end(talking)).toEqual(['answered by engine stopped']);
    expect((await told('callEnded', talking))[0]?.talked).toBeLessThan(seconds(11));
    expect(await end(waiting)).toEqual(['failed by engine stopped']);
    expect((await told('engineStopped')).length).toBe(1);
    // The next start finds nothing left to end.
    await floor.killed(async () => undefined);
    expect(await end(talking)).toHaveLength(1);
  },
);
