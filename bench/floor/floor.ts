/**
 * One Asterisk with everything on it: Cordboard as `npm start` runs it, in a process of its own, and beside it the same
 * 200 phones behind app_queue and Dial(). All on loopback, in a state folder of its own that is gone afterwards.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { bindProblem, freeTcpPorts } from '../../src/asterisk/host/ports.ts';
import { type AsteriskProgram, installedProgram, programInRoot } from '../../src/asterisk/host/program.ts';
import { run } from '../../src/asterisk/host/run.ts';
import { type Arrivals, atRandom } from './arrivals.ts';
import { agents, callersAddress, peersDialplan, peersQueues, plan } from './plan.ts';
import { cpuOf, memoryOf } from './process-cost.ts';
import { type RunningSipp, type SippResult, sipp, startSipp } from './sipp.ts';

export interface Cpu {
  readonly asterisk: number;
  readonly engine: number;
}

export interface CallersRun {
  readonly dial: string;
  readonly rate: number;
  /** `even` unless said. */
  readonly arrivals?: Arrivals;
  readonly calls?: number;
  readonly atATime?: number;
  readonly talkFor?: number;
  readonly within: number;
  readonly scenario?: string;
}

/** Another build can stand in, for a comparison of before and after. */
const engineProgram = process.env['CORDBOARD_BENCH_ENGINE'] ?? 'dist/cli/main.js';
/** Options of Node.js: those of `npm start`, unless others are tried. */
const likeStart = (process.env['CORDBOARD_BENCH_NODE'] ?? '--max-semi-space-size=4 --v8-pool-size=1')
  .split(' ')
  .filter((option) => option !== '');
const readyWithin = 120_000;
/** In seconds. */
const logInLasts = 7200;

export class BenchFloor {
  readonly home: string;
  readonly sipPort: number;
  readonly version: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #program: AsteriskProgram;
  #engine: ChildProcess | undefined;
  #routedAfter: number | undefined;
  #asteriskPid = 0;

