/** Names and numbers of old calls are erased by their age: contacts, what happened and all totals stay. */
import { expect } from 'vitest';
import { FiguresKeeper } from '../../src/engine/figures/figures-keeper.ts';
import { namesCounted } from '../../src/engine/figures/names-counted.ts';
import { JournalRetention } from '../../src/engine/journal-retention.ts';
import { folding } from '../../src/reports/figures/folding.ts';
import { reportNames } from '../../src/reports/figures/report.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { silentLog } from '../support/memory-store.ts';
import { office, type Scene, story } from './story.ts';

const day = minutes(24 * 60);
const plan = office('wrap-up: 1s').replace(
  '"1": { queue: all }',
  '"1": { queue: all }\n  "+49309990": { queue: all }',
);
const [old, faithful] = ['+49301111111', '+49302222222'];

/** As the program has them. A plan keeps details for thirty days at least: here it is one, and nothing else is different. */
function keeping({ floor }: Scene, journal?: number): { readonly flush: () => Promise<void> } {
  const { figures, details } = floor.store;
  const { clock, engine } = floor;
  const retention = new JournalRetention({
    details,
    clock,
    log: silentLog,
    plan: () => (journal === undefined ? {} : { retention: { journal } }),
  });
  retention.start();
  const keeper = new FiguresKeeper({
    figures,
    journal: floor.store.journal,
    clock,
    log: silentLog,
    folding: () => folding('Europe/Berlin'),
  });
  engine.follow((entry) => keeper.happened(entry));
  return { flush: () => keeper.start().then(() => keeper.flush()) };
}

async function calls({ floor, outcome }: Scene, name: string, number: string): Promise<string> {
  const anna = floor.phone('anna');
  const caller = floor.caller(name, { number, line: 'line1' });
  const call = await caller.dials('1');
  await anna.answers();
  await caller.talksWith(anna);
  await floor.passes(seconds(10));
  await caller.hangsUp();
  expect(await outcome(call)).toBe('answered');
  await floor.passes(seconds(10));
  return call;
}

const callerOf = async ({ told }: Scene, call: string) => (await told('callArrived', call))[0]?.caller;
const count = async ({ floor }: Scene, number: string): Promise<number> => {
  let found = 0;
  for await (const _ of floor.store.journal.callsOf({ numbers: [number], isOf: (each) => each === number }))
    found++;
  return found;
};

story('after that time the names and numbers of a call go; later calls keep theirs', plan, async (scene) => {
  const { floor } = scene;
  const { flush } = keeping(scene, day);
  await floor.agent('anna');
  const once = await calls(scene, 'Mia Once', old);
  const before = await calls(scene, 'Ole Faithful', faithful);
  const contact = await floor.store.contacts.withNumber(old);
  await floor.passes(minutes(61));
  const again = await calls(scene, 'Ole Faithful', faithful);
  await flush();
  const figures = async () => {
    const entries = await floor.journal();
    return reportNames.map((name) => [...figuresOf(entries, name)]);
  };
  const told = await figures();
  expect(await floor.store.details.count(floor.clock.now())).toBeGreaterThan(0);
  await floor.passes(minutes(60 * 20));
  expect(await callerOf(scene, once)).toMatchObject({ number: old, name: 'Mia Once' });
  expect(await count(scene, faithful)).toBe(2);

  await floor.passes(minutes(60 * 6));
  for (const call of [once, before])
    expect(await callerOf(scene, call)).toMatchObject({
      number: expect.stringMatching(/^erased-\d+$/) as string,
      name: expect.stringMatching(/^erased-\d+$/) as string,
    });
  expect(await callerOf(scene, again)).toMatchObject({ number: faithful, name: 'Ole Faithful' });
  expect([await count(scene, old), await count(scene, faithful)]).toEqual([0, 1]);
  // The contact, its id in the journal, and all figures.
  expect(await floor.store.contacts.withNumber(old)).toEqual(contact);
  expect((await callerOf(scene, once))?.contact).toBe(contact?.id);
  expect(await figures()).toEqual(told);
  expect(await floor.store.details.count(floor.clock.now() - day)).toBe(0);
});

story('the numbers that callers dial name rows of reports, and stay', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { flush } = keeping(scene, day);
  const anna = await floor.agent('anna');
  const caller = floor.caller('Mia', { number: old, line: 'line1' });
  const call = await caller.dials('+49309990');
  await anna.answers();
  await caller.talksWith(anna);
  await caller.hangsUp();
  await outcome(call);
  await flush();
  expect(await namesCounted(floor.store.figures, 'number')).toEqual(new Set(['+49309990']));
  await floor.passes(minutes(60 * 27));
  expect(await told('callArrived', call)).toMatchObject([
    { dialled: '+49309990', caller: { number: expect.stringMatching(/^erased-/) as string } },
  ]);
});

story('without the setting nothing goes', plan, async (scene) => {
  const { floor } = scene;
  keeping(scene);
  await floor.agent('anna');
  const call = await calls(scene, 'Mia', old);
  await floor.passes(2 * day);
  expect(await callerOf(scene, call)).toMatchObject({ number: old, name: 'Mia' });
});
