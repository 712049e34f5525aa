/** Blind transfers by the phone: the caller is brought to whom the agent named, and is never lost. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = `${office('strategy: ordered, wrap-up: 30s', '  "2": { voicemail: office }\n')
  .replace('  clara: { name: Clara }', '  clara: { name: Clara, number: "23" }\n  dora: { name: Dora }')
  .replace('queues:\n', 'queues:\n  second: { agents: [dora], wrap-up: 0s }\n')}
trunks: { berlin: { server: "192.0.2.1" } }
outside calls: { countries: [DE] }
`;

/** Maria talks with Anna, who has talked for a while. */
async function talking({ floor }: Scene) {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(minutes(1));
  const leg = () => [...floor.asterisk.legs.values()].find(({ arrival }) => arrival?.callerName === 'Maria');
  return { anna, maria, call, leg };
}

for (const [what, dialled] of [
  ['name', 'clara'],
  ['number', '23'],
] as const) {
  story(`to an agent by ${what}: the caller hears music, and talks with them`, plan, async (scene) => {
    const { floor, told, doing, outcome } = scene;
    const { anna, maria, call, leg } = await talking(scene);
    const clara = await floor.agent('clara');
    await anna.transfersTo(dialled);
    await clara.rings();
    expect(leg()?.music).toBe(true);
    expect(doing('anna')).toBe('wrapping_up');
    expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', to: dialled, leadsTo: 'clara' }]);
    await clara.answers();
    await maria.talksWith(clara);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  });
}

story('to an agent who does not answer: back to the head of the queue', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talking(scene);
  const later = floor.caller('Later', { number: '+4930000002' });
  await later.dials('1');
  const clara = await floor.agent('clara');
  await floor.until('Clara rings for the later', () => clara.ringing);
  await clara.answers();
  await later.talksWith(clara);
  const last = floor.caller('Last', { number: '+4930000003' });
  await last.dials('1');
  await anna.transfersTo('clara');
  await floor.passes(seconds(2));
  const boris = await floor.agent('boris');
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
  await later.hangsUp();
  await last.hangsUp();
});

story('to somebody whom nobody knows: back to the queue, with the reason', plan, async (scene) => {
  const { floor, told, phase } = scene;
  const { anna, maria, call, leg } = await talking(scene);
  await anna.transfersTo('4711');
  await floor.until('she waits', () => phase(call) === 'waiting');
  expect(leg()?.music).toBe(true);
  const [asked] = await told('transferAsked', call);
  expect(asked).toMatchObject({ leadsTo: 'queue all again' });
  expect(asked?.because).toContain('4711 is nobody here');
  const boris = await floor.agent('boris');
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

story('to a queue, by its name', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talking(scene);
  await anna.transfersTo('second');
  const dora = await floor.agent('dora');
  await dora.answers();
  await maria.talksWith(dora);
  await maria.hangsUp();
});

story('to a number of the plan', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.transfersTo('2');
  await floor.until('she leaves a message', () => phase(call) === 'leaving_message');
  await maria.hangsUp();
});

story('to a number outside; busy there: back', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.transfersTo('017012345678');
  const mobile = floor.phone('+4917012345678');
  await mobile.declines();
  await floor.until('she waits again', () => phase(call) === 'waiting');
  await maria.hangsUp();
});

story('of two calls put together by the phone nobody can say with whom: back', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.transfersTo('');
  await floor.until('she waits', () => phase(call) === 'waiting');
  await maria.hangsUp();
});

story('the caller hangs up meanwhile: nothing is left over', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { anna, maria, call } = await talking(scene);
  const clara = await floor.agent('clara');
  await anna.transfersTo('clara');
  await clara.rings();
  await maria.hangsUp();
  expect(await outcome(call)).toBe('abandoned');
  await clara.stopsRinging();
});

story(
  'while holding: the hold ends with the talk, and its music is not heard beside the next',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call, leg } = await talking(scene);
    await anna.holds();
    await maria.hearsMusic(anna);
    await floor.passes(seconds(5));
    const clara = await floor.agent('clara');
    await anna.transfersTo('clara');
    await clara.rings();
    expect(leg()?.music).toBe(true);
    expect(await told('resumed', call)).toMatchObject([{ who: 'anna', because: 'the talk is over' }]);
    await clara.answers();
    // Not beside music.
    await maria.talksWith(clara);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);
