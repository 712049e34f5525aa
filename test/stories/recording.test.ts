/** Which talks are recorded, what callers are told of it, and what is never in a recording. */
import { expect } from 'vitest';
import type { Prompts } from '../../src/ports/prompts.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { readAloud } from '../support/simulated-floor.ts';
import { office, type Scene, story } from './story.ts';

const plan = (rules: string, more = ''): string => `${office('wrap-up: 0s', more)}
recording:
${rules}
`;
const always = plan('  all: { announce: false, pause for: 30s }');

/** Maria talks with Anna. */
async function talking({ floor }: Scene, dialled = '1') {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials(dialled);
  await anna.answers();
  await maria.talksWith(anna);
  return { anna, maria, call };
}

const { asks, isRecording, segments } = {
  asks: ({ floor }: Scene, call: string, to: 'pause' | 'resume') =>
    floor.engine.recording(call as CallId, to, 'api'),
  isRecording: ({ floor }: Scene) => floor.asterisk.talks.open.length > 0,
  segments: ({ floor }: Scene) => floor.asterisk.talks.segments,
};

story('a talk is recorded from its first moment to its last', always, async (scene) => {
  const { floor, told, outcome } = scene;
  const { maria, call } = await talking(scene);
  await floor.until('it is recorded', () => isRecording(scene));
  await floor.passes(seconds(20));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  await floor.passes(seconds(2));
  expect(segments(scene)).toHaveLength(1);
  const [started] = await told('recordingStarted', call);
  expect(started).toMatchObject({ rule: 'all', sides: 'separate', queue: 'all', with: 'anna' });
  const [closed] = await told('recordingClosed', call);
  expect(closed?.lasted).toBeGreaterThanOrEqual(20_000);
  expect(await told('recordingFailed')).toEqual([]);
  const why = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
  expect(why.map(({ text }) => text)).toContain(
    `recording of the talk with anna starts, by rule all (${started?.recording})`,
  );
});

story('without a rule nothing is recorded', office('wrap-up: 0s'), async (scene) => {
  const { maria } = await talking(scene);
  await scene.floor.passes(seconds(5));
  expect(segments(scene)).toEqual([]);
  await maria.hangsUp();
});

story('the caller is told before they are put through, once', plan('  all: {}'), async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  expect(floor.asterisk.spoken).toContain('This call may be recorded.');
  const [heard] = await told('recordingTold', call);
  const [offered] = await told('offerMade', call);
  expect(heard?.at).toBeLessThanOrEqual(offered?.at ?? 0);
  await floor.until('it is recorded', () => isRecording(scene));
  await maria.hangsUp();
  expect(await told('recordingTold', call)).toHaveLength(1);
  // As a step it is there once, although the notice came before it.
  expect(await told('stepReached', call)).toHaveLength(1);
});

story('a notice that cannot be played is none, so nothing is recorded', plan('  all: {}'), async (scene) => {
  const { floor, told } = scene;
  floor.asterisk.weather = {
    ...floor.asterisk.weather,
    command: ({ do: what }) => (what === 'play' ? 'refused' : 'fine'),
  };
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  expect(segments(scene)).toEqual([]);
  expect(await told('recordingLeftOut', call)).toMatchObject([
    { because: 'the recording notice could not be played' },
    { because: 'the caller did not agree' },
  ]);
  await maria.hangsUp();
});

const consent = plan(`  all: { consent key: "5" }`);
for (const [what, key, given] of [
  ['agrees by the key', '5', true],
  ['presses another', '4', false],
  ['says nothing', '', false],
] as const) {
  story(`a caller who is asked, and ${what}: ${given ? '' : 'not '}recorded`, consent, async (scene) => {
    const { floor, told, phase } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await floor.until('she is asked', () => phase(call) === 'consenting');
    expect(anna.ringing).toBe(false);
    if (key !== '') await maria.presses(key);
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(5));
    expect(isRecording(scene)).toBe(given);
    expect(await told('recordingConsent', call)).toMatchObject([{ rule: 'all', given }]);
    await maria.hangsUp();
  });
}

story('a caller who hangs up when they are asked has left early', consent, async (scene) => {
  const { floor, phase, outcome } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await floor.until('she is asked', () => phase(call) === 'consenting');
  await maria.hangsUp();
  expect(await outcome(call)).toBe('left_early');
});

