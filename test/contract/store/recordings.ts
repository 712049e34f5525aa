/** What every store promises of recordings of talks. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId, recordingId } from '../../../src/shared/ids.ts';
import { batch } from '../../unit/store/batches.ts';

const [first, second] = [callId(1001), callId(1002)];
const segment = (call: typeof first, nth: number) => recordingId(call, nth);

const started = (call: typeof first, nth: number, at: number, queue = 'sales'): JournalEntry => ({
  type: 'recordingStarted',
  at,
  call,
  recording: segment(call, nth),
  rule: 'all',
  sides: 'separate',
  queue,
  with: 'anna',
  keepFor: 100,
});
const ended = (call: typeof first, at: number): JournalEntry => ({
  type: 'callEnded',
  at,
  call,
  outcome: 'answered',
  by: 'caller',
  lasted: 1,
  talked: 1,
});
const sound = { file: 'talk.wav', lasted: 900, size: 44, sha256: 'ab' };

export function recordingsContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await store.commit(
      batch({
        journal: [
          started(first, 1, 10),
          { type: 'recordingRuns', at: 12, call: first, recording: segment(first, 1), lag: 3 },
          {
            type: 'recordingClosed',
            at: 20,
            call: first,
            recording: segment(first, 1),
            lasted: 8,
            end: 'asked',
          },
          started(first, 2, 30),
          started(second, 1, 40, 'care'),
        ],
      }),
    );
  });
  afterEach(async () => store.close());

  test('a recording is due when its call has ended, with its segments in order', async () => {
    expect(await store.recordings.due(10)).toEqual([]);
    await store.commit(batch({ journal: [ended(first, 50), ended(callId(1003), 51)] }));
    expect(await store.recordings.due(10)).toEqual([
      {
        call: first,
        state: 'due',
        at: 10,
        ended: 50,
        rule: 'all',
        queue: 'sales',
        talkedWith: 'anna',
        keepFor: 100,
        segments: [
          { recording: segment(first, 1), at: 12, sides: 'separate', lag: 3, ran: true, closed: true },
          { recording: segment(first, 2), at: 30, sides: 'separate', lag: 0, ran: false, closed: false },
        ],
      },
    ]);
    expect(await store.recordings.stateOfSegment(segment(first, 2))).toBe('due');
    expect(await store.recordings.stateOfSegment(segment(second, 9))).toBeUndefined();
  });

  test('lists the newest first, by call, queue and time, without those that are gone', async () => {
    const listed = async (query: Parameters<Store['recordings']['list']>[0], limit = 10) =>
      (await store.recordings.list(query, limit)).map(({ call }) => call);
    expect(await listed({})).toEqual([second, first]);
    expect(await listed({}, 1)).toEqual([second]);
    expect(await listed({ queue: 'sales' })).toEqual([first]);
    expect(await listed({ call: second })).toEqual([second]);
    expect(await listed({ before: 40 })).toEqual([first]);
    await store.recordings.lose(second);
    expect(await listed({})).toEqual([first]);
  });

  test('hundreds of one moment come in order, each once', async () => {
    const calls = Array.from({ length: 120 }, (_, nth) => callId(2000 + nth));
    await store.commit(
      batch({ journal: calls.flatMap((call) => [started(call, 1, 40, 'care'), ended(call, 50)]) }),
    );
    const listed = await store.recordings.list({ queue: 'care' }, 1000);
    expect(new Set(listed.map(({ call }) => call))).toEqual(new Set([second, ...calls]));
    expect(listed).toHaveLength(121);
    expect(await store.recordings.list({}, 100)).toHaveLength(100);
    for (const call of calls) await store.recordings.keep(call, sound);
    const expired = await store.recordings.expired(151, 1000);
    expect(expired.map(({ call }) => call)).toEqual(calls);
    expect(expired[0]).not.toHaveProperty('place');
  });

  test('expires when its time after the call is over, unless it is held', async () => {
    await store.commit(batch({ journal: [ended(first, 50)] }));
    await store.recordings.keep(first, { ...sound, key: '0123' });
    expect(await store.recordings.expired(150, 10)).toEqual([]);
    expect(await store.recordings.expired(151, 10)).toMatchObject([{ call: first, ...sound, key: '0123' }]);
    await store.recordings.hold(first, { by: 'ada', reason: 'case 7', at: 60 });
    expect(await store.recordings.expired(151, 10)).toEqual([]);
    expect((await store.recordings.find(first))?.hold).toEqual({ by: 'ada', reason: 'case 7', at: 60 });
    await store.recordings.hold(first, undefined);
    await store.recordings.remove(first, 'retention');
    expect(await store.recordings.expired(151, 10)).toEqual([]);
    const gone = await store.recordings.find(first);
    expect(gone).toMatchObject({ state: 'deleted' });
    expect(gone).not.toHaveProperty('file');
  });

  test('forgets calls with their segments, and no others', async () => {
    expect(await store.recordings.segmentsOf(first)).toEqual([segment(first, 1), segment(first, 2)]);
    await store.recordings.forget([first]);
    expect(await store.recordings.find(first)).toBeUndefined();
    expect(await store.recordings.segmentsOf(first)).toEqual([]);
    expect(await store.recordings.find(second)).toMatchObject({ call: second, state: 'open' });
  });
}
