/** Does what is long about a backup in threads. */

import { minutes } from '../shared/time.ts';
import type { BackupWork } from '../store/sqlite/file/backup.ts';
import type { Workers } from './workers.ts';

/** As long as the answer may take to begin. */
const bounds = { within: minutes(10) };

/** @param workers there before the first backup is asked for */
export function backupAside(workers: () => Workers): BackupWork {
  return {
    copyDatabase: (asked) => workers().run('copyDatabase', asked, bounds),
    addSounds: (asked) => workers().run('addSounds', asked, bounds),
  };
}
