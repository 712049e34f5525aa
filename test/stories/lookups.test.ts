/** A caller keys in a number or PIN, which is checked while they hear music. */
import { expect } from 'vitest';
import type { LookupAnswer } from '../../src/call/kept/lookup.ts';
import type { LookupAsked } from '../../src/ports/lookups.ts';
import { seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 20s',
  `  "2":
    - say: Hello.
    - ask: customer
      targets: { gold: { voicemail: gold } }
      on wrong: { voicemail: wrong }
      on locked: { voicemail: locked }
      on no answer: { voicemail: unknown }
    - queue: all
  "3": [ { say: Hello. }, { menu: main } ]
lookups:
  customer:
    say: Your number.
    digits: "4-6"
    url: https://crm.example.com/lookup
    signed with: CRM_SECRET
    tag: verified
    say wrong: Not right.
menus:
  main:
    say: Press one.
    keys: { "1": [ { ask: customer }, { queue: all } ] }
    otherwise: { voicemail: wrong }`,
)
  .replace('language: en', 'languages: [en, de]')
  .replace(
    'voicemails:',
    `voicemails:
  gold: { greeting: Gold., longest: 1m }
  wrong: { greeting: Wrong., longest: 1m }
  locked: { greeting: Locked., longest: 1m }
  unknown: { greeting: Unknown., longest: 1m }`,
  );

/** A system that answers when the test lets it. */
function system() {
  const asked: LookupAsked[] = [];
  const waiting: ((answer: LookupAnswer) => void)[] = [];
  return {
    asked,
    lookUp: (question: LookupAsked): Promise<LookupAnswer> => {
      asked.push(question);
      return new Promise((resolve) => waiting.push(resolve));
    },
    async says(floor: SimulatedFloor, answer: LookupAnswer): Promise<void> {
      await floor.until('it is asked', () => waiting.length > 0);
      waiting.shift()?.(answer);
      await floor.passes(10);
    },
  };
}

function lookupStory(title: string, tell: (scene: Scene, crm: ReturnType<typeof system>) => Promise<void>) {
  const crm = system();
  story(title, plan, (scene) => tell(scene, crm), undefined, { lookUp: crm.lookUp });
}

/** Everything that is kept: journal, recorded turns, saved calls. */
async function kept({ floor }: Scene): Promise<string> {
  const [journal, saved] = [await floor.journal(), await floor.store.load()];
  const turns = await floor.store.recorded.after(0, 10_000);
  return JSON.stringify([journal, saved, turns]);
}
const entered = '472901';

lookupStory('what is right sets name, tags, priority and language, and leads on', async (scene, crm) => {
  const { floor, told, phase } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.until('she is asked', () => floor.asterisk.spoken.includes('Your number.'));
  expect(phase(call)).toBe('asking');
  await maria.presses('4711#');
  await crm.says(floor, {
    outcome: 'found',
    name: 'Maria Muster',
    tags: ['vip'],
    priority: 20,
    language: 'de',
  });
  expect(phase(call)).toBe('waiting');
  expect(crm.asked).toMatchObject([{ entered: '4711', call, dialled: '2', language: 'en' }]);
  expect(await told('lookupAsked', call)).toMatchObject([{ lookup: 'customer', digits: 4 }]);
  expect(await told('lookupAnswered', call)).toMatchObject([
    { outcome: 'found', name: 'Maria Muster', tags: ['verified', 'vip'], priority: 20, language: 'de' },
  ]);
  const known = floor.engine.calls().find(({ id }) => id === call);
  expect(known).toMatchObject({ language: 'de', priority: 20, caller: { name: 'Maria Muster' } });
  expect(known?.caller.tags).toEqual(['verified', 'vip']);
  await maria.hangsUp();
});

lookupStory('she hears music while it is checked, and no key counts', async ({ floor, phase }, crm) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.until('she is asked', () => floor.asterisk.spoken.includes('Your number.'));
  await maria.presses('4711#');
  await floor.until('it is asked', () => crm.asked.length === 1);
  expect(floor.engine.calls().find(({ id }) => id === call)?.hears).toBe('music');
  await maria.presses('99#');
  expect(crm.asked).toHaveLength(1);
  expect(phase(call)).toBe('asking');
  await crm.says(floor, { outcome: 'found', target: 'gold' });
  await floor.until('gold greets', () => floor.asterisk.spoken.includes('Gold.'));
  await maria.hangsUp();
});

lookupStory('three wrong entries, and it leads to on wrong', async ({ floor, told }, crm) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  for (const keys of ['4711#', '12#', entered]) {
    await floor.passes(seconds(3));
    await maria.presses(keys);
    if (keys !== '12#') await crm.says(floor, { outcome: 'wrong' });
  }
  await floor.until('it is over', () => floor.asterisk.spoken.includes('Wrong.'));
  expect((await told('lookupAnswered', call)).map(({ outcome, attempt }) => `${attempt} ${outcome}`)).toEqual(
    ['1 wrong', '2 too_short', '3 wrong'],
  );
  expect(floor.asterisk.spoken.filter((words) => words === 'Not right.')).toHaveLength(2);
  await maria.hangsUp();
});

