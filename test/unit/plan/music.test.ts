import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { libraryMusic } from '../../../src/plan/rules/music.ts';
import { soundUses } from '../../../src/plan/rules/prompts.ts';
import { dailyThings } from '../../../src/plan/source/daily.ts';
import { planOf, said } from './plans.ts';

const plan = (music: string): string => `company: Office
country: DE
time zone: Europe/Berlin
language: en
agents: { anna: {} }
numbers: { "101": { queue: sales } }
lines: [line1]
queues:
  sales: { agents: [anna]${music} }
`;

test('a class of Asterisk, a piece of the library, or the usual music', () => {
  const musicOf = (written: string) => planOf(plan(written)).queues['sales']?.music;
  expect(musicOf('')).toBe('default');
  expect(musicOf(', music: jazz')).toBe('jazz');
  const own = planOf(plan(', music: { library: harbour }'));
  expect([...libraryMusic(own)]).toEqual([['harbour', ['sales']]]);
  expect(soundUses(own).get('harbour')).toEqual(['queue sales, music']);
});

test('what is no music is said', () => {
  expect(said(plan(', music: { library: Harbour View }'))).toEqual([
    "error: 'library' is 'Harbour View', not a sound of the library",
  ]);
  expect(said(plan(', music: { file: harbour.wav }'))[0]).toBe("error: 'music' has no 'library'");
});

test('a piece that the library does not have is found by the proof, at its queue', () => {
  const read = parsePlan(plan(', music: { library: harbour }'));
  if (!read.ok) throw new Error('the plan is wrong');
  const found = (has: boolean) =>
    read.proof(() => has).findings.filter(({ message }) => message.includes('music'));
  expect(found(true)).toEqual([]);
  expect(found(false)).toMatchObject([
    {
      severity: 'warning',
      line: 9,
      message: "the music 'harbour' of queue sales is not in the sound library: callers hear the usual music",
    },
  ]);
});

test('the form of daily things knows which music a queue has', () => {
  expect(dailyThings(plan(', music: { library: harbour }'))?.queues).toMatchObject([{ music: 'harbour' }]);
  expect(dailyThings(plan(', music: jazz'))?.queues).toMatchObject([{ musicClass: 'jazz' }]);
});
