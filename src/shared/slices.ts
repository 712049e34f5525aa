/** Long work on the event loop, in slices short enough for calls not to notice. */
import { performance } from 'node:perf_hooks';
import { setImmediate as breath, setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that one slice aims at. */
const aimedAt = 2;

/**
 * Hands the items to `work` a few at a time, in order. After each slice everything else has its turn, and at least as
 * much time as the slice took.
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
  let size = Math.min(10, most);
  for (let from = 0; from < items.length; ) {
    signal?.throwIfAborted();
    const slice = items.slice(from, from + size);
    from += slice.length;
    const began = performance.now();
    await work(slice);
    const took = performance.now() - began;
    size = Math.max(1, Math.min(most, Math.round((slice.length * aimedAt) / Math.max(took, 0.05))));
    // After the last slice too: what calls this for one short list after the other must not hold up everything else.
    await (from < items.length || took > aimedAt ? pause(Math.max(1, took)) : breath());
  }
}
