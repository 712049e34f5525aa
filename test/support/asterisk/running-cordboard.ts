/**
 * A Cordboard for one test file, as `cordboard start` runs it, but in this process: its own Asterisk, ports and state
 * folder, all gone afterwards.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AriLogin } from '../../../src/asterisk/host/listeners.ts';
import { freeTcpPorts } from '../../../src/asterisk/host/ports.ts';
import { silent } from '../../../src/asterisk/host/progress.ts';
import { run } from '../../../src/asterisk/host/run.ts';
import { recordingsIn } from '../../../src/asterisk/recordings.ts';
import { PlanHasErrors } from '../../../src/composition/before-start.ts';
import { type Status, status } from '../../../src/contract/status.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { type RunningCordboard as Cordboard, startCordboard } from '../../../src/main.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Operations } from '../../../src/ports/operations.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Credentials } from '../../../src/settings/credentials.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { optionsFor, quiet, type RealAsterisk, startAsterisk } from '../real-asterisk.ts';
import { passes } from '../sip/until.ts';
import { Wire } from './wire.ts';

export interface RunOptions {
  /** The text of a plan; `test/support/plans/quick.yaml` unless said. */
  readonly plan?: string;
  /** Kept afterwards if it is given. */
  readonly home?: string;
  readonly log?: Log;
  /** The engine reaches Asterisk, which then is somebody else's, over wires that can be broken. */
  readonly wired?: boolean;
  /** SIP over TLS as well. */
  readonly tls?: NonNullable<Settings['sip']['tls']>;
  /** The console and the API over HTTPS. */
  readonly https?: NonNullable<Settings['http']['tls']>;
  /** Behind a NAT: where the console listens, how the outside knows this machine, and what browser phones find each other by. */
  readonly reached?: {
    readonly at: string;
    readonly knownAs: string;
    readonly ice: NonNullable<Settings['ice']>;
  };
  /** SIP messages of calls are kept. */
  readonly sipMessages?: boolean;
  /** Recordings are encrypted with it. */
  readonly recordingKey?: string;
}

