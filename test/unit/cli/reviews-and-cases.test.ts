import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRecording } from '../../support/kept-recording.ts';
import { openOffice } from '../../support/office.ts';
import type { PlainRecordings } from '../../support/plain-recordings.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let folder: string;
beforeEach(async () => {
  const office = openOffice();
  await keepRecording(office.store.recordings as PlainRecordings, office.operations.now());
  desk = await openDesk(office);
  folder = mkdtempSync(join(tmpdir(), 'reviews-'));
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

test('a scorecard is written, a call reviewed by it, and the agents are compared', async () => {
  const file = join(folder, 'calm.yaml');
  writeFileSync(
    file,
    'title: Calm\nquestions:\n  - { name: tone, title: The tone, points: 5, weight: 2 }\n  - { name: pace, title: The pace, points: 5 }\n',
  );
  const types = (...words: string[]) => desk.types(['reviews', ...words]);
  expect((await types('scorecard', 'calm', '--file', file)).out).toBe('scorecard calm: 2 questions\n');
  expect((await types('scorecards')).out).toContain('  tone: The tone (0 to 5, weight 2)');
  const given = await types(
    'give',
    '1040',
    '--scorecard',
    'calm',
    '--marks',
    'tone=4, pace=-',
    '--note',
    'well done',
  );
  expect(given.out).toMatch(/review \d+ of dora in call 1040: 80 of 100/);
  expect((await types('show', '1040')).out).toMatch(/dora +80 +Calm/);
  expect((await types('--agent', 'dora')).out).toMatch(/1041 +dora +80/);
  expect((await types('report')).out).toMatch(/dora +2 +2 +80 +80 +80/);
  const wrong = await types('give', '1040', '--scorecard', 'calm', '--marks', 'tone');
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('is not QUESTION=MARK')]);
  expect((await types('give', '1040')).code).toBe(2);
  expect((await types('remove-scorecard', 'calm')).out).toContain('its reviews stay');
  expect((await types('report', '--from', 'yesterday')).code).toBe(2);
  const swapped = ['--from', '2026-11-02', '--to', '2026-11-01'];
  for (const asked of [swapped, ['report', ...swapped]])
    expect(await types(...asked)).toMatchObject({ code: 2, err: expect.stringContaining('is not after') });
});

test('a call is marked as a case, replayed, analysed and practised', async () => {
  const types = (...words: string[]) => desk.types(['cases', ...words]);
  const marked = await types('mark', '1040', '--title', 'Calm', '--question', 'Why?', '--tags', 'tone,calm');
  const [, id = ''] = /^case (\d+): Calm\n$/.exec(marked.out) ?? [];
  expect((await types('--tag', 'tone')).out).toMatch(/Calm .*tone, calm/);
  expect((await types('show', id)).out).toMatch(/agent \d[\s\S]*1\. Why\?/);
  expect((await types('answer', id, 'the tone', '--stage', 'analyse')).out).toContain('analyse is stored');
  expect((await types('answer', id, 'Good morning', '--stage', 'practise')).code).toBe(0);
  expect((await types('answers', id)).out).toMatch(/analyse\n {2}the tone\n.*practise\n {2}Good morning/);
  expect((await types('sound', id, '--file', join(folder, 'x.wav'))).err).toContain('cannot be heard');
  expect((await types('mark', '1040')).code).toBe(2);
  expect((await types('remove', id)).code).toBe(0);
  expect((await types('show', id)).err).toContain(`no case ${id}`);
});
