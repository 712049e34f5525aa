/** Somebody has an agent's phone call somebody: the agent's own phone rings first. */
import { expect } from 'vitest';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { type AgentSpan, AgentTimes } from '../../src/reports/figures/agent-times.ts';
import { story as storyTold } from '../../src/reports/story.ts';
import { callId, legId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const plan = office('wrap-up: 10s', '  "2": [{ ring: clara, for: 20s }, { voicemail: office }]');

story(
  'the phone rings, and who answers it hears the colleague being rung; nobody is rung before',
  plan,
  async ({ floor, told, doing }) => {
    const clara = await floor.agent('clara');
    await floor.agent('anna');
    expect(await floor.engine.callFrom('anna', '2')).toMatchObject({ done: true, phone: 'anna' });
    await floor.passes(seconds(10));
    expect(floor.engine.calls()).toEqual([]);
    const leg = floor.asterisk.picksUpOwnCall('anna');
    await clara.rings();
    expect(doing('anna')).toBe('calling');
    expect(floor.asterisk.legs.get(leg)?.ringback).toBe(true);
    await clara.answers();
    await floor.until('they talk', () =>
      floor.asterisk.together(leg, floor.asterisk.talkingAt('clara')?.id ?? legId('')),
    );
    expect(await told('callArrived')).toMatchObject([{ via: { kind: 'phone', name: 'anna' }, dialled: '2' }]);
    expect(await told('ownPhoneRang')).toMatchObject([{ outcome: 'answered', rangFor: seconds(10) + 1 }]);
    floor.asterisk.putDown(leg);
    await floor.until('it is over', () => floor.engine.calls().length === 0);
    await floor.until('Anna is free', () => doing('anna') === 'free');
  },
);

story('a colleague is called by name', plan, async ({ floor }) => {
  await floor.agent('anna');
  const boris = await floor.agent('boris');
  expect(await floor.engine.callFrom('anna', 'boris')).toMatchObject({ done: true, phone: 'anna' });
  const leg = floor.asterisk.picksUpOwnCall('anna');
  await boris.rings();
  floor.asterisk.putDown(leg);
  await floor.until('it is over', () => floor.engine.calls().length === 0);
});

story('nothing rings for who cannot call, or for nobody', plan, async ({ floor }) => {
  const code = async (agent: string, to: string) => {
    const placed = await floor.engine.callFrom(agent, to);
    return placed.done ? 'done' : placed.code;
  };
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  expect(await code('xaver', '2')).toBe('no_such_agent');
  expect(await code('anna', '4711')).toBe('not_dialled_at_phone');
  // A number outside that the plan does not have is not dialled at a phone either.
  expect(await code('anna', '+4930555')).toBe('not_dialled_at_phone');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.rings();
  expect(await code('anna', '2')).toBe('agent_busy');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await code('anna', '2')).toBe('agent_busy');
  await boris.leaves();
  expect(await code('boris', '2')).toBe('agent_without_phone');
  await maria.hangsUp();
  await floor.until('Anna wraps up', () => floor.engine.agent('anna')?.activity.kind === 'wrapping_up');
  // Between two calls she may call herself, as by hand.
  expect(await code('anna', '2')).toBe('done');
  expect(floor.asterisk.clicked.size).toBe(1);
});

const out = plan.replace(
  'voicemails:',
  'trunks: { out: { server: "192.0.2.1" } }\noutside calls: { countries: [DE], by agents: { who: [anna] } }\nvoicemails:',
);

