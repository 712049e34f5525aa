import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type } from './desk.ts';

const demo = fileURLToPath(new URL('../../../plans/demo.yaml', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-try-'));
  await writeFile(join(folder, 'lunch.yaml'), 'anna: "paused: lunch"\nboris: answers after 5s\n');
  await writeFile(join(folder, 'wrong.yaml'), 'anna: sleeps\n');
});
afterAll(async () => await rm(folder, { recursive: true }));

const tries = (...line: string[]) => type(['try', '--plan', demo, ...line], folder);

test('tells the story of the call, without an engine', async () => {
  const { code, out } = await tries(
    '--from',
    '030 111',
    '--dial',
    '101',
    '--at',
    '2026-12-24 10:00',
    '--agents',
    join(folder, 'lunch.yaml'),
  );
  expect(code).toBe(0);
  expect(out).toMatch(
    /^10:00:00 {2}Call 1001 came in on 24 Dec 2026 for 101 over line line1, from \+4930111/,
  );
  expect(out).toContain('anna: paused (lunch)');
  expect(out).toContain('connected with boris after a wait of 5s');
});

test('gives the same to programs', async () => {
  const { out } = await tries('--dial', '100', '--press', '0', '--at', '2026-12-24 10:00', '--json');
  const { outcome, lines, entries } = JSON.parse(out) as Record<string, unknown>;
  expect(outcome).toBe('answered');
  expect(lines).toContainEqual(expect.objectContaining({ text: 'connected with dora after a wait of 2s' }));
  expect(entries).toContainEqual(expect.objectContaining({ type: 'callEnded', outcome: 'answered' }));
});

test.each([
  [['--dial', '100', '--at', 'noon'], 2, "'noon' is not a date and time"],
  [['--dial', '100', '--closed', 'shop'], 2, 'the plan has no schedule shop'],
  [['--dial', '100', '--agents', 'nowhere.yaml'], 1, 'cannot read nowhere.yaml: no such file or folder'],
  [[], 2, 'dial'],
  [['--dial', ''], 2, '--dial needs a number'],
  [['--dial', '100', '--press', 'abc'], 2, "'abc' contains something that is not a key"],
])('%j', async (line, code, message) => {
  expect(await tries(...line)).toMatchObject({ code, err: expect.stringContaining(message) });
});

test('an unknown behaviour is named', async () => {
  expect(await tries('--dial', '100', '--agents', join(folder, 'wrong.yaml'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('anna: "sleeps" is not a behaviour'),
  });
});
