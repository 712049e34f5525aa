/** Many ways to falsify a sound journal: each is found, and what is named is what was falsified. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, StoredEntry } from '../../../../src/call/kept/journal.ts';
import { Reconciler, reconcile } from '../../../../src/reports/reconcile/reconciler.ts';
import { atOnce } from '../../../../src/shared/slices.ts';
import { smallDay } from '../../../support/small-day.ts';

let sound: readonly StoredEntry[] = [];
beforeAll(async () => {
  sound = await smallDay();
});

/** What entries are found by here. */
interface Facts {
  readonly type: string;
  readonly at: number;
  readonly call?: string;
  readonly agent?: string;
  readonly to?: string;
  readonly outcome?: string;
  readonly phase?: string;
  readonly serves?: boolean;
  readonly talked?: number;
}

function find(type: JournalEntry['type'], which: (entry: Facts) => boolean = () => true): StoredEntry {
  const found = sound.find((entry) => entry.type === type && which(entry as Facts));
  if (!found) throw new Error(`the small day has no such ${type}`);
  return found;
}

/** Numbered anew, so that no gap gives it away. */
const moved = (entry: object & { readonly at: number }, by: number): StoredEntry =>
  ({ ...entry, at: entry.at + by }) as StoredEntry;
const renumbered = (entries: readonly object[]): StoredEntry[] =>
  entries.map((entry, nth) => ({ ...entry, seq: nth + 1 }) as StoredEntry);
const without = (entry: StoredEntry): StoredEntry[] => renumbered(sound.filter((each) => each !== entry));
const twice = (entry: StoredEntry): StoredEntry[] =>
  renumbered(sound.flatMap((each) => (each === entry ? [each, each] : [each])));
const changed = (entry: StoredEntry, change: object): StoredEntry[] =>
  renumbered(
    sound.map((each) => (each === entry ? ({ ...(each as object), ...change } as StoredEntry) : each)),
  );
const later = (entry: StoredEntry, by: number): StoredEntry[] =>
  renumbered(sound.map((each) => (each === entry ? moved(each, by) : each)).toSorted((a, b) => a.at - b.at));

const answeredOf = (call: string) =>
  find('offerEnded', (entry) => entry.call === call && entry.outcome === 'answered');

