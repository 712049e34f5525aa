/** sipp as callers and as agents: each run is bounded in calls and in time, and leaves nothing behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface SippRun {
  /** Of the scenario: a file below the checkout. */
  readonly scenario: string;
  readonly serverPort: number;
  readonly address: string;
  readonly port?: number;
  readonly calls?: number;
  /** A second. */
  readonly rate?: number;
  readonly atATime?: number;
  /** Milliseconds of the `<pause />` in the scenario. */
  readonly talkFor?: number;
  /** Milliseconds; then it is over, whatever it does. */
  readonly within: number;
  /** Lines of the file that fills [field0], ... */
  readonly fields?: readonly string[];
}

export interface SippResult {
  readonly ok: number;
  readonly failed: number;
  /** Milliseconds, by the number that the scenario gives to the span. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  readonly complaints: string;
}

export interface RunningSipp {
  readonly pid: number;
  readonly finished: Promise<SippResult>;
  /** Calls in progress go on to their end, for at most `patience` milliseconds. */
  stop(patience?: number): Promise<SippResult>;
}

export async function startSipp(run: SippRun): Promise<RunningSipp> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-sipp-'));
  if (run.fields) await writeFile(join(folder, 'fields.csv'), ['SEQUENTIAL', ...run.fields, ''].join('\n'));
  const media = 40_000 + randomInt(0, 4000) * 4;
  const child = spawn(
    'sipp',
    [
      `127.0.0.1:${run.serverPort}`,
      ...['-sf', resolve(run.scenario), '-i', run.address, '-mi', run.address, '-mp', String(media)],
      ...['-t', 'u1', '-nostdin', '-timer_resol', '1', '-buff_size', '4194304'],
      ...['-r', String(run.rate ?? 10), '-l', String(run.atATime ?? 3000), '-d', String(run.talkFor ?? 500)],
      ...(run.port === undefined ? [] : ['-p', String(run.port)]),
      ...(run.calls === undefined ? [] : ['-m', String(run.calls)]),
      ...(run.fields ? ['-inf', join(folder, 'fields.csv')] : []),
      ...['-trace_stat', '-fd', '1', '-stf', join(folder, 'statistics.csv')],
      ...['-trace_err', '-error_file', join(folder, 'errors.log'), '-trace_rtt', '-rtt_freq', '1', '-trace_shortmsg'],
      ...['-timeout', `${Math.ceil(run.within / 1000)}s`],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const finished = ended(child, run.within + 10_000).then(async () => {
    const result = await read(folder);
    await rm(folder, { recursive: true });
    return result;
  });
  return {
    pid: child.pid ?? 0,
    finished,
    stop: async (patience = 10_000) => {
      child.kill('SIGUSR1');
      const impatient = setTimeout(() => child.kill('SIGKILL'), patience);
      const result = await finished;
      clearTimeout(impatient);
      return result;
    },
  };
}

export async function sipp(run: SippRun): Promise<SippResult> {
  return (await startSipp(run)).finished;
}

async function ended(child: ChildProcess, deadline: number): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
  await new Promise((settled, failed) => {
    child.once('exit', settled);
    child.once('error', failed);
  });
  clearTimeout(timer);
}

async function read(folder: string): Promise<SippResult> {
  const files = await readdir(folder);
  const text = async (wanted: (name: string) => boolean): Promise<string> => {
    const name = files.find(wanted);
    return name === undefined ? '' : await readFile(join(folder, name), 'utf8');
  };
  const statistics = (await text((name) => name === 'statistics.csv')).trim().split('\n');
  const names = statistics[0]?.split(';') ?? [];
  const values = statistics.at(-1)?.split(';') ?? [];
  const count = (name: string): number =>
    statistics.length > 1 ? Number(values[names.indexOf(name)] ?? 0) : 0;
  const times = new Map<string, number[]>();
  const lines = (await text((name) => name.endsWith('_rtt.csv'))).trim().split('\n').slice(1);
  for (const line of lines) {
    const [, time, span = ''] = line.split(';');
    const list = times.get(span) ?? [];
    times.set(span, list);
    list.push(Number(time));
  }
  return {
    ok: count('SuccessfulCall(C)'),
    failed: count('FailedCall(C)'),
    times,
    complaints: (await text((name) => name === 'errors.log')).slice(0, 2000),
  };
}
