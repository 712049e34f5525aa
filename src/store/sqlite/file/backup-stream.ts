/** A backup as a stream: made in a file of its own in the state folder, which is gone once it has been read. */
import { randomUUID } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Store } from '../../../ports/store.ts';

export interface BackupStream {
  /** Bytes. */
  readonly size: number;
  readonly stream: Readable;
}

const leftOver = /^backup-[0-9a-f-]{36}\.tmp(-journal|-wal)?$/;

export async function backupStream(
  home: string,
  store: Store,
  soundOf: (recording: string) => string | undefined,
  more: readonly string[] = [],
): Promise<BackupStream> {
  // Of an engine that died over it.
  for (const name of await readdir(home)) if (leftOver.test(name)) await rm(join(home, name));
  const path = join(home, `backup-${randomUUID()}.tmp`);
  try {
    await (await open(path, 'wx', 0o600)).close();
    await store.backUp(path, Date.now(), soundOf, more);
    const file = await open(path);
    const { size } = await file.stat();
    const stream = file.createReadStream();
    return { size, stream };
  } finally {
    // Who has it open reads on; no one else can any more. Only a copy that failed leaves a log.
    await rm(path, { force: true });
    await rm(`${path}-wal`, { force: true });
  }
}
