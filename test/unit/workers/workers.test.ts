/** Long work in threads of their own: right results, and calls that go on meanwhile (T1, T6). */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importContacts } from '../../../src/http/contacts/import.ts';
import { parsePlan } from '../../../src/plan/parse.ts';
import { callId } from '../../../src/shared/ids.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { backupAside } from '../../../src/workers/backup-aside.ts';
import { readPlanAside } from '../../../src/workers/read-plan-aside.ts';
import { reportAside } from '../../../src/workers/report-aside.ts';
import { JobGivenUp, memoryOf, type Workers } from '../../../src/workers/workers.ts';
import { type BuiltWorkers, builtWorkers } from '../../support/built-worker.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';
import { batch, callNamed, step } from '../store/batches.ts';

let built: BuiltWorkers;
let workers: Workers;
beforeAll(async () => {
  built = await builtWorkers();
  ({ workers } = built);
});
afterAll(() => built.close());

const known = { country: 'DE', agents: [], tags: [] };
const csvOf = (rows: number): Uint8Array =>
  new TextEncoder().encode(
    `number,name,language,tags,notes\n${Array.from({ length: rows }, (_, nth) => `+4930${5_000_000 + nth},Customer ${nth},de,vip,since ${nth}`).join('\n')}`,
  );
const imported = (rows: number) =>
  workers.run('readContacts', { file: { kind: 'csv', bytes: csvOf(rows) }, known });

describe('a plan that is read in a thread', () => {
  const plans = new URL('../../../plans/', import.meta.url);
  test.each(readdirSync(plans).filter((name) => name.endsWith('.yaml')))(
    '%s is the same plan',
    async (name) => {
      const text = readFileSync(new URL(name, plans), 'utf8');
      const [here, there] = [parsePlan(text), await readPlanAside(workers, text)];
      if (!here.ok || !there.ok) throw new Error('the plan is refused');
      expect(there.plan).toStrictEqual(here.plan);
      expect(there.warnings).toEqual(here.warnings);
      expect(Object.keys(there.plan)).toEqual(Object.keys(here.plan));
      expect(prototypesIn(there.plan)).toEqual(prototypesIn(here.plan));
    },
  );

  test('nothing is found under the names of prototypes', async () => {
    const text = readFileSync(new URL('demo.yaml', plans), 'utf8');
    const read = await readPlanAside(workers, text);
    expect(read.ok && [read.plan.numbers['constructor'], read.plan.queues['__proto__']]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('of one that is refused all that is wrong comes back', async () => {
    const text = 'company: X\nqueues: { q: { agents: [nobody] } }\n';
    const here = parsePlan(text);
    expect(await readPlanAside(workers, text)).toEqual({ ok: false, findings: here.ok ? [] : here.findings });
  });
});

test('T6: hopeless plan texts are refused before they are parsed', async () => {
  for (const text of [
    `a: ${'['.repeat(900_000)}`,
    `a:\n  ${'- '.repeat(400_000)}`,
    `a: ${'{a: '.repeat(200_000)}`,
    '? '.repeat(400_000),
    Array.from({ length: 80_000 }, (_, nth) => `k${nth}: 1`).join('\n'),
  ]) {
    const read = await readPlanAside(workers, text);
    expect(read.ok ? [] : read.findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/nested too deep|too many keys/),
    ]);
  }
});

test('T1: turns are taken while contacts are imported, and none waits for more than a slice', async () => {
  const store = await memoryStore();
  let turns = 0;
  let over = false;
  const between: number[] = [];
  const others = (async () => {
    for (; !over; turns += 1) await setImmediate();
  })();
  const book: typeof store.contacts = {
    ...store.contacts,
    setAll: (changes, at, dryRun) => {
      between.push(turns);
      expect(changes.length).toBeLessThanOrEqual(100);
      return store.contacts.setAll(changes, at, dryRun);
    },
  };
  const result = await importContacts(imported(2000), book, 1000, false);
  over = true;
  await others;
  expect(result).toMatchObject({ imported: 2000, created: 2000, rejected: [] });
  expect(between.length).toBeGreaterThan(10);
  // Something else had its turn before each slice.
  expect(between.filter((count, nth) => nth > 0 && count === between[nth - 1])).toEqual([]);
  await store.close();
});

test('T1: a backup is made in a thread: turns go on, and it is of one moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-aside-'));
  const store = await openStore(join(folder, 'cordboard.db'), silentLog, {
    backupWork: backupAside(() => workers),
  });
  const id = callId(1001);
  let nth = 0;
  let over = false;
  const turns = (async () => {
    while (!over) {
      nth += 1;
      const journal = Array.from({ length: 20 }, () => step(id, nth));
      await store.commit(batch({ journal, calls: new Map([[id, callNamed(1001, nth)]]), nextCall: nth }));
      await setImmediate();
    }
  })();
  const to = join(folder, 'backup.db');
  const sound = join(folder, 'sound.wav');
  writeFileSync(sound, 'hello');
  await store.backUp(to, 1, () => sound, ['library']);
  const during = nth;
  over = true;
  await turns;
  await store.close();
  expect(during).toBeGreaterThan(3);
  const copy = new Database(to, { readonly: true });
  const one = (sql: string): unknown => copy.prepare(sql).pluck().get();
  const last = Number(one(`select data ->> '$.arrivedAt' from saved_call`));
  expect(one('select count(*) from journal')).toBe(20 * last);
  expect(one('select sound from backup_sound')).toEqual(Buffer.from('hello'));
  expect(one('pragma integrity_check')).toBe('ok');
  copy.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  rmSync(folder, { recursive: true });
});

