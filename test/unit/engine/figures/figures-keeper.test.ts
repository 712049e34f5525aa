/** What is stored for reports is the fold over the journal: however it came about, and through restarts. */
import { beforeAll, expect, test } from 'vitest';
import type { StoredEntry } from '../../../../src/call/kept/journal.ts';
import { FiguresKeeper } from '../../../../src/engine/figures/figures-keeper.ts';
import { reconcileDay } from '../../../../src/engine/figures/reconcile-day.ts';
import type { StoredFigures } from '../../../../src/ports/figures.ts';
import type { Store } from '../../../../src/ports/store.ts';
import { subjectKinds } from '../../../../src/reports/figures/cell.ts';
import { FiguresFold } from '../../../../src/reports/figures/figures-fold.ts';
import { folding } from '../../../../src/reports/figures/folding.ts';
import { dayStartOf, localDay, startOfDay } from '../../../../src/reports/figures/local-time.ts';
import { levelFor, periods, reportNames, type StoredCell } from '../../../../src/reports/figures/report.ts';
import { dayReconciler } from '../../../../src/reports/reconcile/day.ts';
import { rowsOf } from '../../../support/figures.ts';
import { memoryStore, silentLog } from '../../../support/memory-store.ts';
import { smallDay } from '../../../support/small-day.ts';

