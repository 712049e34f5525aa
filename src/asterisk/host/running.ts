/** The note that says which process is our Asterisk, so that a later start, or a stop, finds it again. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../../shared/error-code.ts';
import { replaceFile } from '../../shared/replace-file.ts';
import { readJson } from './secrets.ts';

const runningSchema = z.object({
  pid: z.int(),
  /** When the process began, in clock ticks since the machine did: tells it from a later one with the same number. */
  bornAt: z.string(),
  /** Of the configuration that it runs with. */
  fingerprint: z.string(),
  /** What the files of its certificate were when it read them (`FileWatch`); omitted: not known, or it has none. */
  certificate: z.string().optional(),
});

export type RunningAsterisk = z.infer<typeof runningSchema>;

const notePath = (base: string): string => join(base, 'running.json');

/** The one that lives; undefined: never started, ended, or killed. */
export async function findRunning(base: string): Promise<RunningAsterisk | undefined> {
  const note = runningSchema.safeParse(await readJson(notePath(base)));
  return note.success && (await isAlive(note.data)) ? note.data : undefined;
}

export async function noteRunning(base: string, running: RunningAsterisk): Promise<void> {
  await replaceFile(notePath(base), JSON.stringify(running));
}

export async function forgetRunning(base: string): Promise<void> {
  await rm(notePath(base), { force: true });
}

export async function isAlive(one: Pick<RunningAsterisk, 'pid' | 'bornAt'>): Promise<boolean> {
  return (await birth(one.pid)) === one.bornAt;
}

/** undefined: there is no such process, or only what is left of one that its parent has not yet buried. */
export async function birth(pid: number): Promise<string | undefined> {
  let line: string;
  try {
    line = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
  // "pid (name) state ppid ...": the name may hold blanks and brackets; the birth is field 22 (proc_pid_stat(5)).
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): string | undefined => fields[number - 3];
  // While other threads of a dead one are still ending (field 20), its ports are still taken.
  const isBuried = ['Z', 'X'].includes(field(3) ?? '') && Number(field(20)) <= 1;
  return isBuried ? undefined : field(22);
}
