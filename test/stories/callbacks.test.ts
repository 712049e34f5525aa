/** Callers who are called back, at the place in the queue that they had. */
import { expect } from 'vitest';
import { callbackView } from '../../src/http/callbacks/view.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = (callback = '', queue = 'ring for: 15s'): string =>
  office(
    `${queue}, announce: { first after: 5s, every: 60s, answer: true }, callback: { offer after: 0s, retry after: 2m, ${callback} }`,
    `  "2": [{ say: Welcome. }, { queue: all, for: 10m }, { voicemail: office }]
outside calls: { countries: [DE] }
schedules:
  day: { hours: { daily: 8:00-20:00 } }
`,
  );

const number = '+4930000001';
const spoken = (floor: SimulatedFloor, text: string): boolean =>
  floor.asterisk.spoken.some((each) => each.includes(text));
const rings = (floor: SimulatedFloor, which = number): boolean =>
  floor.asterisk.ringingOutside(which) !== undefined;

/** A caller who asks for a callback as soon as it is offered. */
async function books(
  floor: SimulatedFloor,
  name = 'Maria',
  from = number,
): Promise<{ call: string; callback: string }> {
  const maria = floor.caller(name, { number: from });
  const call = await maria.dials('1');
  const before = floor.asterisk.spoken.length;
  await floor.until('a callback is offered', () =>
    floor.asterisk.spoken.slice(before).some((text) => text.includes('call you back')),
  );
  await maria.presses('1');
  await maria.presses('1');
  await floor.until(`${name} is called back`, () =>
    floor.engine.calls().some(({ via }) => via.name === call),
  );
  const callback = floor.engine.calls().find(({ via }) => via.name === call)?.id ?? '';
  await maria.isHungUpOn();
  return { call, callback };
}

const pickUp = async (floor: SimulatedFloor, which = number): Promise<void> => {
  await floor.until(`${which} rings`, () => rings(floor, which));
  const leg = floor.asterisk.ringingOutside(which);
  if (leg) floor.asterisk.pickUp(leg.id);
};

story(
  'agent first: a booked callback rings the agent, then the caller, and they talk',
  plan(),
  async (scene) => {
    const { floor, outcome, told, phase } = scene;
    const { call, callback } = await books(floor);
    expect(await outcome(call)).toBe('callback_booked');
    await floor.passes(seconds(30));
    expect(phase(callback)).toBe('awaiting_callback');
    const listed = floor.engine.calls().flatMap((each) => callbackView(each, floor.clock.now()));
    expect(listed).toMatchObject([
      { call: callback, bookedBy: call, number, queue: 'all', attempts: { made: 0, most: 3 } },
    ]);
    const anna = await floor.agent('anna');
    expect(await anna.rings()).toMatchObject({ number });
    expect(rings(floor)).toBe(false);
    await anna.answers();
    await pickUp(floor);
    await floor.until('they talk', () => phase(callback) === 'talking');
    const far = floor.asterisk.talkingAt('anna');
    const caller = [...floor.asterisk.legs.values()].find(({ outside }) => outside === number);
    expect(far && caller && floor.asterisk.together(far.id, caller.id)).toBe(true);
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
    // As long as they would have waited.
    expect((await told('connected', callback))[0]?.waited).toBeGreaterThan(seconds(30));
    expect(await told('callerReached', callback)).toHaveLength(1);
  },
);

story(
  'caller first: an agent is held while the caller is rung, and rings when they have picked up',
  plan('first: caller, confirm: false'),
  async ({ floor, outcome, doing, phase }) => {
    const { callback } = await books(floor);
    const anna = await floor.agent('anna');
    await floor.until('the caller is rung', () => rings(floor));
    expect(anna.ringing).toBe(false);
    expect(doing('anna')).toBe('offered');
    await pickUp(floor);
    await anna.answers();
    await floor.until('they talk', () => phase(callback) === 'talking');
    expect(spoken(floor, 'this is the call back')).toBe(true);
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
  },
);

/** Who is called back presses a key on the line that we rang. */
const pressesThere = async (floor: SimulatedFloor, digits: string): Promise<void> => {
  const leg = [...floor.asterisk.legs.values()].find(({ outside, up }) => outside === number && up);
  if (!leg) throw new Error('nobody has picked up there');
  for (const digit of digits) floor.asterisk.press(leg.id, digit);
  await floor.passes(100);
};

