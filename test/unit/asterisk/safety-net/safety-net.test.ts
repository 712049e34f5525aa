import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SafetyNet } from '../../../../src/asterisk/safety-net/safety-net.ts';
import { legId } from '../../../../src/shared/ids.ts';

let folder: string;
let file: string;
let net: SafetyNet;
const there = new Set<string>();
let later = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-net-'));
  file = join(folder, 'safety-net.log');
  there.clear();
  later = 0;
  net = new SafetyNet({
    file,
    lengthOf: () => undefined,
    isThere: async (channel) => there.has(channel),
    now: () => Date.now() + later,
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

const arrives = (nth: number, name = ''): void =>
  appendFileSync(file, `arrived ${nth}.0 1795302863000 from-line PJSIP/line1-01 .101 . .${name}\n`);
const ends = (nth: number): void => appendFileSync(file, `ended ${nth}.0 1795302863999 \n`);
const told = async (...known: number[]) =>
  (await net.served(new Set(known.map((nth) => legId(`${nth}.0`))))).map(({ leg }) => leg);

test('a call is told when it is over, again and again until it is known', async () => {
  expect(await told()).toEqual([]);
  there.add('1.0');
  arrives(1);
  expect(await told()).toEqual([]);
  ends(1);
  expect(await told()).toEqual(['1.0']);
  expect(await told()).toEqual(['1.0']);
  expect(await told(1)).toEqual([]);
});

test('a call that Asterisk does not have any more is over, whatever was written', async () => {
  arrives(1);
  expect(await told()).toEqual(['1.0']);
});

test('the file is set aside when it is long, and all of it is known; nothing is told anew', async () => {
  for (let nth = 0; nth < 20; nth++) arrives(nth, 'x'.repeat(20_000));
  for (let nth = 0; nth < 20; nth++) ends(nth);
  const all = Array.from({ length: 20 }, (_, nth) => nth);
  expect(await told(...all.slice(1))).toEqual(['0.0']);
  expect(existsSync(file)).toBe(true);
  expect(await told(...all)).toEqual([]);
  expect(existsSync(file)).toBe(false);
  arrives(20);
  ends(20);
  expect(await told(...all)).toEqual(['20.0']);
  expect((await told()).length, 'what was set aside can still be told').toBe(21);
});

test('numbers of callers do not stay: the files go when all is known and nothing more has come', async () => {
  arrives(1);
  ends(1);
  later = 11 * 60_000;
  expect(await told(), 'it is not in the journal yet').toEqual(['1.0']);
  expect(existsSync(file)).toBe(true);
  later = 0;
  await told(1);
  expect(existsSync(file), 'a line may be on its way').toBe(true);
  later = 11 * 60_000;
  await told(1);
  expect(existsSync(file)).toBe(false);
  expect(await told(1)).toEqual([]);
});

test('F17: one who was handed over is told of by the net, unless an engine had them at their end', async () => {
  for (const nth of [1, 2, 3])
    appendFileSync(file, `arrived ${nth}.0 1795302863000 from-line PJSIP/line1-01 .101 . . handed\n`);
  there.add('3.0');
  appendFileSync(file, 'ended 1.0 1795302863999 FAILED\nended 2.0 1795302863999 SUCCESS\n');
  expect(await told()).toEqual(['1.0+net']);
  expect(await told(1), 'the leg was known before').toEqual(['1.0+net']);
  expect((await net.handed()).map(({ channel }) => channel)).toEqual(['1.0', '3.0']);
});

test('whom an engine has again is not told as a call of the net, if Asterisk dies with them', async () => {
  there.add('1.0');
  arrives(1, ' handed');
  await net.noteReturned(await net.handed());
  expect(await net.handed()).toMatchObject([{ channel: '1.0', returned: true }]);
  there.clear();
  expect(await told()).toEqual([]);
  // Handed over again: this part is the net's.
  there.add('1.0');
  arrives(1, ' handed');
  expect(await net.handed()).toMatchObject([{ channel: '1.0', returned: false }]);
  there.clear();
  expect(await told()).toEqual(['1.0+net']);
});
