/** Writes the database's log back in a thread (`log-writer.ts`), which starts when there is first something to write. */
import { Worker } from 'node:worker_threads';
import type { LogWriter } from '../store/sqlite/file/write-ahead-log.ts';
import type { LogWriterAsked, LogWriterData, LogWriterTold } from './log-writer.ts';

/** MB. It has a connection, and nothing else. */
const memory = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 };

/** @param program the compiled `log-writer.ts` @param path of the database */
export function logWriterAside(program: string, path: string): LogWriter {
  let worker: Worker | undefined;
  let settle: (told: LogWriterTold) => void = () => undefined;
  // It is not started again: commits do its work, as in an engine without it.
  let failure: { readonly error: unknown } | undefined;
  const ends = (error: unknown): void => {
    failure ??= { error };
    settle(failure);
  };
  const start = (): Worker => {
    const workerData: LogWriterData = { path };
    // Options of the process, such as a profiler's, are not the thread's.
    const started = new Worker(program, { workerData, resourceLimits: memory, execArgv: [] });
    started.unref();
    started.on('message', (told: LogWriterTold) => settle(told));
    started.once('error', ends);
    started.once('exit', () => ends(new Error('The thread that writes the database has ended.')));
    return started;
  };
  const answerTo = (asked: LogWriterAsked): Promise<LogWriterTold> =>
    new Promise((resolve) => {
      settle = resolve;
      worker ??= start();
      if (failure) resolve(failure);
      else worker.postMessage(asked);
    });
  return {
    writeBack: async () => {
      const told = await answerTo('write back');
      if ('error' in told) throw told.error;
      return told.pages;
    },
    close: async () => {
      if (!worker || failure) return;
      worker.ref();
      await answerTo('close');
    },
  };
}
