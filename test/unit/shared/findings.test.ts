/** The table of findings holds what it promises: each code once, and sentences whose places are filled. */
import { expect, test } from 'vitest';
import { inEnglish } from '../../../src/shared/findings/english.ts';
import { called, either, phrase, thing } from '../../../src/shared/findings/said.ts';
import { changes, findings, hints, phrases, words } from '../../../src/shared/findings/table.ts';
import { thingWords } from '../../../src/shared/findings/things.ts';

test('every code stands in the table once, and is a machine word', () => {
  const codes = [findings, hints, changes, words].flatMap((part) => Object.keys(part));
  expect(Object.keys(phrases).length).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
});

test('the code of each kind of thing is made from its word', () => {
  for (const [code, word] of Object.entries(thingWords)) expect(thing(word).code).toBe(code);
});

test('values stand at their places, also phrases and lists; YAML in braces stays as it is', () => {
  expect(inEnglish(phrase('does_not_exist', { kind: thing('queue'), name: 'slaes' }))).toBe(
    "queue 'slaes' does not exist",
  );
  expect(inEnglish(called('on-call rota', 'it'))).toBe("on-call rota 'it'");
  expect(inEnglish(phrase('trunk_carries_nothing_out', { trunks: either(['a', 'b', 'c']) }))).toBe(
    'trunk a or b or c carries no outgoing calls',
  );
  expect(inEnglish(phrase('available', { names: ['a', phrase('a_queue')] }))).toBe('available: a, a queue');
  expect(inEnglish(phrase('use_pause_or_add', { example: 'lunch', reason: '{example}' }))).toBe(
    "use { pause: lunch }, or add '{example}' to pauses",
  );
});
