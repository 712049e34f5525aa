/** The file that the dialplan reads of whom it may ring. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordLength, SafetyNetFile } from '../../../../src/asterisk/safety-net/live-file.ts';
import type { Plan } from '../../../../src/plan/model.ts';
import { silentLog } from '../../../support/memory-store.ts';
import { until } from '../../../support/sip/until.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const plan = (...agents: string[]) =>
  ({
    queues: { sales: {} },
    agents: Object.fromEntries(agents.map((name) => [name, {}])),
  }) as unknown as Plan;

let folder: string;
let net: SafetyNetFile;
let clock: VirtualClock;
const file = (): string => join(folder, 'now');
const records = (): string[] => {
  const text = readFileSync(file(), 'latin1');
  return Array.from({ length: text.length / recordLength }, (_, nth) =>
    text.slice(nth * recordLength, (nth + 1) * recordLength).trim(),
  );
};
const are = async (...wanted: string[]): Promise<void> =>
  await until(`the file has ${wanted.join(', ')}`, () => records().join() === wanted.join(), {
    otherwise: () => records().join(),
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-now-'));
  clock = new VirtualClock();
  // The engine's time is two seconds behind the machine's.
  net = new SafetyNetFile({ file: file(), clock, log: silentLog, wall: () => clock.now() + 2000 });
  await net.follow(plan('anna', 'boris'));
});
afterEach(async () => {
  await net.stop();
  rmSync(folder, { recursive: true });
});

test('has a record for each, by the machine’s clock, and only what is told', async () => {
  await are('', '', '');
  const until20 = Math.ceil((clock.now() + 22_000) / 1000);
  net.note([
    { queue: 'sales', waits: true },
    { agent: 'anna', phone: 'anna', restsUntil: clock.now() + 20_000 },
    { agent: 'boris', phone: 'desk-7', restsUntil: 'further notice' },
    { agent: 'nobody', phone: 'x' },
  ]);
  clock.tick(clock.now() + 50);
  await are('1^', `${until20}^PJSIP/anna^`, '9999999999^PJSIP/desk-7^');
  net.note([{ agent: 'anna', phone: 'anna' }]);
  net.note([{ queue: 'sales', waits: false }]);
  clock.tick(clock.now() + 50);
  await are('0^', '0000000000^PJSIP/anna^', '9999999999^PJSIP/desk-7^');
});

test('a caller who finds an agent at once is not written, and what agents do is written at once', async () => {
  await are('', '', '');
  net.note([{ queue: 'sales', waits: true }]);
  net.note([{ agent: 'anna', phone: 'anna' }]);
  await are('', '0000000000^PJSIP/anna^', '');
  net.note([{ queue: 'sales', waits: false }]);
  clock.tick(clock.now() + 50);
  await are('0^', '0000000000^PJSIP/anna^', '');
});

test('what waits to be written is written at the stop', async () => {
  net.note([{ queue: 'sales', waits: true }]);
  await net.stop();
  expect(records()[0]).toBe('1^');
});

test('what is known follows a plan in which others stand before', async () => {
  net.note([{ agent: 'boris', phone: 'boris' }]);
  await net.follow(plan('aaron', 'anna', 'boris'));
  await are('', '', '', '0000000000^PJSIP/boris^');
});

test('what could not be written, as the disk was full, is written with the next fact', async () => {
  const path = join(folder, 'full');
  symlinkSync('/dev/full', path);
  const full = new SafetyNetFile({ file: path, clock, log: silentLog, wall: () => clock.now() });
  await full.follow(plan('anna', 'boris'));
  full.note([{ agent: 'anna', phone: 'anna' }]);
  await full.stop();
  rmSync(path);
  full.note([{ agent: 'boris', phone: 'boris' }]);
  await full.stop();
  const text = readFileSync(path, 'latin1');
  expect(text.replaceAll(/ +/g, ' ')).toBe(' 0000000000^PJSIP/anna^ 0000000000^PJSIP/boris^ ');
});

test('an agent who is out of queues has their places, as many as there is room for', async () => {
  net.note([{ agent: 'anna', phone: 'anna', outOf: ['sales', 'gone'] }]);
  await are('', '0000000000^PJSIP/anna^~0~^', '');
  const names = Array.from({ length: 60 }, (_, nth) => `queue${nth}`);
  const many = { queues: Object.fromEntries(names.map((name) => [name, {}])), agents: { anna: {} } };
  await net.follow(many as unknown as Plan);
  net.note([{ agent: 'anna', phone: 'anna', outOf: names }]);
  await until('it is written', () => records().at(-1)?.includes('~128~') === true);
  const record = records().at(-1) ?? '';
  expect(record.length).toBeLessThan(recordLength);
  expect(record).toMatch(/^0000000000\^PJSIP\/anna\^~0~128~(\d+~)+\^$/);
});
