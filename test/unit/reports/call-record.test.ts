import { describe, expect, test } from 'vitest';
import { callRecord } from '../../../src/reports/call-record.ts';
import { pastCalls } from '../../support/past-calls.ts';

const NOW = Date.parse('2026-11-21T09:30:00Z');
const journal = pastCalls();
const record = (id: string) =>
  callRecord(
    journal.filter((entry) => 'call' in entry && entry.call === id),
    NOW,
  );

describe('a call record', () => {
  test('keeps the phases with their lengths, and they add up to what is waited and talked', () => {
    const call = record('1040');
    expect(call?.phases.map(({ phase, lasted }) => [phase, lasted / 1000])).toEqual([
      ['choosing', 10],
      ['ringing', 21],
      ['waiting', 34],
      ['ringing', 5],
      ['talking', 120],
    ]);
    expect([call?.waited, call?.talked]).toEqual([60_000, 120_000]);
  });

  test('keeps every offer with how it ended', () => {
    expect(record('1040')?.offers.map((offer) => [offer.to, offer.outcome, offer.answeredTooLate])).toEqual([
      ['anna', 'no_answer', true],
      ['eric', 'busy', false],
      ['dora', 'answered', false],
    ]);
  });

  test('says who answered, from which queue, and how it ended', () => {
    expect(record('1040')).toMatchObject({
      queue: 'sales',
      answeredBy: ['dora'],
      end: { outcome: 'answered', by: 'agent dora' },
    });
  });

  test('of an abandoned call has nobody who answered', () => {
    expect(record('1039')).toMatchObject({ answeredBy: [], waited: 95_000, talked: 0 });
  });

  test('keeps the message that was left', () => {
    expect(record('1038')?.message).toEqual({ voicemail: 'office', recording: '1038-r1', lasted: 21_400 });
  });

  test('of a call in progress is measured against now, and has no end', () => {
    const call = record('1042');
    expect(call?.end).toBeUndefined();
    expect(call?.waited).toBe(65_000);
    expect(record('1041')).toMatchObject({ talked: 70_000, answeredBy: ['anna'] });
  });

  test('is none without an arrival', () => {
    expect(callRecord([], NOW)).toBeUndefined();
  });
});
