/** Sounds of talks: joined, encrypted, read in parts, kept and deleted. */

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry, StoredEntry } from '../../../src/call/kept/journal.ts';
import { writeWav } from '../../../src/prompts/wav.ts';
import { eraseTalks, heldAmong } from '../../../src/recordings/erase.ts';
import { type Joined, type JoinRequest, joinRecording } from '../../../src/recordings/join.ts';
import { Keeper } from '../../../src/recordings/keeper.ts';
import { type RecordingKey, readRecordingKey } from '../../../src/recordings/key.ts';
import { SoundUnreadable, unsealed } from '../../../src/recordings/sealed.ts';
import { soundOf } from '../../../src/recordings/sound.ts';
import { callId, type RecordingId, recordingId } from '../../../src/shared/ids.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { until } from '../../support/sip/until.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-talks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = readRecordingKey(
  '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
) as RecordingKey;
const otherKey = readRecordingKey('ff'.repeat(32)) as RecordingKey;

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const part of parts) list.push(part);
  return list;
}

async function sound(name: string, value: number, samples: number): Promise<string> {
  const path = join(folder, `${name}.wav`);
  await writeFile(path, writeWav({ rate: 8000, samples: new Int16Array(samples).fill(value) }));
  return path;
}

async function joined(
  request: Omit<JoinRequest, 'to'>,
): Promise<{ result: Joined; file: Buffer; path: string }> {
  const to = join(folder, 'deep', 'talk');
  const [result] = await all(joinRecording({ ...request, to }));
  if (!result) throw new Error('nothing was joined');
  return { result, file: await readFile(to), path: to };
}

const sample = (wav: Buffer, at: number, channel: number): number =>
  wav.readInt16LE(44 + (at * 2 + channel) * 2);

test('the caller is left, the agents right, and silence where nothing was recorded', async () => {
  const segments = [
    {
      after: 0,
      lag: 20,
      files: { caller: await sound('a', 100, 8000), agents: await sound('b', 200, 8000) },
    },
    {
      after: 3000,
      lag: -10,
      files: { caller: await sound('c', 300, 800), agents: await sound('d', 400, 800) },
    },
  ];
  const { result, file } = await joined({ segments });
  expect(result.lasted).toBe(3110);
  expect(result.size).toBe(file.length);
  expect(result.sha256).toBe(createHash('sha256').update(file).digest('hex'));
  expect(file.readUInt16LE(22)).toBe(2);
  expect([sample(file, 0, 0), sample(file, 0, 1)]).toEqual([100, 0]);
  expect([sample(file, 161, 0), sample(file, 161, 1)]).toEqual([100, 200]);
  // In between: a pause.
  expect([sample(file, 16_000, 0), sample(file, 16_000, 1)]).toEqual([0, 0]);
  expect([sample(file, 24_000, 0), sample(file, 24_000, 1)]).toEqual([0, 400]);
  expect([sample(file, 24_081, 0), sample(file, 24_081, 1)]).toEqual([300, 400]);
});

test('a header that Asterisk had no time to finish costs nothing', async () => {
  const path = await sound('killed', 100, 4000);
  const file = await readFile(path);
  for (const at of [4, 40]) file.writeUInt32LE(0, at);
  await writeFile(path, file);
  const { result } = await joined({ segments: [{ after: 0, lag: 0, files: { caller: path } }] });
  expect(result.lasted).toBe(500);
});

test('mixed sides have one channel', async () => {
  const { file } = await joined({
    segments: [{ after: 0, lag: 0, files: { both: await sound('m', 7, 80) } }],
  });
  expect(file.readUInt16LE(22)).toBe(1);
  expect(file.length).toBe(44 + 160);
});

