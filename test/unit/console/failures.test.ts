/** What has gone wrong, in the language of the reader: the table of failures, and the engine's own words beside it. */
import { expect, test, vi } from 'vitest';
import { worded } from '../../../src/console/story/wording.ts';
import { failureInWords, failureTold, remedyTold } from '../../../src/console/words/failures.ts';
import { languages, speak } from '../../../src/console/words/words.ts';
import { failures } from '../../../src/shared/failures/table.ts';

vi.stubGlobal('document', { documentElement: {} });
vi.stubGlobal('navigator', { languages: ['en'] });

const others = (Object.keys(languages) as (keyof typeof languages)[]).filter((tag) => tag !== 'en');

test.each(others)('%s has a sentence of its own for each code', async (tag) => {
  await speak(tag);
  for (const [code, { sentence }] of Object.entries(failures)) {
    const own = failureInWords(code) ?? '';
    expect([code, own]).not.toEqual([code, sentence]);
    expect([code, own.trim() === own && /[.。?？]$/.test(own)]).toEqual([code, true]);
  }
});

const commandsIn = (text: string): string[] =>
  [...text.matchAll(/`[^`]+`|[A-Z]+_[A-Z_]+/g)].map(String).toSorted();

test.each(others)(
  '%s has a remedy for each code, with the commands and settings of the English one',
  async (tag) => {
    await speak(tag);
    for (const [code, { remedy }] of Object.entries(failures)) {
      const { text, lang } = remedyTold(code, remedy);
      expect([code, lang]).toEqual([code, undefined]);
      expect([code, /[.。]$/.test(text)]).toEqual([code, true]);
      expect([code, commandsIn(text)]).toEqual([code, commandsIn(remedy)]);
    }
  },
);

test('advice for one case alone stays as the engine gives it', async () => {
  await speak('de');
  expect(remedyTold('no_such_agent', failures.no_such_agent.remedy)).toEqual({
    text: 'GET /v1/agents nennt alle.',
  });
  expect(remedyTold('no_such_agent', "did you mean 'anna'?")).toEqual({
    text: "did you mean 'anna'?",
    lang: 'en',
  });
});

test('the sentence of the table is replaced; what the engine says about this case stands beside it', async () => {
  await speak('de');
  const { sentence } = failures.no_such_agent;
  expect(failureTold('no_such_agent', sentence)).toEqual({
    own: 'Der Plan hat keinen solchen Agenten.',
    english: '',
  });
  expect(failureTold('no_such_agent', 'the plan has no agent zoe')).toEqual({
    own: 'Der Plan hat keinen solchen Agenten.',
    english: 'the plan has no agent zoe',
  });
  expect(failureTold('of a newer engine', 'it says so')).toEqual({ english: 'it says so' });
});

test('English is what the engine says', async () => {
  await speak('en');
  expect(failureTold('no_such_agent', 'the plan has no agent zoe')).toEqual({
    english: 'the plan has no agent zoe',
  });
  expect(failureInWords('no_such_agent')).toBeUndefined();
});

test('the story says why an offer ended and which alarm there was', async () => {
  const line = (code: string, values: object) =>
    worded({ code, values, text: 'English' } as never, (who) => who);
  const ended = { to: 'Anna', outcome: 'unreachable', code: 'phone_not_reachable', rangFor: 0 };
  await speak('de');
  expect(line('offerEnded', ended)).toContain('Das Telefon ist nicht registriert oder antwortet nicht.');
  expect(line('alarmRaised', { code: 'exchange_lost', what: 'the link is gone' })).toContain(
    'Die Verbindung zu Asterisk ist verloren.',
  );
  await speak('en');
  expect(line('alarmRaised', { code: 'exchange_lost', what: 'the link is gone' })).toContain(
    'the link is gone',
  );
});
