/** Consultation: an agent asks somebody while their caller hears music, and goes back, hands over, or brings all together. */
import { expect } from 'vitest';
import { type ExchangeCommand, laneOf } from '../../src/call/kept/commands.ts';
import { type CallRecord, callRecord } from '../../src/reports/call-record.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { discrepancies, totals } from '../support/journal-totals.ts';
import { asks, consulting, hear, holdsByKey, plan, withKeys } from './consulting.ts';
import { type Scene, story, talk } from './story.ts';

story('the caller hears music, and the agent goes back and forth', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { anna, boris, maria, call, aside } = await consulting(scene);
  await maria.hearsMusic(anna);
  expect(await asks(scene, call, { do: 'swap' })).toMatchObject({ done: true });
  await maria.talksWith(anna);
  await floor.until('Boris waits', () => !hear(scene, 'anna', 'boris'));
  expect(floor.asterisk.hearsMusic(floor.asterisk.talkingAt('boris')?.id as never)).toBe(true);
  expect(await asks(scene, call, { do: 'swap' })).toMatchObject({ done: true });
  await floor.until('Anna asks Boris again', () => hear(scene, 'anna', 'boris'));
  expect(floor.asterisk.hearsMusic(floor.asterisk.talkingAt('boris')?.id as never)).toBe(false);
  await maria.hearsMusic(anna);
  expect(await asks(scene, call, { do: 'cancel' })).toMatchObject({ done: true });
  await boris.isHungUpOn();
  await maria.talksWith(anna);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  expect(await outcome(aside)).toBe('answered');
  expect(await told('consultBegan', call)).toMatchObject([{ aside, agent: 'anna', to: 'boris', by: 'api' }]);
  expect(await told('consultSwapped', call)).toMatchObject([{ with: 'caller' }, { with: 'consulted' }]);
  expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'cancelled', by: 'api' }]);
  const why = storyOf(await floor.store.journal.ofCall(call as never), { timeZone: 'Europe/Berlin' });
  expect(why.map(({ text }) => text)).toContain(
    `anna consults boris in call ${aside} (requested by api); the caller hears music`,
  );
});

story('completed: the caller goes on with whom was asked, and the agent wraps up', plan, async (scene) => {
  const { told, outcome, doing, floor } = scene;
  const { anna, boris, maria, call, aside } = await consulting(scene);
  expect(await asks(scene, call, { do: 'complete' })).toMatchObject({ done: true });
  await maria.talksWith(boris);
  await anna.isHungUpOn();
  expect(await outcome(aside)).toBe('joined');
  expect(await told('servingPassed', call)).toMatchObject([{ who: 'boris', from: 'anna' }]);
  expect(await told('wrapUpStarted')).toMatchObject([{ agent: 'anna', call }]);
  await floor.passes(seconds(30));
  expect(doing('anna')).toBe('free');
  await boris.hangsUp();
  await maria.isHungUpOn();
  expect(await outcome(call)).toBe('answered');
});

/** What the times of a call's record add up to is what its phases say. */

async function recordOf({ floor }: Scene, call: string): Promise<CallRecord> {
  const record = callRecord(await floor.store.journal.ofCall(call as never), floor.clock.now());
  if (!record) throw new Error(`there is no call ${call}`);
  const { talked, held, consulted, inVain, phases } = record;
  const inTalk = phases.filter(({ phase }) => phase === 'talking').map(({ lasted }) => lasted);
  expect(talked + held + consulted + inVain).toBe(inTalk.reduce((sum, lasted) => sum + lasted, 0));
  return record;
}

const about = (lasted: number) => ({
  asymmetricMatch: (spent: number) => spent >= lasted && spent < lasted + seconds(2),
  toString: () => `about ${lasted}`,
});