const falsifications: Readonly<Record<string, readonly [about: string, falsified: () => StoredEntry[]]>> = {
  'an arrival is missing': ['1001', () => without(find('callArrived', ({ call }) => call === '1001'))],
  'an end is missing': ['1001', () => without(find('callEnded', ({ call }) => call === '1001'))],
  'an arrival is doubled': ['1002', () => twice(find('callArrived', ({ call }) => call === '1002'))],
  'an end is doubled': ['1003', () => twice(find('callEnded', ({ call }) => call === '1003'))],
  'a caller who gave up counts as answered': [
    '1003',
    () =>
      changed(
        find('callEnded', ({ call }) => call === '1003'),
        { outcome: 'answered' },
      ),
  ],
  'a caller who was answered counts as abandoned': [
    '1001',
    () =>
      changed(
        find('callEnded', ({ call }) => call === '1001'),
        { outcome: 'abandoned' },
      ),
  ],
  'a message that nobody left': [
    '1004',
    () =>
      changed(
        find('callEnded', ({ call }) => call === '1004'),
        { outcome: 'voicemail' },
      ),
  ],
  'an end is moved by a minute': [
    '1001',
    () =>
      later(
        find('callEnded', ({ call }) => call === '1001'),
        60_000,
      ),
  ],
  'an arrival is moved by a second': [
    '1002',
    () =>
      changed(
        find('callArrived', ({ call }) => call === '1002'),
        { at: find('callArrived', ({ call }) => call === '1002').at - 1000 },
      ),
  ],
  'talk is made longer': [
    '1001',
    () =>
      changed(
        find('callEnded', ({ call }) => call === '1001'),
        { talked: 90_000 },
      ),
  ],
  'a call is made shorter': [
    '1001',
    () =>
      changed(
        find('callEnded', ({ call }) => call === '1001'),
        { lasted: 1000 },
      ),
  ],
  'an offer was never made': ['1001', () => without(find('offerMade', ({ call }) => call === '1001'))],
  'an offer never ended': ['1003', () => without(find('offerEnded', ({ call }) => call === '1003'))],
  'an answer is credited to another agent': [
    '1001',
    () =>
      changed(
        find('connected', ({ call }) => call === '1001'),
        { to: 'boris', agent: 'boris' },
      ),
  ],
  'an answer is missing': ['1001', () => without(find('connected', ({ call }) => call === '1001'))],
  'an answer is doubled': ['1001', () => twice(find('connected', ({ call }) => call === '1001'))],
  'a ring is made longer': ['1001', () => changed(answeredOf('1001'), { rangFor: 30_000 })],
  'a hold has no end': ['1002', () => without(find('resumed', ({ call }) => call === '1002'))],
  'a hold is made longer': [
    '1002',
    () =>
      changed(
        find('resumed', ({ call }) => call === '1002'),
        { heldFor: 99_000 },
      ),
  ],
  'the start of the talk is missing': [
    '1001',
    () => without(find('phaseEntered', ({ call, phase }) => call === '1001' && phase === 'talking')),
  ],
  'a consultation has no end': ['1006', () => without(find('consultEnded'))],
  'a party who took over never came': [
    '1006',
    () => without(find('partyJoined', ({ call }) => call === '1006')),
  ],
  'wrap-up of a call in which they did not talk': [
    'boris',
    () =>
      changed(
        find('wrapUpStarted', ({ call }) => call === '1001'),
        { agent: 'boris' },
      ),
  ],
  'wrap-up begins twice': ['anna', () => twice(find('wrapUpStarted', ({ call }) => call === '1001'))],
  'wrap-up that never began ends': [
    'anna',
    () => without(find('wrapUpStarted', ({ call }) => call === '1001')),
  ],
  'a pause ends that was never begun': [
    'clara',
    () => without(find('agentChanged', ({ agent, to }) => agent === 'clara' && to === 'paused')),
  ],
  'a log-out is doubled': ['boris', () => twice(find('agentChanged', ({ to }) => to === 'logged_out'))],
  'an agent is rung for a queue that they are out of': [
    'clara',
    () => without(find('queueServiceSet', ({ serves }) => serves === true)),
  ],
  'an agent is put back into a queue twice': [
    'clara',
    () => twice(find('queueServiceSet', ({ serves }) => serves === true)),
  ],
  'a time out of a queue is made longer': [
    'clara',
    () =>
      changed(
        find('queueServiceSet', ({ serves }) => serves === true),
        { outFor: 90_000 },
      ),
  ],
  'a supervisor hears a talk that no one let them hear': ['1011', () => without(find('supervisionAsked'))],
  'a supervision is credited to another': ['1011', () => changed(find('supervised'), { who: 'boris' })],
  'a supervisor never heard the talk': [
    '1011',
    () => renumbered(sound.filter(({ type }) => type !== 'supervised')),
  ],
  'a supervisor heard the talk later': ['1011', () => later(find('supervised'), 1000)],
  'a supervision has no end': ['1011', () => without(find('supervisionEnded'))],
  'a supervision is made longer': ['1011', () => changed(find('supervisionEnded'), { lasted: 90_000 })],
  'a supervision is made shorter': ['1011', () => changed(find('supervisionEnded'), { lasted: 1000 })],
  'a supervisor heard more of the talk': [
    '1011',
    () => changed(find('supervisionEnded'), { heardFor: 36_000 }),
  ],
  'a supervision ends twice': ['1011', () => twice(find('supervisionEnded'))],
  'someone is muted who is not there': ['1011', () => changed(find('partyMuted'), { who: 'anna' })],
  'a ring outside was never made': ['1012', () => without(find('offerMade', ({ call }) => call === '1012'))],
  'a ring outside never ended': ['1012', () => without(find('offerEnded', ({ call }) => call === '1012'))],
  'an answer is credited to another number outside': [
    '1012',
    () =>
      changed(
        find('connected', ({ call }) => call === '1012'),
        { to: '+4930666666' },
      ),
  ],
  'talk outside is made longer': [
    '1012',
    () =>
      changed(
        find('outsideUsed', ({ talked = 0 }) => talked > 0),
        { talked: 90_000 },
      ),
  ],
  'an entry is later than the one after it': [
    '1001',
    () =>
      changed(
        find('offerRang', ({ call }) => call === '1001'),
        { at: find('callEnded', ({ call }) => call === '1001').at },
      ),
  ],
};

test('a sound journal has no misfits', () => {
  expect(reconcile(sound, 'Europe/Berlin')).toMatchObject({ misfits: [], inProgress: 0 });
});

describe('a falsified journal', () => {
  test.each(Object.entries(falsifications))('%s', (_, [about, falsified]) => {
    const { misfits } = reconcile(falsified(), 'Europe/Berlin');
    const named = misfits.flatMap(({ call, agent }) => [call ?? '', agent ?? '']);
    expect(named, JSON.stringify(misfits)).toContain(about);
  });

  test('a gap in the numbers of entries', () => {
    const { misfits } = reconcile(sound.filter(({ seq }) => seq !== 40));
    expect(misfits.map(({ what }) => what).join()).toContain('follows entry 39');
  });
});

test('what has been read is not looked at again: a day of calls is neither kept nor checked all at once', () => {
  const reconciler = new Reconciler('UTC');
  const read = sound.map((entry) => ({ ...entry }));
  for (const entry of read) {
    reconciler.add(entry);
    if (entry.type !== 'callArrived' && entry.type !== 'callEnded')
      Object.assign(entry, { at: 0, type: 'x' });
  }
  expect(atOnce(reconciler.over(() => false))).toMatchObject({ misfits: [], inProgress: 0 });
});