test('no sound at all is no file', async () => {
  const to = join(folder, 'none');
  const segments = [{ after: 0, lag: 0, files: { caller: join(folder, 'gone.wav') } }];
  expect(await all(joinRecording({ segments, to }))).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('encrypted: any part can be read alone, and nothing of it is plain', async () => {
  const segments = [
    {
      after: 0,
      lag: 0,
      files: { caller: await sound('a', 1111, 60_000), agents: await sound('b', 2222, 50_000) },
    },
  ];
  const { file: plain } = await joined({ segments });
  const { result, file, path } = await joined({ segments, key });
  expect(result.size).toBe(plain.length);
  expect(result.sha256).toBe(createHash('sha256').update(plain).digest('hex'));
  expect(file.includes(plain.subarray(44, 144))).toBe(false);
  for (const [from, to] of [
    [0, plain.length],
    [0, 1],
    [65_535, 65_537],
    [100_000, 200_000],
    [plain.length - 1, plain.length],
  ] as const) {
    const part = Buffer.concat(await all(unsealed(path, key, from, to)));
    expect(part.equals(plain.subarray(from, to))).toBe(true);
  }
  await expect(all(unsealed(path, otherKey, 0, 10))).rejects.toThrow(SoundUnreadable);
});

test('encrypted: what was changed, cut off or put elsewhere is not played', async () => {
  const segments = [{ after: 0, lag: 0, files: { caller: await sound('a', 5, 60_000) } }];
  const { file, path, result } = await joined({ segments, key });
  const tampered = Buffer.from(file);
  tampered[70_000] = (tampered[70_000] ?? 0) ^ 1;
  const chunk = 65_536 + 16;
  const swapped = Buffer.concat([
    file.subarray(0, 64),
    file.subarray(64 + chunk, 64 + 2 * chunk),
    file.subarray(64, 64 + chunk),
    file.subarray(64 + 2 * chunk),
  ]);
  const shorter = Buffer.from(file);
  shorter.writeBigUInt64BE(1000n, 48);
  for (const bad of [tampered, swapped, file.subarray(0, file.length - 20), shorter]) {
    await writeFile(path, bad);
    await expect(all(unsealed(path, key, 0, result.size))).rejects.toThrow(SoundUnreadable);
  }
});

test('a key is 64 hexadecimal digits', () => {
  for (const bad of ['', 'secret', 'g'.repeat(64), 'a'.repeat(63)])
    expect(readRecordingKey(bad)).toBeUndefined();
  expect(readRecordingKey(`${'ab'.repeat(32)}\n`)?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

// --- the keeper -----------------------------------------------------------------------------------------------------

const call = callId(1001);
const segment = '1001-r1' as RecordingId;
const entries = (at: number, { closed = true, began = true } = {}): JournalEntry[] => [
  {
    type: 'recordingStarted',
    at,
    call,
    recording: segment,
    rule: 'all',
    sides: 'separate',
    queue: 'sales',
    with: 'anna',
    keepFor: minutes(1),
  },
  ...(began ? [{ type: 'recordingRuns', at: at + 50, call, recording: segment, lag: 20 } as const] : []),
  ...(closed && began
    ? [
        {
          type: 'recordingClosed',
          at: at + 1000,
          call,
          recording: segment,
          lasted: 950,
          end: 'asked',
        } as const,
      ]
    : []),
  { type: 'callEnded', at: at + 1000, call, outcome: 'answered', by: 'caller', lasted: 1000, talked: 1000 },
];

async function keeping(
  options: {
    closed?: boolean;
    began?: boolean;
    withKey?: boolean;
    fails?: boolean;
    joined?: () => Promise<unknown>;
  } = {},
) {
  const clock = new VirtualClock();
  const store = await memoryStore();
  const journal = entries(clock.now(), options);
  await store.commit({ journal, calls: new Map(), agents: new Map(), nextCall: 1002 });
  const files = { caller: await sound('caller', 100, 8000), agents: await sound('agents', 200, 8000) };
  const alarms: string[] = [];
  let isFailing = options.fails === true;
  const keeper = new Keeper({
    recordings: store.recordings,
    clock,
    log: silentLog,
    folder: join(folder, 'kept'),
    ...(options.withKey ? { key } : {}),
    partsOf: () => ({ ...files, both: join(folder, 'none.wav') }),
    written: { folder, segmentOf: (file) => (file.startsWith('caller') ? segment : undefined) },
    join: async (request) => {
      if (isFailing) throw new Error('the disk is full');
      const [made] = await all(joinRecording(request));
      await options.joined?.();
      return made;
    },
    alarm: (what, code) => alarms.push(`${code}: ${what}`),
  });
  await keeper.start();
  const state = async () => (await store.recordings.find(call))?.state;
  const passes = async (time: number) => {
    const limit = clock.now() + time;
    while (clock.tick(limit)) await new Promise((resolve) => setImmediate(resolve));
  };
  const reaches = async (wanted: string) => {
    await until(`the recording is ${wanted}`, async () => {
      await passes(seconds(1));
      return (await state()) === wanted;
    });
  };
  return {
    store,
    clock,
    keeper,
    alarms,
    files,
    state,
    passes,
    reaches,
    heals: () => {
      isFailing = false;
    },
    close: async () => {
      await keeper.stop();
      await store.close();
    },
  };
}

test('a recording is joined after its call, and what Asterisk wrote is deleted', async () => {
  const { store, reaches, close, keeper } = await keeping({ withKey: true });
  await reaches('kept');
  await until('the plain files are gone', async () => (await readdir(folder)).join() === 'kept');
  const row = await store.recordings.find(call);
  expect(row).toMatchObject({
    rule: 'all',
    queue: 'sales',
    talkedWith: 'anna',
    key: key.fingerprint,
    lasted: 1020,
  });
  const parts = await soundOf(keeper.fileOf(row?.file ?? ''), row ?? {}, key, 0, 44);
  expect(Buffer.concat(await all(parts as AsyncIterable<Buffer>)).toString('latin1', 0, 4)).toBe('RIFF');
  expect(await soundOf(keeper.fileOf(row?.file ?? ''), row ?? {}, otherKey, 0, 44)).toBe('other key');
  await close();
});

test('a segment whose end never comes is not waited for for ever', async () => {
  const { reaches, close } = await keeping({ closed: false });
  await reaches('kept');
  await close();
});

test('what cannot be kept is tried again, with one alarm', async () => {
  const { store, clock, alarms, state, passes, reaches, heals, close } = await keeping({ fails: true });
  // Its time is over before it is kept.
  await store.recordings.hold(call, { by: 'ada', reason: 'case 7', at: clock.now() });
  await passes(minutes(5));
  expect(await state()).toBe('due');
  expect(alarms).toHaveLength(1);
  expect(alarms[0]).toContain('recording_not_kept');
  heals();
  await reaches('kept');
  await close();
});

test('without any sound it is lost, with an alarm', async () => {
  const kept = await keeping();
  for (const path of Object.values(kept.files)) await rm(path);
  await kept.reaches('lost');
  expect(kept.alarms[0]).toContain('recording_lost');
  await kept.close();
});

test('one that could not begin, of which an alarm has said why, is no sound that is missing', async () => {
  const kept = await keeping({ began: false });
  for (const path of Object.values(kept.files)) await rm(path);
  await kept.reaches('lost');
  expect(kept.alarms).toEqual([]);
  await kept.close();
});

test('it is deleted when its time is over, unless it is held', async () => {
  const { store, clock, reaches, passes, state, close } = await keeping();
  await reaches('kept');
  await store.recordings.hold(call, { by: 'ada', reason: 'case 7', at: clock.now() });
  await passes(minutes(5));
  expect(await state()).toBe('kept');
  expect(await heldAmong(store.recordings, [call])).toBe(call);
  await store.recordings.hold(call, undefined);
  await reaches('deleted');
  expect(await readdir(join(folder, 'kept'))).toEqual([]);
  expect(await store.recordings.list({}, 10)).toEqual([]);
  await close();
});

test('calls that end all the time do not let us look each time for those whose time is over', async () => {
  const { store, keeper, reaches, passes, close } = await keeping();
  await reaches('kept');
  let looked = 0;
  const expired = store.recordings.expired.bind(store.recordings);
  store.recordings.expired = async (...asked) => {
    looked++;
    return expired(...asked);
  };
  for (let ended = 0; ended < 120; ended++) {
    keeper.happened({ ...entries(0).at(-1), seq: ended } as StoredEntry);
    await passes(seconds(1));
  }
  await until('they are looked for', () => looked > 0);
  expect(looked).toBeLessThan(4);
  await close();
});

test('an engine killed before it could delete what Asterisk wrote does so at its next start', async () => {
  const { store, reaches, files, close } = await keeping();
  await reaches('kept');
  await until('the plain files are gone', async () => !(await readdir(folder)).includes('caller.wav'));
  await writeFile(files.caller, 'left behind');
  const again = new Keeper({
    recordings: store.recordings,
    clock: new VirtualClock(),
    log: silentLog,
    folder: join(folder, 'kept'),
    partsOf: () => undefined,
    written: { folder, segmentOf: (file) => (file.startsWith('caller') ? segment : undefined) },
    join: async () => undefined,
    alarm: () => undefined,
  });
  await again.start();
  expect(await readdir(folder)).toEqual(['kept']);
  await again.stop();
  await close();
});

test('erased: the sound, what Asterisk wrote, and the rows', async () => {
  const { store, reaches, close, files } = await keeping();
  await reaches('kept');
  await until('the plain files are gone', async () => !(await readdir(folder)).includes('caller.wav'));
  await writeFile(files.caller, 'left behind');
  expect(await eraseTalks(store.recordings, [call], join(folder, 'kept'), () => files)).toBe(1);
  expect(await readdir(folder)).toEqual(['kept']);
  expect(await readdir(join(folder, 'kept'))).toEqual([]);
  expect(await store.recordings.find(call)).toBeUndefined();
  await close();
});

test('erased while it is joined: nothing of it is left on the disk', async () => {
  const erased: number[] = [];
  const kept: Awaited<ReturnType<typeof keeping>> = await keeping({
    joined: async () => {
      const { store, files } = kept;
      erased.push(await eraseTalks(store.recordings, [call], join(folder, 'kept'), () => files));
    },
  });
  await until('it is erased', async () => {
    await kept.passes(seconds(1));
    return erased.length > 0;
  });
  await kept.close();
  expect(await readdir(join(folder, 'kept'))).toEqual([]);
  expect(kept.alarms).toEqual([]);
});

test('kept while it is erased: nothing of it is left on the disk', async () => {
  const { store, reaches, close, files } = await keeping();
  const find = store.recordings.find.bind(store.recordings);
  store.recordings.find = async (each) => {
    const before = await find(each);
    store.recordings.find = find;
    await reaches('kept');
    return before;
  };
  await eraseTalks(store.recordings, [call], join(folder, 'kept'), () => files);
  await close();
  expect(await readdir(join(folder, 'kept'))).toEqual([]);
});

/** Calls 2001 to 2050, each recorded. */
async function fiftyCalls(join: (request: JoinRequest) => Promise<Joined | undefined>) {
  const clock = new VirtualClock();
  const store = await memoryStore();
  const calls = Array.from({ length: 50 }, (_, nth) => callId(2001 + nth));
  const journal = calls.flatMap((each, nth) =>
    entries(clock.now() + nth).map(
      (entry) => ({ ...entry, call: each, recording: recordingId(each, 1) }) as JournalEntry,
    ),
  );
  await store.commit({ journal, calls: new Map(), agents: new Map(), nextCall: 3000 });
  const keeper = new Keeper({
    recordings: store.recordings,
    clock,
    log: silentLog,
    folder,
    partsOf: () => ({ caller: 'none', agents: 'none', both: 'none' }),
    join,
    alarm: () => undefined,
  });
  await keeper.start();
  const within = async (time: number, holds: () => Promise<boolean>) => {
    const limit = clock.now() + time;
    await until('it is done in time', async () => {
      clock.tick(Math.min(limit, clock.now() + time / 100));
      return await holds();
    });
    await keeper.stop();
    await store.close();
  };
  const inState = async (state: string) => {
    const rows = await Promise.all(calls.map((each) => store.recordings.find(each)));
    return rows.filter((row) => row?.state === state).map((row) => row?.call);
  };
  return { calls, store, clock, within, inState };
}
const soundOfNothing: Joined = { lasted: 1, size: 44, sha256: 'ab' };

test('fifty that are due are kept one after the other, not twenty a minute', async () => {
  const { within, inState } = await fiftyCalls(async () => soundOfNothing);
  await within(seconds(10), async () => (await inState('kept')).length === 50);
});

test('twenty that cannot be kept do not keep thirty others waiting', async () => {
  const tried: string[] = [];
  const { calls, within, inState } = await fiftyCalls(async ({ to }) => {
    tried.push(to);
    if (/talk-20(0\d|1\d|20)\.wav$/.test(to)) throw new Error('its file is damaged');
    return soundOfNothing;
  });
  await within(minutes(3), async () => (await inState('due')).length === 20);
  expect(tried).toHaveLength(50);
  expect(tried.filter((to) => to.endsWith(`talk-${calls[0]}.wav`))).toHaveLength(1);
});

test('twenty that cannot be deleted do not keep thirty others', async () => {
  const { calls, within, inState } = await fiftyCalls(async () => soundOfNothing);
  // A folder is no file.
  for (const each of calls.slice(0, 20)) await mkdir(join(folder, `talk-${each}.wav`));
  await within(minutes(5), async () => (await inState('deleted')).length === 30);
});
