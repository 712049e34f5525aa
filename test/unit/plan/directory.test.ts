/** The `directory` step: whom it lists, how names are spelled, who is kept out, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { DirectoryEntry, Plan, Step } from '../../../src/plan/model.ts';
import { parsePlan } from '../../../src/plan/parse.ts';
import { fitting, keysTo, spellings } from '../../../src/plan/rules/spelling.ts';
import { difference } from '../../../src/plan/words/difference.ts';
import { stepInWords } from '../../../src/plan/words/in-words.ts';
import { tryCall } from '../../../src/trial/trial.ts';
import { Seeded } from '../../support/seeded.ts';
import { planOf, said } from './plans.ts';

const keys = (word: string): string =>
  word
    .toLowerCase()
    .split('')
    .map((letter) => '22233344455566677778889999'['abcdefghijklmnopqrstuvwxyz'.indexOf(letter)])
    .join('');

describe('names on the keypad', () => {
  test.each([
    ['Anna Berg', ['ANNABERG', 'BERG', 'BERGANNA']],
    [
      'Jürgen Müller',
      ['JURGENMULLER', 'MULLER', 'MULLERJURGEN', 'JUERGENMUELLER', 'MUELLER', 'MUELLERJUERGEN'],
    ],
    ["Sinéad O'Neill", ['SINEADONEILL', 'ONEILL', 'ONEILLSINEAD']],
    ['Sinéad O’Neill', ['SINEADONEILL', 'ONEILL', 'ONEILLSINEAD']],
    ['Weiß', ['WEISS']],
    ['Łukasz', ['LUKASZ']],
    ['Øst', ['OST', 'OEST']],
    ['Åsa', ['ASA', 'AASA']],
    ['Nguyễn', ['NGUYEN']],
    ['zoe\u0308', ['ZOE', 'ZOOE']],
    ['王伟', []],
    ['', []],
  ] as const)('%s', (name, expected) => {
    const all = expected.map(keys);
    // The e with two dots has no other way to write it.
    expect(spellings(name)).toEqual(name.startsWith('zo') ? [keys('ZOE')] : all);
  });

  test('a double name is spelled from any of its parts on', () => {
    const found = spellings('Ute Meier-Lüdenscheidt');
    for (const way of ['UTEMEIER', 'MEIERLUEDEN', 'LUDENSCHEIDT', 'MEIERUTE', 'LUDENSCHEIDTMEIER'])
      expect(found.some((one) => one.startsWith(keys(way)))).toBe(true);
  });

  const entry = (name: string): DirectoryEntry => ({ name, title: {}, spelled: spellings(name), flow: name });

  test('who is spelled to the end comes before who is not', () => {
    const entries = ['Kim Lindner', 'Bo Li', 'Li Wang'].map(entry);
    expect(fitting(entries, keys('LI')).map(({ name }) => name)).toEqual(['Bo Li', 'Kim Lindner', 'Li Wang']);
    expect(fitting(entries, keys('LIE'))).toEqual([]);
  });

  test('for everybody there are keys that choose them, over as many pages as it takes', () => {
    const entries = [...Array.from({ length: 7 }, (_, i) => entry(`Berg ${'abcdefg'[i]}`)), entry('Li')];
    expect([...keysTo(entries).values()].slice(-2)).toEqual([expect.stringMatching(/^2374\d#\d$/), '54#1']);
    const alike = Array.from({ length: 7 }, () => entry('Berg'));
    expect([...keysTo(alike).values()]).toEqual(
      ['1', '2', '3', '4', '5', '91', '92'].map((last) => `2374#${last}`),
    );
  });
});

const text = (directory: string, more = ''): string => `company: Small Office
country: DE
time zone: Europe/Berlin
languages: [en, de]
numbers:
  "100": [ ${directory}, { queue: sales } ]
  "500": [ { ring: dora }, { voicemail: box } ]
  "600": { topic: transfers }
agents: { anna: { name: Anna Berg }, boris: { name: Boris Klein }, wang: { name: 王伟 }, dora: { name: Dora Berger } }
queues: { sales: { agents: [anna, boris, wang] } }
teams: { office: [boris, anna] }
topics: { transfers: { name: { en: Transfers, de: Überweisungen }, words: [wire, has it arrived?], who: { queue: sales } } }
voicemails: { box: {} }
lines: [line1]
${more}`;
const directoryIn = (plan: Plan): Extract<Step, { do: 'directory' }> => {
  const [step] = plan.flows['number/100']?.steps ?? [];
  if (step?.do !== 'directory') throw new Error('there is no directory');
  return step;
};
const listed = (directory: string, more = ''): readonly string[] =>
  directoryIn(planOf(text(directory, more))).entries.map(({ name }) => name);

describe('whom it lists', () => {
  test.each([
    ['{ directory: agents }', ['Anna Berg', 'Boris Klein', '王伟', 'Dora Berger']],
    ['{ directory: office }', ['Boris Klein', 'Anna Berg']],
    ['{ directory: topics }', ['Transfers']],
    [
      '{ directory: [office, dora, anna, transfers] }',
      ['Boris Klein', 'Anna Berg', 'Dora Berger', 'Transfers'],
    ],
  ])('%s', (directory, expected) => {
    expect(listed(directory)).toEqual(expected);
  });

  test('a topic by its name in each language and by its single words; a name without letters by its key', () => {
    const { entries } = directoryIn(planOf(text('{ directory: [topics, wang] }')));
    expect(entries.map(({ spelled }) => spelled)).toEqual([
      [keys('wang')],
      ['TRANSFERS', 'UBERWEISUNGEN', 'UEBERWEISUNGEN', 'WIRE'].map(keys),
    ]);
  });

  test('an agent is rung for so long; then the name is said, and the step behind follows', () => {
    const plan = planOf(text('{ directory: agents, for: 12s }'));
    const [anna] = directoryIn(plan).entries;
    expect((plan.flows[anna?.flow ?? '']?.steps ?? []).map(stepInWords)).toEqual([
      'ring anna for 12s',
      "say 'Anna Berg can not take your ca...'",
      'number 100/2',
    ]);
    expect(stepInWords(directoryIn(plan))).toBe('directory of agents for 12s');
  });

  test('who sits behind a guarded number carries its guard', () => {
    const guarded = 'guarded: { board: { numbers: ["500"], go to: { queue: sales }, but for: [family] } }';
    const { entries } = directoryIn(planOf(text('{ directory: agents }', guarded)));
    expect(entries.map(({ guards }) => guards)).toEqual([undefined, undefined, undefined, ['board']]);
    const read = parsePlan(text('{ directory: agents }', guarded));
    // Whoever is not told of Dora cannot come to her: the directory is no side door.
    expect(
      read.ok &&
        read
          .proof()
          .findings.map(({ message }) => message)
          .filter((one) => /guarded/.test(one)),
    ).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each([
    ['{ directory: agnets }', ["error: no agent, team or topic is called 'agnets'"]],
    ['{ directory: [] }', ['error: the directory is empty']],
  ])('%s', (directory, expected) => {
    expect(
      said(text(directory))
        .filter((one) => one.startsWith('error'))
        .slice(0, 1),
    ).toEqual(expected);
  });

  test.each([
    ['', "error: number 100 can end without a person: no step follows 'directory of agents for 20s'"],
    [', goodbye', 'error: number 100: callers who find no match in the directory, or press 0, reach no one'],
    [
      ', { menu: again }',
      'error: number 100: callers who find no match in the directory, or press 0, reach no one',
    ],
  ])('nothing but %j behind it', (behind, expected) => {
    const menu =
      'menus: { again: { say: Again., keys: { "1": { directory: agents } }, otherwise: goodbye } }';
    const wrong = text(
      '{ directory: agents }',
      behind.includes('menu')
        ? menu.replace('{ directory: agents }', '[ { directory: agents }, goodbye ]')
        : '',
    ).replace(', { queue: sales } ]', `${behind} ]`);
    expect(said(wrong).filter((one) => one.startsWith('error'))).toContain(expected);
  });

  test('a directory that leads back to itself while the caller does nothing', () => {
    const round = text('{ say: Hello. }', 'chains: { c: [ { directory: agents }, { chain: c } ] }').replace(
      '{ queue: sales } ]',
      '{ chain: c } ]',
    );
    expect(said(round)).toContainEqual(expect.stringContaining('a call loops for ever'));
  });
});

test('examples spell the name, and the longest way counts its silence', () => {
  const plan = text('{ directory: agents }').replace('{ queue: sales } ]', '{ voicemail: box } ]');
  const read = parsePlan(
    plan
      .replace('name: Anna Berg', 'name: Anna Berg, works: never')
      .replace('agents: [anna, boris, wang]', 'agents: [anna]')
      .concat('schedules: { never: { hours: { mon: closed } } }\n'),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  const { findings, numbers } = read.proof();
  expect(findings.find(({ message }) => message.includes("queue 'sales'"))?.example).toContain('--dial 600');
  expect(numbers[0]).toMatchObject({ number: '100', longest: 3 * 4000 + 20_000 });
});

test('plan diff tells the step, and not each of those whom it lists', () => {
  const before = text('{ directory: agents }');
  const changes = (from: string, to: string): readonly string[] =>
    difference(planOf(before), planOf(before.replace(from, to)));
  expect(changes('directory: agents', 'directory: [agents, topics]')).toEqual([
    'number 100: directory of agents for 20s, queue sales -> directory of agents, topics for 20s, queue sales',
  ]);
  expect(changes('name: Anna Berg', 'name: Anna Burg')).toEqual(['agent anna: name Anna Berg -> Anna Burg']);
});

test.each([1, 2, 3, 4])(
  'whoever is listed is reached by the keys of the examples, whatever the others are called (seed %i)',
  (seed) => {
    const chance = new Seeded(seed);
    const syllables = ['Li', 'Ki', 'An', 'Bo', 'Mül', 'ler', 'O’', 'ß', 'Meier-', ' '];
    const names = Array.from({ length: 14 }, () =>
      Array.from({ length: chance.between(1, 4) }, () => chance.pick(syllables))
        .join('')
        .trim(),
    );
    const agents = names.map(
      (name, i) => `a${i}x: { name: ${JSON.stringify(/\p{L}/u.test(name) ? name : 'Li')} }`,
    );
    const plan = planOf(`company: Crowd
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": [ { directory: agents }, { voicemail: box } ] }
agents: { ${agents.join(', ')} }
voicemails: { box: {} }
lines: [line1]
`);
    const { entries } = directoryIn(plan);
    for (const [{ agent }, pressed] of keysTo(entries)) {
      const tried = tryCall({
        plan,
        at: 0,
        dialled: '100',
        caller: { isNew: false, tags: [] },
        keys: pressed,
        behaviours: new Map(),
      });
      const connected = tried.entries.find((entry) => entry.type === 'connected');
      expect([pressed, connected?.type === 'connected' && connected.agent]).toEqual([pressed, agent]);
    }
  },
);