story(
  'the time: the caller on hold, both agents in consultation, and each talks for their part',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, boris, maria, call, aside } = await consulting(scene);
    await floor.passes(seconds(20));
    await asks(scene, call, { do: 'swap' });
    await maria.talksWith(anna);
    await floor.passes(seconds(10));
    await asks(scene, call, { do: 'swap' });
    await floor.passes(seconds(5));
    await asks(scene, call, { do: 'complete' });
    await maria.talksWith(boris);
    await floor.passes(seconds(40));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const record = await recordOf(scene, call);
    expect(record).toMatchObject({ held: about(seconds(25)), talked: about(seconds(52)), consulted: 0 });
    expect(record.participants).toMatchObject([
      { who: 'anna', talked: about(seconds(12)), held: 0, consulted: record.held },
      { who: 'boris', talked: about(seconds(40)), held: 0, consulted: 0 },
    ]);
    const consultation = await recordOf(scene, aside);
    expect(consultation).toMatchObject({ talked: 0, held: 0, consulted: about(seconds(35)) });
    // Anna's time is in the record of the call for which she asks.
    expect(consultation.participants).toMatchObject([{ who: 'boris', consulted: consultation.consulted }]);
    const least = floor.engine.agents().find(({ name }) => name === 'boris')?.talkedFor;
    expect(least).toEqual(about(seconds(75)));
    const why = storyOf(await floor.store.journal.ofCall(call as never), { timeZone: 'Europe/Berlin' });
    expect(why.map(({ text }) => text).at(-2)).toMatch(/^anna: 1[23]s talked, 2[56]s in consultation$/);
  },
);

story('in a second line of the phone: the caller is on hold, and both consult', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await anna.holds();
  const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, 'boris', 'anna', 'anna');
  await boris.answers();
  await floor.passes(seconds(20));
  const leg = floor.asterisk.talkingAt('anna')?.id;
  if (leg === undefined) throw new Error('Anna does not talk');
  floor.asterisk.transferTogether(leg, second);
  await maria.talksWith(boris);
  await floor.passes(seconds(30));
  await maria.hangsUp();
  await outcome(call);
  const record = await recordOf(scene, call);
  expect(record).toMatchObject({ held: about(seconds(20)), consulted: 0 });
  expect(record.participants).toMatchObject([
    { who: 'anna', held: 0, consulted: record.held },
    { who: 'boris', talked: about(seconds(30)), consulted: 0 },
  ]);
  const [made] = await told('secondCallMade', call);
  expect(await recordOf(scene, made?.second ?? '')).toMatchObject({
    talked: 0,
    consulted: about(seconds(20)),
  });
});

story(
  'completed while a queue is asked: whoever answers there has answered in that queue',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, maria, call } = await talk(scene);
    const clara = await floor.agent('clara');
    const asked = await asks(scene, call, { do: 'consult', to: 'second' });
    await clara.rings();
    await floor.passes(seconds(5));
    await asks(scene, call, { do: 'complete' });
    await anna.isHungUpOn();
    await clara.answers();
    await maria.talksWith(clara);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const sums = totals((await floor.journal()).map((entry, seq) => ({ ...entry, seq })));
    expect(discrepancies(sums)).toEqual([]);
    expect(sums.queues.get('second')).toMatchObject({ entered: 1, answered: 1, movedOn: 0 });
    expect(sums.queues.get('all')).toMatchObject({ entered: 1, answered: 1 });
    const record = await recordOf(scene, call);
    expect(record.offers.map(({ to, outcome: how }) => [to, how])).toEqual([
      ['anna', 'answered'],
      ['clara', 'answered'],
    ]);
    expect((await recordOf(scene, (asked.done && asked.aside) || '')).offers).toEqual([]);
  },
);

story('completed while it rings: an offer that is declined then counts as declined', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await anna.hangsUp();
  await boris.declines();
  await floor.until('the offer has ended', async () =>
    (await told('offerEnded', call)).some(({ outcome }) => outcome === 'declined'),
  );
  expect(figuresOf(await floor.journal(), 'agents').get('boris')).toMatchObject({ offers: 1, declined: 1 });
  await maria.hangsUp();
});

story(
  'completed in the greeting of a voicemail: the caller is passed on once, not twice',
  plan.replace('"1": { queue: all }', '"1": { queue: all }\n  "2": { voicemail: office }'),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call } = await talk(scene);
    await asks(scene, call, { do: 'consult', to: '2' });
    await floor.passes(seconds(1));
    await anna.hangsUp();
    await floor.passes(seconds(20));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('voicemail');
    expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'ended' }]);
    expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', to: '2' }]);
    const journal = await floor.journal();
    expect(figuresOf(journal, 'agents').get('anna')?.['transfersOut']).toBe(1);
    expect(figuresOf(journal, 'calls').get('outside')?.['transfers']).toBe(1);
  },
);

