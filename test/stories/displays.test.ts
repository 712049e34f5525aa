/** What an agent's phone shows: the caller by the name in the contact book, however the agent has come to talk with them. */
import { expect } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story, type Talk, talk } from './story.ts';

const number = '+4930123456';
const known = { name: 'Maria Meier', number };

const plan = `${office('wrap-up: 0s').replace('agents: [anna, boris, clara],', 'agents: [anna],')}
parking: { slots: ["71"], for: 1m }
teams: { sales: [anna, boris, clara] }
codes: { "*80": pick up }
trunks: { out: { server: "192.0.2.1" } }
outside calls: { countries: [DE] }
`;

const supervised = `${plan.replace('agents:\n', 'agents:\n  dora: { name: Dora }\n')}
supervision: { agents: [dora], tell callers: false, tell agents: false }
`;

/** She sends another name than the one that her agents know her by. */
async function talkWithOneWhoIsKnown(scene: Scene): Promise<Talk> {
  await scene.floor.store.contacts.set(number, { name: known.name }, 1);
  return await talk(scene);
}

const asks = async ({ floor }: Scene, call: string, action: TalkAction): Promise<void> =>
  expect(await floor.engine.inTalk(call as never, action, 'test')).toMatchObject({ done: true });

function shownOn({ floor }: Scene, leg: LegId | undefined): { name: string; number: string } {
  const { showName = '', showNumber = '' } = (leg && floor.asterisk.legs.get(leg)) ?? {};
  return { name: showName, number: showNumber };
}

const shownAt = (scene: Scene, phone: string): { name: string; number: string } =>
  shownOn(scene, scene.floor.asterisk.talkingAt(phone)?.id);

const ends = async ({ outcome }: Scene, { maria, call }: Talk): Promise<void> => {
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
};

story('the first agent, and the one to whom the caller is transferred', plan, async (scene) => {
  const talking = await talkWithOneWhoIsKnown(scene);
  expect(shownAt(scene, 'anna')).toEqual(known);
  await talking.anna.transfersTo('boris');
  expect(await talking.boris.rings()).toEqual(known);
  await talking.boris.answers();
  await talking.maria.talksWith(talking.boris);
  expect(shownAt(scene, 'boris')).toEqual(known);
  await ends(scene, talking);
});

story('a consultation: first who asks and for which caller, then the caller', plan, async (scene) => {
  const talking = await talkWithOneWhoIsKnown(scene);
  const { boris, maria, anna, call } = talking;
  await asks(scene, call, { do: 'consult', to: 'boris' });
  expect((await boris.rings()).name).toBe('Anna: Maria Meier');
  await boris.answers();
  await scene.floor.until('Anna sees Boris', () => shownAt(scene, 'anna').name === 'Boris');
  await asks(scene, call, { do: 'swap' });
  await maria.talksWith(anna);
  await scene.floor.passes(seconds(1));
  expect(shownAt(scene, 'anna')).toEqual(known);
  await asks(scene, call, { do: 'complete' });
  await maria.talksWith(boris);
  expect(shownAt(scene, 'boris')).toEqual(known);
  await ends(scene, talking);
});

story('three together, and the first agent leaves', plan, async (scene) => {
  const talking = await talkWithOneWhoIsKnown(scene);
  const { floor } = scene;
  const clara = await floor.agent('clara');
  await asks(scene, talking.call, { do: 'join', to: 'clara', onAnswer: 'join' });
  await clara.answers();
  const leg = (): LegId | undefined => floor.asterisk.talkingAt('clara')?.id;
  const three = (): boolean =>
    [...floor.asterisk.bridges.values()].some((legs) => legs.length === 3 && legs.includes(leg() as LegId));
  await floor.until('all three talk', three);
  await floor.until('both phones show who is there', () => talking.anna.shows === `${known.name}, Clara`);
  expect(shownOn(scene, leg())).toEqual({ name: `${known.name}, Anna`, number });
  await talking.anna.hangsUp();
  await floor.until('Clara sees the caller', () => shownOn(scene, leg()).name === known.name);
  expect(shownOn(scene, leg())).toEqual(known);
  await ends(scene, talking);
});

