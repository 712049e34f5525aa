/** An agent's several phones, and their number outside, which counts only once a key is pressed there. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const trunk = 'trunks: { berlin: { server: sip.example.com } }\n';
const several = office('ring for: 20s, wrap-up: 0s').replace(
  '{ name: Anna }',
  '{ name: Anna, phones: [anna, anna-mobile] }',
);
const outside = (how: string) =>
  office('ring for: 20s, wrap-up: 0s', trunk).replace(
    '{ name: Anna }',
    `{ name: Anna, outside: { number: "+49170111", ${how} } }`,
  );

story(
  'all phones of an agent ring, and the others stop when one is picked up',
  several,
  async ({ floor, told, doing }) => {
    const desk = await floor.agent('anna');
    const mobile = floor.phone('anna-mobile');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await desk.rings();
    await mobile.rings();
    await mobile.answers();
    await maria.talksWith(mobile);
    await desk.stopsRinging();
    expect(floor.asterisk.ended.get('1001-o2' as never)).toMatchObject({ cause: 'answered_elsewhere' });
    expect((await told('offerEnded', call)).map(({ outcome }) => outcome)).toEqual(['answered']);
    await mobile.hangsUp();
    await maria.isHungUpOn();
    await floor.until('Anna is free', () => doing('anna') === 'free');
  },
);

story(
  'two phones of one agent picked up in the same moment: one has the call, one is let go',
  several,
  async ({ floor }) => {
    const desk = await floor.agent('anna');
    const mobile = floor.phone('anna-mobile');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await mobile.rings();
    await Promise.all([desk.picksUp(), mobile.picksUp()]);
    await maria.talksWith(desk);
    await mobile.isHungUpOn();
    await maria.hangsUp();
  },
);

story(
  'a phone that is busy leaves the others ringing; declining at one declines the call',
  several,
  async ({ floor, told }) => {
    const desk = await floor.agent('anna');
    const mobile = floor.phone('anna-mobile');
    await desk.isBusy();
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await mobile.rings();
    await floor.passes(seconds(5));
    expect(await told('offerEnded', call)).toEqual([]);
    await desk.back();
    await mobile.declines();
    await floor.until('the offer has ended', async () => (await told('offerEnded', call)).length === 1);
    expect(await told('offerEnded', call)).toMatchObject([{ outcome: 'declined' }]);
    await maria.hangsUp();
  },
);

story(
  'an agent on a call of her own at one phone is not rung at the other',
  several,
  async ({ floor, phase }) => {
    const desk = await floor.agent('anna');
    floor.phone('anna-mobile');
    floor.asterisk.isOnACall('anna-mobile', true);
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await floor.passes(seconds(5));
    expect(phase(call)).toBe('waiting');
    floor.asterisk.isOnACall('anna-mobile', false);
    await desk.answers();
    await maria.talksWith(desk);
    await maria.hangsUp();
  },
);

story(
  'a number outside has the call only once a key is pressed there',
  outside('rings: instead'),
  async ({ floor, told, phase }) => {
    const mobile = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await mobile.answers();
    await floor.passes(seconds(5));
    expect(phase(call)).toBe('ringing');
    expect(maria.onTheLine).toBe(true);
    expect(floor.asterisk.spoken).toEqual(['A call from', 'Maria', 'Press 1 to take it.']);
    await mobile.presses('5');
    await floor.passes(seconds(1));
    expect(phase(call)).toBe('ringing');
    await mobile.presses('1');
    await maria.talksWith(mobile);
    expect(await told('keyAsked', call)).toHaveLength(1);
    await mobile.hangsUp();
    await maria.isHungUpOn();
  },
);

story(
  'a mailbox never counts as an agent: no key, no answer',
  outside('rings: instead'),
  async ({ floor, told, phase, doing }) => {
    const mailbox = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await mailbox.answers();
    await mailbox.isHungUpOn();
    expect((await told('offerEnded', call)).map(({ outcome, code }) => `${outcome}: ${code}`)).toEqual([
      'no_answer: no_key_pressed',
    ]);
    await floor.passes(seconds(1));
    expect(phase(call)).toBe('waiting');
    expect(doing('anna')).toBe('free');
    expect(floor.engine.agents().find(({ name }) => name === 'anna')?.misses).toBe(1);
    await maria.hangsUp();
  },
);

story(
  'a mailbox that hangs up by itself was no answer either',
  outside('rings: instead'),
  async ({ floor, told }) => {
    const mailbox = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await mailbox.answers();
    await mailbox.hangsUp();
    await floor.until('the offer has ended', async () => (await told('offerEnded', call)).length === 1);
    expect(await told('offerEnded', call)).toMatchObject([
      { outcome: 'no_answer', code: 'hung_up_without_key' },
    ]);
    await maria.hangsUp();
  },
);

story(
  'a number outside whose key cannot be asked for: nobody sits in silence for 15 s, and the next agent is rung',
  outside('rings: instead'),
  async ({ floor, told }) => {
    const mobile = floor.phone('+49170111');
    const { weather } = floor.asterisk;
    floor.asterisk.weather = {
      ...weather,
      command: ({ do: what }) => (what === 'play' ? 'refused' : 'fine'),
    };
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await mobile.rings();
    const boris = await floor.agent('boris');
    await mobile.answers();
    const answeredAt = floor.clock.now();
    await mobile.isHungUpOn();
    expect(floor.clock.now() - answeredAt).toBeLessThan(seconds(2));
    await boris.answers();
    await maria.talksWith(boris);
    expect(await told('offerEnded', call)).toMatchObject([
      { to: 'anna', outcome: 'failed', code: 'key_not_asked_for' },
      { to: 'boris', outcome: 'answered' },
    ]);
    expect(floor.engine.agents().find(({ name }) => name === 'anna')?.misses).toBe(0);
    await maria.hangsUp();
  },
);

story(
  'a number that rings too: later than the phone, and the phone wins over a mailbox',
  outside('rings: too, after: 10s'),
  async ({ floor }) => {
    const desk = await floor.agent('anna');
    const mailbox = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await desk.rings();
    await floor.passes(seconds(5));
    expect(mailbox.ringing).toBe(false);
    await mailbox.answers();
    await floor.passes(seconds(2));
    expect(desk.ringing).toBe(true);
    await desk.answers();
    await maria.talksWith(desk);
    await mailbox.isHungUpOn();
    await maria.hangsUp();
  },
);

story(
  'a number that rings too rings at once when the phone is away',
  outside('rings: too, after: 10s'),
  async ({ floor }) => {
    const mobile = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await mobile.answers();
    await mobile.presses('1');
    await maria.talksWith(mobile);
    await maria.hangsUp();
  },
);

story(
  'the caller hangs up while a mailbox is asked for the key: it is let go',
  outside('rings: instead'),
  async ({ floor, outcome }) => {
    const mailbox = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await mailbox.answers();
    await floor.passes(seconds(2));
    await maria.hangsUp();
    await mailbox.isHungUpOn();
    expect(await outcome(call)).toBe('abandoned');
  },
);

story(
  'killed while somebody outside is asked for the key: the key still counts',
  outside('rings: instead'),
  async ({ floor }) => {
    const mobile = floor.phone('+49170111');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await mobile.answers();
    await floor.passes(seconds(2));
    await floor.killed(async () => undefined);
    await mobile.presses('1');
    await maria.talksWith(mobile);
    await maria.hangsUp();
  },
);

story(
  'auto-answer is asked of the phone',
  office('ring for: 20s').replace('{ name: Anna }', '{ name: Anna, auto-answer: true }'),
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);