story('merged: all three talk, until the first leaves the other two', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { anna, boris, maria, call, aside } = await consulting(scene);
  expect(await asks(scene, call, { do: 'merge' })).toMatchObject({ done: true });
  await maria.talksWith(boris);
  await maria.talksWith(anna);
  expect(hear(scene, 'anna', 'boris')).toBe(true);
  expect(await outcome(aside)).toBe('joined');
  expect(await asks(scene, call, { do: 'mute', who: 'boris', muted: true })).toMatchObject({ done: true });
  expect(floor.asterisk.talkingAt('boris')?.muted).toBe(true);
  expect(await asks(scene, call, { do: 'mute', who: 'clara', muted: true })).toMatchObject({
    done: false,
    code: 'no_such_party',
  });
  await asks(scene, call, { do: 'mute', who: 'boris', muted: false });
  expect(floor.asterisk.talkingAt('boris')?.muted).toBe(false);
  await anna.hangsUp();
  await floor.passes(seconds(2));
  await maria.talksWith(boris);
  expect(await told('servingPassed', call)).toMatchObject([{ who: 'boris', from: 'anna' }]);
  expect(await asks(scene, call, { do: 'drop', who: 'boris' })).toMatchObject({
    done: false,
    code: 'last_to_serve',
  });
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
});

story('nobody answers: back with the caller, and a word for the agent', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  // By whom, and for whom.
  expect(await boris.rings()).toEqual({ number: '+4930123456', name: 'Anna: Maria' });
  await maria.hearsMusic(anna);
  await floor.passes(seconds(30));
  await maria.talksWith(anna);
  expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'not_reached' }]);
  expect(floor.asterisk.spoken).toContain('Nobody was reached.');
  const [aside] = await told('consultBegan', call);
  expect(await outcome(aside?.aside ?? '')).toBe('not_reached');
  await maria.hangsUp();
});

story('cancelled while it rings: the phone stops, and they talk on', plan, async (scene) => {
  const { doing, floor } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await asks(scene, call, { do: 'cancel' });
  await boris.stopsRinging();
  await maria.talksWith(anna);
  await floor.until('Boris is free', () => doing('boris') === 'free');
  await maria.hangsUp();
});

story('the agent hangs up while it rings: the caller waits for whom was asked', plan, async (scene) => {
  const { told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await anna.hangsUp();
  await boris.answers();
  await maria.talksWith(boris);
  expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'completed', by: 'anna' }]);
  await maria.hangsUp();
});

story('completed while it rings, and nobody answers: back to the queue', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await asks(scene, call, { do: 'complete' });
  await anna.isHungUpOn();
  await boris.rings();
  await floor.passes(seconds(30));
  expect(['waiting', 'ringing']).toContain(phase(call));
  await anna.answers();
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('the agent hangs up while they ask: the caller goes on with whom was asked', plan, async (scene) => {
  const { outcome } = scene;
  const { anna, boris, maria, call, aside } = await consulting(scene);
  await anna.hangsUp();
  await maria.talksWith(boris);
  expect(await outcome(aside)).toBe('joined');
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
});

story('the caller hangs up meanwhile: the two agents talk on', plan, async (scene) => {
  const { floor, outcome, doing } = scene;
  const { anna, boris, maria, call, aside } = await consulting(scene);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  await floor.passes(seconds(5));
  expect(hear(scene, 'anna', 'boris')).toBe(true);
  expect(doing('anna')).toBe('calling');
  await boris.hangsUp();
  await anna.isHungUpOn();
  expect(await outcome(aside)).toBe('answered');
  await floor.until('Anna wraps up', () => doing('anna') === 'wrapping_up');
});

story(
  'the caller hangs up while the agent is back with them: on with whom was asked',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, boris, maria, call } = await consulting(scene);
    await asks(scene, call, { do: 'swap' });
    await maria.talksWith(anna);
    await maria.hangsUp();
    await outcome(call);
    await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
    expect(floor.asterisk.hearsMusic(floor.asterisk.talkingAt('boris')?.id as never)).toBe(false);
    await boris.hangsUp();
    await anna.isHungUpOn();
  },
);

story('the caller hangs up while it rings: the phones stop', plan, async (scene) => {
  const { floor, outcome, doing } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await maria.hangsUp();
  await outcome(call);
  await boris.stopsRinging();
  await anna.isHungUpOn();
  await floor.until('Boris is free', () => doing('boris') === 'free');
});

