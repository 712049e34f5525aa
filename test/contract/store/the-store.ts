/** What every store promises (`src/ports/store.ts`), whatever it is made of. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Announcement } from '../../../src/call/kept/announcement.ts';
import type { JournalEntry, StoredEntry } from '../../../src/call/kept/journal.ts';
import type { MessageChange } from '../../../src/call/kept/message.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId, legId, offerId, type RecordingId, recordingId } from '../../../src/shared/ids.ts';
import { agentNamed, arrived, batch, callNamed, step } from '../../unit/store/batches.ts';
import { articlesContract } from './articles.ts';
import { auditContract } from './audit.ts';
import { contactsContract } from './contacts.ts';
import { deliveriesContract } from './deliveries.ts';
import { directoryContract } from './directory.ts';
import { erasureContract } from './erasure.ts';
import { lookupsContract } from './lookups.ts';
import { peopleContract } from './people.ts';
import { pinsContract } from './pins.ts';
import { plansContract } from './plans.ts';
import { qualityContract } from './quality.ts';
import { recordedContract } from './recorded.ts';
import { recordingsContract } from './recordings.ts';

/** @param open an empty store each time */
export function storeContract(open: () => Promise<Store>): void {
  describe('batches', () => batchContract(open));
  describe('the journal', () => journalContract(open));
  describe('messages', () => messagesContract(open));
  describe('contacts', () => contactsContract(open));
  describe('erasure', () => erasureContract(open));
  describe('plans', () => plansContract(open));
  describe('PINs', () => pinsContract(open));
  describe('the directory', () => directoryContract(open));
  describe('lookups', () => lookupsContract(open));
  describe('deliveries', () => deliveriesContract(open));
  describe('articles', () => articlesContract(open));
  describe('quality and cases', () => qualityContract(open));
  describe('people', () => peopleContract(open));
  describe('the audit trail', () => auditContract(open));
  describe('recorded turns', () => recordedContract(open));
  describe('recordings of talks', () => recordingsContract(open));
}

const id = callId(1001);
const nothingSaved = {
  calls: [],
  agents: [],
  schedules: [],
  onCall: [],
  records: [],
  announcements: [],
};

function batchContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(async () => store.close());

  test('an empty store has nothing in progress, and the first call has four digits', async () => {
    expect(await store.load()).toEqual({ ...nothingSaved, nextCall: 1001 });
  });

  test('the last state of what is in progress counts: calls by arrival, the rest by name', async () => {
    const first = { ...callNamed(1001), typedAhead: '12' };
    const schedule = { to: 'closed', by: 'anna', since: 3 } as const;
    const swap = { agent: 'boris', until: 9, by: 'anna', since: 3 };
    const announcement: Announcement = {
      place: { kind: 'queue', name: 'sales' },
      prompt: { en: [{ kind: 'text', text: 'The network is down.' }] },
      until: 9,
      since: 3,
      by: 'dora',
    };
    await store.commit(
      batch({
        calls: new Map([
          [callId(1002), callNamed(1002)],
          [id, callNamed(1001)],
          [callId(1003), callNamed(1003)],
        ]),
        agents: new Map([
          ['boris', agentNamed('boris')],
          ['anna', agentNamed('anna')],
          ['clara', agentNamed('clara')],
        ]),
        schedules: new Map([['office', schedule]]),
        onCall: new Map([['standby', swap]]),
        announcements: new Map([
          ['queue sales', announcement],
          ['queue all', announcement],
        ]),
      }),
    );
    await store.commit(
      batch({
        announcements: new Map([['queue all', null]]),
        calls: new Map([
          [callId(1003), null],
          [id, first],
        ]),
        agents: new Map([['clara', null]]),
        nextCall: 1004,
      }),
    );
    expect(await store.load()).toEqual({
      calls: [callNamed(1002), first],
      agents: [agentNamed('anna'), agentNamed('boris')],
      schedules: [{ name: 'office', set: schedule }],
      onCall: [{ name: 'standby', swap }],
      records: [],
      announcements: [announcement],
      nextCall: 1004,
    });
    const asPlanned = { schedules: new Map([['office', null]]), onCall: new Map([['standby', null]]) };
    await store.commit(batch({ ...asPlanned, nextCall: 1004 }));
    expect(await store.load()).toMatchObject({ schedules: [], onCall: [] });
  });

  test('a batch that fails half way leaves nothing, and the numbers go on without a gap', async () => {
    await store.commit(batch({ journal: [arrived(id)] }));
    const nothing: unknown = undefined;
    const bad = { ...step(id, 3), at: nothing } as JournalEntry;
    const calls = new Map([[id, callNamed(1001)]]);
    await expect(
      store.commit(batch({ journal: [step(id, 2), bad], calls, nextCall: 1009 })),
    ).rejects.toThrow();
    expect(await store.load()).toEqual({ ...nothingSaved, nextCall: 1002 });
    await store.commit(batch({ journal: [step(id, 4)], nextCall: 1002 }));
    expect((await store.journal.last(9)).map(({ seq, at }) => [seq, at])).toEqual([
      [1, 1],
      [2, 4],
    ]);
  });

  test('what was given is kept as it was, even if it is changed afterwards', async () => {
    const entry = step(id, 1) as { flow: string } & JournalEntry;
    await store.commit(batch({ journal: [entry] }));
    entry.flow = 'changed';
    expect(await store.journal.ofCall(id)).toEqual([{ ...step(id, 1), seq: 1 }]);
  });

  test('the number of the next call is never one that the journal has', async () => {
    await store.commit(batch({ journal: [arrived(callId(1041))], nextCall: 1002 }));
    expect((await store.load()).nextCall).toBe(1042);
  });

  test('a closed store says so', async () => {
    await store.close();
    await expect(store.commit(batch())).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(store.contacts.find('', 1)).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(store.journal.find({ limit: 1 })).rejects.toMatchObject({ code: 'CLOSED' });
  });
}

