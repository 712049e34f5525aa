/** An agent promises to call back: the result books a callback that is due later. */
import { expect } from 'vitest';
import { callbackView } from '../../src/http/callbacks/view.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { office, type Scene, story } from './story.ts';

const plan = (callback = '', queue = 'wrap-up: 30s'): string =>
  office(
    `${queue}, ring for: 15s, results: [later, tomorrow, sold], callback: { offer after: 0s, retry after: 2m, ${callback} }`,
    `outside calls: { countries: [DE] }
schedules:
  day: { hours: { daily: 8:00-11:00 } }
results:
  later: { call back after: 2h }
  tomorrow: { call back after: 1d }
  sold: { ticket: solved }
codes: { "*61": { result: later }, "*62": { result: sold } }
`,
  );

const number = '+4930000001';
const hours = (many: number): number => minutes(60 * many);

async function talks(scene: Scene, from: string | undefined = number, line = 'line1') {
  const { floor } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { ...(from !== undefined && { number: from }), line });
  const call = callId(Number(await maria.dials('1')));
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(20));
  return { anna, maria, call };
}

async function served(scene: Scene, from: string | undefined = number) {
  const talk = await talks(scene, from);
  await talk.maria.hangsUp();
  await scene.floor.until('she wraps up', () => scene.doing('anna') === 'wrapping_up');
  return talk;
}

const listed = ({ floor }: Scene) =>
  floor.engine.calls().flatMap((each) => callbackView(each, floor.clock.now()));
const rings = ({ floor }: Scene): boolean => floor.asterisk.ringingOutside(number) !== undefined;

async function isCalledBack(
  scene: Scene,
  anna: { answers: () => Promise<unknown>; hangsUp: () => Promise<unknown> },
) {
  const { floor } = scene;
  await anna.answers();
  await floor.until('the caller rings', () => rings(scene));
  const leg = floor.asterisk.ringingOutside(number);
  if (leg) floor.asterisk.pickUp(leg.id);
  await floor.until('they talk', () => scene.doing('anna') === 'talking');
  await floor.passes(seconds(20));
  await anna.hangsUp();
}

story(
  'given in wrap-up by code: the call is over, and the caller is called back two hours later',
  plan(),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, call } = await served(scene);
    await anna.dials('*61');
    await floor.passes(seconds(5));
    const [booked] = await told('callbackBooked', call);
    expect(booked).toMatchObject({
      number,
      queue: 'all',
      before: false,
      byResult: { agent: 'anna', result: 'later' },
    });
    const callback = booked?.callback ?? '';
    expect(listed(scene)).toMatchObject([
      {
        call: callback,
        bookedBy: call,
        number,
        queue: 'all',
        waitedMs: 0,
        byResult: { agent: 'anna', result: 'later' },
      },
    ]);
    await floor.passes(hours(2) - seconds(30));
    expect([anna.ringing, rings(scene)]).toEqual([false, false]);
    await isCalledBack(scene, anna);
    expect(await outcome(callback)).toBe('answered');
    // It waits from when it is due.
    expect((await told('connected', callback))[0]?.waited).toBeLessThan(seconds(60));
    const why = storyOf(await floor.store.journal.ofCall(call), { timeZone: 'UTC' }).map(({ text }) => text);
    expect(why).toContain('anna gave the result later: to be called back in 2h 00m');
    expect(why.join('\n')).toContain(
      `a callback to ${number} is booked in queue all by the result later of anna, due at`,
    );
    expect(figuresOf(await floor.journal(), 'queues').get('all')).toMatchObject({
      offered: 1,
      answered: 1,
      callbacks: 1,
      callbacksAnswered: 1,
    });
  },
);

story('given while they still talk: the end of that talk does not settle it', plan(), async (scene) => {
  const { floor, told, phase } = scene;
  const { maria, call } = await talks(scene);
  await floor.engine.setResult({ call, result: 'later', by: 'anna' });
  await floor.passes(minutes(1));
  await maria.hangsUp();
  await floor.passes(minutes(1));
  const [booked] = await told('callbackBooked', call);
  expect(phase(booked?.callback ?? '')).toBe('awaiting_callback');
  await floor.engine.cancelCallback(booked?.callback as never, 'test');
});

story(
  'due when the window is closed: called back when it opens; given up so long after it was due',
  plan('window: day, give up after: 20h'),
  async (scene) => {
    const { floor, outcome, told } = scene;
    const { anna, call } = await served(scene);
    await floor.engine.setResult({ call, result: 'later', by: 'anna' });
    const [booked] = await told('callbackBooked', call);
    await floor.passes(hours(20));
    expect([anna.ringing, rings(scene)]).toEqual([false, false]);
    await floor.until('eight in the morning', () => anna.ringing, hours(3));
    await isCalledBack(scene, anna);
    expect(await outcome(booked?.callback ?? '')).toBe('answered');
  },
);

