/** The thread that writes the database's log back into its file whenever it is asked to. */
import { parentPort, workerData } from 'node:worker_threads';
import { openOwn } from '../store/sqlite/file/own-file.ts';

export interface LogWriterData {
  /** Of the database, which the engine has open. */
  readonly path: string;
}

export type LogWriterAsked = 'write back' | 'close';
/** `pages`: as many as the log had. */
export type LogWriterTold = { readonly pages: number } | { readonly error: unknown };

const { path } = workerData as LogWriterData;
// The engine commits meanwhile, and waits for nothing that this thread holds: no lock of it is one that has to be waited for.
const db = openOwn(path, 0);
db.pragma('wal_autocheckpoint = 0');

parentPort?.on('message', (asked: LogWriterAsked) => {
  if (asked === 'write back') parentPort?.postMessage(writeBack());
  else {
    db.close();
    parentPort?.close();
  }
});

function writeBack(): LogWriterTold {
  try {
    const [done] = db.pragma('wal_checkpoint(passive)') as { log: number }[];
    return { pages: done?.log ?? 0 };
  } catch (error) {
    return { error };
  }
}
