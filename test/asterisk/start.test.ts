/** `cordboard start` as an operator runs it: the built program in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { freeTcpPorts } from '../../src/asterisk/host/ports.ts';
import { birth, findRunning } from '../../src/asterisk/host/running.ts';
import { freeSipPort, testRoot } from '../support/real-asterisk.ts';
import { until } from '../support/sip/until.ts';

const program = join(import.meta.dirname, '../../dist/cli/main.js');
const readyLine = z.object({
  api: z.string(),
  credentials: z.string(),
  numbers: z.record(z.string(), z.string()),
});

class Started {
  readonly process: ChildProcess;
  said = '';
  answer = '';
  readonly ended: Promise<unknown[]>;

  constructor(environment: Record<string, string>) {
    const env = { ...process.env, CORDBOARD_ASTERISK_ROOT: testRoot, ...environment };
    this.process = spawn(process.execPath, [program, 'start', '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout?.on('data', (data: Buffer) => (this.answer += data.toString()));
    this.process.stderr?.on('data', (data: Buffer) => (this.said += data.toString()));
    this.ended = once(this.process, 'exit');
  }

  async ready(): Promise<z.infer<typeof readyLine>> {
    const isOver = (): boolean => this.process.exitCode !== null;
    const options = { within: 30_000, otherwise: () => this.said };
    await until('it is ready', () => this.answer.includes('\n') || isOver(), options);
    if (isOver()) throw new Error(`it ended: ${this.said}`);
    return readyLine.parse(JSON.parse(this.answer));
  }

  async endsBy(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    await this.ended;
    return this.process.exitCode;
  }
}

let parent: string;
const all: Started[] = [];

beforeEach(async () => {
  if (!existsSync(program)) throw new Error('there is no dist/: run "npm run build"');
  parent = await mkdtemp(join(tmpdir(), 'cordboard-start-'));
});

afterEach(async () => {
  for (const one of all.splice(0)) {
    if (one.process.exitCode === null && one.process.signalCode === null) await one.endsBy('SIGTERM');
  }
  // Those of engines that were killed, and never started again: they are nobody's children.
  for (const name of await readdir(parent)) {
    const left = await findRunning(join(parent, name, 'asterisk'));
    if (left) process.kill(left.pid, 'SIGKILL');
  }
  await rm(parent, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function settings(name: string): Promise<Record<string, string>> {
  const [http = 0] = await freeTcpPorts(1);
  return {
    CORDBOARD_HOME: join(parent, name),
    CORDBOARD_SIP_ADDRESS: '127.0.0.1',
    CORDBOARD_SIP_PORT: String(await freeSipPort()),
    CORDBOARD_HTTP_PORT: String(http),
    CORDBOARD_RTP_PORTS: '11000-11999',
  };
}

function start(environment: Record<string, string>): Started {
  const started = new Started(environment);
  all.push(started);
  return started;
}

const asteriskOf = async (environment: Record<string, string>): Promise<number> =>
  (await findRunning(join(environment['CORDBOARD_HOME'] ?? '', 'asterisk')))?.pid ?? 0;

const isHealthy = async (url: string): Promise<boolean> => (await fetch(`${url}/healthz`)).status === 200;

test('routes calls when it says so, and leaves nothing running when it is ended', async () => {
  const environment = await settings('home');
  const started = start(environment);
  const { api, credentials, numbers } = await started.ready();
  expect(await isHealthy(api)).toBe(true);
  expect(numbers).toMatchObject({ 100: 'menu welcome', 101: 'queue Sales', 199: 'echo test' });
  expect((await stat(credentials)).mode & 0o777).toBe(0o600);
  const kept: unknown = JSON.parse(await readFile(credentials, 'utf8'));
  expect(kept).toMatchObject({ api: { url: api } });
  const asterisk = await asteriskOf(environment);
  expect(await birth(asterisk)).toBeDefined();
  expect(await started.endsBy('SIGTERM')).toBe(0);
  expect(await birth(asterisk)).toBeUndefined();
});

test('N21: an engine whose output is closed ends, and its Asterisk with it', async () => {
  const environment = await settings('home');
  const env = { ...process.env, CORDBOARD_ASTERISK_ROOT: testRoot, ...environment };
  // As `cordboard start 2>&1 | head -1` runs it.
  const engine = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void engine.kill('SIGTERM'));
  const ended = once(engine, 'exit');
  engine.stdout.once('data', () => {
    engine.stdout.destroy();
    engine.stderr.destroy();
  });
  await ended;
  expect(await asteriskOf(environment)).toBe(0);
});

test('a kill -9 leaves Asterisk running, and the next start goes on with it', async () => {
  const environment = await settings('home');
  const first = start(environment);
  await first.ready();
  const asterisk = await asteriskOf(environment);
  await first.endsBy('SIGKILL');
  expect(await birth(asterisk)).toBeDefined();
  const second = start(environment);
  const { api } = await second.ready();
  expect(await isHealthy(api)).toBe(true);
  expect(await asteriskOf(environment)).toBe(asterisk);
  expect(second.said).toContain('is already running, and continues');
});

test('two installations run side by side', async () => {
  const [one, other] = [await settings('one'), await settings('other')];
  const ready = await Promise.all([start(one).ready(), start(other).ready()]);
  for (const { api } of ready) expect(await isHealthy(api)).toBe(true);
  expect(await asteriskOf(one)).not.toBe(await asteriskOf(other));
});

test('a second one on the same state folder is refused, and does not touch the first', async () => {
  const environment = await settings('home');
  const { api, credentials } = await start(environment).ready();
  const asterisk = await asteriskOf(environment);
  const kept = await readFile(credentials, 'utf8');
  const [another = 0] = await freeTcpPorts(1);
  const second = start({ ...environment, CORDBOARD_HTTP_PORT: String(another) });
  await second.ended;
  expect(second.process.exitCode).toBe(1);
  // The command line of the first finds it by this file.
  expect(await readFile(credentials, 'utf8')).toBe(kept);
  expect(await asteriskOf(environment)).toBe(asterisk);
  expect(await isHealthy(api)).toBe(true);
});

test('a taken port is named together with its setting', async () => {
  const environment = await settings('home');
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const taken = String(typeof address === 'object' ? address?.port : 0);
  try {
    for (const name of ['CORDBOARD_HTTP_PORT', 'CORDBOARD_SIP_PORT']) {
      const refused = start({ ...environment, [name]: taken });
      await refused.ended;
      expect(refused.process.exitCode).toBe(1);
      expect(refused.said).toContain(`TCP port ${taken} is in use by`);
      expect(refused.said).toContain(`set ${name}`);
    }
  } finally {
    other.close();
  }
});

test('wrong settings and a wrong plan are refused before anything is started', async () => {
  const environment = await settings('home');
  const badPort = start({ ...environment, CORDBOARD_SIP_PORT: 'sip' });
  await badPort.ended;
  expect(badPort.process.exitCode).toBe(2);
  expect(badPort.said).toContain('CORDBOARD_SIP_PORT is "sip"');
  const noPlan = start({ ...environment, CORDBOARD_PLAN: join(parent, 'none.yaml') });
  await noPlan.ended;
  expect(noPlan.process.exitCode).toBe(4);
  expect(existsSync(join(parent, 'home', 'asterisk'))).toBe(false);
});
