/** A contact is erased: nothing is left of who they were, and everything of what happened. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { erasePerson, exportContact } from '../../src/contacts/erase.ts';
import type { Store } from '../../src/ports/store.ts';
import { story } from '../../src/reports/story.ts';
import { callId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { totals } from '../support/journal-totals.ts';
import { silentLog } from '../support/memory-store.ts';
import { inBytes, inColumns } from '../support/remains.ts';
import { type SimulatedFloor, simulatedFloor } from '../support/simulated-floor.ts';
import { office } from './story.ts';

const number = '+4930987654';
const needles = [number, '30987654', 'Wilhelmina', 'wilhelmina', 'Unvergessen', 'unvergessen', 'likes tea'];
const plan = office(
  'ring for: 15s',
  `  "2": [{ voicemail: office }]
outside calls: { countries: [DE] }
`,
);

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-erasure-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = (): string[] => [path, `${path}-wal`, `${path}-journal`];
const soundOf = (recording: string): string => join(folder, `${recording}.wav`);
const entriesOf = (store: Pick<Store, 'journal'>): Promise<readonly StoredEntry[]> =>
  store.journal.last(10_000);

/** She talks to Anna, gives up, leaves a message, is called by Anna; Boris's call is none of hers. */
async function day(floor: SimulatedFloor): Promise<void> {
  const anna = await floor.agent('anna');
  const wilhelmina = floor.caller('Wilhelmina Unvergessen', { number });
  await wilhelmina.dials('1');
  await floor.until('anna rings', async () => (await anna.rings()) !== undefined);
  await anna.answers();
  await floor.passes(seconds(20));
  await wilhelmina.hangsUp();
  await floor.passes(seconds(60));
  const again = floor.caller('Wilhelmina Unvergessen', { number });
  await again.dials('2');
  await floor.passes(seconds(20));
  await again.hangsUp();
  await floor.passes(seconds(20));
  const boris = floor.caller('Boris', { number: '+4940111111' });
  await boris.dials('2');
  await floor.passes(seconds(5));
  await boris.hangsUp();
  await floor.passes(seconds(20));
  await floor.store.contacts.set(number, { name: 'Wilhelmina U. Unvergessen', notes: 'likes tea' }, 1);
  await floor.store.contacts.set(number, { name: 'Wilhelmina Unvergessen' }, 2);
}

test('after erasure no name, number or message of the contact is found anywhere; totals and stories stay', async () => {
  const store = await openStore(path, silentLog);
  const floor = await simulatedFloor({ plan, store });
  await day(floor);
  const before = await entriesOf(store);
  for (const { recording } of await store.voicemails.list(undefined, 9))
    writeFileSync(soundOf(recording), 'sound');
  const [message] = (await store.voicemails.list(undefined, 9)).filter(
    ({ callerNumber }) => callerNumber === number,
  );
  expect(message).toBeDefined();
  expect(inBytes(files(), needles)).not.toEqual([]);

  const needs = {
    store,
    operations: floor.engine,
    recordingFile: async (recording: string) =>
      existsSync(soundOf(recording)) ? soundOf(recording) : undefined,
  };
  const told = await exportContact(number, needs);
  expect(told).toMatchObject({
    contact: { notes: 'likes tea' },
    messages: [{ recording: message?.recording }],
  });
  expect(told.calls.length).toBe(2);
  const erasing = await erasePerson({ number }, 'ops', { deleteCopies: false }, needs);
  expect(erasing).toMatchObject({
    done: true,
    report: { calls: 2, messages: 1, sounds: 1, copies: [], finishesAtNextStart: false },
  });

  const backup = join(folder, 'backup.db');
  await store.backUp(backup, 1, soundOf);
  expect(inBytes([...files(), backup], needles)).toEqual([]);
  expect(inColumns(backup, needles)).toEqual([]);
  expect(existsSync(soundOf(message?.recording ?? ''))).toBe(false);

  const after = await entriesOf(store);
  expect(totals(after)).toEqual(totals(before));
  expect(after.at(-1)).toMatchObject({ type: 'contactErased', by: 'ops', calls: 2, messages: 1 });
  const call = told.calls[0]?.call ?? callId(0);
  const lines = story(await store.journal.ofCall(call), { timeZone: 'Europe/Berlin' });
  expect(lines.map(({ text }) => text).join('\n')).toMatch(/erased-\d+/);
  expect(await store.voicemails.list(undefined, 9)).toMatchObject([{ callerNumber: '+4940111111' }]);
  // The floor goes on, and the next engine starts on what is left.
  await floor.killed(async () => undefined);
  const wilhelmina = floor.caller('Wilhelmina Unvergessen', { number });
  await wilhelmina.dials('2');
  await wilhelmina.hangsUp();
  await floor.passes(seconds(20));
  expect(await store.contacts.withNumber(number)).toMatchObject({ calls: 1 });
  expect((await store.contacts.withNumber(number))?.id).not.toBe(told.contact?.id);
  await floor.close();
});

test('nothing is erased while a call of the contact is in progress', async () => {
  const floor = await simulatedFloor({ plan });
  const wilhelmina = floor.caller('Wilhelmina Unvergessen', { number });
  const call = await wilhelmina.dials('1');
  const needs = { store: floor.store, operations: floor.engine };
  const erasing = await erasePerson({ number }, 'ops', { deleteCopies: false }, needs);
  expect(erasing).toEqual({ done: false, live: call });
  expect(await floor.store.contacts.withNumber(number)).toBeDefined();
  await wilhelmina.hangsUp();
  await floor.passes(seconds(5));
  expect(await erasePerson({ number }, 'ops', { deleteCopies: false }, needs)).toMatchObject({ done: true });
  expect(await erasePerson({ number: '+49301112223' }, 'ops', { deleteCopies: false }, needs)).toMatchObject({
    unknown: true,
  });
  await floor.close();
});
