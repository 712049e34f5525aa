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
import { PlanHasErrors, startCordboard } from '../../../src/main.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Operations } from '../../../src/ports/operations.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Credentials } from '../../../src/settings/credentials.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { optionsFor, quiet } from '../real-asterisk.ts';

export interface RunOptions {
  /** The text of a plan; `test/support/plans/quick.yaml` unless said. */
  readonly plan?: string;
  /** Kept afterwards if it is given. */
  readonly home?: string;
  readonly log?: Log;
}

export interface RunningCordboard {
  readonly operations: Operations;
  readonly store: Store;
  readonly credentials: Credentials;
  readonly ari: AriLogin;
  readonly sipPort: number;
  /** Where Asterisk keeps recordings. */
  readonly recordings: string;
  /** Clocks that run in the engine. */
  timersRunning(): number;
  /** What Asterisk's CLI answers. */
  cli(command: string): Promise<string>;
  stop(): Promise<void>;
}

const quickPlan = fileURLToPath(new URL('../plans/quick.yaml', import.meta.url));

export async function runCordboard(options: RunOptions = {}): Promise<RunningCordboard> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'cordboard-floor-')));
  // Prompts that are still being rendered may write while we remove.
  const removeHome = async (): Promise<void> => {
    if (options.home === undefined)
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    const settings = await settingsFor(home, options.plan);
    const cordboard = await startCordboard(settings, options.log ?? quiet, silent);
    const { ari, spool, cli } = cordboard.asterisk;
    if (spool === undefined || cli === undefined) throw new Error('this is not an Asterisk of our own');
    return {
      operations: cordboard.engine,
      store: cordboard.store,
      credentials: cordboard.credentials,
      ari,
      sipPort: settings.sip.port,
      recordings: join(spool, 'recording'),
      timersRunning: () => cordboard.engine.timersRunning,
      cli: async (command) => (await run([...cli, command])).output,
      stop: async () => {
        await cordboard.stop();
        await removeHome();
      },
    };
  } catch (error) {
    await removeHome();
    throw error instanceof PlanHasErrors ? new Error(inWords(error), { cause: error }) : error;
  }
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
    logLevel: 'warn',
    durability: 'process',
  };
}

const inWords = ({ message, findings }: PlanHasErrors): string =>
  [message, ...findings.map((finding) => `line ${finding.line}: ${finding.message}`)].join('\n');
