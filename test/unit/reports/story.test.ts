import { describe, expect, test } from 'vitest';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import { decisionLines, describeExclusion } from '../../../src/reports/decision-story.ts';
import { story } from '../../../src/reports/story.ts';
import { wallClock } from '../../../src/reports/wording.ts';
import type { Exclusion } from '../../../src/routing/decision.ts';
import { pastCalls } from '../../support/past-calls.ts';

const journal = pastCalls();
const ofCall = (id: string) => journal.filter((entry) => 'call' in entry && entry.call === id);
const tell = (entries: readonly StoredEntry[], timeZone = 'Europe/Berlin') =>
  story(entries, { timeZone })
    .map(({ time, level, text }) => `${time} ${'  '.repeat(level)}${text}`)
    .join('\n');

describe('the story of a call', () => {
  test('says who was considered, who was excluded by which rule, and how each offer ended', () => {
    expect(tell(ofCall('1040'))).toMatchInlineSnapshot(`
      "10:25:00 Call 1040 came in on 21 Nov 2026 for 100 over line line1, from Karin König, +4930111111, contact c1 (vip); plan version 1
      10:25:00   number 100: menu main
      10:25:00   Cordboard answered the call: the caller hears it from now on
      10:25:00 The caller chooses: menu main asks for a key
      10:25:05   menu main: no key pressed, attempt 1
      10:25:08   menu main: key 9 leads nowhere
      10:25:10   menu main: key 1 leads to queue sales
      10:25:10   menu main, key 1: queue sales
      10:25:10   offered to anna (1040-o1) in queue sales, chosen by "longest idle", at once
      10:25:10     1. anna: idle for 12m 00s (chosen)
      10:25:10     2. eric: idle for 3m 10s
      10:25:10     boris: paused (lunch)
      10:25:10     clara: skill german 2 < 3
      10:25:10     dora: wrap-up until 10:26:05
      10:25:10 The caller hears ringing: anna is asked
      10:25:11   anna rings (1040-o1)
      10:25:30   anna: no answer (1040-o1, rang for 19s): the ring time of 20s ran out
      10:25:30   1040-o1 was answered too late: it had been withdrawn
      10:25:30   offered to eric (1040-o2) in queue sales, chosen by "longest idle", after 20s
      10:25:30     1. eric: idle for 3m 30s (chosen)
      10:25:30     anna: asked before, not again until 10:26:00
      10:25:30     boris: paused (lunch)
      10:25:31   eric: busy (1040-o2, rang for 0s): the phone says so
      10:25:31   no agent in queue sales can take the call, after 21s
      10:25:31     dora: wrap-up until 10:26:05
      10:25:31 The caller waits: nobody is free
      10:26:05   offered to dora (1040-o3) in queue sales, chosen by "longest idle", after 55s
      10:26:05     1. dora: idle for 0s (chosen)
      10:26:05 The caller hears ringing: dora is asked
      10:26:10   dora: answered (1040-o3, rang for 4s): picked up
      10:26:10   connected with dora after a wait of 1m 00s
      10:26:10 They talk: dora picked up
      10:28:10   dora wraps up until 10:28:20
      10:28:10 The call is over: answered; ended by agent dora after 3m 10s, 2m 00s of it in conversation"
    `);
  });

  test('does not repeat the same reasons', () => {
    expect(tell(ofCall('1039'))).toMatchInlineSnapshot(`
      "10:15:00 Call 1039 came in on 21 Nov 2026 for 101 over line line1, from a withheld number; plan version 1
      10:15:00   number 101: queue sales
      10:15:00   no agent in queue sales can take the call
      10:15:00     anna: talking on call 1037
      10:15:00 The caller waits: nobody is free
      10:15:30   no agent in queue sales can take the call, after 30s
      10:15:30     for the same reasons as before
      10:16:35 The call is over: abandoned; ended by caller after 1m 35s"
    `);
  });

  test('tells of an offer that needed no decision, and of a message', () => {
    expect(tell(ofCall('1038'))).toMatchInlineSnapshot(`
      "10:05:00 Call 1038 came in on 21 Nov 2026 for 102 over line line1, from +4930333333; plan version 1
      10:05:00   chain accounts: ring clara for 20s
      10:05:00   offered to clara (1038-o1)
      10:05:00 The caller hears ringing: clara is asked
      10:05:01   clara rings (1038-o1)
      10:05:20   clara: no answer (1038-o1, rang for 19s): the ring time of 20s ran out
      10:05:20   chain accounts: voicemail office
      10:05:20   Cordboard answered the call: the caller hears it from now on
      10:05:20 The caller leaves a message: nobody took the call
      10:05:50   message of 21s left in voicemail office (1038-r1)
      10:05:50 The call is over: voicemail; ended by caller after 50s"
    `);
  });

  test('stops where a call in progress is', () => {
    expect(tell(ofCall('1042')).split('\n').at(-1)).toBe('10:28:55 The caller waits: nobody is free');
  });

  test('is told in the time zone that is asked for', () => {
    expect(story(ofCall('1040'), { timeZone: 'Asia/Tokyo' })[0]?.time).toBe('18:25:00');
  });

  test('passes over what other stories are about', () => {
    const others: StoredEntry[] = [
      { type: 'engineStarted', at: 0, seq: 1 },
      { type: 'agentChanged', agent: 'anna', to: 'paused', by: 'phone', at: 0, seq: 2 },
    ];
    expect(story(others, { timeZone: 'UTC' })).toEqual([]);
  });
});