story('the engine is killed while a caller is asked: they are asked to the end', consent, async (scene) => {
  const { floor, phase } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await floor.until('she is asked', () => phase(call) === 'consenting');
  await floor.killed(async () => undefined);
  await maria.presses('5');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.until('it is recorded', () => isRecording(scene));
  await maria.hangsUp();
});

const byNumber = plan(
  `  vip: { tags: [vip], announce: false }
  two: { numbers: ["2"], not tags: [private], announce: false, sides: mixed }`,
  '  "2": { queue: all }\n',
);
story('by number and contact: the first rule that fits', byNumber, async (scene) => {
  const { floor, told } = scene;
  await floor.store.contacts.set('+4930000001', { tags: ['vip'] }, floor.clock.now());
  await floor.store.contacts.set('+4930000002', { tags: ['private'] }, floor.clock.now());
  const anna = await floor.agent('anna');
  const rules: (string | undefined)[] = [];
  for (const [number, dialled] of [
    ['+4930000001', '1'],
    ['+4930000002', '2'],
    ['+4930000003', '2'],
    ['+4930000003', '1'],
  ] as const) {
    const caller = floor.caller('Caller', { number });
    const call = await caller.dials(dialled);
    await anna.answers();
    await caller.talksWith(anna);
    await floor.passes(seconds(2));
    rules.push((await told('recordingStarted', call))[0]?.rule);
    await caller.hangsUp();
    await anna.isHungUpOn();
  }
  expect(rules).toEqual(['vip', undefined, 'two', undefined]);
});

story('a share of the calls, picked by their numbers', plan('  all: { share: 50 }'), async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  for (let nth = 0; nth < 20; nth++) {
    const caller = floor.caller('Caller', { line: `line${(nth % 9) + 1}` });
    await caller.dials('1');
    await anna.answers();
    await caller.talksWith(anna);
    await floor.passes(seconds(2));
    await caller.hangsUp();
    await anna.isHungUpOn();
  }
  const recorded = (await told('recordingStarted')).length;
  expect(recorded).toBeGreaterThan(3);
  expect(recorded).toBeLessThan(17);
  // Who is not picked is not told either.
  expect(await told('recordingTold')).toHaveLength(recorded);
  expect(await told('recordingLeftOut')).toHaveLength(20 - recorded);
});

story('paused: nothing is written, however often it is asked, until it is resumed', always, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  const leg = [...floor.asterisk.legs.values()].find(({ arrival }) => arrival)?.id as LegId;
  await floor.passes(seconds(5));
  expect(await asks(scene, call, 'pause')).toEqual({ done: true });
  await floor.passes(seconds(1));
  const from = floor.clock.now();
  for (let times = 0; times < 3; times++) {
    expect(await asks(scene, call, 'pause')).toEqual({ done: true });
    await floor.passes(seconds(1));
    expect(isRecording(scene)).toBe(false);
  }
  const to = floor.clock.now();
  expect(await asks(scene, call, 'resume')).toEqual({ done: true });
  expect(await asks(scene, call, 'resume')).toEqual({ done: true });
  await floor.passes(seconds(5));
  expect(isRecording(scene)).toBe(true);
  for (let at = from; at < to; at += 10) expect(floor.asterisk.talks.isIn(leg, at)).toBe(false);
  expect(segments(scene)).toHaveLength(2);
  expect(await told('recordingPaused', call)).toHaveLength(1);
  expect(await told('recordingResumed', call)).toMatchObject([{ by: 'api' }]);
  await maria.hangsUp();
});

story('a pause that nobody ends is over after the time of the plan', always, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  await asks(scene, call, 'pause');
  await floor.passes(seconds(29));
  expect(isRecording(scene)).toBe(false);
  await floor.passes(seconds(2));
  expect(isRecording(scene)).toBe(true);
  expect(await told('recordingResumed', call)).toMatchObject([{ by: 'time', pausedFor: 30_000 }]);
  await maria.hangsUp();
});

story('the engine is killed during a pause: it lasts, and ends in time', always, async (scene) => {
  const { floor } = scene;
  const { maria, call } = await talking(scene);
  await asks(scene, call, 'pause');
  await floor.killed(() => floor.passes(seconds(10)));
  expect(isRecording(scene)).toBe(false);
  await floor.passes(seconds(25));
  expect(isRecording(scene)).toBe(true);
  await maria.hangsUp();
});