test('T1: a file that is read moves to its thread, where it has memory of its own', async () => {
  for (const [bytes, moves] of [
    [csvOf(1000), true],
    [Buffer.from('number,name\n+4930123456,Ada'), false],
  ] as const) {
    const file = { kind: 'csv', bytes } as const;
    const parts = workers.run('readContacts', { file, known }, { transfer: memoryOf(bytes) });
    expect((await parts.next()).value).toMatchObject({ kind: 'contacts' });
    expect(bytes.byteLength === 0).toBe(moves);
    await parts.return();
  }
});

test('T1: a caller who comes while contacts are imported is connected before the import is over', async () => {
  const floor = await simulatedFloor();
  const anna = await floor.agent('anna');
  let over = false;
  const import_ = importContacts(imported(5000), floor.store.contacts, 1000, false).then((result) => {
    over = true;
    return result;
  });
  const caller = floor.caller('C', { number: '+4930123456' });
  await caller.dials('101');
  await anna.answers();
  await caller.talksWith(anna);
  expect(over).toBe(false);
  await caller.hangsUp();
  expect((await import_).created).toBe(5000);
  await floor.close();
});

test('a job that needs more memory or time than it may is given up, and the next one runs', async () => {
  const small = workers.run('readPlan', `company: ${'x'.repeat(900_000)}`, { within: 1 });
  await expect(small.next()).rejects.toBeInstanceOf(JobGivenUp);
  const greedy = workers.run(
    'readContacts',
    { file: { kind: 'csv', bytes: csvOf(100_000) }, known },
    { memory: 8 },
  );
  await expect(greedy.next()).rejects.toBeInstanceOf(JobGivenUp);
  expect((await imported(1).next()).value).toMatchObject({ kind: 'contacts' });
});

test('jobs wait for one another beyond the bound, and end when their reader does', async () => {
  const alone = await builtWorkers({ atOnce: 1 });
  const one = alone.workers;
  const question = () => ({ file: { kind: 'csv' as const, bytes: csvOf(1000) }, known });
  for await (const part of one.run('readContacts', question())) {
    expect(part.kind).toBe('contacts');
    break;
  }
  // Its thread is gone: else this would wait for ever.
  const parts = [];
  for await (const part of one.run('readContacts', question())) parts.push(part.kind);
  expect(parts).toEqual([...Array.from({ length: 5 }, () => 'contacts'), 'warnings']);
  await alone.close();
  await expect(one.run('readContacts', question()).next()).rejects.toBeInstanceOf(JobGivenUp);
});

describe('readers who go away without a word', () => {
  const question = { report: 'queues', by: 'all', timeZone: 'UTC', threshold: 20, short: 5 } as const;
  const asked = { question, from: 0, to: 1, format: 'json' } as const;
  const figures = { cells: async () => [] };
  const rows = async (at: Workers): Promise<string> => {
    let text = '';
    for await (const part of await reportAside(at, figures, asked)) text += Buffer.from(part).toString();
    return text;
  };

  test('a report that is left before its first row is read ends its thread', async () => {
    const alone = await builtWorkers({ atOnce: 1 });
    const left = await reportAside(alone.workers, figures, asked);
    await left[Symbol.asyncIterator]().return?.();
    expect(await rows(alone.workers)).toBe('[]');
    await alone.close();
  });

  test('a job whose reader never comes back keeps its place no longer than it may take', async () => {
    const alone = await builtWorkers({ atOnce: 1 });
    const file = { kind: 'csv' as const, bytes: csvOf(1000) };
    const left = alone.workers.run('readContacts', { file, known }, { within: 2000 });
    await left.next();
    // Else this would wait for ever.
    expect(await rows(alone.workers)).toBe('[]');
    await expect(left.next()).rejects.toBeInstanceOf(JobGivenUp);
    await alone.close();
  });
});

/** Paths of everything in it that has no prototype. */
function prototypesIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.getPrototypeOf(value) === null ? [path] : [];
  return [...own, ...Object.entries(value).flatMap(([key, one]) => prototypesIn(one, `${path}/${key}`))];
}
