/**
 * Runs long work in threads of their own, so that the engine's event loop stays free for calls.
 *
 * Vocabulary: a **job** is one piece of work (`jobs.ts`); its result arrives in **parts**. The thread makes the next part
 * only when the reader asks for it, so a large result never reaches the event loop in one piece.
 *
 * Each job gets a thread of its own, which ends with it: a job that runs out of memory or time takes nothing else
 * along, and its memory is free afterwards. Threads run at a lower priority than the engine (`worker.ts`).
 */
import { Worker } from 'node:worker_threads';
import { type Duration, minutes } from '../shared/time.ts';
import type { Asked, JobName, PartOf } from './jobs.ts';

export interface WorkersOptions {
  /** The compiled `worker.ts`. */
  readonly program: string;
  /** Jobs that run at the same time; others wait. */
  readonly atOnce?: number;
}

export interface Bounds {
  /** How long the job may take. Default: 2 minutes. */
  readonly within?: Duration;
  /** MB of objects. Default: 512. */
  readonly memory?: number;
  /** What moves to the thread instead of being copied. */
  readonly transfer?: readonly ArrayBuffer[];
}

/** What a thread answers. */
export type Answer =
  | { readonly kind: 'part'; readonly part: unknown }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The job was given up: it took too long, or more memory than it may. */
export class JobGivenUp extends Error {
  override readonly name = 'JobGivenUp';
}

/** The memory of a file that nothing here reads again: it moves to the thread. Short buffers of Node.js share theirs, and are copied. */
export const memoryOf = ({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];

const usualAtOnce = 2;

export class Workers {
  readonly #program: string;
  #free: number;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Worker>();
  #closed = false;

  constructor({ program, atOnce = usualAtOnce }: WorkersOptions) {
    this.#program = program;
    this.#free = atOnce;
  }

  /** The parts of the job's result, in order. Anyone who stops reading ends the job. */
  async *run<Job extends JobName>(
    job: Job,
    asked: Asked<Job>,
    { within = minutes(2), memory = 512, transfer = [] }: Bounds = {},
  ): AsyncGenerator<PartOf<Job>, void, undefined> {
    await this.#turn();
    const worker = this.#start({ job, asked }, memory, transfer);
    try {
      yield* partsOf<PartOf<Job>>(worker, job, within);
    } finally {
      await worker.terminate();
    }
  }

  /** Ends what runs: its readers are told. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }

  async #turn(): Promise<void> {
    while (this.#free <= 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
  }

  /** The place is free again when the thread is gone, not when its reader says so: a reader may never come back. */
  #start(workerData: object, memory: number, transfer: readonly ArrayBuffer[]): Worker {
    const leave = (): void => {
      this.#free += 1;
      this.#waiting.shift()?.();
    };
    try {
      if (this.#closed) throw new JobGivenUp('the engine is stopping');
      const worker = new Worker(this.#program, {
        workerData,
        transferList: [...transfer],
        resourceLimits: { maxOldGenerationSizeMb: memory },
        // Options of the process, such as a profiler's, are not the thread's.
        execArgv: [],
      });
      this.#running.add(worker);
      worker.once('exit', () => {
        this.#running.delete(worker);
        leave();
      });
      return worker;
    } catch (error) {
      leave();
      throw error;
    }
  }
}

async function* partsOf<Part>(worker: Worker, job: JobName, within: Duration): AsyncGenerator<Part> {
  let settle: (answer: Answer) => void = () => undefined;
  // A thread that dies before its first part was asked for must not be waited for.
  let died: Answer | undefined;
  const dies = (error: unknown): void => {
    died ??= { kind: 'failed', error };
    settle(died);
  };
  const timer = setTimeout(() => {
    dies(new JobGivenUp(`${job} took longer than ${within / 1000} s`));
    void worker.terminate();
  }, within);
  worker.on('message', (answer: Answer) => settle(answer));
  worker.on('error', (error: NodeJS.ErrnoException) =>
    dies(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new JobGivenUp(`${job} needs too much memory`) : error),
  );
  worker.on('exit', () => dies(new JobGivenUp(`${job} was ended`)));
  try {
    for (;;) {
      const answer = await new Promise<Answer>((resolve) => {
        settle = resolve;
        if (died) resolve(died);
        else worker.postMessage('next');
      });
      if (answer.kind === 'done') return;
      if (answer.kind === 'failed') throw answer.error;
      yield answer.part as Part;
    }
  } finally {
    clearTimeout(timer);
  }
}
