import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { withheldNumbersIn } from '../../../src/contacts/withheld-numbers.ts';
import { callId, legId } from '../../../src/shared/ids.ts';
import { arrived } from '../store/batches.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const leg = legId('1795302863.0');
/** A call of somebody who withholds their number. */
function callComes(): void {
  desk.office.happens({ ...arrived(callId(1100)), caller: { isNew: false, tags: [] }, leg } as JournalEntry);
}

test('the number that the network gave of a caller who withheld it, by the leg of the call', async () => {
  callComes();
  const lines = [`2026-11-21T09:15:00.000Z ${leg} +4930555161`, '2026-11-21T09:16:00.000Z other +4930999999'];
  await writeFile(withheldNumbersIn(desk.home), `${lines.join('\n')}\n`);
  const { code, out } = await desk.types(['trace', '1100', '--reason', 'police file 4711']);
  expect([code, out]).toEqual([0, 'call 1100, 2026-11-21T09:15:00.000Z: +4930555161\n']);
  expect((await desk.types(['call', '1100', '--json'])).out).not.toContain('555161');
});

test('when no number of it is kept', async () => {
  callComes();
  const { code, err } = await desk.types(['trace', '1100', '--reason', 'x']);
  expect(code).toBe(1);
  expect(err).toContain('no withheld number is kept for call 1100');
});

test.each([
  ['there is no such call', ['9999', '--reason', 'x'], 'there is no call 9999'],
  ['no reason is given', ['1039'], 'reason'],
])('when %s', async (_, words, said) => {
  const { code, err } = await desk.types(['trace', ...words]);
  expect(code).not.toBe(0);
  expect(err).toContain(said);
});
