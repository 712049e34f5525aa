/** Hold: the phone's own button, how long it lasted, and what is known of it after a gap. */
import { expect } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, story, talk } from './story.ts';

const plan = office('wrap-up: 1s');

story('the caller hears music; the time is counted, and told', plan, async ({ floor, told, outcome }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await anna.holds();
  await maria.hearsMusic(anna);
  await floor.passes(seconds(30));
  expect(floor.engine.calls()[0]?.phase.name).toBe('talking');
  await anna.resumes();
  await maria.talksWith(anna);
  await floor.passes(seconds(10));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  expect(await told('held', call)).toMatchObject([{ who: 'anna' }]);
  const [resumed] = await told('resumed', call);
  expect(resumed).toMatchObject({ who: 'anna', certain: true, because: 'resumed' });
  expect(resumed?.heldFor).toBeGreaterThanOrEqual(seconds(30));
  const entries = await floor.store.journal.ofCall(call as never);
  const record = callRecord(entries, floor.clock.now());
  expect(record).toMatchObject({ held: resumed?.heldFor, heldForCertain: true });
  expect(record?.talked).toBeGreaterThanOrEqual(seconds(10));
  expect(record?.talked).toBeLessThan(seconds(20));
  expect(record?.participants).toMatchObject([
    { who: 'anna', held: resumed?.heldFor, talked: record?.talked },
  ]);
  const why = storyOf(entries, { timeZone: 'Europe/Berlin' }).map(({ text }) => text);
  expect(why).toContain('anna put the other side on hold');
  expect(why).toContain('anna took the other side off hold after 30s');
});

story('who hangs up while holding leaves no hold behind', plan, async ({ floor, told, outcome }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await anna.holds();
  await floor.passes(seconds(5));
  await anna.hangsUp();
  expect(await outcome(call)).toBe('answered');
  expect(await told('resumed', call)).toMatchObject([{ who: 'anna', because: 'the conversation is over' }]);
});

story(
  'gone at once, and holding: the music that they leave behind ends before the next one talks',
  plan,
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await anna.holds();
    await floor.passes(100);
    await anna.goesAtOnce();
    const boris = await floor.agent('boris');
    await boris.answers();
    // Not beside music.
    await maria.talksWith(boris);
    await floor.passes(seconds(2));
    await maria.hangsUp();
  },
);

