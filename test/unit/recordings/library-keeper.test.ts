import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import type { SoundKey } from '../../../src/ports/sounds.ts';
import { LibraryKeeper } from '../../../src/recordings/library-keeper.ts';
import { callId, type RecordingId } from '../../../src/shared/ids.ts';
import { seconds } from '../../../src/shared/time.ts';
import { silentLog } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keeper-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const recorded = (recording: string, kept: boolean): StoredEntry => ({
  seq: 1,
  at: 0,
  type: 'soundRecorded',
  call: callId(1001),
  sound: 'welcome',
  language: 'en',
  recording: recording as RecordingId,
  lasted: 2000,
  kept,
});

function keeperOf(last: readonly StoredEntry[] = [], because?: string) {
  const moved: SoundKey[] = [];
  const alarms: string[] = [];
  const clock = new VirtualClock();
  const keeper = new LibraryKeeper({
    journal: { last: async () => last.slice(-1), ofTypes: async () => last as never },
    library: {
      keepFile: async (key) => {
        if (because !== undefined) return { kept: false, because };
        moved.push(key);
        return { kept: true, sound: { ...key, length: 1, bytes: 1, changedAt: 0 } };
      },
    },
    fileOf: (recording) => join(folder, recording),
    clock,
    log: silentLog,
    alarm: (what) => alarms.push(what),
  });
  return { keeper, clock, moved, alarms };
}
const file = (name: string): string => {
  writeFileSync(join(folder, name), 'sound');
  return join(folder, name);
};

test('what is kept moves into the library, and what is not is removed a moment later', async () => {
  const [mine, spoilt] = [file('1001-r2'), file('1001-r1')];
  const { keeper, clock, moved } = keeperOf();
  keeper.happened(recorded('1001-r1', false));
  keeper.happened(recorded('1001-r2', true));
  await keeper.idle();
  expect(moved).toEqual([{ name: 'welcome', language: 'en' }]);
  expect([existsSync(mine), existsSync(spoilt)]).toEqual([false, true]);
  clock.tick(clock.now() + seconds(3));
  await keeper.idle();
  expect(existsSync(spoilt)).toBe(false);
});

test('what a kill has left open is done at the start; what was done is not done again', async () => {
  file('1001-r2');
  const { keeper, moved, alarms } = keeperOf([recorded('1001-r2', true), recorded('1000-r1', true)]);
  await keeper.start();
  await keeper.idle();
  expect(moved).toHaveLength(1);
  expect(alarms).toEqual([]);
});

test('what cannot be used is an alarm, and not tried for ever', async () => {
  const mine = file('1001-r2');
  const { keeper, alarms } = keeperOf([], 'it is silent');
  keeper.happened(recorded('1001-r2', true));
  await keeper.idle();
  expect(alarms).toEqual(['the recorded sound welcome (en) cannot be used: it is silent']);
  expect(existsSync(mine)).toBe(false);
});
