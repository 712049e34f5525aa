/** The thread of one job: makes a part of its result whenever one is asked for. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type JobName, jobs } from './jobs.ts';
import type { Answer } from './workers.ts';

/** On Linux this is the priority of the calling thread alone: the engine and its calls go first. */
const niceness = 10;

setPriority(niceness);
const { job, asked } = workerData as { job: JobName; asked: never };
const parts = run(job, asked);

parentPort?.on('message', () => void answer());

async function answer(): Promise<void> {
  parentPort?.postMessage(await nextAnswer());
}

async function nextAnswer(): Promise<Answer> {
  try {
    const { done, value } = await parts.next();
    return done ? { kind: 'done' } : { kind: 'part', part: value };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function* run(name: JobName, what: never): AsyncGenerator {
  yield* jobs[name](what);
}
