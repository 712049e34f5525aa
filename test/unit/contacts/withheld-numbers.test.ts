/** The network's number of callers who withhold it: kept apart, under a setting, and gone when it is due or erased. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWithheldNumbers, WithheldNumbers } from '../../../src/contacts/withheld-numbers.ts';
import { legId } from '../../../src/shared/ids.ts';
import { type Duration, minutes } from '../../../src/shared/time.ts';
import { silentLog } from '../../support/memory-store.ts';

const begin = Date.parse('2026-11-29T08:00:00Z');
const here = { country: 'DE' };
let home: string;
let path: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-withheld-'));
  path = join(home, 'withheld-numbers');
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** What the plan says can be changed. */
function kept(setting: { keepFor: Duration | undefined; now: number }): WithheldNumbers {
  return new WithheldNumbers({
    path,
    clock: { after: () => () => undefined },
    log: silentLog,
    wall: () => setting.now,
    keepFor: () => setting.keepFor,
  });
}

const caller = (leg: string, networkNumber: string) => ({ leg: legId(leg), networkNumber });

test("kept by leg, in a file that is its owner's alone; not without the setting, and not of callers who show theirs", async () => {
  const setting = { keepFor: undefined as Duration | undefined, now: begin };
  const numbers = kept(setting);
  await numbers.keep(caller('1.0', '030 5551'), here);
  expect(await readWithheldNumbers(path)).toEqual([]);
  setting.keepFor = minutes(60);
  await numbers.keep(caller('2.0', '030 5551234'), here);
  await numbers.keep({ leg: legId('3.0') }, here);
  expect(await readWithheldNumbers(path)).toEqual([{ at: begin, leg: '2.0', number: '+49305551234' }]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('what is due is gone, and all of it when the plan keeps none any more', async () => {
  const setting = { keepFor: minutes(60) as Duration | undefined, now: begin };
  const numbers = kept(setting);
  await numbers.keep(caller('1.0', '+4930111111'), here);
  setting.now += minutes(40);
  await numbers.keep(caller('2.0', '+4930222222'), here);
  setting.now += minutes(30);
  numbers.start();
  await numbers.stop();
  expect((await readWithheldNumbers(path)).map(({ leg }) => leg)).toEqual(['2.0']);
  expect(await readFile(path, 'utf8')).not.toContain('111111');
  setting.keepFor = undefined;
  numbers.start();
  await numbers.stop();
  expect(await readFile(path, 'utf8')).toBe('');
});

test('erased by number, and by the legs of calls', async () => {
  const numbers = kept({ keepFor: minutes(60), now: begin });
  for (const [leg, number] of [
    ['1.0', '+4930111111'],
    ['2.0', '+4930222222'],
    ['3.0', '+4930333333'],
  ] as const)
    await numbers.keep(caller(leg, number), here);
  await numbers.erase(
    (number) => number === '+4930222222',
    async () => new Set(['3.0']),
  );
  expect((await readWithheldNumbers(path)).map(({ leg }) => leg)).toEqual(['1.0']);
  expect(await readFile(path, 'latin1')).not.toMatch(/222222|333333|\0/);
});