story('an outside number, for who may dial it', out, async ({ floor, told, doing }) => {
  await floor.agent('anna');
  await floor.agent('boris');
  expect(await floor.engine.callFrom('boris', '030901820')).toMatchObject({
    done: false,
    code: 'not_dialled_at_phone',
    because: 'boris may not dial outside numbers',
  });
  // An emergency call is dialled by hand.
  expect(await floor.engine.callFrom('anna', '112')).toMatchObject({ done: false });
  expect(await floor.engine.callFrom('anna', '030901820')).toMatchObject({ done: true, phone: 'anna' });
  const leg = floor.asterisk.picksUpOwnCall('anna');
  const outside = floor.phone('+4930901820');
  await outside.rings();
  expect(floor.asterisk.legs.get(leg)?.ringback).toBe(true);
  await outside.answers();
  await floor.until('Anna serves them', () => doing('anna') === 'talking');
  expect(await told('turnedRound')).toMatchObject([{ caller: '+4930901820', agent: 'anna' }]);
  floor.asterisk.putDown(leg);
  await floor.until('it is over', () => floor.engine.calls().length === 0);
});

story(
  'an agent who does not take it: a call that nobody else was rung for, with the reason',
  plan,
  async ({ floor, told, doing }) => {
    const clara = await floor.agent('clara');
    await floor.agent('anna');
    const placed = await floor.engine.callFrom('anna', '2');
    await floor.passes(seconds(4));
    floor.asterisk.refusesOwnCall('anna', 'declined', 'phone_declined');
    await floor.passes(seconds(1));
    const [arrived] = await told('callArrived');
    expect(arrived).toMatchObject({ dialled: '2', agent: 'anna', leg: placed.done ? placed.leg : '' });
    expect(await told('ownPhoneRang')).toMatchObject([
      {
        call: arrived?.call,
        phone: 'anna',
        outcome: 'declined',
        code: 'phone_declined',
        rangFor: seconds(4) + 1,
      },
    ]);
    expect(await told('callEnded')).toMatchObject([{ outcome: 'not_reached', by: 'agent anna' }]);
    expect(clara.ringing).toBe(false);
    expect(doing('anna')).toBe('free');
    const story = storyTold(await floor.store.journal.ofCall(arrived?.call ?? callId(0)), {
      timeZone: 'UTC',
    }).map(({ text }) => text);
    expect(story).toContain(
      'click to call: anna rang first, for 4s: declined (phone_declined); no one else was rung',
    );
  },
);

story(
  'whom an agent called and passed on reaches nobody: a goodbye, and no fault of the plan',
  out,
  async ({ floor, told, outcome }) => {
    const anna = await floor.agent('anna');
    const outside = floor.phone('+4930901820');
    const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '030901820', 'anna', 'Anna');
    await outside.rings();
    await outside.answers();
    const [call] = floor.engine.calls();
    await floor.passes(seconds(5));
    floor.asterisk.transfer(leg, 'boris');
    await anna.leaves();
    expect(await outcome(call?.id ?? '')).toBe('goodbye');
    expect(floor.asterisk.spoken.at(-1)).toContain('Goodbye');
    expect(await told('alarmRaised')).toEqual([]);
  },
);

story('declined during a wrap-up: the wrap-up goes on, in the numbers too', plan, async (scene) => {
  const { floor, told, doing, outcome } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(5));
  await maria.hangsUp();
  await outcome(call);
  expect(await floor.engine.callFrom('anna', '2')).toMatchObject({ done: true });
  await floor.passes(seconds(3));
  floor.asterisk.refusesOwnCall('anna', 'declined', 'phone_declined');
  await floor.until('the refusal is told', async () => (await told('ownPhoneRang')).length > 0);
  expect(doing('anna')).toBe('wrapping_up');
  await floor.until('Anna is free', () => doing('anna') === 'free');
  expect(await told('wrapUpEnded')).toMatchObject([{ agent: 'anna', by: 'time' }]);
  const wrapUps = spansOf(await floor.journal()).filter(({ state }) => state === 'wrap_up');
  expect(wrapUps.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(seconds(10));
});

function spansOf(entries: readonly StoredEntry[]): readonly AgentSpan[] {
  const spans: AgentSpan[] = [];
  const times = new AgentTimes((span) => spans.push(span));
  for (const entry of entries) times.add(entry);
  return spans;
}
