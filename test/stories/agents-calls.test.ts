/** Calls that agents make at their phones: joined, transferred, and by keys, like any other call. */
import { expect } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import { callId, type LegId, legId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { figuresOf, mustFit } from '../support/figures.ts';
import { office, type Scene, story } from './story.ts';

const plan = `${office('wrap-up: 10s', '  "2": [{ ring: "+49301112233", for: 30s }, goodbye]')}
trunks: { out: { server: "192.0.2.1" } }
outside calls: { countries: [DE] }
keys in talk: { "*1": transfer, "*2": consult, "*7": hold }
`;

/** Anna takes up her phone and dials. */
const dials = ({ floor }: Scene, to: string): LegId =>
  floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, to, 'anna', 'Anna');

const legAt = ({ floor }: Scene, phone: string): LegId => floor.asterisk.talkingAt(phone)?.id ?? legId('');

async function talksTo(scene: Scene, to: string, phone: string): Promise<LegId> {
  const { floor } = scene;
  const leg = dials(scene, to);
  if (phone.startsWith('+')) await floor.phone(phone).answers();
  else await floor.until(`${phone} rings`, () => floor.asterisk.ringingAt(phone) !== undefined);
  const ringing = floor.asterisk.ringingAt(phone);
  if (ringing) floor.asterisk.pickUp(ringing.id);
  await floor.until(`anna talks at ${phone}`, () => floor.asterisk.together(leg, legAt(scene, phone)));
  await floor.passes(seconds(5));
  return leg;
}

const outside = '+49301112233';

story(
  'two calls that an agent has made are joined: both far ends talk, and the agent is free',
  plan,
  async (scene) => {
    const { floor, told, outcome, doing } = scene;
    for (const name of ['anna', 'boris', 'clara']) await floor.agent(name);
    const first = await talksTo(scene, 'boris', 'boris');
    const second = await talksTo(scene, 'clara', 'clara');
    floor.asterisk.transferTogether(first, second);
    await floor.until('the two talk', () =>
      floor.asterisk.together(legAt(scene, 'boris'), legAt(scene, 'clara')),
    );
    await floor.passes(seconds(10));
    expect(floor.asterisk.together(legAt(scene, 'boris'), legAt(scene, 'clara'))).toBe(true);
    expect(doing('anna')).toBe('free');
    const [one, other] = await told('callArrived');
    expect(await outcome(other?.call ?? '')).toBe('joined');
    const why = storyOf(await floor.store.journal.ofCall(one?.call as never), { timeZone: 'UTC' });
    expect(why.map(({ text }) => text)).toContain('anna called boris, who counts as the caller from now on');
    floor.asterisk.putDown(legAt(scene, 'clara'));
    expect(await outcome(one?.call ?? '')).toBe('answered');
  },
);

story(
  'who was called holds while their call is turned round: the hold goes on, and the time fits',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    for (const name of ['anna', 'boris']) await floor.agent(name);
    const annas = await talksTo(scene, 'boris', 'boris');
    const [{ call } = { call: '' }] = await told('callArrived');
    floor.asterisk.holds(legAt(scene, 'boris'));
    await floor.passes(seconds(5));
    for (const digit of '*7') floor.asterisk.press(annas, digit);
    await floor.passes(seconds(5));
    floor.asterisk.resumes(legAt(scene, 'boris'));
    await floor.passes(seconds(5));
    expect((await told('held', call)).map(({ who }) => who)).toEqual(['boris', 'caller', 'anna']);
    const resumed = (await told('resumed', call)).map(({ who, heldFor }) => [
      who,
      Math.round(heldFor / 1000),
    ]);
    expect(resumed).toEqual([
      ['boris', 5],
      ['caller', 5],
    ]);
  },
);

story('joined with one to somebody outside: who is outside counts as the caller', plan, async (scene) => {
  const { floor, told, outcome, doing } = scene;
  for (const name of ['anna', 'boris', 'clara']) await floor.agent(name);
  const first = await talksTo(scene, 'boris', 'boris');
  const second = await talksTo(scene, '2', outside);
  floor.asterisk.transferTogether(first, second);
  await floor.until('the two talk', () =>
    floor.asterisk.together(legAt(scene, 'boris'), legAt(scene, outside)),
  );
  await floor.passes(seconds(10));
  expect(doing('anna')).toBe('free');
  expect(doing('boris')).toBe('talking');
  const [, { call } = { call: '' }] = await told('callArrived');
  expect(await told('turnedRound', call)).toMatchObject([{ caller: outside, agent: 'anna' }]);
  floor.asterisk.putDown(legAt(scene, outside));
  expect(await outcome(call)).toBe('answered');
});