  private constructor(home: string, ports: readonly number[], program: AsteriskProgram) {
    const [sip = 0, http = 0] = ports;
    this.home = home;
    this.sipPort = sip;
    this.version = program.version;
    this.#program = program;
    const firstRtp = 8_000 + 2 * Math.floor(Math.random() * 1000);
    this.#environment = {
      ...process.env,
      CORDBOARD_HOME: home,
      CORDBOARD_PLAN: join(home, 'plan.yaml'),
      CORDBOARD_SIP_ADDRESS: '127.0.0.1',
      CORDBOARD_SIP_PORT: String(sip),
      CORDBOARD_HTTP_PORT: String(http),
      CORDBOARD_RTP_PORTS: `${firstRtp}-${firstRtp + 9999}`,
      CORDBOARD_LOG_LEVEL: 'warn',
      ...(process.env['CORDBOARD_ASTERISK_ROOT'] === undefined && { CORDBOARD_ASTERISK_ROOT: program.root }),
    };
  }

  /** @param profileTo folder for a CPU profile of the engine; none: it is not profiled */
  static async open(profileTo?: string): Promise<BenchFloor> {
    const root = process.env['CORDBOARD_ASTERISK_ROOT'] ?? '.cache/asterisk-root';
    const program = (await programInRoot(root)) ?? (await installedProgram());
    if (program === undefined)
      throw new Error('there is no Asterisk: run "npm test" once, which provides one');
    const home = await mkdtemp(join(tmpdir(), 'cordboard-bench-'));
    const floor = new BenchFloor(home, await freePorts(), program);
    await writeFile(join(home, 'plan.yaml'), plan);
    try {
      await floor.startEngine(profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`]);
      await floor.#addPeers();
      floor.#asteriskPid = await floor.#readAsteriskPid();
    } catch (error) {
      await floor.close();
      throw error;
    }
    return floor;
  }

  /**
   * Milliseconds from the start of the process until everything is there, the API too. Calls are routed before (`routedAfter`).
   *
   * @param probeTo file for what the engine looks like from inside; none: it is left alone
   */
  async startEngine(nodeOptions: readonly string[] = [], probeTo?: string): Promise<number> {
    const begin = performance.now();
    const probe = probeTo === undefined ? [] : ['--import', new URL('probe.js', import.meta.url).href];
    const engine = spawn(
      process.execPath,
      [...probe, ...likeStart, ...nodeOptions, engineProgram, 'start', '--json'],
      {
        env: { ...this.#environment, CORDBOARD_BENCH_PROBE: probeTo },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#engine = engine;
    let said = '';
    const isRouting = /^Start the engine \.\.\.\n(.*\n)*? {2}done in/m;
    this.#routedAfter = undefined;
    engine.stderr.on('data', (data: Buffer) => {
      process.stderr.write(data);
      if (this.#routedAfter !== undefined) return;
      said += data.toString();
      if (isRouting.test(said)) this.#routedAfter = performance.now() - begin;
    });
    await new Promise<void>((ready, failed) => {
      const timer = setTimeout(() => failed(new Error('the engine is not ready in time')), readyWithin);
      engine.once('exit', (code) => failed(new Error(`the engine has ended with ${code}`)));
      engine.stdout.once('data', () => {
        clearTimeout(timer);
        ready();
      });
    });
    return performance.now() - begin;
  }

  /** Milliseconds from the start of the process until it has said that calls are routed. */
  get routedAfter(): number {
    if (this.#routedAfter === undefined) throw new Error('the engine has not said that it routes calls');
    return this.#routedAfter;
  }

  /** As a crash would; Asterisk and its calls go on. */
  async killEngine(): Promise<void> {
    await this.#end('SIGKILL');
  }
  /** Writes what `--cpu-prof` has gathered, and leaves the store closed; Asterisk goes, too. */
  async stopEngine(): Promise<void> {
    await this.#end('SIGTERM');
  }
  signalEngine(signal: NodeJS.Signals): void {
    this.#engine?.kill(signal);
  }

  cpu(): Cpu {
    return { asterisk: cpuOf(this.#asteriskPid), engine: cpuOf(this.enginePid) };
  }
  get enginePid(): number {
    return this.#engine?.pid ?? 0;
  }
  engineMemory(): number {
    return memoryOf(this.enginePid);
  }

  async cli(command: string): Promise<string> {
    const configuration = join(asteriskFolders(this.home).etc, 'asterisk.conf');
    return (await run([...this.#program.command, '-C', configuration, '-rx', command])).output;
  }

  /** 200 phones at one sipp, that pick up at once. */
  async phonesThatAnswer(): Promise<RunningSipp> {
    const [port = 0] = await freePorts();
    await this.register(agents, port);
    return startSipp({
      scenario: 'test/support/sipp/agent-answers.xml',
      serverPort: this.sipPort,
      address: '127.0.0.1',
      port,
      within: 3_600_000,
    });
  }

  /** For longer than any bench takes. A log-in has to come from the port of the phone, which is then sipp's. */
  async register(names: readonly string[], port: number): Promise<void> {
    await this.#letLogInsLast();
    const { sip } = await this.#credentials();
    const password = new Map(sip.map((one) => [one.user, one.password]));
    const fields = names.map(
      (name) => `${name};[authentication username=${name} password=${password.get(name) ?? ''}]`,
    );
    // On a busy machine a REGISTER is sent twice and refused twice, which sipp takes amiss; another try does no harm.
    for (let tries = 1; ; tries++) {
      const { ok, complaints } = await sipp({
        scenario: 'test/support/sipp/register.xml',
        edited: (text) => text.replaceAll(/expires=\d+/g, `expires=${logInLasts}`),
        serverPort: this.sipPort,
        address: '127.0.0.1',
        port,
        calls: names.length,
        rate: 100,
        within: 30_000,
        fields,
      });
      if (ok === names.length) break;
      if (tries === 5) throw new Error(`phones were not registered: ${complaints}`);
    }
    await pause(1500);
  }

  /** The engine lets phones be registered for ten minutes at a time; each of its starts writes that down anew. */
  async #letLogInsLast(): Promise<void> {
    const file = join(asteriskFolders(this.home).etc, 'pjsip_plan.conf');
    const text = await readFile(file, 'utf8');
    const longer = text.replaceAll(/^(maximum_expiration *= *)\d+$/gm, `$1${logInLasts}`);
    if (!/^maximum_expiration/m.test(text)) throw new Error(`${file} does not limit log-ins`);
    if (longer === text) return;
    await writeFile(file, longer);
    await this.cli('module reload res_pjsip.so');
    await pause(2000);
  }

  async callers({ arrivals, ...run }: CallersRun): Promise<RunningSipp> {
    return startSipp({
      ...(arrivals === 'random' && { edited: atRandom }),
      scenario: run.scenario ?? 'bench/sip/caller.xml',
      serverPort: this.sipPort,
      address: callersAddress,
      fields: Array.from({ length: 50 }, (_, index) => `+49305550${100 + index};${run.dial}`),
      ...run,
    });
  }

  /** Asks the API, and tells it something if there is a body. */
  async ask(method: string, path: string, body?: object): Promise<unknown> {
    const { url, token } = (await this.#credentials()).api;
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(told)}`);
    return told;
  }
  async apply(text: string): Promise<void> {
    await this.ask('POST', '/v1/plan', { text });
  }
  async url(): Promise<string> {
    return (await this.#credentials()).api.url;
  }
  async passwordOf(user: string): Promise<string> {
    return (await this.#credentials()).sip.find((one) => one.user === user)?.password ?? '';
  }
  async #credentials(): Promise<{
    readonly api: { readonly url: string; readonly token: string };
    readonly sip: readonly { readonly user: string; readonly password: string }[];
  }> {
    return JSON.parse(await readFile(join(this.home, 'credentials.json'), 'utf8'));
  }

  async hangUpAll(): Promise<void> {
    await this.cli('channel request hangup all');
    await this.quiet();
  }

  /** No call is left on Asterisk; those that hang are hung up after a while. */
  async quiet(): Promise<void> {
    for (let waited = 0; waited < 40; waited++) {
      if (/\b0 active channels/.test(await this.cli('core show channels count'))) return;
      if (waited === 20) await this.cli('channel request hangup all');
      await pause(500);
    }
    throw new Error('calls are left over on Asterisk');
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine === undefined || engine.exitCode !== null || engine.signalCode !== null) return;
    const exited = new Promise((resolve) => {
      engine.once('exit', resolve);
    });
    engine.kill(signal);
    await exited;
  }

  async #addPeers(): Promise<void> {
    const { etc } = asteriskFolders(this.home);
    await writeFile(join(etc, 'queues.conf'), peersQueues);
    await appendFile(join(etc, 'extensions.conf'), peersDialplan);
    await this.cli('dialplan reload');
    await this.cli('module load app_queue.so');
    if (!/bench-all/.test(await this.cli('queue show bench-all'))) throw new Error('app_queue has no queue');
  }

  async #readAsteriskPid(): Promise<number> {
    const text = await readFile(join(asteriskFolders(this.home).run, 'asterisk.pid'), 'utf8');
    return Number(text.trim());
  }
}

/** Free on TCP and on UDP: Asterisk speaks SIP on both. */
export async function freePorts(): Promise<readonly number[]> {
  const free: number[] = [];
  for (const port of await freeTcpPorts(8)) {
    if ((await bindProblem('udp', '127.0.0.1', port)) === undefined) free.push(port);
  }
  return free;
}

export type { SippResult };
