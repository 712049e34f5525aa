/** Writes the database's log back in a thread (`log-writer.ts`), which starts when there is first something to write. */
import { Worker } from 'node:worker_threads';
import type { LogWriter, OpenedFile } from '../store/sqlite/file/write-ahead-log.ts';
import type { LogWriterAsked, LogWriterTold } from './log-writer.ts';

/** MB. It has a connection, and nothing else. */
const memory = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 };

/** @param program the compiled `log-writer.ts` */
export function logWriterAside(program: string, database: OpenedFile): LogWriter {
  let worker: Worker | undefined;
  let ended: { readonly error: unknown } | undefined;
  let settle: (told: LogWriterTold) => void = () => undefined;
  const ends = (error: unknown): void => {
    ended ??= { error };
    settle(ended);
  };
  const start = (): Worker => {
    // Options of the process, such as a profiler's, are not the thread's.
    const started = new Worker(program, { workerData: database, resourceLimits: memory, execArgv: [] });
    started.on('message', (told: LogWriterTold) => {
      // It keeps no process from ending, but for what is asked of it.
      started.unref();
      settle(told);
    });
    started.once('error', ends);
    started.once('exit', () => ends(new Error('the thread has ended')));
    return started;
  };
  const answerTo = (asked: LogWriterAsked): Promise<LogWriterTold> =>
    new Promise((resolve) => {
      if (ended) return resolve(ended);
      settle = resolve;
      worker ??= start();
      worker.ref();
      worker.postMessage(asked);
    });
  return {
    get hasEnded() {
      return ended !== undefined;
    },
    writeBack: async () => {
      const told = await answerTo('write back');
      if (told !== 'done') throw told.error;
    },
    close: async () => {
      // Its end is the answer.
      if (worker) await answerTo('close');
    },
  };
}
