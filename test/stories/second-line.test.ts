/** An agent calls a colleague, also on the second line of their phone while they talk (N14, N16). */
import { expect } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import { story as whyLines } from '../../src/reports/story.ts';
import { type CallId, type LegId, legId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story, talk } from './story.ts';

const plan = office('wrap-up: 10s', '  "2": [{ ring: clara, for: 20s }, { voicemail: office }]');

story(
  'whose caller hangs up while they talk on the second line is not rung, and wraps up when that call is over',
  plan,
  async ({ floor, told, doing }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const clara = await floor.agent('clara');
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '2', 'anna', 'anna');
    await clara.answers();
    await floor.until('Anna has two calls', () =>
      floor.asterisk.together(second, floor.asterisk.talkingAt('clara')?.id ?? legId('')),
    );
    expect(doing('anna')).toBe('talking');
    await maria.hangsUp();
    await floor.until('her talk is over', () => doing('anna') === 'calling');
    // Somebody else calls: Anna is still on the phone.
    const ivan = floor.caller('Ivan');
    const waiting = await ivan.dials('1');
    await floor.passes(minutes(1));
    expect(doing('anna')).toBe('calling');
    expect(await told('offerMade', waiting)).toEqual([]);
    floor.asterisk.putDown(second);
    await floor.until('Anna wraps up', async () => (await told('wrapUpStarted')).length > 0);
    expect(await told('wrapUpStarted')).toMatchObject([{ agent: 'anna', call }]);
    await anna.rings();
    await ivan.hangsUp();
    await floor.passes(seconds(30));
  },
);

story(
  'who hangs up on the second line first goes on talking, as before',
  plan,
  async ({ floor, doing, told }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '2', 'anna', 'anna');
    await floor.until('the second call goes on', () => floor.engine.calls().length === 2);
    floor.asterisk.putDown(second);
    await floor.until('the second call is over', () => floor.engine.calls().length === 1);
    expect(doing('anna')).toBe('talking');
    await maria.talksWith(anna);
    await maria.hangsUp();
    await floor.until('Anna wraps up', () => doing('anna') === 'wrapping_up');
    expect(await told('wrapUpStarted')).toMatchObject([{ agent: 'anna', call }]);
  },
);

/** Anna takes up her phone and dials. */
const dials = (floor: SimulatedFloor, number: string): LegId =>
  floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, number, 'anna', 'Anna');

const withNumber = plan.replace('boris: { name: Boris }', 'boris: { name: Boris, number: "17" }');

for (const [way, dialled] of [
  ['name', 'Boris'],
  ['number', '17'],
] as const)
  story(`N14: an agent calls a colleague by ${way}`, withNumber, async ({ floor, told, outcome }) => {
    await floor.agent('anna');
    const boris = await floor.agent('boris');
    const leg = dials(floor, dialled);
    await boris.answers();
    await floor.until('they talk', () =>
      floor.asterisk.together(leg, floor.asterisk.talkingAt('boris')?.id ?? legId('')),
    );
    const [{ call } = { call: '' }] = await told('callArrived');
    floor.asterisk.putDown(leg);
    expect(await outcome(call)).toBe('answered');
  });

story('N14: a colleague who is not there is said to be not available', plan, async ({ floor, told }) => {
  await floor.agent('anna');
  dials(floor, 'boris');
  await floor.until('she hears it', async () =>
    (await told('phaseEntered')).some(({ phase }) => phase === 'saying_goodbye'),
  );
  expect(await told('stepReached')).toMatchObject([{ flow: 'colleague Boris' }, { step: 'goodbye' }]);
  await floor.passes(seconds(30));
});

story('N14: only phones of our own reach a colleague by name', plan, async ({ floor, told, outcome }) => {
  await floor.agent('boris');
  const call = await floor.caller('Maria').dials('boris');
  expect(await outcome(call)).toBe('number_not_in_use');
  expect(await told('offerMade')).toEqual([]);
});

story('N16: a second call of an agent is linked to the first', plan, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const first = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const clara = await floor.agent('clara');
  const leg = dials(floor, 'clara');
  await clara.answers();
  const [, { call: second } = { call: '' }] = await told('callArrived');
  expect((await told('callArrived', second))[0]).toMatchObject({ beside: first });
  expect(await told('secondCallMade', first)).toMatchObject([{ agent: 'anna', second, dialled: 'clara' }]);
  const lines = async (call: string): Promise<string> =>
    whyLines(await floor.store.journal.ofCall(call as never), { timeZone: 'UTC' })
      .map(({ text }) => text)
      .join('\n');
  expect(await lines(first)).toContain(`anna dials clara on a second line: call ${second}`);
  expect(await lines(second)).toContain(`who is in call ${first} meanwhile`);
  floor.asterisk.putDown(leg);
  await maria.hangsUp();
  await floor.passes(seconds(30));
});

