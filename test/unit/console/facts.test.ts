/** The card before one answers: what the caller chose, and why this agent. */
import { expect, test } from 'vitest';
import { glanceOfEntries } from '../../../src/console/desk/facts.ts';
import type { JournalEntry } from '../../../src/contract/journal/entry.ts';

const decision = (chosen: string[]) => ({
  chosen,
  strategy: 'longest idle' as const,
  ranked: [...chosen, 'dora'].map((agent) => ({ agent, because: 'idle' })),
  excluded: ['emil', 'fritz'].map((agent) => ({ agent, rule: { rule: 'paused' as const, reason: 'lunch' } })),
  waited: 0,
});
const base = { call: '1001', at: 0 };

test('the way through menus, names and transfers, and the decision for this agent', () => {
  const entries: JournalEntry[] = [
    { ...base, seq: 1, type: 'keyPressed', menu: 'welcome', key: '9', leadsTo: null },
    { ...base, seq: 2, type: 'keyPressed', menu: 'welcome', key: '1', leadsTo: 'queue sales' },
    { ...base, seq: 3, type: 'offerMade', offer: '1001-o1', to: 'boris', decision: decision(['boris']) },
    { ...base, seq: 4, type: 'transferAsked', offer: '1001-o1', by: 'boris', to: 'anna', leadsTo: 'anna' },
    { ...base, seq: 5, type: 'offerMade', offer: '1001-o2', to: 'anna', decision: decision(['anna']) },
  ];
  expect(glanceOfEntries(entries, 'anna')).toEqual({
    dialled: '',
    pressed: [{ menu: 'welcome', key: '1' }],
    asked: [],
    transferredBy: 'boris',
    whyMe: { ranked: 2, by: 'longest idle', because: 'idle', excluded: [['paused', 2]] },
    lastCalls: [],
  });
  expect(glanceOfEntries(entries, 'clara').whyMe).toBeUndefined();
});
