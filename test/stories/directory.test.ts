/** The topic directory: who answers for what, by menu and by spelling a name on the keypad. */
import { expect } from 'vitest';
import { parsePlan } from '../../src/plan/parse.ts';
import { story as why } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { tryCall } from '../../src/trial/trial.ts';
import { until } from '../support/sip/until.ts';
import { spine } from '../support/spine.ts';
import { office, type Scene, story } from './story.ts';

const topics = office(
  'ring for: 20s, wrap-up: 0s',
  `  "2": { menu: main }
menus:
  main:
    say: For transfers, press 1.
    keys: { "1": { topic: transfers } }
    otherwise: { queue: all }
topics:
  transfers: { name: Transfers, who: { ring: clara }, who else: [ { ring: boris, for: 15s }, { voicemail: office } ] }
`,
);

story('a key leads to who answers for a topic', topics, async ({ floor, told }) => {
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await maria.presses('1');
  await clara.answers();
  await maria.talksWith(clara);
  expect(await told('stepReached', call)).toMatchObject([
    { flow: 'number 2', step: 'menu main' },
    { flow: 'menu main, key 1', step: 'topic transfers' },
    { flow: 'topic transfers', step: 'ring clara for 20s' },
  ]);
  await maria.hangsUp();
});

story(
  'who answers is logged out: who else is rung, and then the voicemail',
  topics,
  async ({ floor, outcome }) => {
    await floor.agent('clara');
    await floor.operations.change({ type: 'agentLoggedOut', agent: 'clara', by: 'test' });
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await maria.presses('1');
    await boris.rings();
    await floor.passes(seconds(16));
    await floor.until('the voicemail greets', () => floor.asterisk.spoken.includes('Leave a message.'));
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('voicemail');
  },
);

const everybody = office(
  'ring for: 20s, wrap-up: 0s',
  `  "3": [ { say: Welcome. }, { directory: [agents, topics], for: 15s }, { queue: all } ]
  "4": [ { directory: agents, tries: 2 }, { queue: all } ]
  "500": [ { ring: max }, { voicemail: office } ]
topics:
  transfers: { name: Transfers, who: { ring: clara }, who else: { voicemail: office } }
guarded:
  board: { numbers: ["500"], go to: { queue: all }, but for: [family] }
`,
)
  .replace('anna: { name: Anna }', 'anna: { name: Anna Berg }')
  .replace('boris: { name: Boris }', 'boris: { name: Boris Berg }')
  .replace('clara: { name: Clara }', 'clara: { name: Clara Müller }\n  max: { name: Max Bergmann }');

const spoken = ({ floor }: Scene): string => floor.asterisk.spoken.join(' ');

story('a name that is clear is read out at once; 1 rings that person', everybody, async (scene) => {
  const { floor, told, phase } = scene;
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('685');
  await floor.passes(seconds(1));
  expect(spoken(scene)).toMatch(/For Clara Müller press digits To spell again/);
  // Who spells the name to its end does no harm.
  await maria.presses('537#');
  await floor.passes(seconds(1));
  expect(phase(call)).toBe('spelling');
  await maria.presses('1');
  await clara.answers();
  await maria.talksWith(clara);
  expect(await told('nameSpelled', call)).toMatchObject([{ keys: '68', names: ['Clara Müller'], more: 0 }]);
  expect(await told('nameChosen', call)).toMatchObject([
    { name: 'Clara Müller', leadsTo: 'number 4, clara spelled' },
  ]);
  expect(await told('connected', call)).toMatchObject([{ agent: 'clara' }]);
  await maria.hangsUp();
});