story(
  'caller first: who picks up presses a key, and only then the agent rings',
  plan('first: caller'),
  async ({ floor, told, outcome, doing, phase }) => {
    const { callback } = await books(floor);
    const anna = await floor.agent('anna');
    await pickUp(floor);
    await floor.passes(seconds(5));
    expect(spoken(floor, 'To be connected, press 1.')).toBe(true);
    await pressesThere(floor, '25');
    expect([anna.ringing, doing('anna'), phase(callback)]).toEqual([false, 'offered', 'calling_back']);
    await pressesThere(floor, '1');
    await anna.answers();
    await floor.until('they talk', () => phase(callback) === 'talking');
    expect(spoken(floor, 'We connect you now')).toBe(false);
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
    expect(await told('callerAsked', callback)).toHaveLength(1);
  },
);

story(
  'caller first: if the question cannot be played, who picks up is connected without a key',
  plan('first: caller'),
  async ({ floor, told, outcome, phase }) => {
    const { callback } = await books(floor);
    const anna = await floor.agent('anna');
    const { weather } = floor.asterisk;
    floor.asterisk.weather = {
      ...weather,
      command: ({ do: what }) => (what === 'play' ? 'refused' : 'fine'),
    };
    await pickUp(floor);
    await anna.answers();
    await floor.until('they talk', () => phase(callback) === 'talking', seconds(5));
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
    expect(await told('callerNotReached', callback)).toEqual([]);
  },
);

story(
  'caller first: a mailbox picks up each time; no agent is rung, and the callback was not reached',
  plan('first: caller, attempts: 2'),
  async ({ floor, told, outcome, doing }) => {
    const { callback } = await books(floor);
    const anna = await floor.agent('anna');
    for (let attempt = 1; attempt <= 2; attempt++) {
      await pickUp(floor);
      await floor.until('anna is let go', () => doing('anna') === 'free');
      expect(anna.ringing).toBe(false);
      expect([...floor.asterisk.legs.values()].some(({ outside }) => outside === number)).toBe(false);
    }
    expect(await outcome(callback)).toBe('callback_not_reached');
    expect(await told('callerNotReached', callback)).toMatchObject([
      { outcome: 'no_answer', code: 'no_key_pressed' },
      { outcome: 'no_answer', code: 'no_key_pressed' },
    ]);
    expect(await told('callerReached', callback)).toEqual([]);
    expect(await told('offerRang', callback)).toEqual([]);
  },
);

story(
  'caller first: killed while the key is asked for, and whoever is held pauses: nothing is lost',
  plan('first: caller'),
  async ({ floor, outcome, phase, doing }) => {
    const { callback } = await books(floor);
    const anna = await floor.agent('anna');
    await pickUp(floor);
    await floor.passes(seconds(2));
    await floor.killed(async () => undefined);
    expect([phase(callback), doing('anna')]).toEqual(['calling_back', 'offered']);
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
    await floor.until('the callback waits again', () => phase(callback) === 'awaiting_callback');
    await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
    await pickUp(floor);
    await floor.passes(seconds(1));
    await pressesThere(floor, '1');
    await anna.answers();
    await floor.until('they talk', () => phase(callback) === 'talking');
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
  },
);

story(
  'FreePBX 621: a callback does not jump the queue, nor lose its place in it',
  plan(),
  async ({ floor, told, phase }) => {
    const first = floor.caller('First', { number: '+4930000011', line: 'line7' });
    const one = await first.dials('1');
    const { callback } = await books(floor);
    const third = floor.caller('Third', { number: '+4930000033', line: 'line8' });
    const three = await third.dials('1');
    await floor.passes(seconds(20));
    const anna = await floor.agent('anna');
    expect(await anna.rings()).toMatchObject({ number: '+4930000011' });
    await anna.answers();
    await first.talksWith(anna);
    await floor.passes(seconds(10));
    expect(phase(callback)).toBe('awaiting_callback');
    await first.hangsUp();
    expect(await anna.rings()).toMatchObject({ number });
    await anna.answers();
    await pickUp(floor);
    await floor.until('they talk', () => phase(callback) === 'talking');
    expect(phase(three)).toBe('waiting');
    await anna.hangsUp();
    expect(await anna.rings()).toMatchObject({ number: '+4930000033' });
    await anna.answers();
    await third.talksWith(anna);
    await third.hangsUp();
    const connected = (await told('connected')).map(({ call }) => call);
    expect(connected).toEqual([one, callback, three]);
    await floor.passes(seconds(1));
    // Three callers and one callback: the one who was called back is not offered, nor answered, twice.
    expect(figuresOf(await floor.journal(), 'queues').get('all')).toMatchObject({
      offered: 3,
      answered: 2,
      callbackBooked: 1,
      callbacks: 1,
      callbacksAnswered: 1,
      handled: 3,
      inProgress: 0,
    });
  },
);

