/** `cordboard supervise` and `cordboard recordings` beside a running office. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRecording, keptSound } from '../../support/kept-recording.ts';
import { openOffice } from '../../support/office.ts';
import type { PlainRecordings } from '../../support/plain-recordings.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-sound-'));
  const office = openOffice();
  await keepRecording(office.store.recordings as PlainRecordings, office.operations.now());
  desk = await openDesk(office, {
    recordingSound: async (_row, from, to) => Readable.from([keptSound.subarray(from, to)]),
  });
});
afterEach(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});

const types = async (...words: string[]) => await desk.types(words, { workingDirectory: folder });

test('supervise: a call, an agent, the next call of a queue; another mode, and the end', async () => {
  const told = async (...words: string[]) => (await types('supervise', ...words)).out;
  expect(await told('call', '1043', 'dora')).toBe('dora: listen, call 1043\n');
  expect(await told('call', '1043', 'dora', 'whisper')).toBe('dora: whisper, call 1043\n');
  expect(await told('agent', 'anna', 'dora', 'barge')).toBe('dora: barge, agent anna\n');
  expect(await told('queue', 'sales', 'dora')).toBe('dora: listen, queue sales\n');
  expect(await told('call', '1043', 'dora', 'end')).toBe('dora no longer supervises call 1043\n');
  expect(JSON.parse(await told('call', '1043', 'dora', '--json'))).toEqual({ by: 'dora', mode: 'listen' });
});

test('supervise: who may not is told so, and so is who types it wrong', async () => {
  expect(await types('supervise', 'call', '1043', 'anna')).toMatchObject({
    code: 1,
    err: expect.stringContaining('the plan lets dora supervise, not anna'),
  });
  expect((await types('supervise', 'call', '1042', 'dora')).code).toBe(1);
  expect((await types('supervise', 'call', '1043', 'dora', 'spy')).code).toBe(2);
  expect((await types('supervise', 'team', 'sales', 'dora')).code).toBe(2);
});

test('recordings: a list, by queue too', async () => {
  expect((await types('recordings')).out).toMatchInlineSnapshot(`
    "CALL  BEGAN     LENGTH  QUEUE  WITH  STATE
    1040  10:30:00  2m 00s  sales  dora  kept
    "
  `);
  expect((await types('recordings', '--queue', 'support')).err).toBe('no recordings\n');
});

test('recordings get: into a new file, never over one that is there', async () => {
  expect((await types('recordings', 'get', '1040')).out).toBe(`${join(folder, '1040.wav')}\n`);
  expect((await readFile(join(folder, '1040.wav'))).equals(keptSound)).toBe(true);
  expect(await types('recordings', 'get', '1040')).toMatchObject({
    code: 1,
    err: expect.stringContaining('exists already'),
  });
  expect((await types('recordings', 'get', '1039', 'talk.wav')).code).toBe(1);
  expect((await types('recordings', 'get')).code).toBe(2);
});

test('recordings pause, resume, hold and release', async () => {
  const told = async (...words: string[]) => (await types('recordings', ...words)).out;
  expect(await told('pause', '1043')).toBe('the recording of call 1043 is paused\n');
  expect(await told('resume', '1043')).toBe('the recording of call 1043 is resumed\n');
  expect((await types('recordings', 'pause', '1042')).code).toBe(1);
  expect((await types('recordings', 'hold', '1040')).code).toBe(2);
  expect(await told('hold', '1040', '--reason', 'case 7')).toBe('the recording of call 1040 is on hold\n');
  expect((await types('recordings')).out).toContain('kept, on hold');
  expect(await told('release', '1040')).toBe('the recording of call 1040 is no longer on hold\n');
});
