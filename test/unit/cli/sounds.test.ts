/** The sound library at the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let folder: string;
beforeEach(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), 'cli-sounds-'));
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

const types = (...line: string[]) => desk.types(['sounds', ...line], { workingDirectory: folder });

test('a sound is uploaded, listed, downloaded and deleted', async () => {
  writeFileSync(join(folder, 'mine.wav'), 'RIFF and more');
  expect((await types()).err).toContain('cordboard sounds add NAME FILE');
  expect(await types('add', 'welcome', 'mine.wav')).toMatchObject({ code: 0, out: 'welcome in en: 1s\n' });
  expect((await types()).out).toMatch(/welcome +en 1s/);
  expect(await types('get', 'welcome')).toMatchObject({
    code: 0,
    out: `${join(folder, 'welcome.en.wav')}\n`,
  });
  expect(readFileSync(join(folder, 'welcome.en.wav'), 'utf8')).toBe('RIFF and more');
  expect((await types('get', 'welcome')).err).toContain('exists already');
  expect((await types('delete', 'welcome')).out).toBe('welcome in en was deleted\n');
  expect(await types('delete', 'welcome')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no sound welcome'),
  });
});

test('an agent is rung to record a sound', async () => {
  expect((await types('record', 'welcome', '--agent', 'clara')).out).toMatch(
    /^clara rings: speak after the tone/,
  );
  expect(await types('record', 'welcome', '--agent', 'anna')).toMatchObject({ code: 1 });
  expect(await types('record', 'welcome')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--agent'),
  });
});

test('what is wrong is said with what to do', async () => {
  expect(await types('add', 'welcome')).toMatchObject({ code: 2, err: expect.stringContaining('NAME FILE') });
  expect(await types('add', 'welcome', 'nowhere.wav')).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot read'),
  });
  writeFileSync(join(folder, 'text.wav'), 'no sound');
  expect(await types('add', 'welcome', 'text.wav')).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be used'),
  });
  expect(await types('add', 'Wel come', 'text.wav')).toMatchObject({
    code: 2,
    err: expect.stringContaining('lower-case'),
  });
});

test('prompts of the plan are listed, and those that lack a language', async () => {
  expect((await types('prompts')).out).toContain('PLACE');
  expect((await types('prompts', '--missing')).err).toContain('every prompt is there');
});
