/** Long work lets everything else have its turn, and never two pieces of it in one turn of the event loop. */
import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { breather, Doorway, eachInSlices, InTurn, inSlices, stepByStep } from '../../../src/shared/slices.ts';

/** Longer than any slice. */
function work(): void {
  const began = performance.now();
  while (performance.now() - began < 15);
}

/** Counts the turns of the event loop. */
function turns(): { readonly now: () => number; readonly stop: () => void } {
  let count = 0;
  let next = setImmediate(tick);
  function tick(): void {
    count += 1;
    next = setImmediate(tick);
  }
  return { now: () => count, stop: () => clearImmediate(next) };
}

test('items that take long are done in a turn each, in order, whatever one of them takes', async () => {
  const { now, stop } = turns();
  const done: { readonly item: number; readonly turn: number }[] = [];
  await eachInSlices([1, 2, 3, 4], (item) => {
    work();
    done.push({ item, turn: now() });
  });
  stop();
  expect(done.map(({ item }) => item)).toEqual([1, 2, 3, 4]);
  expect(new Set(done.map(({ turn }) => turn)).size).toBe(4);
});

test('work for one commit is cut smaller when it takes long', async () => {
  const sizes: number[] = [];
  await inSlices(Array.from({ length: 12 }), (slice) => {
    sizes.push(slice.length);
    work();
  });
  expect(sizes[0]).toBe(5);
  expect(sizes.slice(1).every((size) => size === 1)).toBe(true);
});

test('two pieces of long work take turns: never both in one turn of the event loop', async () => {
  const { now, stop } = turns();
  const done: { readonly whose: string; readonly turn: number }[] = [];
  const job = async (whose: string) => {
    const breathe = breather();
    for (let nth = 0; nth < 4; nth += 1) {
      await breathe();
      work();
      done.push({ whose, turn: now() });
    }
  };
  await Promise.all([job('one'), job('other')]);
  stop();
  // The first slice of each came with its request.
  const later = ['one', 'other'].flatMap((whose) => done.filter((slice) => slice.whose === whose).slice(1));
  expect(new Set(later.map(({ turn }) => turn)).size).toBe(6);
});

test('what is short is done at once; of what is long the rest comes later, all of it', async () => {
  const done: number[] = [];
  function* steps(long: boolean): Generator<void> {
    for (let nth = 0; nth < 4; nth += 1) {
      if (long) work();
      done.push(nth);
      yield;
    }
  }
  const rest = stepByStep(steps(true));
  expect(done).toEqual([0]);
  await rest;
  expect(done).toEqual([0, 1, 2, 3]);
});

test('pieces that come at any time are done in order, the later ones after a rest', async () => {
  const inTurn = new InTurn();
  const done: number[] = [];
  for (let nth = 0; nth < 5; nth += 1)
    inTurn.put(() => {
      work();
      done.push(nth);
    });
  expect(done).toEqual([0]);
  await expect.poll(() => done, { timeout: 10_000 }).toEqual([0, 1, 2, 3, 4]);
});

test('a crowd comes through a door one by one', async () => {
  const { now, stop } = turns();
  const door = new Doorway();
  const came: { readonly nth: number; readonly turn: number }[] = [];
  await Promise.all(
    Array.from({ length: 6 }, async (_, nth) => {
      await door.pass();
      came.push({ nth, turn: now() });
    }),
  );
  stop();
  expect(came.map(({ nth }) => nth)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(new Set(came.map(({ turn }) => turn)).size).toBe(6);
});