story(
  'FreePBX 525: one number has one callback, whoever asks for it again',
  plan(),
  async ({ floor, told, outcome }) => {
    const { callback } = await books(floor);
    const other = floor.caller('Other', { number: '+4930000044', line: 'line9' });
    const call = await other.dials('1');
    await floor.until('it is offered', async () =>
      (await told('announced', call)).some(({ callbackOffered }) => callbackOffered),
    );
    await other.presses('1');
    await floor.passes(seconds(1));
    await other.presses('2');
    await other.presses('030000001#');
    await floor.passes(seconds(1));
    await other.presses('1');
    await other.isHungUpOn();
    expect(await told('callbackBooked', call)).toMatchObject([{ callback, before: true, number }]);
    expect(await outcome(call)).toBe('callback_booked');
    expect(floor.engine.calls().map(({ id }) => id)).toEqual([callback]);
    await floor.engine.cancelCallback(callback as never, 'test');
    expect(await outcome(callback)).toBe('callback_cancelled');
    expect(figuresOf(await floor.journal(), 'queues').get('all')).toMatchObject({
      offered: 2,
      callbackBooked: 2,
      callbacks: 1,
      callbacksCancelled: 1,
      inProgress: 0,
    });
  },
);

story(
  'whoever calls again gets the place back, and the callback is off',
  plan(),
  async ({ floor, told, outcome, phase }) => {
    const { callback } = await books(floor);
    const other = floor.caller('Other', { number: '+4930000044', line: 'line8' });
    await other.dials('1');
    await floor.passes(seconds(30));
    const again = floor.caller('Maria', { number, line: 'line9' });
    const call = await again.dials('1');
    expect(await told('placeTakenOver', call)).toMatchObject([{ from: callback }]);
    const anna = await floor.agent('anna');
    expect(await anna.rings()).toMatchObject({ number });
    await anna.answers();
    await again.talksWith(anna);
    // While they still talk: the list of callbacks must not name somebody who has been helped.
    await floor.until('the callback is off', () => phase(callback) === undefined);
    expect(phase(call)).toBe('talking');
    expect(await outcome(callback)).toBe('callback_cancelled');
    await again.hangsUp();
    await other.hangsUp();
  },
);

story(
  'a callback whose turn comes while its caller is calling in: their line is not rung, and they get the place',
  plan(),
  async ({ floor, outcome, phase }) => {
    const { callback } = await books(floor);
    await floor.passes(seconds(15));
    const again = floor.caller('Maria', { number, line: 'line9' });
    await again.dials('2');
    const anna = await floor.agent('anna');
    await floor.passes(seconds(1));
    // They hear the announcement, and it would be their turn.
    expect(phase(callback)).toBe('awaiting_callback');
    expect(rings(floor)).toBe(false);
    await anna.answers();
    await again.talksWith(anna);
    await again.hangsUp();
    expect(await outcome(callback)).toBe('callback_cancelled');
  },
);

story(
  'whoever calls again, and is picked up in vain, has their callback still',
  plan(),
  async ({ floor, phase }) => {
    const { callback } = await books(floor);
    await floor.passes(seconds(15));
    const again = floor.caller('Maria', { number, line: 'line9' });
    const call = await again.dials('2');
    const anna = await floor.agent('anna');
    await anna.answers();
    await anna.goesAtOnce();
    await floor.until('she waits', () => phase(call) === 'waiting');
    await again.hangsUp();
    await floor.passes(seconds(2));
    expect(phase(callback)).toBeDefined();
    await floor.engine.cancelCallback(callback as never, 'test');
  },
);

story(
  'called in, and hung up before the queue: the callback is still theirs',
  plan(),
  async ({ floor, phase, outcome }) => {
    const { callback } = await books(floor);
    await floor.passes(seconds(15));
    const again = floor.caller('Maria', { number, line: 'line9' });
    await again.dials('2');
    const anna = await floor.agent('anna');
    await again.hangsUp();
    await anna.answers();
    await pickUp(floor);
    await floor.until('they talk', () => phase(callback) === 'talking');
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
  },
);