story(
  'joined while the second still rings: who was called first goes on to ring there',
  plan,
  async (scene) => {
    const { floor, told, outcome, doing } = scene;
    await floor.agent('anna');
    const first = await talksTo(scene, '2', outside);
    const clara = await floor.agent('clara');
    const second = dials(scene, 'clara');
    await clara.rings();
    floor.asterisk.transferTogether(first, second);
    await floor.until('they hear music', () => floor.asterisk.hearsMusic(legAt(scene, outside)));
    await clara.answers();
    await floor.until('the two talk', () =>
      floor.asterisk.together(legAt(scene, outside), legAt(scene, 'clara')),
    );
    expect(doing('anna')).toBe('free');
    const [{ call } = { call: '' }] = await told('callArrived');
    await floor.passes(seconds(5));
    floor.asterisk.putDown(legAt(scene, 'clara'));
    expect(await outcome(call)).toBe('answered');
  },
);

story('an agent transfers, by their phone, whom they have called', plan, async (scene) => {
  const { floor, told, outcome, doing } = scene;
  await floor.agent('anna');
  const leg = await talksTo(scene, '2', outside);
  const boris = await floor.agent('boris');
  floor.asterisk.transfer(leg, 'boris');
  await boris.answers();
  await floor.until('they talk', () => floor.asterisk.together(legAt(scene, outside), legAt(scene, 'boris')));
  expect(doing('anna')).toBe('free');
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', leadsTo: 'boris' }]);
  floor.asterisk.putDown(legAt(scene, outside));
  expect(await outcome(call)).toBe('answered');
});

story('a transfer that reaches nobody leads back to the agent who has called', plan, async (scene) => {
  const { floor, outcome, told } = scene;
  const anna = await floor.agent('anna');
  const leg = await talksTo(scene, '2', outside);
  floor.asterisk.transfer(leg, 'boris');
  await anna.answers();
  await floor.until('they talk', () => floor.asterisk.together(legAt(scene, outside), legAt(scene, 'anna')));
  await floor.passes(seconds(5));
  await anna.hangsUp();
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await outcome(call)).toBe('answered');
});

story(
  'a colleague who was reached by way of a queue, and is transferred to nobody, hears so: the call does not fail',
  plan,
  async (scene) => {
    const { floor, outcome, told } = scene;
    const anna = await floor.agent('anna');
    await floor.agent('boris');
    const leg = await talksTo(scene, '1', 'boris');
    floor.asterisk.transfer(leg, 'anna');
    await floor.until('Anna has hung up', () => !floor.asterisk.legs.has(leg));
    await anna.leaves();
    const [{ call } = { call: '' }] = await told('callArrived');
    expect(await told('turnedRound', call)).toMatchObject([{ caller: 'boris', agent: 'anna' }]);
    // What follows the queue is for callers, and here nothing does.
    expect(await outcome(call)).toBe('goodbye');
    expect(floor.asterisk.spoken).toContain('Nobody was reached.');
  },
);

story('keys in talk work in a call that the agent has made', plan, async (scene) => {
  const { floor, outcome, told } = scene;
  for (const name of ['anna', 'boris']) await floor.agent(name);
  const leg = await talksTo(scene, 'boris', 'boris');
  for (const key of '*7') floor.asterisk.press(leg, key);
  await floor.until('boris hears music', () => floor.asterisk.hearsMusic(legAt(scene, 'boris')));
  for (const key of '*7') floor.asterisk.press(leg, key);
  await floor.until('they talk', () => floor.asterisk.together(leg, legAt(scene, 'boris')));
  expect(floor.asterisk.hearsMusic(legAt(scene, 'boris'))).toBe(false);
  floor.asterisk.putDown(leg);
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await outcome(call)).toBe('answered');
});

const free = plan
  .replace(
    'outside calls: { countries: [DE] }',
    'outside calls: { countries: [DE], by agents: { who: [anna], forbidden: ["+49180*", "+493055*"] } }',
  )
  .replace(
    'trunks: { out: { server: "192.0.2.1" } }',
    'trunks: { out: { server: "192.0.2.1" }, spare: { server: "192.0.2.2" } }',
  )
  .replace('by agents:', 'trunks: [out, spare], by agents:');

story('an agent dials an outside number: they serve whom they have called', free, async (scene) => {
  const { floor, told, outcome, doing } = scene;
  await floor.agent('anna');
  const leg = await talksTo(scene, '0301112233', outside);
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(doing('anna')).toBe('talking');
  expect(await told('turnedRound', call)).toMatchObject([{ caller: outside, agent: 'anna' }]);
  expect(await told('outsideUsed', call)).toMatchObject([{ trunk: 'out', byAgent: 'anna', calls: 1 }]);
  expect(await floor.engine.inTalk(call as never, { do: 'hold' }, 'api')).toMatchObject({ done: true });
  await floor.until('they hear music', () => floor.asterisk.hearsMusic(legAt(scene, outside)));
  await floor.engine.inTalk(call as never, { do: 'unhold' }, 'api');
  await floor.until('they talk', () => floor.asterisk.together(leg, legAt(scene, outside)));
  floor.asterisk.putDown(leg);
  expect(await outcome(call)).toBe('answered');
  expect(doing('anna')).toBe('free');
});