story('a queue and a number outside can be asked; oneself and nobody can not', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { anna, maria, call } = await talk(scene);
  for (const to of ['anna', 'nobody-here'])
    expect(await asks(scene, call, { do: 'consult', to })).toMatchObject({ code: 'no_such_target' });
  expect(await asks(scene, call, { do: 'swap' })).toMatchObject({ code: 'no_consultation' });
  const clara = await floor.agent('clara');
  await asks(scene, call, { do: 'consult', to: 'second' });
  expect(await asks(scene, call, { do: 'consult', to: 'boris' })).toMatchObject({ code: 'has_second_call' });
  await clara.answers();
  await floor.until('Anna talks with Clara', () => hear(scene, 'anna', 'clara'));
  await clara.hangsUp();
  await maria.talksWith(anna);
  await asks(scene, call, { do: 'consult', to: '017012345678' });
  const mobile = floor.phone('+4917012345678');
  await mobile.answers();
  await floor.passes(seconds(2));
  await asks(scene, call, { do: 'complete' });
  await maria.talksWith(mobile);
  await maria.hangsUp();
  await outcome(call);
});

story('killed while they ask, and while it rings: nobody is lost', plan, async (scene) => {
  const { floor } = scene;
  const { anna, boris, maria, call } = await consulting(scene);
  await floor.killed(async () => undefined);
  expect(hear(scene, 'anna', 'boris')).toBe(true);
  await maria.hearsMusic(anna);
  await asks(scene, call, { do: 'swap' });
  await maria.talksWith(anna);
  await floor.killed(async () => undefined);
  await maria.talksWith(anna);
  await asks(scene, call, { do: 'cancel' });
  await boris.isHungUpOn();
  await floor.passes(seconds(1));
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await floor.killed(async () => undefined);
  await boris.answers();
  await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  await asks(scene, call, { do: 'merge' });
  await maria.talksWith(boris);
  await floor.killed(async () => undefined);
  await maria.talksWith(boris);
  await maria.talksWith(anna);
  await maria.hangsUp();
  await floor.passes(minutes(1));
});

story(
  'killed, and the agent hangs up meanwhile: the caller goes on with whom was asked',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { anna, boris, maria } = await consulting(scene);
    await floor.killed(async () => await anna.goesAtOnce());
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story('the phone vanishes while they ask: the caller is brought to the next', plan, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await consulting(scene);
  floor.asterisk.vanish('anna');
  await floor.until('that is noticed', async () => (await told('phoneVanished', call)).length > 0);
  await floor.passes(seconds(10));
  await floor.agent('anna').then(async (anna) => {
    await anna.answers();
    await maria.talksWith(anna);
  });
  await maria.hangsUp();
});

story('by the phone: two of its lines are put together, whichever it names first', plan, async (scene) => {
  const { floor, outcome, told } = scene;
  for (const isMirrored of [false, true]) {
    const { anna, boris, maria, call } = await talk(scene);
    await anna.holds();
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, 'boris', 'anna', 'anna');
    await boris.answers();
    await floor.passes(seconds(1));
    const leg = floor.asterisk.talkingAt('anna')?.id;
    expect(leg).toBeDefined();
    if (leg === undefined) return;
    floor.asterisk.transferTogether(...(isMirrored ? ([second, leg] as const) : ([leg, second] as const)));
    await maria.talksWith(boris);
    const [{ second: other } = {}] = await told('secondCallMade', call);
    expect(await outcome(other ?? '')).toBe('joined');
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    await floor.passes(seconds(30));
  }
});

story('a word said to who asks somebody ends when that one answers', withKeys, async (scene) => {
  const { floor } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await anna.presses('*6');
  await floor.until('that there is nobody yet is said', () => floor.asterisk.isPlaying);
  await boris.answers();
  await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  await maria.hangsUp();
  await boris.hangsUp();
});

story(
  'whom they ask holds by key: no music over the voices when they go back to the caller',
  holdsByKey,
  async (scene) => {
    const { floor } = scene;
    const { anna, boris, maria, call } = await consulting(scene);
    await boris.presses('*1');
    const annas = floor.asterisk.talkingAt('anna')?.id as never;
    await floor.until('Anna hears music', () => floor.asterisk.hearsMusic(annas));
    await asks(scene, call, { do: 'swap' });
    await maria.talksWith(anna);
    await floor.until('she hears Maria', () => !floor.asterisk.hearsMusic(annas));
    await asks(scene, call, { do: 'swap' });
    await floor.until('she hears music again', () => floor.asterisk.hearsMusic(annas));
    await boris.presses('*1');
    await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
    expect(floor.asterisk.hearsMusic(annas)).toBe(false);
    await maria.hangsUp();
    await boris.hangsUp();
  },
);