story(
  'a caller who does not answer is rung again after a while, three times in all',
  plan('ring for: 20s, attempts: 3'),
  async ({ floor, told, outcome, doing }) => {
    const { callback } = await books(floor);
    const anna = await floor.agent('anna');
    for (let attempt = 1; attempt <= 3; attempt++) {
      await anna.answers();
      await floor.until('the caller is rung', () => rings(floor));
      await floor.until('anna is let go', () => doing('anna') === 'free');
      expect(rings(floor)).toBe(false);
    }
    expect(await outcome(callback)).toBe('callback_not_reached');
    const tried = await told('callerNotReached', callback);
    expect(tried.map(({ outcome: how }) => how)).toEqual(['no_answer', 'no_answer', 'no_answer']);
    expect((tried[1]?.at ?? 0) - (tried[0]?.at ?? 0)).toBeGreaterThan(minutes(2));
    expect(await told('wrapUpStarted')).toEqual([]);
  },
);

story(
  'never more callbacks under way than agents are free for them',
  plan('first: caller'),
  async ({ floor, phase }) => {
    const numbers = ['+4930000001', '+4930000002', '+4930000003'];
    const booked: string[] = [];
    for (const [i, from] of numbers.entries())
      booked.push((await books(floor, `Caller ${i}`, from)).callback);
    await floor.passes(seconds(20));
    const anna = await floor.agent('anna');
    await floor.passes(seconds(5));
    expect(numbers.filter((each) => rings(floor, each))).toEqual(['+4930000001']);
    const boris = await floor.agent('boris');
    await floor.passes(seconds(5));
    expect(numbers.filter((each) => rings(floor, each))).toEqual(['+4930000001', '+4930000002']);
    expect(booked.map(phase)).toEqual(['calling_back', 'calling_back', 'awaiting_callback']);
    // Somebody who pauses is not there for them any more, and their caller's phone stops.
    await floor.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' });
    await floor.passes(seconds(1));
    expect(numbers.filter((each) => rings(floor, each))).toEqual(['+4930000001']);
    await anna.leaves();
    await boris.leaves();
    for (const callback of booked) await floor.engine.cancelCallback(callback as never, 'test');
  },
);

story(
  'a number that costs, is too short or is ours is not called back; nor is a caller who only waits on',
  plan(),
  async ({ floor, told, phase }) => {
    const maria = floor.caller('Maria', { number: 'anonymous' });
    const call = await maria.dials('1');
    await floor.until('it is offered', async () => (await told('announced', call)).length > 0);
    await maria.presses('1');
    for (const wrong of ['09001234567#', '110#', '#']) {
      await floor.passes(seconds(1));
      await maria.presses(wrong);
    }
    await floor.passes(seconds(1));
    const refused = await told('callbackNumberRefused', call);
    expect(refused.map(({ because }) => because)).toEqual([
      'it is of the kind premium rate',
      'it is not a whole number',
      'it is not a whole number',
    ]);
    expect(await told('callbackNotWanted', call)).toHaveLength(1);
    expect(phase(call)).toBe('waiting');
    await maria.hangsUp();
  },
);

story(
  'an agent who becomes free is better than the question about a callback',
  plan(),
  async ({ floor, told }) => {
    const maria = floor.caller('Maria', { number });
    const call = await maria.dials('1');
    await floor.until('it is offered', async () => (await told('announced', call)).length > 0);
    await maria.presses('1');
    await floor.passes(seconds(1));
    const anna = await floor.agent('anna');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.presses('1');
    await floor.passes(seconds(5));
    await maria.hangsUp();
    expect(await told('callbackBooked')).toEqual([]);
  },
);

story(
  'in the night nobody is called back; in the morning they are',
  plan('window: day'),
  async ({ floor, phase, outcome }) => {
    const { callback } = await books(floor);
    // The virtual day begins in the morning, so anna comes at night.
    await floor.passes(minutes(60 * 14));
    const anna = await floor.agent('anna');
    await floor.passes(minutes(5));
    const hour = Number(
      new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hourCycle: 'h23', hour: 'numeric' }).format(
        floor.clock.now(),
      ),
    );
    expect(hour >= 20 || hour < 8).toBe(true);
    expect(phase(callback)).toBe('awaiting_callback');
    expect(anna.ringing).toBe(false);
    await floor.until('anna rings in the morning', () => anna.ringing, minutes(60 * 14));
    await anna.answers();
    await pickUp(floor);
    await floor.until('they talk', () => phase(callback) === 'talking');
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
  },
);

