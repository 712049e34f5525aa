/** The story of a call in every language: the lines of an ordinary call have words, and name who and how long. */
import { expect, test, vi } from 'vitest';
import { worded } from '../../../src/console/story/wording.ts';
import { languages, speak } from '../../../src/console/words/words.ts';
import { planDeskHere } from '../http/serve.ts';

vi.stubGlobal('document', { documentElement: {} });
vi.stubGlobal('navigator', { languages: ['en'] });

const plan = `company: Berg
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "100": { menu: welcome }
menus:
  welcome:
    say: Press 1.
    keys: { "1": { queue: sales } }
    otherwise: { queue: sales }
queues:
  sales: { agents: [anna, boris] }
agents:
  anna: { name: Anna Berg }
  boris: { name: Boris }
`;

const tried = await planDeskHere.tryCall(
  plan,
  { dial: '100', from: '+49301234', press: '1', agents: { boris: 'no answer' } },
  Date.parse('2026-11-23T09:00:00Z'),
);
if (!('call' in tried)) throw new Error('the plan has errors');
const lines = tried.call.lines.map((line) => ({ ...line, at: '', values: { ...line.values } }));

test.each(Object.keys(languages) as (keyof typeof languages)[])('%s', async (tag) => {
  await speak(tag);
  const said = lines.filter(({ level }) => level < 2).map((line) => worded(line as never, (who) => who));
  expect(said).not.toContain(undefined);
  expect(said.join('\n')).toContain('+49301234');
  expect(said.join('\n')).toContain('anna');
  expect(said.join('\n')).not.toMatch(/undefined|NaN|\$\{/);
});

/** Of a recorded call. */
const recorded = [
  ['recordingTold', { rule: 'all' }],
  ['recordingConsent', { rule: 'all', given: false }],
  ['recordingStarted', { rule: 'all', with: 'anna' }],
  ['recordingStopped', { because: 'the talk is over' }],
  ['recordingClosed', { lasted: 20_000 }],
  ['recordingPaused', { by: 'anna', until: 0 }],
  ['recordingResumed', { pausedFor: 5000, by: 'time' }],
  ['timeSpent', { talked: 30_000, held: 36_000, consulted: 0 }],
  ['quality', { who: 'caller', stage: 'over', 'from.mos': 4.41, 'from.loss': 1.98463, 'from.jitter': 14 }],
] as const;

test.each(Object.keys(languages) as (keyof typeof languages)[])('%s: a recorded call', async (tag) => {
  await speak(tag);
  for (const [code, values] of recorded) {
    const line = { at: '', time: '', level: 1, text: 'English', code, values };
    expect(worded(line as never, (who) => who)).toMatch(/^(?!.*(undefined|NaN|1\.98463)).+$/);
  }
});

test('what there are no words for is left to the engine', () => {
  const line = { at: '', time: '', level: 1, text: 'something rare', code: 'trunkSkipped', values: {} };
  expect(worded(line as never, (who) => who)).toBeUndefined();
});

const promised = [
  [
    'callbackBooked',
    { number: '+49301234', 'byResult.agent': 'anna', 'byResult.dueAt': 0, before: false },
    ['+49301234', 'anna', '1970'],
  ],
  [
    'callbackNotBooked',
    { agent: 'anna', result: 'later', code: 'number_withheld', because: 'the number is withheld' },
    ['anna', 'later'],
  ],
  [
    'callbackNotBooked',
    { agent: 'anna', result: 'later', because: 'queue all has no callbacks' },
    ['queue all'],
  ],
  ['callbackNotWanted', { because: 'the caller did not say what they want' }, ['did not say']],
] as const;

test('whether a callback was promised, and why not, in every language', async () => {
  const said = new Map<string, Set<string>>();
  for (const tag of Object.keys(languages) as (keyof typeof languages)[]) {
    await speak(tag);
    for (const [code, values, parts] of promised) {
      const line = worded({ at: '', time: '', level: 0, text: '', code, values }, (who) => who) ?? '';
      for (const part of parts) expect(line, tag).toContain(part === '1970' ? '70' : part);
      expect(line).not.toMatch(/undefined|NaN|\$\{/);
      if (tag !== 'en' && 'code' in values) expect(line, tag).not.toContain('withheld');
      said.set(code, (said.get(code) ?? new Set()).add(line));
    }
  }
  // Each language has words of its own.
  expect(said.get('callbackBooked')?.size).toBe(Object.keys(languages).length);
  expect(said.get('callbackNotWanted')?.size).toBe(Object.keys(languages).length);
});
