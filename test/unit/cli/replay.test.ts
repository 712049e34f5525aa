import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildOfCore } from '../../../src/process/build.ts';
import { seconds } from '../../../src/shared/time.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { office } from '../../stories/story.ts';
import { silentLog } from '../../support/memory-store.ts';
import { type SimulatedFloor, simulatedFloor } from '../../support/simulated-floor.ts';
import { openDesk, type } from './desk.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-replay-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function aCall(build = buildOfCore()): Promise<SimulatedFloor> {
  const store = await openStore(path, silentLog);
  const floor = await simulatedFloor({ plan: office('wrap-up: 0s'), store, build });
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.answers();
  await floor.passes(seconds(3));
  await maria.hangsUp();
  await floor.passes(seconds(3));
  return floor;
}

test('replay --check asks the engine for its record, and finds it equal', async () => {
  const floor = await aCall();
  const { operations, store } = floor;
  const desk = await openDesk({
    operations,
    store,
    happens: () => expect.fail('nothing happens'),
    isUnwell: () => undefined,
    calls: () => undefined,
    followers: 0,
  });
  const { code, out } = await desk.types(['replay', '--check']);
  expect(out).toMatch(/^2026-11-23T09:00:00.000Z to .*: \d+ turns, all \d+ journal entries are equal\n$/);
  expect(code).toBe(0);
  const later = await desk.types(['replay', '--check', '--to', '2020-01-01T00:00Z']);
  expect(later).toMatchObject({ code: 0, out: 'nothing is recorded for this time\n' });
  const wrong = await desk.types(['replay', '--check', '--from', 'yesterday']);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('--from is "yesterday"') });
  expect(await desk.types(['replay'])).toMatchObject({ code: 2 });
  await desk.close();
  await floor.close();
});

test('replay --check --file reads a database, and shows what differs', async () => {
  await (await aCall()).close();
  expect(await type(['replay', '--check', '--file', path], folder)).toMatchObject({ code: 0 });
  const db = new Database(path);
  db.exec(`update recorded_turn set data = replace(data, '"legAnswered"', '"legRinging"')`);
  db.close();
  const { code, out } = await type(['replay', '--check', '--file', path], folder);
  expect(code).toBe(1);
  expect(out).toMatch(
    /equal entries, then a difference\n {2}turn \d+, .*, entry \d+\n {4}recorded: .*\n {4}replayed: nothing/,
  );
  const { out: json } = await type(['replay', '--check', '--file', path, '--json'], folder);
  expect(JSON.parse(json)).toMatchObject({ result: { kind: 'different', difference: { kind: 'entry' } } });
});

test('replay --check names turns that other code has taken', async () => {
  await (await aCall('0.0.1+older')).close();
  const { code, out } = await type(['replay', '--check', '--file', path], folder);
  expect(out).toContain('not compared; these turns were taken by 0.0.1+older, and this is');
  expect(code).toBe(0);
});
