import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where things of our own Asterisk are within the state folder. */
export interface AsteriskFolders {
  readonly base: string;
  readonly etc: string;
  readonly data: string;
  readonly lib: string;
  /** Recordings (`recordings.ts`), and what the safety net does. */
  readonly spool: string;
  readonly log: string;
  /** Pid file and control socket. */
  readonly run: string;
}

/** The longest path that a Unix socket may have is 107 bytes. */
const longestRunFolder = 107 - '/asterisk.ctl'.length;

export function asteriskFolders(home: string): AsteriskFolders {
  const base = join(home, 'asterisk');
  const run = join(base, 'run');
  return {
    base,
    etc: join(base, 'etc'),
    data: join(base, 'data'),
    lib: join(base, 'lib'),
    spool: join(base, 'spool'),
    log: join(base, 'log'),
    run: Buffer.byteLength(run) <= longestRunFolder ? run : join(tmpdir(), `cordboard-${digest(home)}`),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
