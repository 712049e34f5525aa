import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EndlessPrompts, lengthOf, longestPrompt } from '../../../../src/engine/reconcile/endless-prompts.ts';
import type { PlaybackId } from '../../../../src/shared/ids.ts';
import { minutes, seconds } from '../../../../src/shared/time.ts';

let folder: string;
let hello: { readonly kind: 'file'; readonly path: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'));
  hello = { kind: 'file', path: join(folder, 'hello.wav') };
  await writeFile(hello.path, new Uint8Array(44 + 5 * 16_000));
});
afterAll(() => rm(folder, { recursive: true }));

test('the length of a prompt is that of its files and digits; of anything else it is not known', async () => {
  expect(await lengthOf([hello])).toBeCloseTo(seconds(5), -2);
  expect(await lengthOf([hello, { kind: 'digits', digits: '123' }])).toBeCloseTo(seconds(11), -2);
  expect(await lengthOf([hello, { kind: 'sound', name: 'beep' }])).toBe(longestPrompt);
  expect(await lengthOf([{ kind: 'file', path: join(folder, 'hello.gsm') }])).toBe(longestPrompt);
  expect(await lengthOf([{ kind: 'file', path: join(folder, 'gone.wav') }])).toBe(longestPrompt);
  expect(await lengthOf(undefined)).toBe(longestPrompt);
});

test('a prompt of five seconds is over after a minute and a half, one of unknown length after half an hour', async () => {
  const prompts = new EndlessPrompts();
  const [known, unknown, short] = ['1-p1', '2-p1', '3-p1'] as PlaybackId[] as [
    PlaybackId,
    PlaybackId,
    PlaybackId,
  ];
  for (const playback of [known, short]) prompts.begins(playback, [hello]);
  expect(await prompts.overdue([known, unknown, short], 0)).toEqual([]);
  expect(await prompts.overdue([known, unknown], seconds(30))).toEqual([]);
  expect(await prompts.overdue([known, unknown], seconds(64))).toEqual([]);
  expect(await prompts.overdue([known, unknown], seconds(90))).toEqual([known]);
  expect(await prompts.overdue([unknown], minutes(30))).toEqual([]);
  expect(await prompts.overdue([unknown], minutes(32))).toEqual([unknown]);
});