story('several with that name: keys choose among them, or go on with the name', everybody, async (scene) => {
  const { floor } = scene;
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  await maria.dials('4');
  await maria.presses('2374#');
  await floor.passes(seconds(1));
  expect(spoken(scene)).toMatch(/For Anna Berg press digits For Boris Berg press digits To spell again/);
  // Not chosen: the letters of the first name.
  await maria.presses('9');
  await floor.passes(seconds(1));
  expect(spoken(scene)).toMatch(/Sorry, that key leads nowhere. For Anna Berg/);
  await maria.presses('2');
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

story(
  'who is chosen and can not come is excused by name, and the next step follows',
  everybody,
  async (scene) => {
    const { floor, told } = scene;
    await floor.agent('clara');
    await floor.operations.change({ type: 'agentLoggedOut', agent: 'clara', by: 'test' });
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('4');
    await maria.presses('2527#1');
    await anna.answers();
    expect(floor.asterisk.spoken).toEqual(
      expect.arrayContaining(['Clara Müller', 'can not take your call now.']),
    );
    await maria.talksWith(anna);
    expect((await told('nobodyFree', call))[0]?.decision.excluded).toMatchObject([
      { agent: 'clara', rule: { rule: 'logged_out' } },
    ]);
    await maria.hangsUp();
  },
);

story('keys typed ahead of the directory are kept for it', everybody, async ({ floor, told }) => {
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('3');
  await maria.presses('6855371');
  await clara.answers();
  await maria.talksWith(clara);
  expect(floor.asterisk.spoken[0]).toBe('Welcome.');
  expect((await told('nameSpelled', call))[0]?.names).toEqual(['Clara Müller']);
  await maria.hangsUp();
});

story('a topic is spelled like a person', everybody, async ({ floor }) => {
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  await maria.dials('3');
  await maria.presses('8726#1');
  await clara.answers();
  await maria.talksWith(clara);
  await maria.hangsUp();
});

story('0 leads to a person at any time', everybody, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('230');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await told('leftDirectory', call)).toMatchObject([{ because: 'asked for a person' }]);
  await maria.hangsUp();
});

story(
  'silence, and names that do not exist, lead to a person when the tries are used up',
  everybody,
  async (scene) => {
    const { floor, told } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('4');
    await maria.presses('9999#');
    await floor.until('they are told so', () => spoken(scene).includes('There is no such name.'));
    await anna.answers();
    await maria.talksWith(anna);
    expect(await told('nameSpelled', call)).toMatchObject([{ keys: '9999', names: [] }]);
    expect(await told('leftDirectory', call)).toMatchObject([{ because: 'nothing was spelled' }]);
    await maria.hangsUp();
  },
);

story('a star begins anew', everybody, async (scene) => {
  const { floor, told } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('68*266');
  await floor.passes(seconds(1));
  expect(spoken(scene)).toContain('For Anna Berg');
  expect((await told('nameSpelled', call)).map(({ keys }) => keys)).toEqual(['68', '266']);
  await maria.hangsUp();
});

story('who sits behind a guarded number is told of only to those listed there', everybody, async (scene) => {
  const { floor, told } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('23746#');
  await floor.passes(seconds(1));
  expect(await told('nameSpelled', call)).toMatchObject([
    { keys: '23746', names: [], unlisted: [{ name: 'Max Bergmann', guards: ['board'] }] },
  ]);
  await maria.hangsUp();
  const max = await floor.agent('max');
  await floor.store.contacts.set('+4930999999', { tags: ['family'] }, floor.clock.now());
  const sister = floor.caller('Sister', { number: '+4930999999' });
  await sister.dials('4');
  await sister.presses('23746#1');
  await max.answers();
  await sister.talksWith(max);
  await sister.hangsUp();
});

story('the engine is killed in the middle of a name: the letters count', everybody, async (scene) => {
  const { floor, phase } = scene;
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('6');
  await floor.passes(seconds(1));
  await floor.killed(async () => undefined);
  expect(phase(call)).toBe('spelling');
  await maria.presses('85');
  await floor.passes(seconds(1));
  await floor.killed(async () => undefined);
  await maria.presses('1');
  await clara.answers();
  await maria.talksWith(clara);
  await maria.hangsUp();
});

story('why tells what was spelled, and who was kept from the caller', everybody, async ({ floor }) => {
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('237#');
  await floor.passes(seconds(1));
  await maria.hangsUp();
  await floor.passes(seconds(1));
  const entries = await floor.store.journal.ofCall(call as CallId);
  const lines = why(entries, { timeZone: 'Europe/Berlin' }).map(({ text }) => text);
  expect(lines).toContain(
    'the caller spelled 237: Anna Berg, Boris Berg; Max Bergmann is not named, guarded by board',
  );
  expect(lines).toContain('The caller spells a name: 2 names fit');
  expect(lines.at(-1)).toContain('left early');
});