story('hung up within a moment: the number is not called again, and nobody waits', free, async (scene) => {
  const { floor, told, outcome } = scene;
  await floor.agent('anna');
  const leg = dials(scene, '0301112233');
  await floor.phone(outside).answers();
  await floor.until('anna talks', () => floor.asterisk.together(leg, legAt(scene, outside)));
  floor.asterisk.putDown(leg);
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await outcome(call)).toBe('answered');
});

story('a trunk that carries nothing: the next one; busy there: the agent hears it', free, async (scene) => {
  const { floor, told, outcome } = scene;
  await floor.agent('anna');
  floor.asterisk.trunkFaults.set('out', { cause: 'failed', why: 'network_failure' });
  dials(scene, '+49 30 1112233'.replaceAll(' ', ''));
  await floor.until(
    'it rings over the other',
    () => floor.asterisk.ringingOutside(outside)?.over === 'spare',
  );
  floor.asterisk.refuse(floor.asterisk.ringingOutside(outside)?.id ?? legId(''), 'busy');
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await told('trunkFailed', call)).toMatchObject([{ trunk: 'out', next: 'spare' }]);
  expect(await outcome(call)).toBe('goodbye');
  expect(floor.asterisk.spoken).toContain('This number is busy.');
});

story('forbidden numbers, and agents who may not: nothing is rung', free, async (scene) => {
  const { floor, told, outcome } = scene;
  await floor.agent('anna');
  await floor.agent('boris');
  dials(scene, '018055555');
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await outcome(call)).toBe('goodbye');
  expect(await told('outsideCallRefused', call)).toMatchObject([{ code: 'number_costs_extra' }]);
  floor.asterisk.callFrom({ kind: 'phone', name: 'boris' }, '0301112233', 'boris', 'Boris');
  await floor.passes(seconds(5));
  const [, { call: second } = { call: '' }] = await told('callArrived');
  expect(await told('outsideCallRefused', second)).toMatchObject([
    { because: 'boris may not dial outside numbers' },
  ]);
  expect(floor.asterisk.ringingOutside(outside)).toBeUndefined();
});

story('no plan, no outside call: the number is not in use', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  await floor.agent('anna');
  dials(scene, '0304445566');
  const [{ call } = { call: '' }] = await told('callArrived');
  expect(await outcome(call)).toBe('number_not_in_use');
});

story('who may not dial outside numbers reaches none by way of a colleague either', free, async (scene) => {
  const { floor, told } = scene;
  await floor.agent('boris');
  await floor.agent('clara');
  const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'boris' }, 'clara', 'boris', 'Boris');
  await floor.until('clara rings', () => floor.asterisk.ringingAt('clara') !== undefined);
  const ringing = floor.asterisk.ringingAt('clara');
  if (ringing) floor.asterisk.pickUp(ringing.id);
  await floor.until('they talk', () => floor.asterisk.together(leg, legAt(scene, 'clara')));
  await floor.passes(seconds(2));
  for (const key of '*20301112233#') floor.asterisk.press(leg, key);
  await floor.passes(seconds(5));
  expect(floor.asterisk.ringingOutside(outside)).toBeUndefined();
  expect(await told('outsideCallRefused')).toMatchObject([{ because: 'boris may not dial outside numbers' }]);
  floor.asterisk.transfer(leg, '0301112233');
  await floor.passes(seconds(5));
  expect(floor.asterisk.ringingOutside(outside)).toBeUndefined();
});

story(
  'nor does a colleague pass them on: whom they serve has been called by an agent',
  free,
  async (scene) => {
    const { floor, told } = scene;
    await floor.agent('boris');
    const clara = await floor.agent('clara');
    floor.asterisk.callFrom({ kind: 'phone', name: 'boris' }, 'clara', 'boris', 'Boris');
    await clara.answers();
    await floor.passes(seconds(2));
    await clara.transfersTo('0301112233');
    await floor.passes(seconds(5));
    expect(floor.asterisk.ringingOutside(outside)).toBeUndefined();
    expect(await told('outsideCallRefused')).toMatchObject([
      { because: 'clara may not dial outside numbers' },
    ]);
  },
);

