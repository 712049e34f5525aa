/** An agent who is logged in is in one state at each moment, so the states add up to the time logged in. */
import { expect, test } from 'vitest';
import type { StoredEntry } from '../../../../src/call/kept/journal.ts';
import { agentTimeStates } from '../../../../src/reports/figures/agent-times.ts';
import { minutes } from '../../../../src/shared/time.ts';
import { figuresOf, mustFit } from '../../../support/figures.ts';

type Happened = readonly [minute: number, entry: object];

const journal = (happened: readonly Happened[]): readonly StoredEntry[] =>
  happened.map(
    ([minute, entry], nth) => ({ at: minutes(minute), seq: nth + 1, agent: 'anna', ...entry }) as never,
  );

const phone = (reachable: boolean, busy = false) => ({ type: 'phoneChanged', reachable, busy });
const changed = (to: string) => ({ type: 'agentChanged', to, by: 'anna' });

test('a phone that cannot be reached, and one that is on another call, are times of their own', () => {
  const entries = journal([
    [0, phone(true)],
    [10, phone(false)],
    [12, phone(true, true)],
    [15, phone(false, true)],
    [16, phone(true)],
    [20, changed('paused')],
    // Who is paused is paused, whatever their phone does.
    [22, phone(false)],
    [25, changed('resumed')],
    [29, phone(true)],
    [30, changed('logged_out')],
    // Who is logged out has no time.
    [40, phone(false)],
    [45, phone(true)],
  ]);
  const row = figuresOf(entries, 'agents').get('anna');
  expect(row).toMatchObject({
    loggedInMs: minutes(30),
    unreachableStateMs: minutes(2 + 1 + 4),
    phoneBusyStateMs: minutes(3),
    pausedStateMs: minutes(5),
    freeStateMs: minutes(15),
  });
  expect(row).not.toHaveProperty('awayStateMs');
  const shown = Object.entries(row ?? {}).filter(([name]) => name.endsWith('StateMs'));
  expect(shown).toHaveLength(agentTimeStates.length);
  expect(shown.reduce((sum, [, lasted]) => sum + Number(lasted), 0)).toBe(row?.['loggedInMs']);
  mustFit(entries);
});