export interface RunningCordboard {
  readonly operations: Operations & Pick<Engine, 'alarm'>;
  readonly store: Store;
  readonly credentials: Credentials;
  /** By which people reach the console. */
  readonly consoleUrl: string;
  readonly ari: AriLogin;
  readonly sipPort: number;
  /** Where Asterisk reads what the plan fills. */
  readonly etc: string;
  /** Where Asterisk keeps recordings. */
  readonly recordings: string;
  /** What the engine says when it can't go on. */
  readonly over: Promise<string>;
  /** None: there is nothing between the two. */
  readonly wires?: Wires;
  /** Clocks that run in the engine. */
  timersRunning(): number;
  /** What the API says of the whole floor. */
  status(): Promise<Status>;
  /** What the API answers at that path. */
  ask(path: string): Promise<unknown>;
  /** What Asterisk's CLI answers. */
  cli(command: string): Promise<string>;
  /** Its engine is asked to stop; Asterisk goes on without; another engine takes over. */
  engineAway(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export interface Wires {
  readonly ari: Wire;
  readonly ami: Wire;
}

const quickPlan = fileURLToPath(new URL('../plans/quick.yaml', import.meta.url));

export async function runCordboard(options: RunOptions = {}): Promise<RunningCordboard> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'cordboard-floor-')));
  // Prompts that are still being rendered may write while we remove.
  const removeHome = async (): Promise<void> => {
    if (options.home === undefined)
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const far = options.wired === true ? await overWires() : undefined;
  try {
    const own = await settingsFor(home, options.plan);
    const sip = {
      ...own.sip,
      ...(options.tls && { tls: options.tls }),
      ...(options.reached && { publicAddress: options.reached.knownAs }),
    };
    const key = options.recordingKey;
    const recordingKey = key === undefined ? {} : { recordingKey: { text: key } };
    const { reached } = options;
    const http = {
      ...own.http,
      ...(options.https && { tls: options.https }),
      ...(reached && { address: reached.at }),
    };
    const evidence = { ...own.evidence, messages: options.sipMessages === true };
    const settings = {
      ...own,
      ...far?.settings,
      ...recordingKey,
      ...(reached && { ice: reached.ice }),
      evidence,
      sip,
      http,
      keepAsterisk: false,
    };
    const start = async (): Promise<Cordboard> =>
      await startCordboard(settings, options.log ?? quiet, silent);
    let cordboard = await start();
    /** Until an engine is there again. */
    let away: Promise<void> = Promise.resolve();
    const { ari, etc, spool, cli } = far?.asterisk.access ?? cordboard.asterisk;
    if (etc === undefined || spool === undefined || cli === undefined)
      throw new Error('this is not an Asterisk of our own');
    const ask = async (path: string): Promise<unknown> => {
      const { url, token } = cordboard.credentials.api;
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
      return await answer.json();
    };
    return {
      get operations() {
        return cordboard.engine;
      },
      get store() {
        return cordboard.store;
      },
      credentials: cordboard.credentials,
      consoleUrl: cordboard.consoleUrl,
      ari,
      sipPort: far?.asterisk.sipPort ?? settings.sip.port,
      etc,
      recordings: recordingsIn(spool),
      over: cordboard.over,
      ...(far === undefined ? {} : { wires: far.wires }),
      timersRunning: () => cordboard.engine.timersRunning,
      status: async () => {
        // The API lets in so many requests a minute.
        await passes(100);
        return status.parse(await ask('/v1/status'));
      },
      ask,
      cli: async (command) => (await run([...cli, command])).output,
      engineAway: async (meanwhile) => {
        const goesAndComes = async (): Promise<void> => {
          settings.keepAsterisk = true;
          await cordboard.stop();
          settings.keepAsterisk = false;
          try {
            await meanwhile();
          } finally {
            cordboard = await start();
          }
        };
        const done = goesAndComes();
        away = done.catch(() => undefined);
        await done;
      },
      stop: async () => {
        // A test that has run out of time is still in the middle of it: its Asterisk would outlive it.
        await away;
        await cordboard.stop();
        await far?.close();
        await removeHome();
      },
    };
  } catch (error) {
    await far?.close();
    await removeHome();
    throw error instanceof PlanHasErrors ? new Error(inWords(error), { cause: error }) : error;
  }
}

interface FarAsterisk {
  readonly asterisk: RealAsterisk;
  readonly wires: Wires;
  readonly settings: Pick<Settings, 'foreignAsterisk'>;
  close(): Promise<void>;
}

async function overWires(): Promise<FarAsterisk> {
  const asterisk = await startAsterisk();
  const { ari, ami } = asterisk.access;
  const wires = { ari: await Wire.to(Number(new URL(ari.url).port)), ami: await Wire.to(ami.port) };
  return {
    asterisk,
    wires,
    settings: {
      foreignAsterisk: {
        ari: { ...ari, url: `http://127.0.0.1:${wires.ari.port}` },
        ami: { ...ami, port: wires.ami.port },
        confDirectory: asterisk.etc,
      },
    },
    close: async () => {
      await Promise.all([wires.ari.close(), wires.ami.close()]);
      await asterisk.stop();
    },
  };
}

/** On loopback, on free ports. `plan`: its text. */
export async function settingsFor(home: string, plan?: string): Promise<Settings> {
  const path = plan === undefined ? quickPlan : join(home, 'plan.yaml');
  if (plan !== undefined) await writeFile(path, plan);
  const [port = 0] = await freeTcpPorts(1);
  return {
    ...(await optionsFor(home)),
    plan: path,
    http: { address: '127.0.0.1', port },
    // Webhooks of tests are on this machine.
    internalTargets: ['127.0.0.1'],
    logLevel: 'warn',
    durability: 'process',
    evidence: { days: 7, megabytes: 50, messages: false },
    recordDays: 7,
    freezeLimit: 45,
  };
}

const inWords = ({ message, findings }: PlanHasErrors): string =>
  [message, ...findings.map((finding) => `line ${finding.line}: ${finding.message}`)].join('\n');
