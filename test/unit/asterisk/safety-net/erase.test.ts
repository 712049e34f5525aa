/** Callers are blanked in the notes of the safety net, while the dialplan may be appending to them. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notedCalls } from '../../../../src/asterisk/safety-net/call-notes.ts';
import { eraseNotes } from '../../../../src/asterisk/safety-net/erase.ts';

let file: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-notes-'));
  file = join(folder, 'safety-net.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const lines = [
  'arrived 1795302863.0 1795302863599 from-line PJSIP/line1-00000000 .101 .%2B49301234567 .J%C3%B6rg',
  'arrived 1795302870.1 1795302870000 from-line PJSIP/line2-00000001 .101 .%2B49407777777 .Boris',
  'rings 1795302863.0 1795302876187 PJSIP/boris',
  'records 1795302863.0 1795302895136 safety-net-1795302876.0-49301234567',
  'ended 1795302863.0 1795302899000',
];
const isOf = (number: string): boolean => number === '+49301234567';

test('of the caller no number, name or recording is left; others, and what happened, stay', async () => {
  writeFileSync(`${file}.before`, `${lines[0]}\n`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const before = readFileSync(file, 'latin1');
  expect(await eraseNotes(file, isOf)).toBe(2);
  const after = readFileSync(file, 'latin1');
  expect(after).not.toMatch(/1234567|J%C3|rg$/m);
  expect(readFileSync(`${file}.before`, 'latin1')).not.toMatch(/1234567|J%C3/);
  expect(after.length).toBe(before.length);
  expect(after).toContain(lines[1]);
  const [erased, boris] = [...notedCalls(after).values()];
  expect(erased).toMatchObject({ ended: true, rung: [{ phone: 'boris' }], arrivedAt: 1795302863599 });
  expect(boris?.arrival).toMatchObject({ callerNumber: '+49407777777', callerName: 'Boris' });
  // What is appended meanwhile stays whole.
  appendFileSync(file, `${lines[1]?.replace('870.1', '999.9')}\n`);
  expect(notedCalls(readFileSync(file, 'utf8')).size).toBe(3);
  expect(await eraseNotes(file, isOf)).toBe(0);
});

test('without notes there is nothing to blank', async () => {
  expect(await eraseNotes(file, isOf)).toBe(0);
});