story(
  'after a restart a hold is assumed to last; the next word of it settles that',
  plan,
  async ({ floor, told, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await anna.holds();
    await floor.passes(seconds(5));
    await floor.killed(async () => undefined);
    const [live] = floor.engine.calls();
    const parties = live?.phase.name === 'talking' ? live.phase.conversation.parties : undefined;
    expect(parties?.[1].holds).toMatchObject({ certain: false });
    await floor.passes(seconds(5));
    await anna.resumes();
    await maria.talksWith(anna);
    await anna.holds();
    await floor.passes(seconds(5));
    await anna.resumes();
    await maria.hangsUp();
    await outcome(call);
    expect(await told('resumed', call)).toMatchObject([{ certain: false }, { certain: true }]);
    const record = callRecord(await floor.store.journal.ofCall(call as never), floor.clock.now());
    expect(record?.heldForCertain).toBe(false);
  },
);

story('a caller may hold, too: that is no hold of the caller', plan, async ({ floor, told, outcome }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const leg = maria.onTheLine ? floor.engine.calls()[0]?.leg : undefined;
  floor.asterisk.holds(leg as never);
  await floor.passes(seconds(5));
  floor.asterisk.resumes(leg as never);
  await floor.passes(seconds(2));
  await maria.hangsUp();
  await outcome(call);
  expect(await told('resumed', call)).toMatchObject([{ who: 'caller' }]);
  const record = callRecord(await floor.store.journal.ofCall(call as never), floor.clock.now());
  expect(record?.held).toBe(0);
});

story(
  'an operator ends calls, one that waits and one that talks; each says by whom and why',
  plan,
  async ({ floor, told, outcome, phase }) => {
    const waiting = await floor.caller('Maria').dials('1');
    await floor.until('she waits', () => phase(waiting) === 'waiting');
    await floor.engine.hangUp(waiting as never, 'cli', 'line test');
    expect(await outcome(waiting)).toBe('ended_by_operator');
    expect(await told('hangUpAsked', waiting)).toMatchObject([{ by: 'cli', reason: 'line test' }]);
    const anna = await floor.agent('anna');
    const ivan = floor.caller('Ivan', { number: '+4930777777' });
    const talk = await ivan.dials('1');
    await anna.answers();
    await ivan.talksWith(anna);
    await floor.passes(seconds(2));
    await floor.engine.hangUp(talk as never, 'api');
    expect(await outcome(talk)).toBe('answered');
    expect(await told('callEnded', talk)).toMatchObject([{ by: 'api' }]);
    await anna.isHungUpOn();
    expect(await floor.engine.hangUp(talk as never, 'api')).toMatchObject({ done: false });
  },
);

story(
  'the caller hears the music of the queue, and after a transfer that of the next',
  plan
    .replace('queues:\n', 'queues:\n  harps: { agents: [clara], music: harp }\n')
    .replace('"1": { queue: all }', '"1": { queue: all }\n  "2": { queue: harps }'),
  async ({ floor }) => {
    const held = () =>
      [...floor.asterisk.legs.values()].find(({ arrival }) => arrival?.callerName === 'Maria')?.holdMusic;
    const clara = await floor.agent('clara');
    const maria = floor.caller('Maria');
    await maria.dials('2');
    await clara.answers();
    await maria.talksWith(clara);
    expect(held()).toBe('harp');
    await clara.holds();
    await maria.hearsMusic(clara);
    await floor.passes(seconds(2));
    await clara.transfersTo('all');
    const anna = await floor.agent('anna');
    await anna.answers();
    await maria.talksWith(anna);
    expect(held()).toBe('default');
    await maria.hangsUp();
    const ivan = floor.caller('Ivan', { number: '+4930777777' });
    await ivan.dials('1');
    const boris = await floor.agent('boris');
    await boris.answers();
    await ivan.talksWith(boris);
    // Nothing was set.
    expect([...floor.asterisk.legs.values()].every(({ holdMusic }) => holdMusic === undefined)).toBe(true);
    await ivan.hangsUp();
  },
);

story(
  'a hold that lasts for long is noted, once; a short one and that of a caller are not',
  office('wrap-up: 1s, hold reminder: 1m'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const leg = floor.engine.calls()[0]?.leg;
    floor.asterisk.holds(leg as never);
    await floor.passes(minutes(2));
    floor.asterisk.resumes(leg as never);
    await maria.talksWith(anna);
    await anna.holds();
    await floor.passes(seconds(50));
    await anna.resumes();
    await maria.talksWith(anna);
    await floor.passes(seconds(30));
    expect(floor.asterisk.spoken).not.toContain('sound');
    expect(await told('holdIsLong', call)).toEqual([]);
    await anna.holds();
    await floor.passes(seconds(30));
    // A restart loses no reminder.
    await floor.killed(async () => undefined);
    await floor.passes(minutes(3));
    // The beep.
    expect(floor.asterisk.spoken.filter((name) => name === 'sound')).toHaveLength(1);
    floor.asterisk.holds(leg as never);
    await floor.passes(seconds(1));
    floor.asterisk.resumes(leg as never);
    await floor.passes(seconds(1));
    expect(await told('holdIsLong', call)).toMatchObject([{ who: 'anna', certain: false }]);
    expect((await told('holdIsLong', call))[0]?.heldFor).toBeGreaterThanOrEqual(minutes(1));
    await anna.resumes();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story(
  'by an operator: the caller hears music, the agent silence; the button of the phone adds to it',
  plan,
  async ({ floor, told, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const ask = async (what: 'hold' | 'unhold') =>
      await floor.engine.inTalk(call as never, { do: what }, 'api');
    expect(await ask('hold')).toEqual({ done: true });
    await maria.hearsMusic(anna);
    await floor.until('Anna hears silence', () => floor.asterisk.talkingAt('anna')?.silence === true);
    // A restart knows of it for certain.
    await floor.killed(async () => undefined);
    await floor.passes(seconds(10));
    await anna.holds();
    await floor.passes(seconds(1));
    expect(await ask('unhold')).toMatchObject({ done: false, code: 'held_by_phone' });
    await anna.resumes();
    await floor.passes(seconds(1));
    await maria.hearsMusic(anna);
    expect(await ask('unhold')).toEqual({ done: true });
    await maria.talksWith(anna);
    expect(floor.asterisk.talkingAt('anna')?.silence).toBe(false);
    await maria.hangsUp();
    await outcome(call);
    expect(await told('held', call)).toMatchObject([{ who: 'anna', askedBy: 'api' }]);
    expect(await told('resumed', call)).toMatchObject([{ who: 'anna', certain: true }]);
  },
);

story(
  'an assumed hold can be ended by an operator: the button may never tell',
  plan,
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const ask = async (what: 'hold' | 'unhold') =>
      await floor.engine.inTalk(call as never, { do: what }, 'api');
    for (const isBoth of [false, true]) {
      await anna.holds();
      await floor.passes(seconds(1));
      if (isBoth) await ask('hold');
      await maria.hearsMusic(anna);
      expect(await ask('unhold')).toMatchObject({ code: 'held_by_phone' });
      const resumed = (await told('resumed', call)).length;
      // Anna resumes in the gap, so no word of it ever comes.
      await floor.killed(async () => await anna.resumes());
      expect(await ask('unhold')).toEqual({ done: true });
      await maria.talksWith(anna);
      expect(floor.asterisk.talkingAt('anna')?.silence ?? false).toBe(false);
      expect((await told('resumed', call)).slice(resumed)).toMatchObject([
        { who: 'anna', certain: false, because: 'resumed' },
      ]);
    }
    await maria.hangsUp();
  },
);

story(
  'a long hold by an operator: the agent hears a beep, then silence, and resumes during the beep',
  office('wrap-up: 0s, hold reminder: 1m'),
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const ask = async (what: 'hold' | 'unhold'): Promise<unknown> =>
      await floor.engine.inTalk(call as never, { do: what }, 'api');
    await ask('hold');
    await floor.until('she hears the beep', () => floor.asterisk.spoken.includes('sound'));
    expect(floor.asterisk.talkingAt('anna')?.silence).toBe(true);
    await ask('unhold');
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story(
  'a caller who holds is put on hold by the agent, and transferred: they still hear music',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { anna, maria, call } = await talk(scene);
    const legs = [...floor.asterisk.legs.values()];
    floor.asterisk.holds(legs.find(({ arrival }) => arrival)?.id as LegId);
    await floor.passes(seconds(3));
    expect(await floor.engine.inTalk(call as CallId, { do: 'hold' }, 'api')).toMatchObject({ done: true });
    await floor.passes(seconds(3));
    await anna.transfersTo('clara');
    await anna.isHungUpOn();
    await floor.passes(seconds(3));
    expect([...floor.asterisk.badlyHeard]).toEqual([]);
    await maria.hangsUp();
  },
);
