/** Keys that agents press while they talk with a caller: heard by us, and not by the other side. */
import { expect } from 'vitest';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import type { AgentPhone } from '../support/floor.ts';
import { office, type Scene, story, talk } from './story.ts';

const plan = office('wrap-up: 1s')
  .replace('agents: [anna, boris, clara],', 'agents: [anna],')
  .replace('  boris: { name: Boris }', '  boris: { name: Boris, number: "22" }')
  .replace(
    'queues:\n',
    `keys in talk:
  "*1": hold
  "*2": transfer
  "*3": consult
  "*4": swap
  "*5": complete
  "*6": merge
  "*7": cancel
  "*8": pause recording
  "*9": { fetch: leads }
  "*0": { hand over: complaints }
teams:
  leads: [clara]
queues:
  complaints: { title: Complaints, agents: [boris] }
`,
  );

const keysHeard = ({ floor }: Scene, name: string): string | undefined =>
  [...floor.asterisk.legs.values()].find(
    ({ arrival, phone }) => arrival?.callerName === name || phone === name,
  )?.keys;

const together = ({ floor }: Scene, a: AgentPhone, b: AgentPhone): boolean => {
  const [one, other] = [a, b].map(({ name }) => floor.asterisk.talkingAt(name)?.id);
  return one !== undefined && other !== undefined && floor.asterisk.together(one, other);
};

story('hold, and again; the caller hears no key, and keys of the caller go through', plan, async (scene) => {
  const { told } = scene;
  const { anna, maria, call } = await talk(scene);
  await anna.presses('*1');
  await maria.hearsMusic(anna);
  await anna.presses('*1');
  await maria.talksWith(anna);
  expect(await told('held', call)).toMatchObject([{ who: 'anna', askedBy: 'anna by key' }]);
  expect(keysHeard(scene, 'Maria')).toBeUndefined();
  await maria.presses('7');
  expect(keysHeard(scene, 'anna')).toBe('7');
  await maria.hangsUp();
});

story(
  'who keys in a number to transfer to, and hangs up in place of the hash, has transferred',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    await anna.presses('*222');
    await floor.passes(seconds(2));
    await anna.hangsUp();
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(2));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story(
  'who hangs up long after, or behind a number that leads nowhere, has ended the call',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, call } = await talk(scene);
    await anna.presses('*299');
    await anna.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const second = floor.caller('Paul');
    const other = await second.dials('1');
    await floor.passes(seconds(5));
    await anna.answers();
    await second.talksWith(anna);
    await anna.presses('*222');
    await floor.passes(seconds(20));
    await anna.hangsUp();
    expect(await outcome(other)).toBe('answered');
    expect(floor.asterisk.ringingAt('boris')).toBeUndefined();
  },
);

story('consult a number, go back and forth, and complete', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await anna.presses('*322#');
  await boris.answers();
  await floor.until('Anna talks with Boris', () => together(scene, anna, boris));
  await anna.presses('*4');
  await maria.talksWith(anna);
  await anna.presses('*4');
  await floor.until('Anna talks with Boris again', () => together(scene, anna, boris));
  expect(keysHeard(scene, 'boris')).toBeUndefined();
  await anna.presses('*5');
  await maria.talksWith(boris);
  expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'completed', by: 'anna by key' }]);
  await maria.hangsUp();
});

story('cancel while it rings, merge when it is answered, transfer to a number', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await anna.presses('*322#');
  await boris.rings();
  await anna.presses('*7');
  await boris.stopsRinging();
  await maria.talksWith(anna);
  await floor.passes(seconds(1));
  await anna.presses('*322#');
  await boris.answers();
  await anna.presses('*6');
  await maria.talksWith(boris);
  expect(together(scene, anna, boris)).toBe(true);
  await boris.goesAtOnce();
  await floor.passes(seconds(3));
  await anna.presses('*222#');
  await boris.answers();
  await maria.talksWith(boris);
  expect(await told('transferAsked', call)).toMatchObject([{ to: '22', askedBy: 'anna by key' }]);
  await maria.hangsUp();
});

story('a supervisor of a team is called in, and a complaint is handed over', plan, async (scene) => {
  const { floor, told } = scene;
  const clara = await floor.agent('clara');
  const { anna, boris, maria, call } = await talk(scene);
  await anna.presses('*9');
  await clara.rings();
  await maria.talksWith(anna);
  await clara.answers();
  await maria.talksWith(clara);
  await maria.talksWith(anna);
  await floor.passes(seconds(2));
  await anna.presses('*0');
  await boris.answers();
  await maria.talksWith(boris);
  await anna.isHungUpOn();
  expect((await told('warmTransfer', call)).map(({ to, stage }) => `${to} ${stage}`)).toEqual([
    'leads started',
    'leads ringing',
    'leads joined',
    'complaints started',
    'complaints ringing',
    'complaints handed_over',
  ]);
  await maria.hangsUp();
});

