import { describe, expect, test } from 'vitest';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import { discrepancies, totals } from '../../support/journal-totals.ts';
import { pastCalls } from '../../support/past-calls.ts';

describe('totals', () => {
  test('count every call once, by its outcome or as in progress', () => {
    const sums = totals(pastCalls());
    expect(sums.offered).toBe(5);
    expect(sums.outcomes).toMatchObject({ answered: 1, abandoned: 1, voicemail: 1, failed: 0 });
    expect([...sums.inProgress]).toEqual([
      ['1041', undefined],
      ['1042', 'sales'],
    ]);
  });

  test('count each visit of a queue once, however many decisions it took', () => {
    expect(totals(pastCalls()).queues.get('sales')).toEqual({
      entered: 4,
      answered: 2,
      abandoned: 1,
      movedOn: 0,
      failed: 0,
    });
  });

  test('reconcile after each single entry of a sound journal', () => {
    const journal = pastCalls();
    for (let length = 0; length <= journal.length; length += 1) {
      expect(discrepancies(totals(journal.slice(0, length)))).toEqual([]);
    }
  });

  test('tell of a caller who moves on from one queue to the next', () => {
    const journal = pastCalls();
    const waiting = journal.filter((entry) => 'call' in entry && entry.call === '1042');
    const step = waiting.find((entry) => entry.type === 'stepReached');
    if (!step) throw new Error('call 1042 reaches a step');
    const sums = totals([...waiting, { ...step, step: 'queue support' }]);
    expect(sums.queues.get('sales')).toMatchObject({ entered: 1, movedOn: 1 });
    expect(discrepancies(sums)).toEqual([]);
  });

  test('say so when a call ends twice', () => {
    const journal = pastCalls();
    const ending = journal.find((entry): entry is StoredEntry => entry.type === 'callEnded');
    if (!ending) throw new Error('a call ends');
    expect(discrepancies(totals([...journal, ending]))).toEqual([
      'call 1038 ended without being in progress',
    ]);
  });

  test('say so when a call arrives twice', () => {
    const journal = pastCalls();
    const arrival = journal.find((entry) => entry.type === 'callArrived' && entry.call === '1042');
    if (!arrival) throw new Error('call 1042 arrives');
    expect(discrepancies(totals([...journal, arrival]))).toContain('call 1042 arrived twice');
  });
});