const zone = 'Europe/Berlin';
const aDay = 24 * 3_600_000;
let days: readonly StoredEntry[] = [];
let monday = 0;
beforeAll(async () => {
  const day = await smallDay();
  monday = dayStartOf(zone, day[0]?.at ?? 0);
  // The same again on Tuesday, by other calls.
  const last = day.length;
  const again = day.map((entry) => {
    const text = JSON.stringify({ ...entry, at: entry.at + aDay, seq: entry.seq + last });
    return JSON.parse(text.replaceAll(/"10(\d\d)/g, '"20$1')) as StoredEntry;
  });
  days = [...day, ...again];
});

const commit = (store: Store, journal: readonly StoredEntry[]) =>
  store.commit({ journal, calls: new Map(), agents: new Map(), nextCall: 1 });

function keeperOf(store: Store, timeZone = zone): FiguresKeeper {
  return new FiguresKeeper({
    figures: store.figures,
    journal: store.journal,
    clock: { now: () => 0, after: () => () => undefined },
    log: silentLog,
    folding: () => folding(timeZone),
  });
}

async function allOf(store: Store, level: 'hour' | 'day' = 'hour'): Promise<readonly StoredFigures[]> {
  const all: StoredFigures[] = [];
  for (const kind of subjectKinds)
    all.push(...(await store.figures.cells(level, kind, 0, Number.MAX_SAFE_INTEGER, undefined, 100_000)));
  return all.toSorted((a, b) => a.at - b.at || (a.subject < b.subject ? -1 : 1));
}

function folded(): unknown[] {
  const fold = new FiguresFold(zone);
  for (const entry of days) fold.add(entry);
  fold.advance();
  return [...fold.take()]
    .flatMap(([at, subjects]) => [...subjects].map(([subject, cell]) => ({ at, subject, cell: { ...cell } })))
    .toSorted((a, b) => a.at - b.at || (a.subject < b.subject ? -1 : 1));
}
const parsed = (cells: readonly StoredFigures[]): unknown[] =>
  cells.map(({ at, subject, cell }) => ({ at, subject, cell: JSON.parse(cell) as unknown }));

test('read from the journal of an earlier version, the sums are those of the fold', async () => {
  const store = await memoryStore();
  await commit(store, days);
  const keeper = keeperOf(store);
  await keeper.start();
  await keeper.flush();
  expect(keeper.isComplete).toBe(true);
  expect(parsed(await allOf(store))).toEqual(folded());
  await store.close();
});

test('heard entry by entry, with a new engine after every hundred, they are the same', async () => {
  const store = await memoryStore();
  for (let from = 0; from < days.length; from += 100) {
    const keeper = keeperOf(store);
    await keeper.start();
    const part = days.slice(from, from + 100);
    await commit(store, part);
    for (const entry of part) keeper.happened(entry);
    await keeper.flush();
    keeper.stop();
  }
  expect(parsed(await allOf(store))).toEqual(folded());
  await store.close();
});

test('in another time zone all of it is made again', async () => {
  const store = await memoryStore();
  await commit(store, days);
  await keeperOf(store).flush();
  const elsewhere = keeperOf(store, 'Asia/Kolkata');
  await elsewhere.start();
  await elsewhere.flush();
  expect((await store.figures.state())?.timeZone).toBe('Asia/Kolkata');
  const hours = new Set((await allOf(store)).map(({ at }) => at % 3_600_000));
  expect([...hours]).toEqual([1_800_000]);
  await store.close();
});

test('a past day is reconciled from where the fold stood at its beginning', async () => {
  const store = await memoryStore();
  await commit(store, days);
  const keeper = keeperOf(store);
  await keeper.start();
  await keeper.flush();
  const reconciled = (day: number) => {
    const range = { from: startOfDay(zone, day), to: startOfDay(zone, day + 1) };
    return reconcileDay(range, {
      figures: store.figures,
      journal: store.journal,
      flush: () => keeper.flush(),
      isLive: () => false,
      ...folding(zone),
      reconciler: (state, entries) => dayReconciler(zone, range, state, entries),
    });
  };
  const day = localDay(zone, monday);
  expect(await reconciled(day)).toMatchObject({ misfits: [], inProgress: 0 });
  expect(await reconciled(day + 1)).toMatchObject({ misfits: [], inProgress: 0 });
  // What is stored for reports is falsified.
  const queue = (await allOf(store)).find(({ subject }) => subject === 'queue all');
  const state = await store.figures.state();
  if (!queue || !state) throw new Error('there is nothing to falsify');
  const { at, subject } = queue;
  const merge = (cell = '{}'): string => cell.replace(/"offered_outside":\d+/, '"offered_outside":99');
  await store.figures.add({ cells: [{ level: 'hour', at, subject, merge }], checkpoints: [], state });
  const { misfits } = await reconciled(day);
  expect(misfits.map(({ what }) => what).join()).toContain('reports have offered_outside 99');
  await store.close();
});

/** Copies of the small day, half a minute after each other: there is no moment without calls. Midnight is `at` minutes after the beginning. */
function dayAndNight(copies: number, midnight: number): StoredEntry[] {
  const small = days.slice(0, days.length / 2);
  const shift = startOfDay(zone, localDay(zone, monday) + 1) - (small[0]?.at ?? 0) - midnight;
  const entries = Array.from({ length: copies }, (_, copy) =>
    small.map((entry) => {
      const text = JSON.stringify({ ...entry, at: entry.at + shift + copy * 30_000 });
      const others = text.replaceAll(/"10(\d\d)/g, `"${30 + copy}$1`);
      return JSON.parse(others.replaceAll(/"(anna|boris|clara)"/g, `"$1${copy}"`)) as StoredEntry;
    }),
  ).flat();
  return entries.toSorted((a, b) => a.at - b.at).map((entry, nth) => ({ ...entry, seq: nth + 1 }));
}

async function storeWith(entries: readonly StoredEntry[]) {
  const store = await memoryStore();
  await commit(store, entries);
  const keeper = keeperOf(store);
  await keeper.start();
  await keeper.flush();
  return {
    store,
    reconciled: (day: number) => {
      const range = { from: startOfDay(zone, day), to: startOfDay(zone, day + 1) };
      return reconcileDay(range, {
        figures: store.figures,
        journal: store.journal,
        flush: () => keeper.flush(),
        isLive: () => false,
        ...folding(zone),
        reconciler: (state, known) => dayReconciler(zone, range, state, known),
      });
    },
    falsify: async (subject: string, figure: string) => {
      const cell = (await allOf(store)).find(
        (each) => each.subject === subject && each.cell.includes(`"${figure}"`),
      );
      const state = await store.figures.state();
      if (!cell || !state) throw new Error(`there is no ${figure} of ${subject}`);
      const merge = (kept = '{}'): string => kept.replace(new RegExp(`"${figure}":\\d+`), `"${figure}":7`);
      await store.figures.add({
        cells: [{ level: 'hour', at: cell.at, subject, merge }],
        checkpoints: [],
        state,
      });
    },
  };
}

test('where people call day and night, a day is over when its own calls are, and what is stored of it is proven', async () => {
  const entries = dayAndNight(20, 6 * 60_000);
  const { store, reconciled, falsify } = await storeWith(entries);
  const day = localDay(zone, monday);
  const proven = await reconciled(day);
  expect(proven).toMatchObject({ misfits: [], inProgress: 0 });
  // Its last call is over two minutes after midnight, and others go on for hours.
  const read = entries[proven.entries]?.at ?? Number.POSITIVE_INFINITY;
  expect(read - startOfDay(zone, day + 1)).toBeLessThan(2 * 60_000);
  expect(await reconciled(day + 1)).toMatchObject({ misfits: [], inProgress: 0 });
  await falsify('queue all', 'offered_outside');
  const { misfits } = await reconciled(day);
  expect(misfits.map(({ what }) => what).join()).toContain('reports have offered_outside 7');
  await store.close();
});

test('the wrap-up after the last calls of a day is proven, too, though it goes on after midnight', async () => {
  const first = dayAndNight(1, 0);
  const [wrapUp] = first.filter(({ type }) => type === 'wrapUpStarted');
  if (!wrapUp) throw new Error('there is no wrap-up');
  const { store, reconciled, falsify } = await storeWith(
    dayAndNight(1, wrapUp.at - (first[0]?.at ?? 0) + 5000),
  );
  const day = localDay(zone, monday);
  expect(await reconciled(day)).toMatchObject({ calls: 1, misfits: [], inProgress: 0 });
  await falsify('queue all', 'wrapped_up');
  const { misfits } = await reconciled(day);
  expect(misfits.map(({ what }) => what).join()).toContain(
    'reports have wrapped_up 7, the journal says 20000',
  );
  await store.close();
});

test('a wrap-up that begins again the next day, because its result is owed, is no misfit', async () => {
  const [call] = dayAndNight(1, 0).filter(({ type }) => type === 'wrapUpStarted');
  const owed = dayAndNight(1, 0).map((entry) => ({ ...entry, at: entry.at - 12 * 3_600_000 }));
  const seq = owed.length;
  const next = startOfDay(zone, localDay(zone, monday) + 1) + 60_000;
  const again = [
    { ...call, at: next, seq: seq + 1 },
    { type: 'wrapUpEnded', agent: 'anna0', by: 'result', at: next + 9000, seq: seq + 2 },
  ] as unknown as StoredEntry[];
  const { store, reconciled } = await storeWith([...owed, ...again]);
  expect(await reconciled(localDay(zone, monday))).toMatchObject({ misfits: [] });
  await store.close();
});

test('a day whose figures are being made again after an upgrade: its journal is proven, and its figures have no misfits', async () => {
  const store = await memoryStore();
  await commit(store, days);
  const keeper = keeperOf(store);
  await keeper.start();
  await keeper.flush();
  const day = localDay(zone, monday);
  const range = { from: startOfDay(zone, day), to: startOfDay(zone, day + 1) };
  const reconciled = (flush: () => Promise<void>) =>
    reconcileDay(range, {
      figures: store.figures,
      journal: store.journal,
      flush,
      isLive: () => false,
      ...folding(zone),
      reconciler: (state, entries) => dayReconciler(zone, range, state, entries),
    });
  await store.figures.clear();
  // So much of the journal that it is not made in time.
  expect(await reconciled(async () => undefined)).toMatchObject({ complete: false, misfits: [] });
  let asked = 0;
  const later = keeperOf(store);
  await later.start();
  const inTime = async (): Promise<void> => {
    asked += 1;
    if (asked === 5) await later.flush();
  };
  expect(await reconciled(inTime)).toMatchObject({ complete: true, misfits: [] });
  for (const each of [keeper, later]) each.stop();
  await store.close();
});

test('every report, by every period, is the same from stored sums as from the fold over the journal', async () => {
  const store = await memoryStore();
  await commit(store, days);
  const keeper = keeperOf(store);
  await keeper.start();
  await keeper.flush();
  const direct = folded() as StoredCell[];
  for (const name of reportNames)
    for (const by of periods) {
      const question = { report: name, by, timeZone: zone, threshold: 20, short: 5 };
      const cells = parsed(await allOf(store, levelFor(by))) as StoredCell[];
      expect(rowsOf(cells, question), `${name} by ${by}`).toEqual(rowsOf(direct, question));
    }
  await store.close();
});

test('a report says of the small day what happened in it', async () => {
  const store = await memoryStore();
  await commit(store, days);
  const keeper = keeperOf(store);
  await keeper.start();
  await keeper.flush();
  const cells = parsed(await allOf(store, 'day')) as Parameters<typeof rowsOf>[0];
  const question = { timeZone: zone, threshold: 20, short: 2 };
  const [queue] = rowsOf(cells, { ...question, report: 'queues', by: 'day' });
  expect(queue).toMatchObject({
    period: '2026-11-23',
    name: 'all',
    offered: 5,
    answered: 4,
    abandoned: 1,
    shortAbandoned: 0,
    inProgress: 0,
    transfersOut: 2,
  });
  const total = rowsOf(cells, { ...question, report: 'calls', by: 'week' }).find(
    ({ name }) => name === 'outside',
  );
  expect(total).toMatchObject({
    period: '2026-11-23',
    offered: 22,
    leftEarly: 2,
    numberNotInUse: 2,
    inProgress: 0,
  });
  const menu = rowsOf(cells, { ...question, report: 'ivr', by: 'all' });
  expect(menu).toContainEqual(
    expect.objectContaining({ name: 'menu main', heard: 2, left: 2, leftShare: 1 }),
  );
  await store.close();
});

test('a store that fails is asked again after a while, not at once', async () => {
  const store = await memoryStore();
  await commit(store, days);
  let tries = 0;
  const waits: number[] = [];
  let next: (() => void) | undefined;
  const keeper = new FiguresKeeper({
    figures: {
      ...store.figures,
      add: () => {
        tries += 1;
        return Promise.reject(new Error('the disk is full'));
      },
    },
    journal: store.journal,
    clock: {
      now: () => 0,
      after: (delay, then) => {
        waits.push(delay);
        next = then;
        return () => undefined;
      },
    },
    log: silentLog,
    folding: () => folding(zone),
  });
  await keeper.start();
  await keeper.flush();
  expect(tries).toBe(1);
  next?.();
  await expect.poll(() => waits.length).toBe(2);
  expect(tries).toBe(2);
  expect(waits[1]).toBeGreaterThanOrEqual(10_000);
  keeper.stop();
  await store.close();
});

test('what is heard is folded a moment later, and not read from the journal again', async () => {
  const store = await memoryStore();
  const due: (() => void)[] = [];
  let reads = 0;
  const keeper = new FiguresKeeper({
    figures: store.figures,
    journal: {
      ...store.journal,
      after: (seq, limit) => {
        reads += 1;
        return store.journal.after(seq, limit);
      },
    },
    clock: {
      now: () => 0,
      after: (_, then) => {
        due.push(then);
        return () => undefined;
      },
    },
    log: silentLog,
    folding: () => folding(zone),
  });
  await keeper.start();
  due.shift()?.();
  await expect.poll(() => due.length).toBe(1);
  await commit(store, days);
  for (const entry of days) keeper.happened(entry);
  expect(keeper.isComplete).toBe(false);
  await expect.poll(() => (due.pop()?.(), keeper.isComplete)).toBe(true);
  expect(reads).toBe(0);
  await keeper.flush();
  expect(parsed(await allOf(store))).toEqual(folded());
  keeper.stop();
  await store.close();
});

test('while a long journal is folded for a report, calls go on', async () => {
  const store = await memoryStore();
  await commit(store, days);
  const keeper = keeperOf(store);
  await keeper.start();
  const rounds = Math.ceil(days.length / 200);
  expect(rounds).toBeGreaterThan(1);
  let turns = 0;
  let beat = setImmediate(function again() {
    turns += 1;
    beat = setImmediate(again);
  });
  await keeper.flush();
  clearImmediate(beat);
  expect(turns).toBeGreaterThanOrEqual(rounds - 1);
  expect(keeper.isComplete).toBe(true);
  await store.close();
});