story(
  'completed while a number with a time limit is asked: when it is over, the caller is back in their queue',
  plan.replace('numbers:\n', 'numbers:\n  "6": [{ queue: second, for: 60s }, { voicemail: office }]\n'),
  async (scene) => {
    const { floor, phase } = scene;
    const { anna, maria, call } = await talk(scene);
    const clara = await floor.agent('clara');
    await asks(scene, call, { do: 'consult', to: '6' });
    await clara.rings();
    await anna.hangsUp();
    await floor.passes(seconds(70));
    await clara.stopsRinging();
    expect(['waiting', 'ringing']).toContain(phase(call));
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story(
  'on hold by the phone before they ask: the button that ends it ends it for the caller',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    await anna.holds();
    await floor.passes(seconds(1));
    await asks(scene, call, { do: 'hold' });
    await floor.passes(seconds(1));
    expect(floor.asterisk.talkingAt('anna')?.silence).toBe(true);
    await asks(scene, call, { do: 'consult', to: 'boris' });
    await boris.answers();
    await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
    expect(floor.asterisk.talkingAt('anna')?.silence).toBe(false);
    await anna.resumes();
    await floor.until('that is told', async () => (await told('resumed', call)).length > 0);
    await maria.hearsMusic(anna);
    await asks(scene, call, { do: 'merge' });
    await maria.talksWith(boris);
    await maria.talksWith(anna);
    expect(await told('resumed', call)).toMatchObject([{ who: 'anna', because: 'resumed' }]);
    await maria.hangsUp();
  },
);

story('on hold while they ask, and back with the caller: the button ends that, too', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call, aside } = await consulting(scene);
  await anna.holds();
  await floor.until('that is told', async () => (await told('held', aside)).length > 0);
  await asks(scene, call, { do: 'swap' });
  await maria.talksWith(anna);
  await anna.resumes();
  await floor.until('it is over', async () => (await told('resumed', aside)).length > 0);
  await asks(scene, call, { do: 'swap' });
  await floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  await asks(scene, call, { do: 'cancel' });
  await boris.isHungUpOn();
  await maria.hangsUp();
  expect(await told('resumed', aside)).toMatchObject([{ because: 'resumed' }]);
});

story(
  'on hold by an operator in the consultation, and then in the call: they can end it',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, boris, maria, call, aside } = await consulting(scene);
    expect(await asks(scene, aside, { do: 'hold' })).toMatchObject({ done: true });
    await floor.until('Boris hears silence', () => floor.asterisk.talkingAt('boris')?.silence === true);
    await asks(scene, call, { do: 'complete' });
    await anna.isHungUpOn();
    await maria.hearsMusic(boris);
    expect(await asks(scene, call, { do: 'unhold' })).toMatchObject({ done: true });
    await maria.talksWith(boris);
    expect(floor.asterisk.talkingAt('boris')?.silence).toBe(false);
    expect(await told('resumed', call)).toMatchObject([{ who: 'boris', because: 'resumed' }]);
    await maria.hangsUp();
  },
);

story(
  'the phone of one of three vanishes while they ask: the others talk on, and nobody is stuck',
  plan,
  async (scene) => {
    const { floor, doing, outcome } = scene;
    const { boris, maria, call } = await talk(scene);
    const clara = await floor.agent('clara');
    await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'join' });
    await boris.answers();
    await maria.talksWith(boris);
    await floor.until('the three talk', () => hear(scene, 'anna', 'boris'));
    await asks(scene, call, { do: 'consult', to: 'clara' });
    await clara.answers();
    await floor.until('Anna talks with Clara', () => hear(scene, 'anna', 'clara'));
    floor.asterisk.vanish('anna');
    await clara.isHungUpOn();
    await maria.talksWith(boris);
    await floor.passes(seconds(30));
    expect(doing('anna')).toBe('free');
    expect(floor.asterisk.talkingAt('anna')).toBeUndefined();
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story('killed while it rings, and both hang up meanwhile: the call was answered', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  const asked = await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await floor.killed(async () => {
    await anna.goesAtOnce();
    await maria.hangsUp();
  });
  expect(await outcome(call)).toBe('answered');
  expect(await outcome((asked.done && asked.aside) || '')).toBe('not_reached');
  await boris.stopsRinging();
});

story(
  'the caller hangs up while a queue is asked: nobody has given up in that queue',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call } = await talk(scene);
    const asked = await asks(scene, call, { do: 'consult', to: 'second' });
    await floor.passes(seconds(5));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'ended', by: 'the caller has gone' }]);
    await anna.isHungUpOn();
    expect(await outcome((asked.done && asked.aside) || '')).toBe('not_reached');
    const sums = totals((await floor.journal()).map((entry, seq) => ({ ...entry, seq })));
    expect(sums.queues.get('second')).toMatchObject({ entered: 1, abandoned: 0, movedOn: 1 });
  },
);

