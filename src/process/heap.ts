/**
 * How V8 uses memory, for a process that runs for months and needs little at a time.
 *
 * By default V8 lets a small heap grow to several times what is in use before it collects all of it. Growing by half instead, and
 * young objects in 8 MB instead of 32 (`--max-semi-space-size=4`, wherever the engine is started, because it cannot be
 * set later) keep the engine small. With 2 MB for young objects, collecting took a fifth of the time of an engine on a busy machine.
 *
 * Half and not less, because a collection marks all that lives, 42 MB, and stops the engine meanwhile for some 10 ms, on a busy
 * machine for 50: at 40 calls a second it came every 5 s when the heap grew by a fifth, and every 12 s now, for 10 MB more.
 *
 * V8's own threads (`--v8-pool-size=1`, likewise on the command line) mark and sweep for every heap of the process, those of job
 * threads as well, at the engine's priority. Four of them take all processors of a small machine just when the engine needs one: beside
 * long requests it was held for up to 47 ms, and a plan that was checked delayed turns by 9 to 10 ms at p99; with one thread by 2 to 4
 * (bench/history.md). The engine is 10 MB smaller, and calls take the same processor time.
 */
import { setFlagsFromString } from 'node:v8';

export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