story('what the agent says while they hold is in no recording', always, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  await anna.holds();
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(false);
  await floor.passes(seconds(10));
  await anna.resumes();
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(true);
  expect(await told('recordingStopped', call)).toMatchObject([{ because: 'held by anna' }]);
  await maria.hangsUp();
});

story('resumed during a hold: not before the hold is over', always, async (scene) => {
  const { floor } = scene;
  const { anna, maria, call } = await talking(scene);
  await asks(scene, call, 'pause');
  await anna.holds();
  await floor.passes(seconds(1));
  await asks(scene, call, 'resume');
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(false);
  await anna.resumes();
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(true);
  await maria.hangsUp();
});

story(
  'transferred: each talk is a segment of its own, and what lies between is in none',
  always,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, maria, call } = await talking(scene);
    await floor.passes(seconds(5));
    const boris = await floor.agent('boris');
    await anna.transfersTo('boris');
    await boris.rings();
    expect(isRecording(scene)).toBe(false);
    await boris.answers();
    await maria.talksWith(boris);
    await floor.until('it is recorded', () => isRecording(scene));
    expect((await told('recordingStarted', call)).map((entry) => entry.with)).toEqual(['anna', 'boris']);
    await maria.hangsUp();
  },
);

story('the disk becomes full: an alarm, and no success; the talk goes on', always, async (scene) => {
  const { floor, told, phase } = scene;
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  floor.asterisk.talks.diskFills();
  await floor.passes(seconds(2));
  expect(await told('recordingClosed', call)).toMatchObject([{ end: 'unasked' }]);
  expect(await told('recordingFailed', call)).toHaveLength(1);
  expect(await told('alarmRaised')).toMatchObject([{ code: 'recording_failed', about: 'recordings', call }]);
  expect(phase(call)).toBe('talking');
  expect(await asks(scene, call, 'pause')).toMatchObject({ done: false, code: 'not_recorded' });
  await maria.hangsUp();
});

story('the disk is full already: the talk goes on unrecorded, with an alarm', always, async (scene) => {
  const { floor, told, phase } = scene;
  floor.asterisk.talks.diskFull = true;
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  expect(await told('recordingFailed', call)).toHaveLength(1);
  expect(await told('alarmRaised')).toMatchObject([{ code: 'recording_failed', call }]);
  expect(phase(call)).toBe('talking');
  await maria.hangsUp();
});

story('the engine is killed: the recording goes on, without a gap', always, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  await floor.killed(() => floor.passes(seconds(5)));
  await floor.passes(minutes(2));
  expect(segments(scene)).toHaveLength(1);
  expect(isRecording(scene)).toBe(true);
  await maria.hangsUp();
  await floor.passes(seconds(2));
  expect(await told('recordingClosed', call)).toHaveLength(1);
});

story('a talk that ends while no engine is there: what still listens is ended', always, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  await floor.killed(async () => {
    await maria.hangsUp();
    await floor.passes(seconds(1));
  });
  await floor.passes(seconds(2));
  expect(isRecording(scene)).toBe(false);
  expect(await told('recordingClosed', call)).toMatchObject([{ end: 'leg_ended' }]);
  expect(await told('recordingFailed')).toEqual([]);
});

story('the disk becomes full while no engine is there: an alarm all the same', always, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  await floor.passes(seconds(5));
  await floor.killed(async () => floor.asterisk.talks.diskFills());
  await floor.passes(seconds(2));
  expect(await told('recordingFailed', call)).toHaveLength(1);
  await maria.hangsUp();
});

story(
  'an echo and an emergency call are never recorded',
  plan('  all: { announce: false, directions: [in, out, internal] }', '  "9": echo\n'),
  async (scene) => {
    const { floor } = scene;
    const maria = floor.caller('Maria');
    await maria.dials('9');
    await floor.passes(seconds(5));
    expect(segments(scene)).toEqual([]);
    await maria.hangsUp();
  },
);

story('what is not recorded cannot be paused', office('wrap-up: 0s'), async (scene) => {
  const { maria, call } = await talking(scene);
  expect(await asks(scene, call, 'pause')).toMatchObject({ done: false, code: 'not_recorded' });
  await maria.hangsUp();
  await scene.outcome(call);
  expect(await asks(scene, call, 'pause')).toMatchObject({ done: false, code: 'no_such_call' });
});

