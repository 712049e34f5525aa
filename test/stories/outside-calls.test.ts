/** Toll fraud: nothing is called outside that the plan does not allow, nor more of it. */
import { expect } from 'vitest';
import { minutes } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = (outside = '') =>
  office(
    'ring for: 20s, wrap-up: 0s',
    `  "2": [ { ring: "+4930555555", for: 30s, confirm: false }, { voicemail: office } ]
trunks:
  provider: { server: sip.example.com }
${outside}`,
  );
const rung = ({ floor }: Scene) => [...floor.asterisk.legs.values()].filter(({ id }) => /-o\d+$/.test(id));
const callsOut = async (scene: Scene): Promise<string> => {
  const caller = scene.floor.caller('Somebody', { line: 'line1' });
  const call = await caller.dials('2');
  const out = rung(scene)[0];
  if (out) scene.floor.asterisk.pickUp(out.id);
  await scene.floor.passes(minutes(2));
  if (caller.onTheLine) await caller.hangsUp();
  return (await scene.told('outsideCallRefused', call))[0]?.because ?? (await scene.outcome(call));
};

story('a number that stands in the plan is called', plan(), async (scene) => {
  expect(await callsOut(scene)).toBe('answered');
  expect((await scene.told('offerMade'))[0]?.to).toBe('+4930555555');
});

story('a phone outside that rings is told by its number', plan(), async (scene) => {
  await scene.floor.caller('Somebody', { line: 'line1' }).dials('2');
  await scene.floor.passes(1000);
  expect((await scene.told('offerRang'))[0]?.to).toBe('+4930555555');
});

story(
  'a trunk that has reached its calls of the hour rings no more; the caller goes on to the next step; an hour later it does',
  plan('outside calls: { each trunk: { calls an hour: 2 } }'),
  async (scene) => {
    expect(await callsOut(scene)).toBe('answered');
    expect(await callsOut(scene)).toBe('answered');
    expect(await callsOut(scene)).toBe('trunk provider has reached its limit of 2 calls an hour');
    const last = (await scene.told('offerEnded')).at(-1);
    expect(last).toMatchObject({ outcome: 'refused', rangFor: 0 });
    expect((await scene.told('stepReached')).at(-1)?.step).toBe('voicemail office');
    await scene.floor.passes(minutes(60));
    expect(await callsOut(scene)).toBe('answered');
  },
);

story(
  'a talk that uses up the minutes is not cut, but is the last one',
  plan('outside calls: { each trunk: { minutes an hour: 1 } }'),
  async (scene) => {
    expect(await callsOut(scene)).toBe('answered');
    expect(await callsOut(scene)).toBe('trunk provider has reached its limit of 1 minutes an hour');
  },
);

story(
  'an engine that was killed gives nobody a new hour',
  plan('outside calls: { each trunk: { calls an hour: 2 } }'),
  async (scene) => {
    expect(await callsOut(scene)).toBe('answered');
    await scene.floor.killed(async () => undefined);
    expect(await callsOut(scene)).toBe('answered');
    await scene.floor.killed(async () => undefined);
    expect(await callsOut(scene)).toBe('trunk provider has reached its limit of 2 calls an hour');
    await scene.floor.passes(minutes(60));
    await scene.floor.killed(async () => undefined);
    expect(await callsOut(scene)).toBe('answered');
  },
);

story(
  'nor a talk that ended while there was none: its minutes are counted',
  plan('outside calls: { each trunk: { minutes an hour: 1 } }'),
  async (scene) => {
    const caller = scene.floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    const out = rung(scene)[0];
    if (out) scene.floor.asterisk.pickUp(out.id);
    await scene.floor.passes(minutes(2));
    await scene.floor.killed(async () => await caller.hangsUp());
    expect(await scene.outcome(call)).toBe('answered');
    await scene.floor.killed(async () => undefined);
    expect(await callsOut(scene)).toBe('trunk provider has reached its limit of 1 minutes an hour');
  },
);

const onCall = plan().replace(', confirm: false', '');
const mailbox = '+4930555555';

story(
  'N3: a mailbox that picks up at an outside number never has the caller: the next step follows',
  onCall,
  async (scene) => {
    const { floor, phase, told } = scene;
    const caller = floor.caller('Somebody', { line: 'line1' });
    const call = await caller.dials('2');
    const phone = floor.phone(mailbox);
    await phone.rings();
    await phone.picksUp();
    await floor.until('a message is left', () => phase(call)?.startsWith('leaving') === true);
    expect((await told('offerEnded', call)).at(-1)).toMatchObject({ outcome: 'no_answer' });
    expect(await told('connected', call)).toEqual([]);
    await caller.hangsUp();
  },
);

story('N3: a person presses 1 and has the caller', onCall, async ({ floor, told }) => {
  const caller = floor.caller('Somebody', { line: 'line1' });
  const call = await caller.dials('2');
  const phone = floor.phone(mailbox);
  await phone.rings();
  await phone.picksUp();
  await floor.until('the key is asked for', async () => (await told('keyAsked', call)).length === 1);
  await phone.presses('1');
  await caller.talksWith(phone);
  await caller.hangsUp();
});

story('N3: a switchboard needs no key', plan(), async ({ floor, told }) => {
  const caller = floor.caller('Somebody', { line: 'line1' });
  const call = await caller.dials('2');
  const phone = floor.phone(mailbox);
  await phone.rings();
  await phone.picksUp();
  await caller.talksWith(phone);
  expect(await told('keyAsked', call)).toEqual([]);
  await caller.hangsUp();
});

const bothOutside = office('strategy: ring all, ring for: 30s')
  .replace('{ name: Anna }', '{ name: Anna, outside: { number: "+49170111", rings: instead } }')
  .replace('{ name: Boris }', '{ name: Boris, outside: { number: "+49170222", rings: instead } }')
  .concat('trunks: { out: { server: "192.0.2.1" } }\noutside calls: { countries: [DE] }\n');

story(
  'two outside phones are asked for a key, and the engine is killed as the first presses it: the question ends, and they talk',
  bothOutside,
  async ({ floor, told }) => {
    const { asterisk } = floor;
    for (const name of ['anna', 'boris']) await floor.agent(name);
    const caller = floor.caller('Somebody');
    const call = await caller.dials('1');
    const [first, second] = [floor.phone('+49170111'), floor.phone('+49170222')];
    for (const phone of [first, second]) {
      await phone.rings();
      await phone.answers();
    }
    await floor.until('both are asked', async () => (await told('keyAsked', call)).length === 2);
    // Decided and stored, and nothing of it done.
    const perform = asterisk.perform.bind(asterisk);
    asterisk.perform = async () => ({ outcome: 'done', reason: 'done' });
    await first.presses('1');
    await floor.until('they are meant to talk', async () => (await told('connected', call)).length > 0);
    expect(asterisk.isPlaying).toBe(true);
    asterisk.perform = perform;
    await floor.killed(async () => undefined);
    await caller.talksWith(first);
    expect(asterisk.wrongOrders).toEqual([]);
    await floor.until('the other is let go', () => !second.talking);
    await caller.hangsUp();
  },
);