story(
  'no one can call back for so long after it was due: it expires then, and not before',
  plan('give up after: 1h'),
  async (scene) => {
    const { floor, outcome, told, phase } = scene;
    const { anna, call } = await served(scene);
    await floor.engine.setResult({ call, result: 'later', by: 'anna' });
    const callback = (await told('callbackBooked', call))[0]?.callback ?? '';
    await floor.passes(seconds(30));
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
    await floor.passes(hours(3) - minutes(5));
    expect([phase(callback), anna.ringing]).toEqual(['awaiting_callback', false]);
    await floor.passes(minutes(10));
    expect(await outcome(callback)).toBe('callback_expired');
  },
);

story(
  'withheld, or no number that may be called: the journal says why there is none',
  plan(),
  async (scene) => {
    const { floor, told } = scene;
    const { maria, call } = await talks(scene, '');
    await floor.engine.setResult({ call, result: 'later', by: 'anna' });
    await maria.hangsUp();
    await floor.passes(minutes(1));
    const dear = await talks(scene, '+499001234567', 'line2');
    await dear.maria.hangsUp();
    await floor.engine.setResult({ call: dear.call, result: 'later', by: 'anna' });
    expect(listed(scene)).toEqual([]);
    expect(await told('callbackBooked')).toEqual([]);
    expect(await told('callbackNotBooked', call)).toMatchObject([
      { agent: 'anna', result: 'later', because: 'the number is withheld', code: 'number_withheld' },
    ]);
    expect(await told('callbackNotBooked', dear.call)).toMatchObject([{ code: 'number_not_usual' }]);
  },
);

story(
  'who calls again before takes the place over, and the callback is off when they have talked',
  plan(),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call } = await served(scene);
    await floor.engine.setResult({ call, result: 'later', by: 'anna' });
    const callback = (await told('callbackBooked', call))[0]?.callback ?? '';
    await floor.passes(minutes(30));
    const again = await maria.dials('1');
    expect(await told('placeTakenOver', again)).toMatchObject([{ from: callback }]);
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(20));
    await maria.hangsUp();
    expect(await outcome(callback)).toBe('callback_cancelled');
    expect((await told('connected', again))[0]?.waited).toBeLessThan(seconds(60));
  },
);

story(
  'the same result again books nothing more; another one cancels it or books it for its own time',
  plan(),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { call } = await served(scene);
    const give = (result: string) => floor.engine.setResult({ call, result, by: 'boss' });
    await give('later');
    await give('later');
    expect(await told('callbackBooked', call)).toHaveLength(1);
    const [first] = listed(scene);
    await give('tomorrow');
    expect(await outcome(first?.call ?? '')).toBe('callback_cancelled');
    const [second, ...others] = listed(scene);
    expect(others).toEqual([]);
    expect(Date.parse(second?.notBefore ?? '')).toBe(floor.clock.now() + hours(24));
    // Long after the wrap-up.
    await floor.passes(hours(3));
    await give('sold');
    expect(await outcome(second?.call ?? '')).toBe('callback_cancelled');
    await give('later');
    const [third] = listed(scene);
    expect(third).toMatchObject({ number, byResult: { agent: 'anna', result: 'later' } });
    await floor.engine.cancelCallback(third?.call as never, 'test');
  },
);

story('killed in wrap-up, and once more before it is due: nothing is lost', plan(), async (scene) => {
  const { floor, told, outcome } = scene;
  const { anna, call } = await served(scene);
  await floor.killed(async () => undefined);
  await anna.dials('*61');
  await floor.passes(seconds(5));
  const [booked] = await told('callbackBooked', call);
  expect(booked).toMatchObject({ number, before: false });
  await floor.passes(hours(1));
  await floor.killed(async () => undefined);
  await floor.until('it is due', () => anna.ringing, hours(2));
  await isCalledBack(scene, anna);
  expect(await outcome(booked?.callback ?? '')).toBe('answered');
});

story(
  'what is promised for later fills no queue',
  plan('', 'wrap-up: 30s, most callers: 1, when full: goodbye'),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, call } = await served(scene);
    await floor.engine.setResult({ call, result: 'later', by: 'anna' });
    await floor.passes(minutes(1));
    await floor.engine.change({ type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' });
    const other = floor.caller('Other', { number: '+4930000044', line: 'line9' });
    const second = await other.dials('1');
    await floor.passes(seconds(2));
    expect(await told('leftQueue', second)).toEqual([]);
    await floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
    await anna.answers();
    await other.talksWith(anna);
    await other.hangsUp();
    expect(await outcome(second)).toBe('answered');
    await floor.engine.cancelCallback((await told('callbackBooked', call))[0]?.callback as never, 'test');
  },
);