story(
  'while the agent asks a colleague nothing is recorded, of either call; then it goes on',
  always,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, maria, call } = await talking(scene);
    const boris = await floor.agent('boris');
    await floor.until('it is recorded', () => isRecording(scene));
    await floor.passes(seconds(5));
    await floor.engine.inTalk(call as CallId, { do: 'consult', to: 'boris' }, 'api');
    await boris.answers();
    await floor.until('nothing is recorded', () => !isRecording(scene));
    await maria.hearsMusic(anna);
    await floor.passes(seconds(5));
    expect(await told('recordingStopped', call)).toMatchObject([
      { because: 'no other party is with the caller' },
    ]);
    await floor.engine.inTalk(call as CallId, { do: 'complete' }, 'api');
    await maria.talksWith(boris);
    await floor.until('it is recorded again', () => isRecording(scene));
    expect((await told('recordingStarted')).map((entry) => `${entry.call} ${entry.with}`)).toEqual([
      `${call} anna`,
      `${call} boris`,
    ]);
    await maria.hangsUp();
    await floor.passes(seconds(2));
  },
);

const outgoing = (rule: string): string =>
  plan(`  calls: { directions: [out, internal], ${rule} }`).replace(
    'voicemails:',
    'trunks: { out: { server: "192.0.2.1" } }\noutside calls: { countries: [DE], by agents: { who: [anna] } }\nvoicemails:',
  );

/** Anna dials, and whoever is there picks up. */
async function annaCalls({ floor }: Scene, dialled: string, who: string) {
  await floor.agent('anna');
  const called = floor.phone(who);
  const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, dialled, 'anna', 'Anna');
  await called.rings();
  await called.answers();
  const other = floor.asterisk.talkingAt(who)?.id;
  if (other === undefined) throw new Error('nobody has picked up');
  return { leg, called, other };
}

story(
  'whom an agent calls outside hears the notice before they are connected',
  outgoing(''),
  async (scene) => {
    const { floor, told } = scene;
    const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
    await floor.until('it is said', () => floor.asterisk.spoken.includes('This call may be recorded.'));
    expect(floor.asterisk.together(leg, other)).toBe(false);
    expect(floor.asterisk.legs.get(leg)?.music).toBe(true);
    expect(isRecording(scene)).toBe(false);
    await floor.until('they talk', () => floor.asterisk.together(leg, other));
    expect(floor.asterisk.legs.get(leg)?.music).toBe(false);
    await floor.until('it is recorded', () => isRecording(scene));
    const [heard] = await told('recordingTold');
    const [started] = await told('recordingStarted');
    expect(heard?.at).toBeLessThanOrEqual(started?.at ?? 0);
    expect(await told('recordingLeftOut')).toEqual([]);
    floor.asterisk.putDown(leg);
  },
);

story(
  'both of two colleagues hear it, the one who calls before the other is rung',
  outgoing(''),
  async (scene) => {
    const { floor, told } = scene;
    const { leg, other } = await annaCalls(scene, 'boris', 'boris');
    await floor.until('they talk', () => floor.asterisk.together(leg, other));
    expect(floor.asterisk.spoken.filter((words) => words === 'This call may be recorded.')).toHaveLength(2);
    expect(await told('recordingTold')).toHaveLength(2);
    await floor.until('it is recorded', () => isRecording(scene));
    floor.asterisk.putDown(leg);
  },
);

story('whom an agent calls is asked: yes by the key', outgoing('consent key: "1"'), async (scene) => {
  const { floor, told } = scene;
  const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
  await floor.passes(seconds(1));
  floor.asterisk.press(other, '1');
  await floor.until('they talk', () => floor.asterisk.together(leg, other));
  await floor.until('it is recorded', () => isRecording(scene));
  expect(await told('recordingConsent')).toMatchObject([{ given: true }]);
  floor.asterisk.putDown(leg);
});