story(
  'an agent who is taken out of the plan while the name is read out leaves the caller with somebody',
  everybody,
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('4');
    await maria.presses('685537');
    await floor.passes(seconds(1));
    const without = everybody
      .replace('\n  clara: { name: Clara Müller }', '')
      .replace('[anna, boris, clara]', '[anna, boris]')
      .replace('ring: clara', 'ring: anna');
    expect(await floor.operations.applyPlan(without, 'test')).toMatchObject({ applied: true });
    await maria.presses('1');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
  },
);

story('a trial spells as a caller does', everybody, async ({ floor, outcome }) => {
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('4');
  await maria.presses('6855371');
  await clara.answers();
  await maria.talksWith(clara);
  await maria.hangsUp();
  await outcome(call);
  const read = parsePlan(everybody);
  if (!read.ok) throw new Error('the plan is wrong');
  const caller = { number: '+4930123456', isNew: false, tags: [] };
  const tried = tryCall({
    plan: read.plan,
    at: 0,
    dialled: '4',
    caller,
    keys: '6855371',
    behaviours: new Map(),
  });
  expect(spine(tried.entries)).toEqual(spine(await floor.store.journal.ofCall(call as CallId)));
});

story(
  'what a plan says is found by its words, after it is applied and after a restart',
  topics,
  async ({ floor }) => {
    const found = async (words: string) => await floor.store.directory.find(words, 5);
    const isFound = (words: string) => async (): Promise<boolean> => (await found(words)).length > 0;
    await floor.passes(seconds(1));
    await until('it is found', isFound('transfer'));
    expect(await found('transfer')).toEqual([{ kind: 'topic', name: 'transfers' }]);
    const renamed = topics.replace('name: Transfers', 'name: Transfers, words: [where is my money?]');
    expect(await floor.operations.applyPlan(renamed, 'test')).toMatchObject({ applied: true });
    expect(await found('money')).toEqual([{ kind: 'topic', name: 'transfers' }]);
    await floor.store.directory.keep([]);
    await floor.killed(async () => undefined);
    await floor.passes(seconds(1));
    await until('it is found again', isFound('money'));
    expect(await found('MONEY?')).toEqual([{ kind: 'topic', name: 'transfers' }]);
  },
);

const crowd = office(
  'ring for: 20s, wrap-up: 0s',
  '  "5": [ { language: de }, { directory: agents }, { queue: all } ]',
)
  .replace('language: en', 'languages: [en, de]')
  .replace(
    'clara: { name: Clara }',
    [
      'clara: { name: Clara Berg }',
      ...['dora', 'emil', 'fritz', 'gerd', 'hanna', 'ida'].map((name) => `  ${name}: { name: Berg }`),
    ].join('\n'),
  );

story(
  'more names than can be read out at once: 9 goes on, in the language of the caller',
  crowd,
  async (scene) => {
    const { floor, told } = scene;
    const ida = await floor.agent('ida');
    const maria = floor.caller('Maria');
    const call = await maria.dials('5');
    await maria.presses('2374#');
    await floor.passes(seconds(1));
    expect(spoken(scene)).toContain('Für Clara Berg drücken Sie die digits Für Berg drücken Sie die digits');
    expect(spoken(scene)).toContain('Für weitere Namen drücken Sie die 9.');
    // More than were read out: there is no sixth.
    await maria.presses('6');
    await maria.presses('9');
    await maria.presses('2');
    await ida.answers();
    await maria.talksWith(ida);
    expect((await told('nameSpelled', call)).map(({ names, more }) => [names.length, more])).toEqual([
      [5, 2],
      [2, 0],
    ]);
    await maria.hangsUp();
  },
);

story('who never chooses among the names comes to a person', crowd, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('5');
  await maria.presses('2374#');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await told('leftDirectory', call)).toMatchObject([{ because: 'no name was chosen' }]);
  await maria.hangsUp();
});
