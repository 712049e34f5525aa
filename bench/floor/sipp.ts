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
  /** The scenario's text, before sipp reads it. */
  readonly edited?: (scenario: string) => string;
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
  /** Of `calls`, those that did not come to their end; sipp does not count who still waits when its time is over. */
  readonly failed: number;
  /** Milliseconds from a call's first INVITE to its 200. */
  readonly times: readonly number[];
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
  const scenario = await scenarioOf(run, folder);
  const media = 40_000 + randomInt(0, 4000) * 4;
  const child = spawn(
    'sipp',
    [
      `127.0.0.1:${run.serverPort}`,
      `-sf ${scenario} -i ${run.address} -mi ${run.address} -mp ${media} -t u1 -nostdin`,
      `-timer_resol 1 -buff_size 4194304 -trace_stat -fd 1 -trace_err -trace_shortmsg`,
      `-r ${run.rate ?? 10} -l ${run.atATime ?? 3000} -d ${run.talkFor ?? 500}`,
      `-stf ${folder}/statistics.csv -error_file ${folder}/errors.log -timeout ${Math.ceil(run.within / 1000)}s`,
      run.port === undefined ? '' : `-p ${run.port}`,
      run.calls === undefined ? '' : `-m ${run.calls}`,
      run.fields === undefined ? '' : `-inf ${folder}/fields.csv`,
    ].flatMap((part) => (part === '' ? [] : part.split(' '))),
    { cwd: folder, stdio: 'ignore' },
  );
  const finished = ended(child, run.within + 10_000).then(async () => {
    const result = await read(folder, run.calls);
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

/** The path of the file that sipp is given. */
async function scenarioOf({ scenario, edited }: SippRun, folder: string): Promise<string> {
  if (edited === undefined) return resolve(scenario);
  const path = join(folder, 'scenario.xml');
  await writeFile(path, edited(await readFile(scenario, 'utf8')));
  return path;
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

async function read(folder: string, calls: number | undefined): Promise<SippResult> {
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
  const trace = await text((name) => name.includes('_shortmessages'));
  const ok = count('SuccessfulCall(C)');
  return {
    ok,
    failed: calls === undefined ? count('FailedCall(C)') : calls - ok,
    times: timesToAnswer(trace),
    complaints: (await text((name) => name === 'errors.log')).slice(0, 2000),
  };
}

/**
 * sipp's own response times (`-trace_rtt`) come from a clock that moves every 4 ms; its trace of messages has
 * microseconds. A line: date, time, seconds since 1970, S(ent) or R(eceived), Call-ID, CSeq, first line of the message.
 */
function timesToAnswer(trace: string): readonly number[] {
  const asked = new Map<string, number>();
  const times: number[] = [];
  for (const line of trace.split('\n')) {
    const [, , at, way, call = '', cseq, first = ''] = line.split('\t');
    if (cseq === undefined || !cseq.endsWith('INVITE')) continue;
    const since = asked.get(call);
    if (way === 'S' && since === undefined) asked.set(call, Number(at));
    if (way !== 'R' || since === undefined || !first.startsWith('SIP/2.0 200')) continue;
    times.push((Number(at) - since) * 1000);
    asked.delete(call);
  }
  return times;
}
