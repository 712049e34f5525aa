/** Which program holds a port or a file, read from /proc: a name for an error message, where the system shows it. */
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { errorCode } from '../../shared/error-code.ts';

const listening = '0A';

/** Such as `sipp (process 4711)`; undefined: no process, or one of another user. */
export async function portHolder(protocol: 'tcp' | 'udp', port: number): Promise<string | undefined> {
  const inodes = new Set<string>();
  for (const table of [protocol, `${protocol}6`]) {
    for (const line of (await readOrNothing(`/proc/net/${table}`)).split('\n').slice(1)) {
      // "sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode"; addresses are hexadecimal.
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const isListener = protocol === 'udp' || state === listening;
      if (isListener && Number.parseInt(local.split(':')[1] ?? '', 16) === port)
        inodes.add(`socket:[${inode}]`);
    }
  }
  if (inodes.size === 0) return undefined;
  const pid = await holderOf(inodes);
  return pid === undefined ? undefined : `${await programName(pid)} (process ${pid})`;
}

/** The number of another process that has the file open; undefined: none that we may see. */
export async function fileHolder(path: string): Promise<number | undefined> {
  const target = await realpath(path).catch(ofAnother(path));
  const pid = await holderOf(new Set([target]), (other) => other !== process.pid);
  return pid === undefined ? undefined : Number(pid);
}

/** @param targets what a descriptor of it links to */
async function holderOf(
  targets: ReadonlySet<string>,
  counts = (_pid: number): boolean => true,
): Promise<string | undefined> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
    if (counts(Number(pid)) && (await holdsOne(pid, targets))) return pid;
  return undefined;
}

async function holdsOne(pid: string, targets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(ofAnother<string[]>([]));
  for (const descriptor of descriptors) {
    if (targets.has(await readlink(`${folder}/${descriptor}`).catch(ofAnother('')))) return true;
  }
  return false;
}

async function programName(pid: string): Promise<string> {
  const parameters = (await readOrNothing(`/proc/${pid}/cmdline`)).split('\0').map((one) => basename(one));
  const isLoader = parameters[0]?.startsWith('ld-linux') === true;
  return (isLoader ? parameters.find((name) => name === 'asterisk') : parameters[0]) || 'another program';
}

const readOrNothing = (path: string): Promise<string> => readFile(path, 'utf8').catch(ofAnother(''));

/** Processes end while we look, and those of other users are closed to us. */
function ofAnother<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (['ENOENT', 'EACCES', 'EPERM', 'ESRCH'].includes(errorCode(error) ?? '')) return nothing;
    throw error;
  };
}