story(
  'killed while it waits, and while the caller is rung: it goes on',
  plan(),
  async ({ floor, outcome, phase }) => {
    const { callback } = await books(floor);
    await floor.killed(async () => undefined);
    expect(phase(callback)).toBe('awaiting_callback');
    const anna = await floor.agent('anna');
    await anna.answers();
    await floor.until('the caller is rung', () => rings(floor));
    await floor.killed(async () => {
      const leg = floor.asterisk.ringingOutside(number);
      if (leg) floor.asterisk.pickUp(leg.id);
    });
    await floor.until('they talk', () => phase(callback) === 'talking');
    await anna.hangsUp();
    expect(await outcome(callback)).toBe('answered');
  },
);

story(
  'nobody is free for a day: the callback is given up, and counted',
  plan('give up after: 2h'),
  async (scene) => {
    const { callback } = await books(scene.floor);
    await scene.floor.passes(minutes(130));
    expect(await scene.outcome(callback)).toBe('callback_expired');
  },
);

story(
  'asterisk #1826: a callback is offered while phones ring in vain, and can be asked for; the phone then stops',
  plan('', 'ring for: 20s, try again after: 0s').replace(
    'language: en',
    'language: en\nmisses before pause: 0',
  ),
  async ({ floor, phase, told, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria', { number });
    const call = await maria.dials('1');
    await floor.until('a callback is offered', () => spoken(floor, 'call you back'));
    expect(phase(call)).toBe('ringing');
    await floor.passes(seconds(3));
    await maria.presses('1');
    await floor.passes(seconds(3));
    // The phone rings on, and is let ring, while she is asked; she is not asked anew.
    await floor.until('it rings anew', async () => (await told('offerMade', call)).length === 2, minutes(1));
    expect(await told('callbackNotWanted', call)).toEqual([]);
    await floor.passes(seconds(1));
    await maria.presses('1');
    expect(await outcome(call)).toBe('callback_booked');
    await floor.until('the phone is quiet', () => !anna.ringing);
    const [booked] = await told('callbackBooked', call);
    await floor.engine.cancelCallback(booked?.callback as never, 'test');
  },
);

for (const first of ['agent', 'caller'])
  story(
    `T8: first ${first}: an attempt during which Asterisk dies counts for nothing`,
    plan(`attempts: 1, first: ${first}`),
    async ({ floor, told, outcome, phase, doing }) => {
      const { callback } = await books(floor);
      const anna = await floor.agent('anna');
      if (first === 'agent') await anna.answers();
      await floor.until('the caller is rung', () => rings(floor));
      floor.asterisk.dies();
      await floor.passes(seconds(5));
      floor.asterisk.restored();
      await floor.until('the callback waits', () => phase(callback) === 'awaiting_callback');
      expect((await told('offerEnded', callback)).map(({ code }) => code)).toEqual(['ended_with_exchange']);
      await floor.until('anna is free', () => doing('anna') === 'free');
      floor.asterisk.register('anna', 'rings');
      if (first === 'agent') await anna.answers();
      await floor.until('the caller is rung again', () => rings(floor));
      expect((await told('callbackBegan', callback)).map(({ attempt }) => attempt)).toEqual([1, 1]);
      expect(await told('callerNotReached', callback)).toEqual([]);
      await floor.engine.cancelCallback(callback as never, 'test');
      expect(await outcome(callback)).toBe('callback_cancelled');
    },
  );

story('T8: a callback that talks when Asterisk dies was answered', plan(), async (scene) => {
  const { floor, told, outcome, phase } = scene;
  const { callback } = await books(floor);
  const anna = await floor.agent('anna');
  await anna.answers();
  await pickUp(floor);
  await floor.until('they talk', () => phase(callback) === 'talking');
  await floor.passes(seconds(30));
  floor.asterisk.dies();
  await floor.passes(seconds(5));
  floor.asterisk.restored();
  expect(await outcome(callback)).toBe('answered');
  expect(await told('callEnded', callback)).toMatchObject([{ by: 'exchange' }]);
});

story(
  'A7: an extension that asks for a callback is asked for a number; no stranger is called back',
  plan(),
  async ({ floor, told }) => {
    const extension = floor.caller('Extension', { number: '30123' });
    const call = await extension.dials('1');
    await floor.until('it is offered', async () =>
      (await told('announced', call)).some(({ callbackOffered }) => callbackOffered),
    );
    await extension.presses('1');
    await floor.until('they are asked for a number', () => spoken(floor, 'enter the number'));
    expect(await told('callbackWanted', call)).toMatchObject([{ number: '30123' }]);
    await extension.presses('30123#');
    await floor.until('it is refused', () => spoken(floor, 'can not call that number'));
    await extension.hangsUp();
    expect(await told('callbackBooked', call)).toEqual([]);
  },
);
