import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freezeNoteIn, takeFreezeNote } from '../../../src/process/freeze-note.ts';

function folder(): string {
  const home = mkdtempSync(join(tmpdir(), 'cordboard-note-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  return home;
}

test('F15: the next engine says once that the one before was frozen', async () => {
  const home = folder();
  const at = Date.parse('2026-11-29T12:00:00.000Z');
  writeFileSync(freezeNoteIn(home), JSON.stringify({ at, silentFor: 45_100 }));
  expect(await takeFreezeNote(home)).toBe(
    'the engine did not respond for 45 s and was killed, at 2026-11-29T12:00:00.000Z',
  );
  expect(existsSync(freezeNoteIn(home))).toBe(false);
  expect(await takeFreezeNote(home)).toBeUndefined();
});

test('F15: a note for which there was no room still says it', async () => {
  const home = folder();
  writeFileSync(freezeNoteIn(home), '');
  expect(await takeFreezeNote(home)).toBe('the engine did not respond and was killed');
});
