/** Details of the audit trail in the reader's language: fields and machine words are, what people wrote is not. */
import { afterEach, expect, test } from 'vitest';
import { detailWords, speakOfDetails } from '../../../src/console/words/audit-details.ts';
import { detailsInWords } from '../../../src/shared/details-in-words.ts';

afterEach(() => speakOfDetails('en'));

const told = (action: string, details: unknown): string => detailsInWords(details, detailWords(action));

test('fields and machine words, in German', async () => {
  await speakOfDetails('de');
  expect(told('change_agent', { type: 'agentPaused', reason: 'open' })).toBe('Art: Pause, Grund: open');
  expect(told('set_schedule', 'open')).toBe('offen');
  expect(told('hang_up', 'open')).toBe('open');
  expect(told('change_ticket', ['state', 'followUpAt'])).toBe('Zustand, Wiedervorlage am');
  expect(told('change_contact', { tags: [], noSurveys: true })).toBe('Tags: nichts, keine Umfragen: ja');
});

test('in English the words are made from the names', () => {
  expect(told('change_message', { change: 'heard', preferredAgent: 'anna' })).toBe(
    'change: heard, preferred agent: anna',
  );
});
