/** Parking, and picking up what rings at a colleague of the same team. */
import { expect } from 'vitest';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { office, type Scene, story, talk } from './story.ts';

const plan = `${office('wrap-up: 0s').replace('agents: [anna, boris, clara],', 'agents: [anna],')}
parking: { slots: ["71", "72"], for: 1m }
teams: { sales: [anna, boris] }
codes: { "*80": pick up }
keys in talk: { "*1": transfer, "*4": park }
`;

const dials = ({ floor }: Scene, phone: string, what: string) =>
  floor.asterisk.callFrom({ kind: 'phone', name: phone }, what, phone, phone);

const outside = ({ floor }: Scene): LegId | undefined =>
  [...floor.asterisk.legs.values()].find((leg) => leg.outside !== undefined)?.id;

async function togetherWith({ floor }: Scene, leg: LegId): Promise<void> {
  const maria = () =>
    [...floor.asterisk.legs.values()].find(({ arrival }) => arrival?.callerName === 'Maria');
  await floor.until('Maria talks with them', () => {
    const caller = maria();
    return caller !== undefined && floor.asterisk.together(leg, caller.id) && !caller.music;
  });
}

story('parked by the transfer key, and fetched at another phone', plan, async (scene) => {
  const { floor, told, outcome, doing } = scene;
  const { anna, maria, call } = await talk(scene);
  await anna.transfersTo('71');
  await maria.hearsMusic(anna);
  await floor.until('Anna is free', () => doing('anna') === 'free');
  expect(await told('parked', call)).toMatchObject([{ slot: '71', by: 'anna' }]);
  const leg = dials(scene, 'boris', '71');
  await togetherWith(scene, leg);
  expect(doing('boris')).toBe('talking');
  expect(await told('pickedUp', call)).toMatchObject([{ by: 'boris', from: 'slot 71' }]);
  await floor.passes(seconds(5));
  floor.asterisk.putDown(leg);
  expect(await outcome(call)).toBe('answered');
  expect(doing('boris')).toBe('free');
  const why = storyOf(await floor.store.journal.ofCall(call as never), { timeZone: 'UTC' });
  expect(why.map(({ text }) => text)).toContain('anna parked the caller in slot 71');
});

story(
  'parked by an operator in the first free slot; through a kill; fetched by who parked',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, maria, call } = await talk(scene);
    expect(await floor.engine.inTalk(call as never, { do: 'park' }, 'api')).toEqual({
      done: true,
      slot: '71',
    });
    await floor.killed(async () => await floor.passes(seconds(3)));
    await maria.hearsMusic(anna);
    const leg = dials(scene, 'anna', '71');
    await togetherWith(scene, leg);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story(
  'nobody fetches the caller: the agent who parked is rung, and then their queue',
  plan,
  async (scene) => {
    const { floor, told, phase } = scene;
    const { anna, maria, call } = await talk(scene);
    await anna.transfersTo('72');
    await floor.passes(seconds(50));
    expect(phase(call)).toBe('waiting');
    await anna.rings();
    await anna.declines();
    await floor.until('she waits in her queue', async () =>
      (await told('phaseEntered', call)).some(({ because }) => because === 'the transfer reached no one'),
    );
    await floor.passes(minutes(1));
    expect(maria.onTheLine).toBe(true);
    await maria.hangsUp();
    await floor.passes(seconds(30));
  },
);

story('by a key, which says the slot; a caller who hangs up in the slot is gone', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { anna, maria, call } = await talk(scene);
  await anna.presses('*4');
  await floor.until('Anna hears the slot', () => floor.asterisk.spoken.includes('The call is parked at'));
  await maria.hearsMusic(anna);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('abandoned');
  // She was answered in time all the same: a share of those who were.
  expect(figuresOf(await floor.journal(), 'calls').get('outside')).toMatchObject({
    answered: 0,
    abandoned: 1,
    serviceLevelOfAnswered: 1,
  });
  const leg = dials(scene, 'boris', '71');
  await floor.until('Boris hears that nobody is there', () =>
    floor.asterisk.spoken.includes('There is no call to fetch.'),
  );
  await floor.until('it is over', () => !floor.asterisk.legs.has(leg));
});

