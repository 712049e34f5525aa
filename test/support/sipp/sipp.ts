/**
 * Runs sipp (Debian's `sip-tester`, 3.6) as the outside program that plays callers and phones.
 *
 * Each run is bounded: in calls, in calls at a time, in rate and in time; it writes only to a folder of its own, which
 * is removed at the end, and is ended by its process id: at the latest with the test.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Destination } from '../sip/sip-socket.ts';

export type Scenario =
  | 'register'
  | 'agent-answers'
  | 'agent-hangs-up'
  | 'caller-hangs-up'
  | 'caller-waits'
  | 'caller-presses-1';

export interface Part {
  readonly user: string;
  readonly password: string;
  /** What a caller shows and dials. */
  readonly number?: string;
  readonly name?: string;
  readonly dials?: string;
}

export interface SippOptions {
  readonly server: Destination;
  /** After so many calls the run is over; none: when it is told to stop. */
  readonly calls?: number;
  /** New calls a second; 10 unless said. */
  readonly rate?: number;
  /** At a time; 100 unless said. */
  readonly atATime?: number;
  /** Milliseconds of the `<pause />` in the scenario. */
  readonly talkFor?: number;
  /** Milliseconds until the run is broken off as failed; 30 s unless said. */
  readonly within?: number;
  /** Whom to play, in turn, from the first again after the last. */
  readonly as?: readonly Part[];
  /** Sends back each RTP packet that comes. */
  readonly echo?: boolean;
  /** UDP port of SIP; a free one unless said. Phones answer where they have registered from. */
  readonly port?: number;
}

export interface SippResult {
  /** 0: each call went as the scenario says. */
  readonly exitCode: number | null;
  readonly successful: number;
  readonly failed: number;
  /** What it complained of; empty: nothing. Cut after 4000 characters. */
  readonly errors: string;
  /** Milliseconds from INVITE to its 200, averaged over the run. */
  readonly meanResponseTime: number;
}

export interface RunningSipp {
  /** UDP port of SIP. */
  readonly port: number;
  readonly finished: Promise<SippResult>;
  /** No new calls; those in progress go on to their end. */
  stop(): Promise<SippResult>;
}

/** Whether sipp is there; else how to get it. */
export function sippMissing(): string | undefined {
  const found = spawnSync('sipp', ['-v'], { encoding: 'utf8' });
  if (found.error === undefined && /SIPp v\d/.test(found.stdout)) return undefined;
  return 'sipp is not installed: `apt-get install sip-tester` (Debian, Ubuntu), or `npm test`, which does it';
}

/** Runs to its end. */
export async function sipp(scenario: Scenario, options: SippOptions): Promise<SippResult> {
  return await (await startSipp(scenario, options)).finished;
}

export async function startSipp(scenario: Scenario, options: SippOptions): Promise<RunningSipp> {
  const missing = sippMissing();
  if (missing !== undefined) throw new Error(missing);
  const port = options.port ?? (await freeUdpPort());
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-sipp-'));
  if (options.as) await writeFile(join(folder, 'parts.csv'), partsFile(options.as));
  const child = spawn('sipp', parameters(scenario, options, folder, port), {
    cwd: captures,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  // sipp breaks off by itself after `within`; this is for a sipp that does not.
  const deadline = setTimeout(() => child.kill('SIGKILL'), (options.within ?? 30_000) + 10_000);
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).then(async (exitCode) => {
    clearTimeout(deadline);
    const result = await readResult(folder, exitCode, said);
    await rm(folder, { recursive: true });
    return result;
  });
  return {
    port,
    finished,
    stop: async () => {
      // Once: end when the calls in progress have ended.
      child.kill('SIGUSR1');
      return await finished;
    },
  };
}

/** Where Debian puts the captures of keys that the scenarios play. */
const captures = '/usr/share/sip-tester';

function parameters(scenario: Scenario, options: SippOptions, folder: string, port: number): string[] {
  // Each process has a media port of its own for all of its calls, and the one two above it.
  const media = 40_000 + randomInt(0, 2000) * 4;
  const within = options.within ?? 30_000;
  const bounds = `-r ${options.rate ?? 10} -l ${options.atATime ?? 100} -d ${options.talkFor ?? 1000}`;
  const time = `-timeout ${Math.ceil(within / 1000)}s -timeout_error`;
  const network = `-i 127.0.0.1 -mi 127.0.0.1 -mp ${media} -t u1 -nostdin`;
  return [
    `${options.server.host}:${options.server.port}`,
    ...`${network} ${bounds} ${time} -trace_err -trace_stat -fd 1`.split(' '),
    '-sf',
    fileURLToPath(new URL(`${scenario}.xml`, import.meta.url)),
    '-error_file',
    join(folder, 'errors.log'),
    '-stf',
    join(folder, 'statistics.csv'),
    '-p',
    String(port),
    ...(options.as ? ['-inf', join(folder, 'parts.csv')] : []),
    ...(options.calls === undefined ? [] : ['-m', String(options.calls)]),
    ...(options.echo ? ['-rtp_echo'] : []),
  ];
}

/** The authentication stands in the file because sipp knows no fields within its keywords. */
function partsFile(parts: readonly Part[]): string {
  const lines = parts.map(({ user, password, number, name, dials }) =>
    [user, `[authentication username=${user} password=${password}]`, number, name, dials].join(';'),
  );
  return `${['SEQUENTIAL', ...lines].join('\n')}\n`;
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

async function readResult(folder: string, exitCode: number | null, said: string): Promise<SippResult> {
  const files = await readdir(folder);
  const read = async (name: string): Promise<string> =>
    files.includes(name) ? await readFile(join(folder, name), 'utf8') : '';
  const lines = (await read('statistics.csv')).trim().split('\n');
  const names = lines[0]?.split(';') ?? [];
  const values = lines.at(-1)?.split(';') ?? [];
  const value = (name: string): string => (lines.length > 1 ? (values[names.indexOf(name)] ?? '') : '');
  return {
    exitCode,
    successful: Number(value('SuccessfulCall(C)')),
    failed: Number(value('FailedCall(C)')),
    errors: `${said}${await read('errors.log')}`.slice(0, 4000),
    meanResponseTime: milliseconds(value('ResponseTime1(C)')),
  };
}

/** `00:00:00:012000`: hours, minutes, seconds, microseconds. */
function milliseconds(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0, micro = 0] = time.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + micro / 1000;
}
