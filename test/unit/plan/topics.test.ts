/** Topics: in which words, who answers, who else; and what is refused. */
import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { difference } from '../../../src/plan/words/difference.ts';
import { stepInWords } from '../../../src/plan/words/in-words.ts';
import { office, planOf, said } from './plans.ts';

const start = `${office}numbers: { "100": { topic: transfers }, "101": { queue: sales }, "102": { voicemail: box } }\n`;
const withTopic = (transfers: string, more = ''): string =>
  `${start}topics: { transfers: ${transfers}${more} }\n`;
const whole = withTopic(
  '{ name: Transfers, words: [has my transfer arrived?, wire], who: { ring: anna }, who else: { voicemail: box } }',
);
const steps = (text: string, flow: string): readonly string[] =>
  (planOf(text).flows[flow]?.steps ?? []).map(stepInWords);

test('a topic is a flow: who answers, and then who else', () => {
  expect(planOf(whole).topics?.['transfers']).toEqual({
    name: 'transfers',
    title: { en: 'Transfers' },
    words: { en: ['has my transfer arrived?', 'wire'] },
    flow: 'topic/transfers',
  });
  expect(steps(whole, 'number/100')).toEqual(['topic transfers']);
  expect(steps(whole, 'topic/transfers')).toEqual(['ring anna for 20s', 'who else of topic transfers']);
  expect(steps(whole, 'topic/transfers/else')).toEqual(['voicemail box']);
});

test('name and words may be said by language; what is missing is taken from the first', () => {
  const text = withTopic(
    '{ name: { en: Transfers, de: Überweisungen }, words: { de: [ist meine Überweisung da?] }, who: { queue: sales } }',
    ', parking: { who: { queue: sales } }',
  ).replace('language: en', 'languages: [en, de, fr]');
  expect(planOf(text).topics).toMatchObject({
    transfers: {
      title: { en: 'Transfers', de: 'Überweisungen', fr: 'Transfers' },
      words: { de: ['ist meine Überweisung da?'] },
    },
    parking: { title: { en: 'parking', de: 'parking', fr: 'parking' }, words: {} },
  });
});

describe('what is refused, and what is warned of', () => {
  const errors = (text: string): readonly string[] => said(text).filter((one) => one.startsWith('error'));
  test.each([
    ['{ who: { queue: salse } }', "error: queue 'salse' does not exist"],
    ['{ who: { ring: annna } }', "error: no agent, team or on-call rota is called 'annna'"],
    [
      '{ who: { ring: anna } }',
      "error: topic transfers can end without a person: no step follows 'ring anna for 20s'",
    ],
    [
      '{ who: { ring: anna }, who else: { ring: boris } }',
      "error: topic transfers, who else can end without a person: no step follows 'ring boris for 20s'",
    ],
    [
      '{ who: { queue: sales }, who else: { voicemail: box } }',
      "error: topic 'transfers' never gets to who else: the call never leaves who:",
    ],
    ['{ name: { nl: Over }, who: { queue: sales } }', "error: 'nl' is not a language of this plan"],
    ['{ words: [wire] }', "error: topic 'transfers' has no 'who'"],
    [
      '{ who: { ring: anna }, who else: { topic: transfers } }',
      'error: a call loops for ever, in silence: topic transfers -> topic transfers, who else -> topic transfers',
    ],
  ])('%s', (topic, expected) => {
    expect(errors(withTopic(topic))).toEqual([expected]);
  });

  test('a topic that does not exist', () => {
    expect(errors(whole.replace('{ topic: transfers }', '{ topic: transfer }'))).toEqual([
      "error: topic 'transfer' does not exist",
    ]);
  });

  test('a topic for which nobody answers', () => {
    expect(said(withTopic('{ who: [ { say: We are open all day. }, goodbye ] }'))).toEqual([
      "warning: topic 'transfers' leads neither to a person nor to a voicemail",
    ]);
  });

  test('a topic that no call comes to is told by `check`, and keeps no plan from being used', () => {
    const read = parsePlan(whole.replace('"100": { topic: transfers }, ', ''));
    expect(read).toMatchObject({ ok: true, warnings: [] });
    expect((read.ok ? read.proof().findings : []).map(({ message }) => message)).toContain(
      "no call reaches topic 'transfers' through the plan: only receptionists find it",
    );
  });
});

test.each([
  ['name: Transfers', 'name: Payments', 'topic transfers: name Transfers -> Payments'],
  ['wire]', 'wire, swift]', "topic transfers: word 'swift' is added"],
  [', wire]', ']', "topic transfers: word 'wire' is removed"],
  [
    '{ ring: anna }',
    '{ ring: boris }',
    'topic transfers: ring anna for 20s, who else of topic transfers -> ring boris for 20s, who else of topic transfers',
  ],
  [
    'who else: { voicemail: box }',
    'who else: { queue: sales }',
    'topic transfers, who else: voicemail box -> queue sales',
  ],
  ['{ transfers:', '{ parking: { who: { queue: sales } }, transfers:', 'topic parking is new: queue sales'],
])('plan diff: %s -> %s', (before, after, expected) => {
  expect(difference(planOf(whole), planOf(whole.replace(before, after)))).toEqual([expected]);
});

test('a topic that leads past a guard is told as a side door, with the call that shows it', () => {
  const text = `${office}numbers:
  "100": [ { directory: topics }, { queue: sales } ]
  "500": [ { ring: dora }, { voicemail: box } ]
topics: { board: { name: Board, who: { ring: dora }, who else: { voicemail: box } } }
guarded: { board: { numbers: ["500"], go to: { queue: sales }, but for: [family] } }
`.replace('clara: {}', 'clara: {}, dora: {}');
  const read = parsePlan(text);
  const findings = read.ok ? read.proof().findings : [];
  expect(findings.filter(({ message }) => message.includes('guarded'))).toMatchObject([
    { message: expect.stringContaining("'dora'"), example: "cordboard try --dial 100 --press '26273#1'" },
  ]);
});