story('who parks by key and hangs up before they have heard all of it has parked', plan, async (scene) => {
  const { floor, outcome, phase } = scene;
  const { anna, maria, call } = await talk(scene);
  await anna.presses('*4');
  await floor.passes(seconds(1));
  await anna.hangsUp();
  await floor.passes(seconds(1));
  expect(phase(call)).toBe('waiting');
  expect([...floor.asterisk.badlyHeard]).toEqual([]);
  const leg = dials(scene, 'boris', '71');
  await togetherWith(scene, leg);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
});

story('who ends the call at the desk while the slot is said has parked, too', plan, async (scene) => {
  const { floor, phase, doing } = scene;
  const { anna, maria, call } = await talk(scene);
  await anna.presses('*4');
  await floor.passes(seconds(1));
  await floor.engine.hangUp(call as CallId, 'anna', undefined, 'anna');
  await floor.passes(seconds(1));
  expect(phase(call)).toBe('waiting');
  expect(doing('anna')).toBe('free');
  await maria.hangsUp();
});

story('all slots are taken: the caller goes back, and an operator is refused', plan, async (scene) => {
  const { floor, phase } = scene;
  const first = await talk(scene);
  await first.anna.transfersTo('71');
  await floor.until('parked', () => phase(first.call) === 'waiting');
  await floor.passes(seconds(1));
  const second = floor.caller('Ivan', { number: '+4930000002' });
  const call = await second.dials('1');
  await first.anna.answers();
  await second.talksWith(first.anna);
  await floor.passes(seconds(2));
  // The one that is asked for is taken: the next one.
  await first.anna.transfersTo('71');
  await floor.until('parked as well', () => phase(call) === 'waiting');
  const third = floor.caller('Last', { number: '+4930000003' });
  const last = await third.dials('1');
  await first.anna.answers();
  await third.talksWith(first.anna);
  expect(await floor.engine.inTalk(last as never, { do: 'park' }, 'api')).toMatchObject({
    done: false,
    because: 'all parking slots are taken',
  });
  for (const caller of [first.maria, second, third]) await caller.hangsUp();
  await floor.passes(minutes(1));
});

story(
  'a call that rings at a colleague is picked up by code; not by who is in no team',
  plan,
  async (scene) => {
    const { floor, told, outcome, doing } = scene;
    const anna = await floor.agent('anna');
    await floor.agent('boris');
    await floor.agent('clara');
    const call = await floor.caller('Maria').dials('1');
    await anna.rings();
    dials(scene, 'clara', '*80');
    await floor.until('Clara hears no', () => floor.asterisk.spoken.includes('There is no call to fetch.'));
    expect(anna.ringing).toBe(true);
    const leg = dials(scene, 'boris', '*80');
    await togetherWith(scene, leg);
    await anna.stopsRinging();
    expect(await told('pickedUp', call)).toMatchObject([{ by: 'boris', from: 'anna' }]);
    expect(doing('boris')).toBe('talking');
    await floor.passes(seconds(5));
    floor.asterisk.putDown(leg);
    expect(await outcome(call)).toBe('answered');
    await floor.passes(seconds(10));
    expect(doing('boris')).toBe('free');
  },
);