story('what cannot be done is said to the agent alone; a pause begins anew', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria, call } = await talk(scene);
  const spoken = floor.asterisk.spoken.length;
  await anna.presses('*4');
  await floor.until('that is said', () => floor.asterisk.spoken.length > spoken);
  await anna.presses('*3');
  await floor.passes(seconds(20));
  await anna.presses('22#');
  await floor.passes(seconds(2));
  expect(floor.engine.calls().map(({ id }) => id)).toEqual([call]);
  await floor.killed(async () => undefined);
  await anna.presses('*1');
  await maria.hearsMusic(anna);
  await maria.hangsUp();
});

story(
  'two wrong keys while they hold: what is said to them ends when they come back',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { anna, maria } = await talk(scene);
    await anna.presses('*1');
    await maria.hearsMusic(anna);
    await anna.presses('*4*4');
    await floor.until('both have been answered', () => floor.asterisk.spoken.length === 2);
    await anna.presses('*1');
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story(
  'whom Asterisk has parted is connected again, whatever is said to them by then: it ends first',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { asterisk } = floor;
    const { anna, maria } = await talk(scene);
    for (const room of asterisk.bridges.keys()) asterisk.bridges.set(room, []);
    const isTogether = (): boolean => [...asterisk.bridges.values()].some((legs) => legs.length === 2);
    // Other words at each look: the two that it takes are half a minute apart.
    for (let second = 0; second < 75 && !isTogether(); second++) {
      await anna.presses('*4');
      await floor.passes(seconds(1));
    }
    await maria.talksWith(anna);
    expect(asterisk.wrongOrders).toEqual([]);
    const troubles = floor.events.flatMap((event) => (event.type === 'troubleFound' ? [event.what] : []));
    expect(troubles).toEqual([expect.stringMatching(/^Asterisk and Cordboard differed: {"do":"connect"/)]);
    await maria.hangsUp();
  },
);

story('without keys in the plan, they go through to the other side', office('wrap-up: 1s'), async (scene) => {
  const { anna, maria } = await talk(scene);
  await anna.presses('*1');
  expect(keysHeard(scene, 'Maria')).toBe('*1');
  await maria.hangsUp();
});

const escalating = office('wrap-up: 0s')
  .replace('agents: [anna, boris, clara],', 'agents: [anna, boris],')
  .replace(
    'queues:\n',
    `keys in talk: { "*0": { hand over: complaints } }
queues:
  complaints: { title: Complaints, agents: [boris], priority: 60 }
`,
  );

story(
  'a complaint goes before who waits longer, with its history and notes; the first agent stays until then',
  escalating,
  async (scene) => {
    const { floor, told, phase } = scene;
    const number = '+4930777';
    await floor.store.contacts.set(number, { name: 'Maria M', notes: 'wants her money back' }, 1);
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria', { number });
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const boris = await floor.agent('boris');
    const otto = floor.caller('Otto', { number: '+4930888' });
    await otto.dials('1');
    await boris.answers();
    await otto.talksWith(boris);
    const waits = floor.caller('Eva', { number: '+4930999' });
    const waiting = await waits.dials('1');
    await floor.passes(seconds(30));
    expect(phase(waiting)).toBe('waiting');
    await anna.presses('*0');
    await floor.passes(seconds(2));
    await maria.talksWith(anna);
    await boris.hangsUp();
    // By whom, and for whom: not Eva, who has waited for longer.
    expect(await boris.rings()).toEqual({ number, name: 'Anna: Maria M' });
    await maria.talksWith(anna);
    await boris.answers();
    await maria.talksWith(boris);
    await anna.isHungUpOn();
    // It is the same call, of the same contact: whoever has it now sees all that was.
    const live = floor.engine.calls().find(({ id }) => id === call);
    const contact = await floor.store.contacts.find('Maria M', 1);
    expect(contact).toMatchObject([{ id: live?.caller.contact, notes: 'wants her money back' }]);
    expect((await told('connected', call)).map(({ to }) => to)).toEqual(['anna']);
    expect(await told('servingPassed', call)).toMatchObject([{ from: 'anna', who: 'boris' }]);
    const why = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
    expect(why.map(({ text }) => text)).toContain('the call passed from anna to boris');
    await maria.hangsUp();
    await waits.hangsUp();
  },
);