const at = Date.parse('2026-11-21T09:32:05Z');
const rules: [Exclusion, string][] = [
  [{ rule: 'logged_out' }, 'logged out'],
  [{ rule: 'paused', reason: 'lunch' }, 'paused (lunch)'],
  [{ rule: 'phone_unreachable' }, 'phone unreachable'],
  [{ rule: 'phone_busy' }, 'phone busy with another call'],
  [{ rule: 'offered_another_call', call: '7' }, 'offered call 7'],
  [{ rule: 'rings_for_this_call' }, 'rings for this call already'],
  [{ rule: 'talking', call: '7' }, 'talking on call 7'],
  [{ rule: 'calling', call: '7' }, 'calling, call 7'],
  [{ rule: 'hanging_up' }, 'hanging up'],
  [{ rule: 'wrapping_up', until: at }, 'wrap-up until 10:32:05'],
  [{ rule: 'skill_too_low', skill: 'german', has: 2, needs: 3 }, 'skill german 2 < 3'],
  [{ rule: 'asked_before', until: at }, 'asked before, not again until 10:32:05'],
  [{ rule: 'asked_before' }, 'asked before, not again in this step'],
  [{ rule: 'is_the_caller' }, 'is the caller'],
];

test.each(rules)('the rule %o is said as "%s"', (rule, words) => {
  expect(describeExclusion(rule, wallClock('Europe/Berlin'))).toBe(words);
});

test('N30: agents whom the same rule excluded are one line, and so are those whom nothing else excluded', () => {
  const names = ['anna', 'boris', 'clara', 'dora', 'emil', 'fritz', 'gerd', 'hanna'];
  const rule: Exclusion = { rule: 'wrapping_up', until: 60_000 };
  const lines = decisionLines(
    {
      chosen: [],
      strategy: 'longest idle',
      ranked: [],
      excluded: names.map((agent) => ({ agent, rule })),
      waited: 0,
      nearest: names.map((agent) => ({ kind: 'agent', agent, rule })),
    },
    wallClock('Europe/Berlin'),
  );
  expect(lines).toEqual([
    'anna, boris, clara, dora, emil, fritz, gerd, hanna: wrap-up until 01:01:00',
    'without that rule, anna or boris or clara or dora or emil or fritz or gerd or hanna would have been chosen',
  ]);
});