story(
  'the time in the slot is over while who parked talks: the caller is next in their queue',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    const { anna, maria, call } = await talk(scene);
    await anna.presses('*4');
    await floor.until('Maria is parked', () => phase(call) === 'waiting');
    await anna.isHungUpOn();
    const max = floor.caller('Max');
    const second = await max.dials('1');
    await anna.answers();
    await max.talksWith(anna);
    await floor.passes(minutes(2));
    expect([phase(call), phase(second)]).toEqual(['waiting', 'talking']);
    await maria.hearsMusic(anna);
    await anna.hangsUp();
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story('a transfer that rings at a colleague is picked up by who made it', plan, async (scene) => {
  const { told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await anna.transfersTo('boris');
  await boris.rings();
  await anna.isHungUpOn();
  const leg = dials(scene, 'anna', '*80');
  await togetherWith(scene, leg);
  await boris.stopsRinging();
  expect(await told('pickedUp', call)).toMatchObject([{ by: 'anna', from: 'boris' }]);
  await maria.hangsUp();
});

story(
  'an agent who consults is not parked by whom they ask: by key, operator or phone',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    const asked = await floor.engine.inTalk(call as never, { do: 'consult', to: 'boris' }, 'api');
    const aside = (asked.done && asked.aside) || '';
    await boris.answers();
    await floor.passes(seconds(2));
    await boris.presses('*4');
    await floor.until('that it cannot be is said', () => floor.asterisk.spoken.length > 0);
    expect(await floor.engine.inTalk(aside as never, { do: 'park' }, 'api')).toMatchObject({
      code: 'no_talk',
    });
    expect(await floor.engine.transfer(aside as never, '71', 'api')).toMatchObject({ done: false });
    await boris.transfersTo('71');
    await floor.passes(minutes(1));
    expect(await told('parked')).toEqual([]);
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story('nobody is asked for in a parking slot: an operator who tries is refused', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria, call } = await talk(scene);
  for (const action of [
    { do: 'join', to: '71', onAnswer: 'join' },
    { do: 'consult', to: '71' },
  ] as const)
    expect(await floor.engine.inTalk(call as never, action, 'api')).toMatchObject({
      code: 'no_such_target',
    });
  const leg = dials(scene, 'boris', '71');
  await floor.passes(seconds(5));
  await maria.talksWith(anna);
  floor.asterisk.putDown(leg);
});

story(
  'fetched by an agent who hangs up at once, after somebody outside had the caller: the next step follows',
  `${plan.replace('"1": { queue: all }', '"1": { queue: all }\n  "2": [{ ring: "+4930901820", for: 20s }, { voicemail: office }]')}
trunks: { berlin: { server: "192.0.2.1" } }
`,
  async (scene) => {
    const { floor, phase, doing } = scene;
    await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await floor.until('it rings outside', () => outside(scene) !== undefined);
    floor.asterisk.pickUp(outside(scene) as LegId);
    await floor.passes(seconds(3));
    floor.asterisk.press(outside(scene) as LegId, '1');
    await floor.until('they talk', () => phase(call) === 'talking');
    await floor.passes(seconds(5));
    floor.asterisk.transfer(outside(scene) as LegId, '71');
    await floor.until('she is parked', () => phase(call) === 'waiting');
    await floor.passes(seconds(2));
    const leg = dials(scene, 'boris', '71');
    await floor.passes(200);
    floor.asterisk.putDown(leg);
    await floor.until('she leaves a message', () => phase(call) === 'leaving_message');
    expect(doing('boris')).toBe('free');
    await maria.hangsUp();
  },
);

story(
  'whoever is called, has their call turned round and picks up another on a second line: the time counts once',
  plan.replace('agents: [anna],', 'agents: [clara],').replace('[anna, boris]', '[boris, clara]'),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const boris = await floor.agent('boris');
    await floor.agent('anna');
    const clara = await floor.agent('clara');
    const anna = dials(scene, 'anna', 'boris');
    await boris.answers();
    await floor.passes(seconds(3));
    const [own] = floor.engine.calls();
    // A key is for whoever serves: so Anna serves Boris from now on.
    floor.asterisk.press(anna, '*');
    await floor.passes(seconds(3));
    expect(await told('turnedRound')).toMatchObject([{ caller: 'boris', agent: 'anna' }]);
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await clara.rings();
    const leg = dials(scene, 'boris', '*80');
    await togetherWith(scene, leg);
    await floor.passes(seconds(8));
    floor.asterisk.putDown(leg);
    expect(await outcome(call)).toBe('answered');
    floor.asterisk.putDown(anna);
    expect(await outcome(own?.id ?? '')).toBe('answered');
  },
);