story(
  'a colleague is fetched while whom an agent calls is asked: a word for the agent ends, and the notice goes on',
  outgoing('consent key: "1"').replace('voicemails:', 'keys in talk: { "*4": swap }\nvoicemails:'),
  async (scene) => {
    const { floor, told } = scene;
    const { asterisk, engine } = floor;
    const boris = await floor.agent('boris');
    const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
    await floor.until('it is said', () => asterisk.isPlaying);
    const call = engine.calls()[0]?.id as CallId;
    await engine.inTalk(call, { do: 'join', to: 'boris', onAnswer: 'join' }, 'test');
    await boris.rings();
    for (const key of '*4') asterisk.press(leg, key);
    await floor.until('that leads nowhere', () => asterisk.spoken.includes('Sorry, that key leads nowhere.'));
    await boris.answers();
    const fetched = asterisk.talkingAt('boris')?.id as LegId;
    await floor.until('the agents talk', () => asterisk.together(leg, fetched));
    expect(asterisk.wrongOrders).toEqual([]);
    expect(asterisk.isPlaying).toBe(true);
    asterisk.press(other, '1');
    await floor.until('all talk', () => asterisk.together(leg, other));
    expect(await told('recordingConsent')).toMatchObject([{ given: true }]);
    asterisk.putDown(leg);
    asterisk.putDown(other);
  },
);

story('whom an agent calls is asked, and says nothing', outgoing('consent key: "1"'), async (scene) => {
  const { floor, told } = scene;
  const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
  await floor.until('they talk', () => floor.asterisk.together(leg, other));
  await floor.passes(seconds(5));
  expect(isRecording(scene)).toBe(false);
  expect(await told('recordingConsent')).toMatchObject([{ given: false }]);
  expect(await told('recordingLeftOut')).toMatchObject([{ because: 'the caller did not agree' }]);
  floor.asterisk.putDown(leg);
});

story('the engine is killed while whom an agent has called hears the notice', outgoing(''), async (scene) => {
  const { floor } = scene;
  const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
  await floor.killed(async () => await floor.passes(seconds(1)));
  await floor.until('they talk', () => floor.asterisk.together(leg, other));
  await floor.until('it is recorded', () => isRecording(scene));
  floor.asterisk.putDown(leg);
});

story(
  'the engine is killed as whom an agent calls says yes: the notice ends before they are connected',
  outgoing('consent key: "1"'),
  async (scene) => {
    const { floor, told } = scene;
    const { asterisk } = floor;
    const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
    await floor.until('it is said', () => asterisk.isPlaying);
    // Decided and stored, and nothing of it done.
    const perform = asterisk.perform.bind(asterisk);
    asterisk.perform = async () => ({ outcome: 'done', reason: 'done' });
    asterisk.press(other, '1');
    await floor.until('yes is noted', async () => (await told('recordingConsent')).length > 0);
    expect(asterisk.isPlaying).toBe(true);
    asterisk.perform = perform;
    await floor.killed(async () => undefined);
    await floor.until('they talk', () => asterisk.together(leg, other));
    expect(asterisk.wrongOrders).toEqual([]);
    asterisk.putDown(leg);
  },
);

story('whoever hears the notice hangs up, or the agent does', outgoing(''), async (scene) => {
  const { floor, told } = scene;
  for (const goes of ['other', 'leg'] as const) {
    const legs = await annaCalls(scene, '030901820', '+4930901820');
    floor.asterisk.putDown(legs[goes]);
    await floor.until('it is over', () => floor.engine.calls().length === 0);
    await floor.passes(seconds(15));
  }
  expect(await told('recordingStarted')).toEqual([]);
});

/** Nothing of the recording notices can be made into sound. */
const withoutNotices: Prompts = {
  ...readAloud,
  media: async (prompt, language) => {
    const media = await readAloud.media(prompt, language);
    return media.some((part) => part.kind === 'sound' && /record/.test(part.name)) ? [] : media;
  },
};

for (const [how, rule] of [
  ['told', ''],
  ['asked', 'consent key: "1"'],
] as const)
  story(
    `whom an agent calls cannot be ${how}: they talk, and are not recorded`,
    outgoing(rule),
    async (scene) => {
      const { floor, told } = scene;
      const { leg, other } = await annaCalls(scene, '030901820', '+4930901820');
      await floor.until('they talk', () => floor.asterisk.together(leg, other), seconds(20));
      await floor.passes(seconds(10));
      expect(isRecording(scene)).toBe(false);
      const [leftOut] = await told('recordingLeftOut');
      expect(leftOut?.because).toBe('the recording notice could not be played');
      floor.asterisk.putDown(leg);
    },
    undefined,
    { prompts: withoutNotices },
  );