function journalContract(open: () => Promise<Store>): void {
  const offer = offerId(id, 1);
  const decision = {
    chosen: ['anna'],
    strategy: 'longest idle',
    ranked: [],
    excluded: [],
    waited: 0,
  } as const;
  const entries: readonly JournalEntry[] = [
    { ...arrived(id, 10), leg: legId('leg-1') } as JournalEntry,
    { at: 20, type: 'nobodyFree', call: id, decision: { ...decision, chosen: [], queue: 'sales' } },
    { at: 30, type: 'agentChanged', agent: 'anna', to: 'logged_in', by: 'cli' },
    { at: 40, type: 'offerMade', call: id, offer, to: 'anna', decision: { ...decision, queue: 'sales' } },
    { at: 50, type: 'connected', call: id, offer, to: 'anna', agent: 'anna', waited: 40 },
    // The safety net served it before: it is stored late.
    arrived(callId(1002), 25),
    { at: 60, type: 'leftQueue', call: id, queue: 'accounts', because: 'full', leadsTo: 'goodbye' },
    { at: 70, type: 'outsideUsed', call: id, trunk: 'line1', byAgent: 'boris', calls: 1, talked: 0 },
    { at: 65, type: 'outsideUsed', call: id, trunk: 'line1', calls: 0, talked: 9 },
    { at: 80, type: 'offerMade', call: id, offer, to: '+49170123456' },
  ];
  let store: Store;
  const seqs = (found: readonly StoredEntry[]): readonly number[] => found.map(({ seq }) => seq);
  beforeEach(async () => {
    store = await open();
    await store.commit(batch({ journal: entries.slice(0, 4) }));
    await store.commit(batch({ journal: entries.slice(4) }));
  });
  afterEach(async () => store.close());

  test('entries come back as they were given, numbered from one', async () => {
    expect(await store.journal.last(99)).toEqual(entries.map((entry, nth) => ({ ...entry, seq: nth + 1 })));
    expect(seqs(await store.journal.last(2))).toEqual([9, 10]);
    expect(seqs(await store.journal.after(3, 2))).toEqual([4, 5]);
    expect(seqs(await store.journal.ofCall(callId(1002)))).toEqual([6]);
    expect(await store.journal.ofCall(callId(9999))).toEqual([]);
  });

  test('by time: the first moment is included, the last is not, and what was stored late is found', async () => {
    const between = async (from?: number, to?: number) =>
      seqs(
        await store.journal.find({
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          limit: 99,
        }),
      );
    expect(await between(20, 40)).toEqual([2, 3, 6]);
    expect(await between(undefined, 21)).toEqual([1, 2]);
    expect(await between(60)).toEqual([7, 8, 9, 10]);
    expect(await between(21, 22)).toEqual([]);
    expect(await between()).toEqual(entries.map((_entry, nth) => nth + 1));
  });

  test('by queue: entries that name it, and decisions made for it', async () => {
    expect(seqs(await store.journal.find({ queue: 'sales', limit: 9 }))).toEqual([2, 4]);
    expect(seqs(await store.journal.find({ queue: 'accounts', limit: 9 }))).toEqual([7]);
    expect(await store.journal.find({ queue: 'nowhere', limit: 9 })).toEqual([]);
  });

  test('by agent: what is about them, offered to them, or done on their behalf', async () => {
    expect(seqs(await store.journal.find({ agent: 'anna', limit: 9 }))).toEqual([3, 4, 5]);
    expect(seqs(await store.journal.find({ agent: 'boris', limit: 9 }))).toEqual([8]);
    expect(await store.journal.find({ agent: '+49170123456', limit: 9 })).toEqual([]);
  });

  test('by all of them at once, page by page', async () => {
    const query = { agent: 'anna', from: 25, to: 55 };
    expect(seqs(await store.journal.find({ ...query, limit: 2 }))).toEqual([3, 4]);
    expect(seqs(await store.journal.find({ ...query, after: 4, limit: 2 }))).toEqual([5]);
    expect(seqs(await store.journal.find({ ...query, queue: 'sales', limit: 2 }))).toEqual([4]);
    expect(await store.journal.find({ ...query, after: 5, limit: 2 })).toEqual([]);
  });

  test('a limit below one is none', async () => {
    for (const limit of [0, -1, -99]) {
      expect(await store.journal.last(limit)).toEqual([]);
      expect(await store.journal.after(0, limit)).toEqual([]);
      expect(await store.journal.find({ limit })).toEqual([]);
      expect(await store.journal.callIds(limit)).toEqual([]);
    }
  });

  test('calls: the newest first, their arrivals, and the legs that are known', async () => {
    expect(await store.journal.callIds(9)).toEqual([callId(1002), id]);
    expect(await store.journal.callIds(9, callId(1002))).toEqual([id]);
    expect(await store.journal.callIds(9, id)).toEqual([]);
    expect(await store.journal.callIds(9, callId(9999))).toEqual([]);
    const arrivals = await store.journal.arrivals([id, callId(9999)]);
    expect([...arrivals]).toEqual([[id, { ...entries[0], seq: 1 }]]);
    expect(await store.journal.knownLegs([legId('leg-1'), legId('leg-2')])).toEqual(new Set(['leg-1']));
  });

  test('entries of some types come alone, in order, and of the part that is asked for', async () => {
    const { journal } = store;
    const all = await journal.after(0, 1000);
    const wanted = ['outsideUsed', 'callEnded'] as const;
    const expected = all.filter(({ type }) => (wanted as readonly string[]).includes(type));
    const newest = all.at(-1)?.seq ?? 0;
    expect(expected.length).toBeGreaterThan(1);
    expect(await journal.ofTypes(wanted, 0, newest)).toEqual(expected);
    const [{ seq: first } = { seq: 0 }] = expected;
    expect(await journal.ofTypes(wanted, first, newest)).toEqual(expected.slice(1));
    expect(await journal.ofTypes(wanted, 0, first)).toEqual(expected.slice(0, 1));
    expect(await journal.ofTypes([], 0, newest)).toEqual([]);
  });

  test('uses of outside lines come by time', async () => {
    expect((await store.journal.outsideSince(0)).map(({ at }) => at)).toEqual([65, 70]);
    expect((await store.journal.outsideSince(65)).map(({ at }) => at)).toEqual([70]);
  });
}

