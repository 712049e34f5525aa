/**
 * Long work on the event loop, in slices short enough for calls not to notice. After each slice everything else has its turn,
 * for at least as long as the slice took. All long work of the process takes turns: two slices in one turn of the event loop
 * would hold it twice as long.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate as breath, setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that one slice aims at. A turn of a call waits for one slice at most. */
const aimedAt = 2;
/** Work that waited for something else in between was not held up by itself for longer. */
const longestRest = 10;

/**
 * Hands the items to `work` a few at a time, in order: for work that takes several at once, such as one commit.
 *
 * @param work synchronous but for its start: what it awaits is not counted
 * @param most items in one slice
 * @throws what `signal` says once it is aborted
 */
export async function inSlices<Item>(
  items: readonly Item[],
  work: (slice: readonly Item[]) => void | Promise<void>,
  { most = 100, signal }: { readonly most?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  let size = Math.min(5, most);
  for (let from = 0; from < items.length; ) {
    signal?.throwIfAborted();
    const slice = items.slice(from, from + size);
    from += slice.length;
    const began = performance.now();
    await work(slice);
    const took = performance.now() - began;
    // Twice as many at most: the next ones may take longer than these.
    const fits = Math.round((slice.length * aimedAt) / Math.max(took, 0.05));
    size = Math.max(1, Math.min(most, fits, size * 2));
    // After the last slice too: what calls this for one short list after the other must not hold up everything else.
    await (from < items.length || took > aimedAt ? rest(took) : breath());
  }
}

/**
 * Hands the items to `work` one after the other, and lets everything else have its turn as soon as a slice's time is over:
 * for items that take unlike long.
 */
export async function eachInSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void | Promise<void>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const breathe = breather();
  for (const item of items) {
    signal?.throwIfAborted();
    await work(item);
    await breathe();
  }
  await breath();
}

/**
 * For work that comes in parts by itself: to be awaited after each part. Undefined until a slice's time is over: go on.
 */
export function breather(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    const took = performance.now() - began;
    if (took < aimedAt) return undefined;
    return rest(took).then(() => {
      began = performance.now();
    });
  };
}

/** Does at once what is short, and the rest of what is long a slice at a time. @returns undefined: all of it is done */
export function stepByStep(work: Iterator<unknown>): Promise<void> | undefined {
  const breathe = breather();
  while (work.next().done !== true) {
    const isOver = breathe();
    if (isOver) return isOver.then(() => stepByStep(work));
  }
  return undefined;
}

/** Goes through work that comes in short steps, a slice at a time. @returns what it ends with */
export async function inSteps<Result>(work: Iterator<unknown, Result>): Promise<Result> {
  const breathe = breather();
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    await breathe();
  }
}

/** The same in one go: where nothing else waits. */
export function atOnce<Result>(work: Iterator<unknown, Result>): Result {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** Many short pieces of work that come at any time, in order: at once, until together they take as long as a slice. */
export class InTurn {
  #waiting: (() => void)[] = [];
  #isResting = false;
  #spent = 0;

  put(work: () => void): void {
    if (this.#isResting) this.#waiting.push(work);
    else this.#do(work);
  }

  #do(work: () => void): void {
    const began = performance.now();
    work();
    this.#spent += performance.now() - began;
    if (this.#spent < aimedAt) return;
    this.#isResting = true;
    void rest(this.#spent).then(() => {
      this.#isResting = false;
      this.#spent = 0;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const next of waiting) this.put(next);
    });
  }
}

/** Lets those who come in a crowd through one by one, each in a turn of the event loop of their own. */
export class Doorway {
  #last: Promise<void> = Promise.resolve();

  pass(): Promise<void> {
    const mine = this.#last;
    this.#last = mine.then(async () => {
      const began = performance.now();
      await breath();
      await rest(performance.now() - began);
    });
    return mine;
  }
}

/** After long work that did not rest at its end: what follows has a slice of its own. */
export const nextTurn = (): Promise<void> => breath();

/** After a piece of work that is a slice of its own: everything else has its turn now, and other long work too. */
export const letOthersWork = (): Promise<void> => rest(0);

let last: Promise<void> = Promise.resolve();
let resting = 0;

/** Whether long work rests now. It rests in real time: who simulates time has to let none pass meanwhile. */
export const isResting = (): boolean => resting > 0;

/** Resolves when everything else has had its turn for so long, and it is this work's turn among all long work. */
function rest(took: number): Promise<void> {
  resting += 1;
  last = last.then(async () => {
    // While others wait too, one of them works now.
    const others = resting > 1 ? 2 : 1;
    await pause(Math.max(1, Math.min(took, longestRest) * others));
    // Timers that are due together run in one turn of the event loop; these do not.
    await breath();
    resting -= 1;
  });
  return last;
}
