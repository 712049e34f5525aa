/** The thread that writes the database's log back into its file whenever it is asked to. */
import { parentPort, workerData } from 'node:worker_threads';
import { openBeside } from '../store/sqlite/file/own-file.ts';
import type { OpenedFile } from '../store/sqlite/file/write-ahead-log.ts';

export type LogWriterAsked = 'write back' | 'close';
export type LogWriterTold = 'done' | { readonly error: unknown };

const { path, file } = workerData as OpenedFile;
const db = openBeside(path, file);
db.pragma('wal_autocheckpoint = 0');

parentPort?.on('message', (asked: LogWriterAsked) => {
  if (asked === 'write back') parentPort?.postMessage(writeBack());
  else {
    db.close();
    parentPort?.close();
  }
});

/** `passive`: commits go on meanwhile, and wait for none of its locks. */
function writeBack(): LogWriterTold {
  try {
    db.pragma('wal_checkpoint(passive)');
    return 'done';
  } catch (error) {
    return { error };
  }
}