story('a word for an agent who has to be connected once more is stopped first', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await floor.until('nobody is reached', async () => (await told('consultEnded', call)).length > 0);
  await floor.until('Anna is told', () => floor.asterisk.isPlaying);
  await floor.killed(async () => {
    // Asterisk has never heard that the two are to be brought together.
    for (const bridge of floor.asterisk.bridges.keys()) floor.asterisk.bridges.set(bridge, []);
  });
  // That no order was wrong is checked at the end of each story.
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('asked again while the agent is told that nobody was reached', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'consult', to: 'boris' });
  await boris.rings();
  await floor.until('nobody is reached', async () => (await told('consultEnded', call)).length > 0);
  await floor.until('Anna is told', () => floor.asterisk.isPlaying);
  const again = await asks(scene, call, { do: 'consult', to: 'boris' });
  await asks(scene, call, { do: 'cancel' });
  expect(again.done).toBe(true);
  // That no order was wrong is checked at the end of each story.
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story(
  'who is asked looks for somebody in vain, and is handed over while they are told',
  plan,
  async (scene) => {
    const { outcome } = scene;
    const { boris, maria, call, aside } = await consulting(scene);
    // Clara has no phone. What Boris hears now has to end, or Asterisk would bring him in seconds later.
    expect(await asks(scene, aside, { do: 'join', to: 'clara', onAnswer: 'join' })).toMatchObject({
      done: true,
    });
    expect(await asks(scene, call, { do: 'complete' })).toMatchObject({ done: true });
    await maria.talksWith(boris);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story('an agent is told that nobody was reached, and holds and resumes meanwhile', plan, async (scene) => {
  const { outcome } = scene;
  const { anna, maria, call } = await talk(scene);
  for (const action of [
    { do: 'join', to: 'clara', onAnswer: 'join' },
    { do: 'hold' },
    { do: 'unhold' },
  ] as const)
    expect(await asks(scene, call, action)).toMatchObject({ done: true });
  await maria.talksWith(anna);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
});

story(
  'handed over: the first agent is hung up on behind the command that brings in the next',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    const leg = floor.asterisk.talkingAt('anna')?.id;
    await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'hand_over' });
    const perform = floor.asterisk.perform.bind(floor.asterisk);
    const asked: ExchangeCommand[] = [];
    floor.asterisk.perform = async (command, media) => {
      asked.push(command);
      return await perform(command, media);
    };
    await boris.answers();
    await anna.isHungUpOn();
    const joins = asked.find((command) => command.do === 'connect');
    const ends = asked.find((command) => command.do === 'hangUp' && command.leg === leg);
    // Of two lanes, a slow exchange may carry out the second first: the caller would be alone.
    expect(ends && laneOf(ends)).toBe(joins && laneOf(joins));
    await maria.talksWith(boris);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story(
  'an agent goes to ask somebody: they leave the room before it is removed, in the lane of either call',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { boris, maria, call } = await talk(scene);
    const legs = [...floor.asterisk.bridges.values()].flat();
    const perform = floor.asterisk.perform.bind(floor.asterisk);
    const asked: ExchangeCommand[] = [];
    floor.asterisk.perform = async (command, media) => {
      asked.push(command);
      return await perform(command, media);
    };
    await asks(scene, call, { do: 'consult', to: 'boris' });
    await boris.answers();
    // If connecting them takes long, they may not even be in it when they are asked to leave in the other lane.
    expect(asked.find((command) => command.do === 'removeBridge')).toMatchObject({ leaving: legs });
    await maria.hangsUp();
  },
);

story(
  'an agent hands over while they hold whom they asked with the button: the music ends with the hold',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { asterisk, engine } = floor;
    const { boris, maria, call } = await talk(scene);
    await engine.inTalk(call as CallId, { do: 'consult', to: 'boris' }, 'test');
    await boris.answers();
    await floor.passes(seconds(2));
    asterisk.holds(asterisk.talkingAt('anna')?.id as LegId);
    await floor.passes(seconds(2));
    await engine.inTalk(call as CallId, { do: 'complete' }, 'test');
    await maria.talksWith(boris);
    await floor.passes(seconds(1));
    expect([...asterisk.badlyHeard]).toEqual([]);
    await maria.hangsUp();
  },
);