story(
  'two colleagues asked, one by the API and one on the second line, which is put together with the caller: the first is let go',
  plan,
  async (scene) => {
    const { floor, told, doing } = scene;
    const { boris, maria, call } = await talk(scene);
    const asks = async (action: TalkAction): Promise<void> =>
      expect(await floor.engine.inTalk(call as never, action, 'api')).toMatchObject({ done: true });
    await asks({ do: 'consult', to: 'boris' });
    await boris.answers();
    await floor.until('Boris is asked', async () => (await told('connected')).length === 2);
    await asks({ do: 'swap' });
    const first = floor.asterisk.talkingAt('anna')?.id as LegId;
    const clara = await floor.agent('clara');
    const second = dials(floor, 'clara');
    await clara.answers();
    await floor.until('Clara is asked', () =>
      floor.asterisk.together(second, floor.asterisk.talkingAt('clara')?.id as LegId),
    );
    floor.asterisk.transferTogether(first, second);
    await maria.talksWith(clara);
    await boris.isHungUpOn();
    expect(await told('consultEnded', call)).toMatchObject([{ agent: 'anna', outcome: 'ended' }]);
    await floor.until('Anna wraps up', () => doing('anna') === 'wrapping_up');
    await maria.hangsUp();
    await floor.passes(seconds(30));
  },
);

story(
  'whom an agent asks on the second line asks somebody too, and is put through to the caller: the consultation is of that call from then on',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { boris, maria, call } = await talk(scene);
    const first = floor.asterisk.talkingAt('anna')?.id as LegId;
    const second = dials(floor, 'boris');
    await boris.answers();
    await floor.until('Boris is asked', () =>
      floor.asterisk.together(second, floor.asterisk.talkingAt('boris')?.id as LegId),
    );
    const clara = await floor.agent('clara');
    const [, { call: own } = { call: '' }] = await told('callArrived');
    const asks = async (of: string, action: TalkAction): Promise<void> =>
      expect(await floor.engine.inTalk(of as never, action, 'api')).toMatchObject({ done: true });
    await asks(own, { do: 'consult', to: 'clara' });
    await clara.answers();
    await floor.passes(seconds(5));
    floor.asterisk.transferTogether(first, second);
    await floor.until('Boris has her', async () => (await told('servingPassed', call)).length === 1);
    expect(await told('consultEnded', own)).toMatchObject([{ agent: 'boris', outcome: 'ended' }]);
    expect(await told('consultBegan', call)).toMatchObject([{ agent: 'boris', to: 'clara' }]);
    await floor.passes(seconds(5));
    await maria.hearsMusic(boris);
    await asks(call, { do: 'cancel' });
    await maria.talksWith(boris);
    expect(await told('consultEnded', call)).toMatchObject([{ agent: 'boris', outcome: 'cancelled' }]);
    await maria.hangsUp();
    await floor.passes(seconds(30));
  },
);

for (const action of ['complete', 'cancel'] as const)
  story(
    `a message that an agent leaves on the second line is kept when they ask to ${action} that call`,
    plan.replace('numbers:\n', 'numbers:\n  "5": { voicemail: office }\n'),
    async ({ floor, told, outcome, phase, doing }) => {
      const anna = await floor.agent('anna');
      const maria = floor.caller('Maria');
      const first = await maria.dials('1');
      await anna.answers();
      await maria.talksWith(anna);
      dials(floor, '5');
      await floor.until('she is to speak', async () => (await told('callerAnswered')).length > 1);
      const [, { call: second } = { call: '' }] = await told('callArrived');
      await floor.passes(seconds(20));
      expect(await floor.engine.inTalk(first as never, { do: action }, 'api')).toMatchObject({ done: true });
      expect(await outcome(second)).toBe('voicemail');
      expect(await told('messageLeft', second)).toMatchObject([{ voicemail: 'office' }]);
      if (action === 'cancel') await maria.talksWith(anna);
      else await floor.until('Anna wraps up', () => doing('anna') === 'wrapping_up');
      expect(phase(first)).toBe(action === 'cancel' ? 'talking' : 'leaving_message');
      await maria.hangsUp();
      await floor.passes(seconds(30));
    },
  );

story(
  'a colleague who is asked puts their own call to another in their place: the one who asks does not wait for ever',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    const { asterisk, engine } = floor;
    const { maria, boris, call } = await talk(scene);
    await engine.inTalk(call as CallId, { do: 'consult', to: 'boris' }, 'test');
    await boris.answers();
    const asked = asterisk.talkingAt('boris')?.id ?? legId('');
    await floor.passes(seconds(2));
    const clara = await floor.agent('clara');
    const second = asterisk.callFrom({ kind: 'phone', name: 'boris' }, 'clara', 'boris', 'Boris');
    await clara.rings();
    asterisk.transferTogether(second, asked);
    await floor.until('who asks hears that it rings', () =>
      engine.calls().some(({ aside, phase: { name } }) => aside !== undefined && name === 'ringing'),
    );
    await clara.answers();
    await floor.passes(seconds(5));
    expect(phase(call)).toBe('talking');
    await maria.hangsUp();
  },
);