story(
  'a fourth comes in, one holds, and comes back: whoever is in the room is shown',
  plan,
  async (scene) => {
    const talking = await talkWithOneWhoIsKnown(scene);
    const { floor } = scene;
    const { anna, boris } = talking;
    const clara = await floor.agent('clara');
    for (const [name, phone] of [
      ['boris', boris],
      ['clara', clara],
    ] as const) {
      await asks(scene, talking.call, { do: 'join', to: name, onAnswer: 'join' });
      await phone.answers();
      await floor.until(`${name} is there`, () => phone.shows?.startsWith(known.name) === true);
    }
    const all = [`${known.name}, Boris, Clara`, `${known.name}, Anna, Clara`, `${known.name}, Anna, Boris`];
    const shown = (): unknown => [anna.shows, boris.shows, clara.shows];
    expect(shown()).toEqual(all);
    await anna.holds();
    await floor.until('Anna is out', () => boris.shows === `${known.name}, Clara`);
    expect(clara.shows).toBe(`${known.name}, Boris`);
    await anna.resumes();
    await floor.until('Anna is back', () => boris.shows !== `${known.name}, Clara`);
    expect(shown()).toEqual(all);
    await ends(scene, talking);
  },
);

story(
  'somebody outside is called in: the phone of the agent shows both, theirs nothing',
  plan,
  async (scene) => {
    const talking = await talkWithOneWhoIsKnown(scene);
    const { floor } = scene;
    const { anna, maria } = talking;
    await asks(scene, talking.call, { do: 'join', to: '017012345678', onAnswer: 'join' });
    const mobile = floor.phone('+4917012345678');
    await mobile.answers();
    await maria.talksWith(mobile);
    await maria.talksWith(anna);
    await floor.until('her phone shows both', () => anna.shows === `${known.name}, +4917012345678`);
    expect(mobile.shows).toBe('Office');
    await asks(scene, talking.call, { do: 'drop', who: '+4917012345678' });
    await floor.until('her phone shows the caller', () => anna.shows === known.name);
    await ends(scene, talking);
  },
);

story('a caller who was parked, fetched by who dials the slot', plan, async (scene) => {
  const talking = await talkWithOneWhoIsKnown(scene);
  const { floor } = scene;
  const { asterisk } = floor;
  await talking.anna.transfersTo('71');
  await floor.until('she is parked', async () => (await scene.told('parked')).length > 0);
  const leg = asterisk.callFrom({ kind: 'phone', name: 'boris' }, '71', 'boris', 'boris');
  await floor.until('Boris has her', async () => (await scene.told('pickedUp')).length > 0);
  await scene.floor.passes(seconds(2));
  expect(shownOn(scene, leg)).toEqual(known);
  await ends(scene, talking);
});

story('a call that rings at a colleague, picked up', plan, async (scene) => {
  await scene.floor.store.contacts.set(number, { name: known.name }, 1);
  const { floor } = scene;
  const { asterisk } = floor;
  const anna = await floor.agent('anna');
  const maria = scene.floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.rings();
  const leg = asterisk.callFrom({ kind: 'phone', name: 'boris' }, '*80', 'boris', 'boris');
  await floor.until('Boris has her', async () => (await scene.told('pickedUp', call)).length > 0);
  await scene.floor.passes(seconds(2));
  expect(shownOn(scene, leg)).toEqual(known);
  await maria.hangsUp();
  expect(await scene.outcome(call)).toBe('answered');
});

story('a supervisor who has barged in leaves again', supervised, async (scene) => {
  const talking = await talkWithOneWhoIsKnown(scene);
  const { floor } = scene;
  const { asterisk, engine } = floor;
  await floor.agent('dora');
  const { call } = talking;
  const supervise = async (mode: 'barge' | 'end') =>
    await engine.supervise({ what: { call: call as CallId }, who: 'dora', mode }, 'api');
  expect(await supervise('barge')).toEqual({ done: true });
  await floor.until('her phone rings', () => asterisk.supervisors.at('dora') !== undefined);
  asterisk.supervisors.pickUp('dora');
  await floor.until('she is in the room', () => asterisk.supervisors.at('dora')?.place?.room !== undefined);
  await supervise('end');
  await floor.until('she is gone', () => asterisk.supervisors.at('dora') === undefined);
  const caller = [...asterisk.legs.values()].find(({ arrival }) => arrival?.via.kind === 'line');
  // Which Asterisk shows Anna now.
  expect(caller?.callerId).toEqual(known);
  await ends(scene, talking);
});

story('an agent who asks somebody hangs up while no engine is there', plan, async (scene) => {
  const talking = await talkWithOneWhoIsKnown(scene);
  await asks(scene, talking.call, { do: 'consult', to: 'boris' });
  await talking.boris.answers();
  await scene.floor.until('Anna sees Boris', () => shownAt(scene, 'anna').name === 'Boris');
  await scene.floor.killed(async () => await talking.anna.goesAtOnce());
  await talking.maria.talksWith(talking.boris);
  expect(shownAt(scene, 'boris')).toEqual(known);
  await ends(scene, talking);
});