lookupStory(
  'the star begins the entry again, and nothing keyed in is a try',
  async ({ floor, told }, crm) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await floor.passes(seconds(15));
    await maria.presses('99*4711#');
    await crm.says(floor, { outcome: 'locked' });
    await floor.until('it is over', () => floor.asterisk.spoken.includes('Locked.'));
    expect(crm.asked.map((each) => each.entered)).toEqual(['4711']);
    expect((await told('lookupAnswered', call)).map(({ outcome }) => outcome)).toEqual([
      'nothing_keyed',
      'locked',
    ]);
    await maria.hangsUp();
  },
);

lookupStory('a system that does not answer is not waited for', async ({ floor, told }, crm) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.passes(seconds(3));
  await maria.presses(entered);
  await floor.until('it goes on', () => floor.asterisk.spoken.includes('Unknown.'), seconds(10));
  expect(await told('lookupAnswered', call)).toMatchObject([
    { outcome: 'no_answer', because: 'no answer came in time' },
  ]);
  // Too late.
  await crm.says(floor, { outcome: 'found', target: 'gold' });
  expect(floor.asterisk.spoken).not.toContain('Gold.');
  await maria.hangsUp();
});

lookupStory('what is keyed in is in no journal, recorded turn or saved call', async (scene, crm) => {
  const { floor } = scene;
  const maria = floor.caller('Maria');
  await maria.dials('2');
  await floor.passes(seconds(3));
  await maria.presses(entered.slice(0, 5));
  await floor.passes(seconds(1));
  const nth = (await kept(scene)).match(/"digit":"x"/g)?.length;
  expect(nth).toBe(5);
  expect(await kept(scene)).not.toMatch(/4 ?7 ?2 ?9 ?0/);
  await maria.presses(entered.slice(5));
  await crm.says(floor, { outcome: 'wrong' });
  expect(await kept(scene)).not.toMatch(/4 ?7 ?2 ?9 ?0/);
  expect(await kept(scene)).not.toMatch(/"digit":"\d"/);
  await maria.hangsUp();
});

lookupStory('keys pressed during the words before count, and are not kept either', async (scene, crm) => {
  const { floor } = scene;
  const maria = floor.caller('Maria');
  await maria.dials('2');
  await maria.presses(entered);
  await floor.until('it is asked', () => crm.asked.length === 1);
  expect(crm.asked[0]?.entered).toBe(entered);
  expect(floor.asterisk.spoken).toEqual(['Hello.']);
  expect(await kept(scene)).not.toMatch(/"digit":"\d"|4 ?7 ?2 ?9 ?0/);
  await crm.says(floor, { outcome: 'found' });
  await maria.hangsUp();
});

lookupStory('one key ahead is for the menu, what follows may be a PIN and is dropped', async (scene, crm) => {
  const { floor, phase } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('3');
  await maria.presses(`1${entered}`);
  await floor.until('she is asked', () => floor.asterisk.spoken.includes('Your number.'));
  expect(phase(call)).toBe('asking');
  expect(crm.asked).toEqual([]);
  expect(await kept(scene)).not.toMatch(/4 ?7 ?2 ?9 ?0/);
  await maria.hangsUp();
});

lookupStory(
  'an engine that is killed while it is checked asks again',
  async ({ floor, phase, told }, crm) => {
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await floor.passes(seconds(3));
    await maria.presses('4711#');
    await floor.until('it is asked', () => crm.asked.length === 1);
    await floor.killed(async () => undefined);
    await floor.until(
      'she is asked again',
      () => floor.asterisk.spoken.filter((words) => words === 'Your number.').length === 2,
    );
    expect(phase(call)).toBe('asking');
    await maria.presses('4711#');
    await floor.until('it is asked', () => crm.asked.length === 2);
    // The first answer was for the engine that is dead.
    await crm.says(floor, { outcome: 'wrong' });
    await crm.says(floor, { outcome: 'found', target: 'gold' });
    await floor.until('gold greets', () => floor.asterisk.spoken.includes('Gold.'));
    expect(await told('lookupAnswered', call)).toMatchObject([{ outcome: 'found' }]);
    await maria.hangsUp();
  },
);

lookupStory('she hangs up while it is checked', async ({ floor, outcome }, crm) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await floor.passes(seconds(3));
  await maria.presses('4711#');
  await floor.until('it is asked', () => crm.asked.length === 1);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('left_early');
  await crm.says(floor, { outcome: 'found' });
});
