import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

story(
  'Boris, idle for longest, is rung; then Anna, when he lets it ring',
  undefined,
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    // In the same moment both are idle for as long: Anna stands first in the plan, and talks first.
    const earlier = floor.caller('Earlier');
    await earlier.dials('101');
    await anna.answers();
    await earlier.talksWith(anna);
    await earlier.hangsUp();
    await floor.passes(seconds(30));
    const maria = floor.caller('Maria');
    const call = await maria.dials('101');
    await boris.rings();
    await anna.rings();
    expect(boris.ringing).toBe(false);
    const ended = await told('offerEnded', call);
    expect(ended).toMatchObject([{ to: 'boris', outcome: 'no_answer', rangFor: seconds(20) }]);
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story(
  'who lets three calls ring is paused, and says so to nobody else',
  office('ring for: 5s'),
  async ({ floor, told, phase }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    for (let miss = 0; miss < 3; miss++) {
      await anna.rings();
      await anna.stopsRinging();
    }
    const paused = await told('agentChanged');
    expect(paused).toMatchObject([{ agent: 'anna', to: 'paused', by: 'rona' }]);
    await floor.passes(seconds(120));
    expect(phase(call)).toBe('waiting');
    await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story(
  'an agent who wraps up gets no call, until the time is over or they say so',
  office('wrap-up: 30s'),
  async ({ floor, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
    const paul = floor.caller('Paul');
    await paul.dials('1');
    await floor.passes(seconds(25));
    expect(doing('anna')).toBe('wrapping_up');
    await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
    await anna.answers();
    await paul.talksWith(anna);
    await paul.hangsUp();
  },
);

story(
  'a pause while talking lets the call go on, and the next one wait',
  office('ring for: 20s'),
  async ({ floor, phase }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const one = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
    expect(phase(one)).toBe('talking');
    await maria.talksWith(anna);
    await maria.hangsUp();
    const paul = floor.caller('Paul');
    const two = await paul.dials('1');
    await floor.passes(seconds(60));
    expect(phase(two)).toBe('waiting');
    await paul.hangsUp();
  },
);

story(
  'ring all: the first to answer has the call, and the others stop',
  office('strategy: ring all'),
  async ({ floor, told, doing }) => {
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await boris.rings();
    const clara = await floor.agent('clara');
    await clara.rings();
    // In the same moment.
    await Promise.all([boris.picksUp(), anna.picksUp()]);
    await maria.talksWith(boris);
    await clara.stopsRinging();
    await anna.isHungUpOn();
    await floor.until('anna is free', () => doing('anna') === 'free');
    expect(await told('answeredTooLate', call)).toHaveLength(1);
    expect((await told('offerEnded', call)).map(({ outcome }) => outcome).toSorted()).toEqual([
      'answered',
      'withdrawn',
      'withdrawn',
    ]);
    await maria.hangsUp();
  },
);

story('first come, first served, whoever asks whom again', office('ring for: 5s'), async ({ floor }) => {
  const first = floor.caller('First', { number: '+4930000001' });
  const second = floor.caller('Second', { number: '+4930000002' });
  await first.dials('1');
  await second.dials('1');
  const anna = await floor.agent('anna');
  expect(await anna.rings()).toMatchObject({ number: '+4930000001' });
  // She lets the first ring, and is left alone by it for a while; the second may ask her.
  await anna.stopsRinging();
  expect(await anna.rings()).toMatchObject({ number: '+4930000002' });
  await anna.answers();
  await second.talksWith(anna);
  await second.hangsUp();
  expect(await anna.rings()).toMatchObject({ number: '+4930000001' });
  await anna.answers();
  await first.talksWith(anna);
  await first.hangsUp();
});

story(
  'skills: who cannot do it is not rung for it',
  office('needs: { german: 5 }').replace('{ name: Boris }', '{ name: Boris, skills: { german: 7 } }'),
  async ({ floor, told }) => {
    await floor.agent('anna');
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await boris.answers();
    await maria.talksWith(boris);
    const [offer] = await told('offerMade', call);
    expect(offer?.decision?.excluded).toContainEqual({
      agent: 'anna',
      rule: { rule: 'skill_too_low', skill: 'german', has: 0, needs: 5 },
    });
    await maria.hangsUp();
  },
);

story(
  'a phone that is busy on its own leads to the next',
  office('strategy: ordered'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    await anna.isBusy();
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await boris.answers();
    await maria.talksWith(boris);
    expect((await told('offerEnded', call)).map(({ to, outcome }) => `${to} ${outcome}`)).toEqual([
      'anna busy',
      'boris answered',
    ]);
    await maria.hangsUp();
    await anna.back();
  },
);
