/** What waiting callers are told. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { learns } from '../support/learns.ts';
import { office, story } from './story.ts';

const plan = (announce: string): string =>
  office(
    `ring for: 15s, wrap-up: 0s, announce: { ${announce} }`,
    `  "2": [{ say: Welcome. }, { queue: all }]\n`,
  );

story(
  'the place is told when it has got better, music in between, and who answers interrupts it',
  plan('first after: 20s, every: 30s, wait: false'),
  async ({ floor, told, phase }) => {
    const first = floor.caller('First');
    const second = floor.caller('Second');
    const one = await first.dials('2');
    const two = await second.dials('2');
    await floor.passes(seconds(30));
    const announced = await told('announced');
    expect(announced.map(({ call, place, placeSaid }) => [call, place, placeSaid])).toEqual([
      [one, 1, true],
      [two, 2, true],
    ]);
    expect(floor.asterisk.spoken).toContain('You are next.');
    await floor.passes(seconds(60));
    // Nothing new: nobody hears it twice.
    expect(await told('announced')).toHaveLength(2);
    const leg = [...floor.asterisk.legs.values()].find(({ arrival }) => arrival?.callerName === 'Second');
    expect(leg?.music).toBe(true);
    await first.hangsUp();
    await floor.until('the second is told', async () => (await told('announced')).length === 3);
    expect(phase(two)).toBe('waiting');
    expect(leg?.music).toBe(false);
    const anna = await floor.agent('anna');
    await floor.until('anna rings', () => anna.ringing);
    // The phone rings, and the words go on.
    expect(leg?.music).toBe(false);
    await anna.answers();
    await second.talksWith(anna);
    await second.hangsUp();
  },
);

story(
  'a call that was not picked up is not picked up for an announcement, unless the plan says so',
  plan('first after: 20s'),
  async ({ floor, told }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await floor.passes(seconds(100));
    expect(await told('announced', call)).toEqual([]);
    await floor.engine.applyPlan(plan('first after: 20s, answer: true'), 'test');
    const paul = floor.caller('Paul');
    await paul.dials('1');
    await paul.isAnswered();
    await maria.hangsUp();
    await paul.hangsUp();
  },
);

story(
  'the wait is told as long as it can be told honestly',
  plan('first after: 10s, every: 60s, answer: true'),
  async ({ floor, told }) => {
    const early = floor.caller('Early', { line: 'line8' });
    const silent = await early.dials('1');
    await floor.passes(seconds(15));
    expect(await told('announced', silent)).toMatchObject([{ waitUnsaid: 'too few calls' }]);
    await early.hangsUp();
    await floor.passes(seconds(1));
    await learns(floor, 10, minutes(3));
    const talker = floor.caller('Talker', { number: '+4930000001', line: 'line1' });
    await talker.dials('1');
    const anna = await floor.agent('anna');
    await anna.answers();
    await talker.talksWith(anna);
    const maria = floor.caller('Maria', { number: '+4930000002', line: 'line2' });
    const call = await maria.dials('1');
    await floor.passes(seconds(15));
    const [announced] = await told('announced', call);
    expect(announced).toMatchObject({ place: 1, placeSaid: true });
    expect(announced?.wait?.low).toBeLessThanOrEqual(minutes(2));
    expect(announced?.wait?.high).toBeGreaterThanOrEqual(minutes(2));
    await maria.hangsUp();
    await talker.hangsUp();
  },
);

story(
  'app_queue: the announced wait grows once the mean has passed; here it does not, whoever talks on and on',
  plan('first after: 10s, every: 30s, answer: true'),
  async ({ floor, told }) => {
    await learns(floor, 10, minutes(2));
    const anna = await floor.agent('anna');
    const talker = floor.caller('Talker', { number: '+4930000001', line: 'line1' });
    await talker.dials('1');
    await anna.answers();
    await talker.talksWith(anna);
    const maria = floor.caller('Maria', { number: '+4930000002', line: 'line2' });
    const call = await maria.dials('1');
    await floor.passes(minutes(15));
    const highs = (await told('announced', call)).flatMap(({ wait }) => (wait ? [wait.high] : []));
    expect(highs.length).toBeGreaterThan(0);
    expect(highs.every((high, i) => i === 0 || high <= (highs[i - 1] ?? 0))).toBe(true);
    await talker.hangsUp();
    await maria.hangsUp();
  },
);

story(
  'what was learnt of a queue survives a restart',
  plan('first after: 10s, answer: true'),
  async ({ floor }) => {
    await learns(floor, 3, minutes(1));
    const before = floor.engine.world.record('all');
    expect(before?.handling.calls).toBe(3);
    await floor.killed(async () => undefined);
    expect(floor.engine.world.record('all')).toEqual(before);
  },
);

const nobodyAnswers = office(
  'ring for: 20s, try again after: 0s, announce: { first after: 5s, every: 15s, position: false, wait: false, answer: true, say: Please wait. }',
).replace('language: en', 'language: en\nmisses before pause: 0');
story(
  'asterisk #1826: what is due is told while phones ring that nobody answers',
  nobodyAnswers,
  async ({ floor, told }) => {
    await floor.agent('anna');
    await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    const since = floor.clock.now();
    await floor.passes(minutes(2));
    const at = (await told('announced', call)).map(
      (entry) => Math.round((entry.at - since) / seconds(5)) * 5,
    );
    expect(at).toEqual([5, 20, 35, 50, 65, 80, 95, 110]);
    await maria.hangsUp();
  },
);

story(
  'A3: the place and the callback are told while phones ring that nobody answers',
  office(
    'ring for: 20s, try again after: 0s, announce: { first after: 5s, every: 15s, wait: false, answer: true }, callback: { offer after: 30s }',
    'outside calls: { countries: [DE] }\n',
  ).replace('language: en', 'language: en\nmisses before pause: 0'),
  async ({ floor, told }) => {
    await floor.agent('anna');
    await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    const since = floor.clock.now();
    await floor.passes(seconds(55));
    const heard = (await told('announced', call)).map(({ at, placeSaid, callbackOffered }) => [
      Math.round((at - since) / seconds(5)) * 5,
      placeSaid,
      callbackOffered,
    ]);
    // The place is said again when it has got better; the offer as soon as it is due, and then each time.
    expect(heard).toEqual([
      [5, true, false],
      [30, false, true],
      [35, false, true],
      [50, false, true],
    ]);
    await maria.hangsUp();
  },
);

story(
  'an agent who answers in the middle of an announcement interrupts it: Asterisk connects nobody before it is over',
  plan('first after: 20s, say: A long word.'),
  async ({ floor, told }) => {
    const maria = floor.caller('Maria');
    await maria.dials('2');
    await floor.until('it is being said', () =>
      floor.asterisk.spoken.some((text) => text.includes('long word')),
    );
    const anna = await floor.agent('anna');
    await anna.answers();
    await maria.talksWith(anna);
    expect(floor.asterisk.isPlaying).toBe(false);
    expect(await told('alarmRaised')).toEqual([]);
    await maria.hangsUp();
  },
);

story(
  'a phone that rings lets what is said go on, and music follows',
  plan('first after: 20s, say: A long word.'),
  async ({ floor, phase }) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    const leg = () => [...floor.asterisk.legs.values()].find(({ arrival }) => arrival !== undefined);
    await floor.until('she is told', () => floor.asterisk.spoken.some((text) => text.includes('long word')));
    const anna = await floor.agent('anna');
    await anna.rings();
    expect([phase(call), leg()?.music]).toEqual(['ringing', false]);
    await floor.until('it is over, and there is music', () => leg()?.music === true);
    expect(anna.ringing).toBe(true);
    await anna.answers();
    await maria.talksWith(anna);
    expect(leg()?.music).toBe(false);
    await maria.hangsUp();
  },
);

story(
  'the wait is not told while a phone rings, as it may be over in a moment',
  plan('first after: 10s, every: 30s, answer: true'),
  async ({ floor, told }) => {
    await learns(floor, 10, minutes(2));
    await floor.agent('anna');
    const maria = floor.caller('Maria', { number: '+4930000002', line: 'line2' });
    const call = await maria.dials('1');
    await floor.passes(seconds(12));
    expect(await told('announced', call)).toMatchObject([{ place: 1, waitUnsaid: 'a phone rings for them' }]);
    await maria.hangsUp();
  },
);
