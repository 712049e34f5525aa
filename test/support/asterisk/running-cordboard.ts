/** A Cordboard for one test file: the real engine in this process, an Asterisk of its own, a folder that goes afterwards. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AriLogin } from '../../../src/asterisk/host/listeners.ts';
import { AriTelephony } from '../../../src/asterisk/ari-telephony.ts';
import { recognise } from '../../../src/contacts/recognise.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { parsePlan, type PlanRead } from '../../../src/plan/read.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Operations } from '../../../src/ports/operations.ts';
import type { Telephony } from '../../../src/ports/telephony.ts';
import type { Plan } from '../../../src/plan/model.ts';
import type { Store } from '../../../src/ports/store.ts';
import { speechCommand } from '../../../src/prompts/speech.ts';
import { SpokenPrompts } from '../../../src/prompts/spoken-prompts.ts';
import { type Credentials, ensureCredentials } from '../../../src/settings/credentials.ts';
import { openStore } from '../../../src/store/sqlite-store.ts';
import { quiet, type RealAsterisk, startAsterisk } from '../real-asterisk.ts';

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

export const quickPlan = fileURLToPath(new URL('../plans/quick.yaml', import.meta.url));

const clock: Clock = {
  now: () => Date.now(),
  after: (delay, then) => {
    const timer = setTimeout(then, delay);
    return () => clearTimeout(timer);
  },
};

export async function runCordboard(options: RunOptions = {}): Promise<RunningCordboard> {
  const log = options.log ?? quiet;
  const text = options.plan ?? (await readFile(quickPlan, 'utf8'));
  const read = parsePlan(text);
  if (!read.ok)
    throw new Error(read.findings.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  const asterisk = await startAsterisk(options.home === undefined ? {} : { home: options.home });
  try {
    return await runWith(asterisk, read, log);
  } catch (error) {
    await asterisk.stop();
    throw error;
  }
}

async function runWith(
  asterisk: RealAsterisk,
  read: Extract<PlanRead, { ok: true }>,
  log: Log,
): Promise<RunningCordboard> {
  const { ari, ami } = asterisk.access;
  if (ami === undefined) throw new Error('an Asterisk of our own has AMI');
  const phones = Object.values(read.plan.agents).map(({ phone }) => phone);
  const credentials = await ensureCredentials(
    asterisk.home,
    { phones, lines: Object.keys(read.plan.lines) },
    '',
  );
  const store = await openStore(join(asterisk.home, 'cordboard.db'), log);
  const recordings = join(asterisk.spool, 'recording');
  const telephony = new AriTelephony({
    ari,
    ami,
    app: 'cordboard',
    instance: 'test',
    etcDir: asterisk.etc,
    credentials: credentials.sip,
    recordingsDir: recordings,
    log,
    clock,
  });
  const engine = new Engine({
    telephony: connectedFirst(telephony),
    store,
    prompts: new SpokenPrompts({
      cacheDir: join(asterisk.home, 'prompts'),
      speech: await speechCommand(undefined),
      planDir: asterisk.home,
      log,
      alarm: () => undefined,
    }),
    clock,
    log,
    parsePlan,
    recognise: (arrival, plan) => recognise(arrival, plan, store.contacts, log),
    replaced: () => undefined,
  });
  await engine.start(read.plan, read.text);
  return {
    operations: engine,
    store,
    credentials,
    ari,
    sipPort: asterisk.sipPort,
    recordings,
    timersRunning: () => engine.timersRunning,
    cli: async (command) => await asterisk.cli(command),
    stop: async () => {
      await engine.stop();
      await store.close();
      await asterisk.stop();
    },
  };
}

/** The engine provisions before it connects, which the adapter does not know. TODO: goes when src/main.ts stands. */
function connectedFirst(telephony: Telephony): Telephony {
  let plan: Plan | undefined;
  let connected = false;
  return {
    perform: (command, media) => telephony.perform(command, media),
    survey: () => telephony.survey(),
    stop: () => telephony.stop(),
    provision: async (wanted) => {
      plan = wanted;
      if (connected) await telephony.provision(wanted);
    },
    start: async (listener) => {
      await telephony.start(listener);
      connected = true;
      if (plan) await telephony.provision(plan);
    },
  };
}
