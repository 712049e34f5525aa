import { expect, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../../src/call/kept/journal.ts';
import type { CallerSought, Store, Traces } from '../../../src/ports/store.ts';
import { type CallId, callId, recordingId } from '../../../src/shared/ids.ts';
import { arrived, batch, callNamed } from '../../unit/store/batches.ts';

const ada = '+4930123456';
const boris = '+4940777777';
/** As an agent dials it. */
const dialled = '030123456';
const isSame = (value: string, numbers: readonly string[]): boolean =>
  value === dialled && numbers.includes(ada);
const now = { isLive: () => false, mayPause: () => true };

async function arrives(
  store: Store,
  call: CallId,
  number: string,
  name: string,
  at: number,
): Promise<string> {
  const { contact, isNew } = await store.contacts.recognise(number, name, at);
  const caller = { number, name, contact: contact.id, isNew, tags: [] };
  const entry = { ...arrived(call, at), caller } as JournalEntry;
  await store.commit(batch({ journal: [entry], nextCall: Number(call) + 1 }));
  return contact.id;
}

/** Ada calls twice and leaves a message, an agent calls her, Boris asks to be called back at hers. */
async function day(store: Store): Promise<{ ada: string; boris: string }> {
  const ids = {
    ada: await arrives(store, callId(1001), ada, 'Ada Byron', 10),
    boris: await arrives(store, callId(1002), boris, 'Boris', 20),
  };
  await arrives(store, callId(1003), ada, 'Ada Byron', 30);
  const [anna, first, second] = [callId(1004), callId(1001), callId(1002)];
  const journal: readonly JournalEntry[] = [
    {
      at: 31,
      type: 'messageLeft',
      call: first,
      voicemail: 'office',
      recording: recordingId(first, 1),
      lasted: 9,
    },
    { at: 32, type: 'callbackWanted', call: second, number: ada },
    {
      at: 33,
      type: 'phaseEntered',
      call: second,
      phase: 'ringing',
      because: `${ada} is rung`,
    },
    { at: 34, type: 'callbackNumberRefused', call: first, typed: '4711', because: 'too short' },
    {
      ...(arrived(anna, 40) as JournalEntryOf<'callArrived'>),
      via: { kind: 'phone', name: 'anna' },
      dialled,
      caller: { number: 'anna', name: 'Anna', isNew: false, tags: [] },
    },
  ];
  await store.commit(batch({ journal, nextCall: 1005 }));
  await store.contacts.set(ada, { notes: 'Likes tea.', tags: ['vip'] }, 50);
  return ids;
}

async function callsOf(store: Store, who: CallerSought): Promise<CallId[]> {
  const found: CallId[] = [];
  for await (const call of store.journal.callsOf(who)) found.push(call);
  return found;
}

export function erasureContract(open: () => Promise<Store>): void {
  test('the calls of a caller are found by contact and by number, newest first, until they are erased', async () => {
    const store = await open();
    const ids = await day(store);
    const isOf = (value: string): boolean => value === ada || value === dialled;
    const everything = [callId(1004), callId(1003), callId(1001)];
    expect(await callsOf(store, { contact: ids.ada, numbers: [ada], isOf })).toEqual(everything);
    expect(await callsOf(store, { numbers: [ada], isOf })).toEqual(everything);
    expect(await callsOf(store, { contact: ids.ada, numbers: [], isOf: () => false })).toEqual([
      callId(1003),
      callId(1001),
    ]);
    // Another number with the same last digits.
    expect(
      await callsOf(store, { numbers: ['+4969123456'], isOf: (value) => value === '+4969123456' }),
    ).toEqual([]);
    await store.contacts.merge(ada, boris, 'ops', 60);
    expect(await callsOf(store, { contact: ids.ada, numbers: [], isOf: () => false })).toEqual([
      callId(1003),
      callId(1002),
      callId(1001),
    ]);
    await store.erasure.erase(await store.erasure.traces(ada, isSame), now);
    expect(await callsOf(store, { numbers: [ada], isOf })).toEqual([]);
  });

  test('someone without a number who asked to be called back at a number is found by it; who has a number of their own is not', async () => {
    const store = await open();
    await day(store);
    const hidden = callId(1010);
    const { number: _, ...withheld } = (arrived(hidden, 60) as JournalEntryOf<'callArrived'>).caller;
    const booked = (call: CallId): JournalEntry =>
      ({
        at: 61,
        type: 'callbackBooked',
        call,
        number: ada,
        queue: 'sales',
        callback: callId(1011),
      }) as never;
    const arrival = { ...arrived(hidden, 60), caller: { isNew: true, tags: withheld.tags } } as JournalEntry;
    await store.commit(batch({ journal: [arrival, booked(hidden), booked(callId(1002))], nextCall: 1012 }));
    expect(await callsOf(store, { numbers: [ada], isOf: (value) => value === ada })).toEqual([
      hidden,
      callId(1003),
      callId(1001),
    ]);
  });

  const traces = (store: Store): Promise<Traces> => store.erasure.traces(ada, isSame);

  test('what is kept about a person is found: calls in which they called or were called, and messages', async () => {
    const store = await open();
    const ids = await day(store);
    expect(await traces(store)).toMatchObject({
      numbers: [ada],
      contact: ids.ada,
      calls: ['1001', '1003', '1004'],
      recordings: ['1001-r1'],
    });
    expect(await store.erasure.traces('+49999999999', isSame)).toMatchObject({ calls: [], recordings: [] });
    await store.close();
  });

  test('after erasure nothing says who it was; what happened, and everybody else, stay as they were', async () => {
    const store = await open();
    const ids = await day(store);
    const before = await store.journal.last(99);
    const erased = await store.erasure.erase(await traces(store), now);
    expect(erased).toMatchObject({ messages: 1 });

    const after = await store.journal.last(99);
    const text = JSON.stringify(after);
    for (const gone of [ada, '123456', 'Ada', 'Byron', '4711']) expect(text).not.toContain(gone);
    expect(after.map(({ seq, at, type }) => [seq, at, type])).toEqual(
      before.map(({ seq, at, type }) => [seq, at, type]),
    );
    // The same person is the same placeholder, so that calls can still be counted by caller.
    const callers = after.flatMap((entry) => (entry.type === 'callArrived' ? [entry.caller] : []));
    const [first, second, third, agent] = callers;
    expect(first).toMatchObject({
      contact: ids.ada,
      number: expect.stringMatching(/^erased-\d+$/) as string,
    });
    expect([third?.number, third?.name]).toEqual([first?.number, first?.name]);
    expect(first?.name).not.toBe(first?.number);
    expect(second).toEqual({ number: boris, name: 'Boris', contact: ids.boris, isNew: true, tags: [] });
    expect(agent).toMatchObject({ number: 'anna', name: 'Anna' });
    expect(after).toContainEqual({
      seq: 5,
      at: 32,
      type: 'callbackWanted',
      call: '1002',
      number: first?.number,
    });

    expect(await store.contacts.byId(ids.ada)).toBeUndefined();
    expect(await store.contacts.find('', 9)).toMatchObject([{ id: ids.boris, name: 'Boris' }]);
    expect(await store.voicemails.list(undefined, 9)).toEqual([]);
    await store.close();
  });

  test('who was erased and calls again is somebody new', async () => {
    const store = await open();
    const ids = await day(store);
    await store.erasure.erase(await traces(store), now);
    const again = await arrives(store, callId(1005), ada, 'Ada', 60);
    expect([ids.ada, ids.boris]).not.toContain(again);
    expect(await store.contacts.withNumber(ada)).toMatchObject({
      id: again,
      name: 'Ada',
      calls: 1,
      tags: [],
    });
    const [call] = await store.journal.ofCall(callId(1005));
    expect(call).toMatchObject({ caller: { number: ada, name: 'Ada', isNew: true } });
    const [old] = await store.journal.ofCall(callId(1001));
    expect(old).toMatchObject({ caller: { number: expect.stringMatching(/^erased-/) as string } });
    await store.close();
  });

  test('nothing is erased while they are in a call', async () => {
    const store = await open();
    await day(store);
    const before = await store.journal.last(99);
    const found = await traces(store);
    expect(await store.erasure.erase(found, { ...now, isLive: () => true })).toBe('live');
    expect(await store.journal.last(99)).toEqual(before);
    expect(await store.contacts.withNumber(ada)).toMatchObject({ notes: 'Likes tea.' });
    await store.close();
  });

  test('a call in progress is kept with its caller, and nobody else can write a reference to them', async () => {
    const store = await open();
    const call = { ...callNamed(1001), via: { kind: 'line', name: '\\/1\\/ "/1/' } as const };
    const arrival = arrived(callId(1001)) as JournalEntryOf<'callArrived'>;
    const rest = { ...arrival, dialled: '"\\/1\\/"', via: { kind: 'line', name: '/1/' } } as const;
    await store.commit(batch({ calls: new Map([[callId(1001), call]]), journal: [rest], nextCall: 1002 }));
    expect((await store.load()).calls).toEqual([call]);
    expect(await store.journal.last(1)).toEqual([{ ...rest, seq: 1 }]);
    await store.close();
  });
}
