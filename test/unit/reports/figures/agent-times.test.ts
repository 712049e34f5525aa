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

test('two agents whose click to call is not answered both go on with their wrap-ups', () => {
  const talk = (agent: string, call: string): readonly Happened[] => [
    [0, { ...phone(true), agent }],
    [
      1,
      {
        type: 'callArrived',
        call,
        via: { kind: 'line' },
        dialled: '1',
        caller: { tags: [] },
        agent: undefined,
      },
    ],
    [2, { type: 'connected', call, to: agent, agent, offer: `${call}-1` }],
    [3, { type: 'phaseEntered', call, phase: 'ended', agent: undefined }],
    [3, { type: 'wrapUpStarted', call, agent, until: minutes(30) }],
  ];
  const clicks = (agent: string, call: string) =>
    ({
      type: 'callArrived',
      call,
      agent,
      via: { kind: 'phone' },
      dialled: '5',
      caller: { tags: [] },
    }) as const;
  const rang = (call: string) =>
    ({ type: 'ownPhoneRang', call, agent: undefined, outcome: 'no_answer', rangFor: minutes(1) }) as const;
  const row = figuresOf(
    journal([
      ...talk('anna', '1'),
      ...talk('boris', '2'),
      [10, clicks('anna', '3')],
      [10, clicks('boris', '4')],
      [11, rang('3')],
      [11, { type: 'callEnded', call: '3', agent: undefined, outcome: 'abandoned' }],
      [11, rang('4')],
      [11, { type: 'callEnded', call: '4', agent: undefined, outcome: 'abandoned' }],
      [20, { type: 'wrapUpEnded', agent: 'anna', by: 'time' }],
      [20, { type: 'wrapUpEnded', agent: 'boris', by: 'time' }],
      [30, changed('logged_out')],
    ]),
    'agents',
  );
  for (const name of ['anna', 'boris'])
    expect(row.get(name), name).toMatchObject({ wrapUpStateMs: minutes(7 + 9), callingStateMs: minutes(1) });
});
