/** Hot-desking: agents log in at any phone with their number and PIN. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 20s, wrap-up: 0s',
  'codes: { "*11": log in, "*12": log out, "*21": log in here }',
)
  .replace('anna: { name: Anna }', 'anna: { name: Anna, number: "21" }')
  .replace('boris: { name: Boris }', 'boris: { name: Boris, number: "22" }')
  .replace('voicemails:', 'phones: [desk1, desk2]\nvoicemails:');

const pins = async ({ floor }: Scene): Promise<void> => {
  await floor.store.pins.set('anna', '4711', floor.clock.now());
  await floor.store.pins.set('boris', '0815', floor.clock.now());
};
const changes = async ({ told }: Scene): Promise<string[]> =>
  (await told('agentChanged')).map(({ agent, to, because }) =>
    [agent, to, because].filter(Boolean).join(' '),
  );

story(
  'an agent logs in at a desk, is rung there, and is back at her own phone when she logs out',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    await pins(scene);
    const anna = await floor.agent('anna');
    const desk = floor.phone('desk1');
    await desk.dials('*21');
    await desk.presses('21#4711#');
    const at = () => floor.engine.agents().find(({ name }) => name === 'anna')?.at;
    await floor.until('Anna is at desk1', () => at() === 'desk1');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await desk.answers();
    expect(anna.ringing).toBe(false);
    await maria.talksWith(desk);
    await maria.hangsUp();
    await floor.passes(seconds(5));
    await desk.dials('*12');
    await floor.passes(seconds(5));
    expect(at()).toBeUndefined();
    const second = await maria.dials('1');
    await floor.passes(seconds(5));
    expect(phase(second)).toBe('waiting');
    await anna.dials('*11');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
    expect(await changes(scene)).toEqual(['anna logged_in at desk1', 'anna logged_out', 'anna logged_in']);
  },
);

story(
  'who logs in at another desk moves there, and the call that rings for her comes along',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    await pins(scene);
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    const desk = floor.phone('desk1');
    await desk.dials('*21');
    await desk.presses('21#4711#');
    await anna.stopsRinging();
    await desk.answers();
    await maria.talksWith(desk);
    expect(
      (await told('offerEnded', call)).map(({ outcome, code, because }) => `${outcome}: ${code ?? because}`),
    ).toEqual(['withdrawn: agent_changed_phone', 'answered: answered']);
    await maria.hangsUp();
  },
);

story('two at one desk: the earlier is logged out, and told why', plan, async (scene) => {
  const { floor } = scene;
  await pins(scene);
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  await desk.presses('21#4711#');
  await floor.passes(seconds(5));
  await desk.dials('*21');
  await desk.presses('22#0815#');
  await floor.passes(seconds(5));
  expect(await changes(scene)).toEqual([
    'anna logged_in at desk1',
    'anna logged_out boris has logged in at this phone',
    'boris logged_in at desk1',
  ]);
  const own = floor.phone('anna');
  await floor.passes(seconds(1));
  await own.dials('*11');
  await floor.passes(seconds(5));
  expect((await changes(scene)).at(-1)).toBe('anna logged_in');
});

story('a desk that she logged in at is hers after a restart too', plan, async (scene) => {
  const { floor } = scene;
  await pins(scene);
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  await desk.presses('21#4711#');
  await floor.passes(seconds(5));
  await floor.killed(async () => undefined);
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await desk.answers();
  await maria.talksWith(desk);
  await maria.hangsUp();
});

story('three wrong PINs: a goodbye, and then not even the right one for a minute', plan, async (scene) => {
  const { floor, told } = scene;
  await pins(scene);
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  for (const keys of ['21#0000#', '99#4711#', '21#1111#']) {
    await desk.presses(keys);
    await floor.passes(seconds(3));
  }
  await floor.passes(seconds(5));
  expect(floor.asterisk.spoken.at(-1)).toContain('You cannot be logged in here');
  await desk.dials('*21');
  await desk.presses('21#2222#');
  await floor.passes(seconds(1));
  await desk.presses('21#4711#');
  await floor.passes(seconds(1));
  await desk.presses('21#4711#');
  await floor.passes(seconds(61));
  expect((await told('pinRefused')).map(({ number, because }) => `${number}: ${because}`)).toEqual([
    '21: wrong PIN',
    '99: no agent has that number',
    '21: wrong PIN',
    '21: wrong PIN',
    '21: too many wrong PINs before',
    '21: too many wrong PINs before',
  ]);
  expect(JSON.stringify(await floor.journal())).not.toContain('4711');
  await desk.dials('*21');
  await desk.presses('21#4711#');
  await floor.passes(seconds(5));
  expect(await changes(scene)).toEqual(['anna logged_in at desk1']);
});

story('who keys nothing in is let go', plan, async (scene) => {
  const { floor, outcome } = scene;
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  expect(await outcome('1001')).toBe('served');
});

story('a desk that is taken out of the plan logs out whoever is there', plan, async (scene) => {
  const { floor } = scene;
  await pins(scene);
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  await desk.presses('21#4711#');
  await floor.passes(seconds(5));
  await floor.engine.applyPlan(plan.replace('[desk1, desk2]', '[desk2]'), 'test');
  expect((await changes(scene)).at(-1)).toBe('anna logged_out phone desk1 is not in the plan any more');
});