function messagesContract(open: () => Promise<Store>): void {
  const left = (call: typeof id, at: number, lasted = 4000): JournalEntry => ({
    at,
    type: 'messageLeft',
    call,
    voicemail: 'office',
    recording: recordingId(call, 1),
    lasted,
  });

  test('a message is listed once, with its caller, whenever they arrived', async () => {
    const store = await open();
    await store.commit(batch({ journal: [arrived(id)] }));
    await store.commit(batch({ journal: [left(id, 7), left(callId(1002), 8)] }));
    await store.commit(batch({ journal: [left(callId(1003), 9), left(id, 10, 1), arrived(callId(1002))] }));
    const message = { voicemail: 'office', lasted: 4000, callerNumber: '+4930123456', callerName: 'Ada' };
    expect(await store.voicemails.list('office', 10)).toEqual([
      { recording: '1003-r1', call: '1003', at: 9, voicemail: 'office', lasted: 4000 },
      { recording: '1002-r1', call: '1002', at: 8, ...message },
      { recording: '1001-r1', call: '1001', at: 7, ...message },
    ]);
    expect(await store.voicemails.list('elsewhere', 10)).toEqual([]);
    expect(await store.voicemails.list(undefined, 1)).toHaveLength(1);
    const inTheNet = { ...left(callId(1004), 11), recording: '1793348231.7' as RecordingId };
    await store.commit(batch({ journal: [inTheNet] }));
    expect(await store.voicemails.callOf('1793348231.7')).toBe('1004');
    expect(await store.voicemails.callOf('1002-r1')).toBe('1002');
    expect(await store.voicemails.callOf('1004-r1')).toBeUndefined();
    await store.close();
  });

  test('what becomes of a message is told by the journal: heard, assigned, moved, without speech, deleted', async () => {
    const store = await open();
    const { voicemails } = store;
    const changed = (at: number, nth: number, change: MessageChange, to?: string): JournalEntry => {
      const call = callId(1000 + nth);
      const entry = { type: 'messageChanged', at, call, recording: recordingId(call, 1), change } as const;
      return { ...entry, by: 'anna', ...(to !== undefined && { to }) };
    };
    const commit = (...journal: JournalEntry[]) => store.commit(batch({ journal }));
    await commit(left(id, 7), left(callId(1002), 8));
    expect(await voicemails.counts()).toEqual([{ voicemail: 'office', unheard: 2, others: 0 }]);
    expect(await voicemails.unjudged()).toHaveLength(2);
    await commit(
      changed(20, 1, 'has_speech'),
      changed(20, 2, 'no_speech'),
      changed(21, 1, 'assigned', 'anna'),
    );
    expect(await voicemails.unjudged()).toEqual([]);
    expect(await voicemails.counts()).toEqual([{ voicemail: 'office', unheard: 1, others: 1 }]);
    expect(await voicemails.list(undefined, 9, 'new')).toMatchObject([
      { recording: '1001-r1', assignedTo: 'anna', speech: true },
    ]);
    expect(await voicemails.olderThan('office', 8)).toMatchObject([{ recording: '1001-r1' }]);
    await commit(changed(30, 1, 'heard'));
    expect(await voicemails.list('office', 9, 'new')).toEqual([]);
    const heard = { heardAt: 30, heardBy: 'anna', assignedTo: 'anna', speech: true };
    expect(await voicemails.one('1001-r1')).toMatchObject(heard);
    await commit(changed(40, 1, 'moved', 'sales'));
    const kept = { recording: '1001-r1', call: '1001', at: 7, lasted: 4000, speech: true };
    expect(await voicemails.one('1001-r1')).toEqual({ ...kept, voicemail: 'sales' });
    expect(await voicemails.counts()).toEqual([
      { voicemail: 'office', unheard: 0, others: 1 },
      { voicemail: 'sales', unheard: 1, others: 0 },
    ]);
    await commit(changed(50, 1, 'deleted'));
    expect(await voicemails.one('1001-r1')).toBeUndefined();
    expect(await voicemails.list(undefined, 9)).toMatchObject([{ recording: '1002-r1' }]);
    expect(await voicemails.deleted()).toEqual(['1001-r1']);
    await voicemails.forget('1002-r1');
    await voicemails.forget('1001-r1');
    expect(await voicemails.deleted()).toEqual([]);
    expect(await voicemails.list(undefined, 9)).toHaveLength(1);
    await store.close();
  });
}