story('a caller from outside is transferred outside, but to no forbidden number', free, async (scene) => {
  const { floor, told } = scene;
  const maria = floor.caller('Maria');
  const boris = await floor.agent('boris');
  await maria.dials('1');
  await boris.answers();
  await maria.talksWith(boris);
  await boris.transfersTo('0301112233');
  await floor.until('it rings outside', () => floor.asterisk.ringingOutside(outside) !== undefined);
  floor.asterisk.refuse(floor.asterisk.ringingOutside(outside)?.id ?? legId(''), 'busy');
  await boris.answers();
  await maria.talksWith(boris);
  await boris.transfersTo('03055667788');
  await floor.passes(seconds(3));
  expect(await told('outsideCallRefused')).toMatchObject([
    { because: 'agents may not dial this number (forbidden)' },
  ]);
});

story('the numbers of a call that an agent has made, held and passed on', free, async (scene) => {
  const { floor, told, outcome } = scene;
  await floor.agent('anna');
  const boris = await floor.agent('boris');
  const leg = await talksTo(scene, '0301112233', outside);
  const [{ call } = { call: '' }] = await told('callArrived');
  await floor.engine.inTalk(call as never, { do: 'hold' }, 'api');
  await floor.passes(seconds(7));
  await floor.engine.inTalk(call as never, { do: 'unhold' }, 'api');
  floor.asterisk.transfer(leg, 'boris');
  await boris.answers();
  await floor.until('they talk', () => floor.asterisk.together(legAt(scene, outside), legAt(scene, 'boris')));
  await floor.passes(seconds(600));
  floor.asterisk.putDown(legAt(scene, outside));
  await outcome(call);
  const entries = await floor.store.journal.ofCall(call as never);
  const record = callRecord(entries, entries.at(-1)?.at ?? 0);
  expect(record?.participants.map(({ who }) => who)).toEqual(['anna', 'boris']);
  expect(record?.held).toBeGreaterThanOrEqual(seconds(7));
  const anna = figuresOf(await floor.journal(), 'agents').get('anna');
  // Free while the other two talk.
  expect(anna?.['callingStateMs']).toBeLessThan(seconds(60));
  expect(anna?.['freeStateMs']).toBeGreaterThan(seconds(540));
});

for (const [how, goes] of [
  ['hangs up', ({ floor }: Scene, there: LegId) => floor.asterisk.putDown(there)],
  ['vanishes', ({ floor }: Scene) => floor.asterisk.vanish('boris')],
  ['transfers to no one', ({ floor }: Scene, there: LegId) => floor.asterisk.transfer(there, '4711')],
] as const)
  story(
    `a colleague who was called fetches somebody outside, and ${how}: the two talk on`,
    plan,
    async (scene) => {
      const { floor, outcome, doing } = scene;
      for (const name of ['anna', 'boris']) await floor.agent(name);
      const anna = await talksTo(scene, 'boris', 'boris');
      const boris = legAt(scene, 'boris');
      const call = floor.engine.world.callOnLeg(boris) ?? callId(0);
      const action = { do: 'join', to: outside, onAnswer: 'join' } as const;
      expect(await floor.engine.inTalk(call, action, 'api')).toMatchObject({ done: true });
      await floor.phone(outside).answers();
      await floor.until('all three talk', () => floor.asterisk.together(anna, legAt(scene, outside)));
      await floor.passes(seconds(5));
      goes(scene, boris);
      await floor.until('Boris is out', () => !floor.asterisk.together(anna, boris));
      await floor.passes(seconds(30));
      expect(floor.asterisk.together(anna, legAt(scene, outside))).toBe(true);
      expect(doing('anna')).toBe('calling');
      floor.asterisk.putDown(anna);
      expect(await outcome(call)).toBe('answered');
      await floor.until('both are free', () => ['anna', 'boris'].every((name) => doing(name) === 'free'));
      mustFit(await floor.journal());
    },
  );

story(
  'whom an agent called outside is left in a greeting: the minutes of the talk count once',
  free.replace('"2": [', '"3": { voicemail: office }\n  "2": ['),
  async (scene) => {
    const { floor, told } = scene;
    await floor.agent('anna');
    const anna = await talksTo(scene, '0301112233', outside);
    const call = floor.engine.world.callOnLeg(anna) ?? callId(0);
    await floor.passes(seconds(20));
    expect(await floor.engine.inTalk(call, { do: 'consult', to: '3' }, 'api')).toMatchObject({ done: true });
    await floor.passes(seconds(1));
    expect(await floor.engine.inTalk(call, { do: 'complete' }, 'api')).toMatchObject({ done: true });
    await floor.passes(seconds(20));
    floor.asterisk.putDown(legAt(scene, outside));
    await floor.passes(seconds(1));
    const [, ...talks] = await told('outsideUsed', call);
    expect(talks).toHaveLength(1);
    expect(talks[0]?.talked).toBeLessThan(seconds(30));
    mustFit(await floor.journal());
  },
);
