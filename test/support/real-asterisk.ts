/**
 * A real Asterisk for a test: its own state folder, its own ports, gone afterwards. Where the program comes from:
 * CORDBOARD_ASTERISK_ROOT, else the machine, else what `npm test` keeps in `.cache/asterisk-root`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AsteriskAccess } from '../../src/asterisk/host/access.ts';
import { type HostedAsterisk, type HostOptions, hostAsterisk } from '../../src/asterisk/host/host.ts';
import { bindProblem, freeTcpPorts } from '../../src/asterisk/host/ports.ts';
import {
  installedProgram,
  majorVersion,
  oldestUsable,
  programInRoot,
} from '../../src/asterisk/host/program.ts';
import { silent } from '../../src/asterisk/host/progress.ts';
import { run } from '../../src/asterisk/host/run.ts';
import type { Log } from '../../src/ports/log.ts';

export interface RealAsterisk {
  readonly home: string;
  readonly access: AsteriskAccess;
  readonly sipPort: number;
  readonly rtp: { readonly first: number; readonly last: number };
  /** Where pjsip_plan.conf and extensions_plan.conf are. */
  readonly etc: string;
  readonly spool: string;
  readonly hosted: HostedAsterisk;
  /** What Asterisk's CLI answers to a command, such as `core show channels concise`. */
  cli(command: string): Promise<string>;
  /** Ends it, and removes its state folder if it was made for it. */
  stop(): Promise<void>;
}

export interface RealAsteriskOptions {
  /** Kept afterwards if it is given. */
  readonly home?: string;
  readonly sipPort?: number;
  /** Contents of files in `etc` that a plan would fill: pjsip_plan.conf, extensions_plan.conf. */
  readonly planFiles?: Readonly<Record<string, string>>;
}

export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

export const testRoot =
  process.env['CORDBOARD_ASTERISK_ROOT'] ??
  fileURLToPath(new URL('../../.cache/asterisk-root', import.meta.url));

export async function startAsterisk(options: RealAsteriskOptions = {}): Promise<RealAsterisk> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'cordboard-')));
  const hostOptions = await optionsFor(home, options.sipPort);
  const hosted = await hostAsterisk(hostOptions, quiet, silent);
  const { etc, spool, cli } = hosted.access;
  if (etc === undefined || spool === undefined || cli === undefined)
    throw new Error('not an Asterisk of our own');
  const ask = async (command: string): Promise<string> => (await run([...cli, command])).output;
  for (const [name, text] of Object.entries(options.planFiles ?? {})) await writeFile(join(etc, name), text);
  if (options.planFiles !== undefined) await ask('core reload');
  return {
    home,
    access: hosted.access,
    sipPort: hostOptions.sip.port,
    rtp: hostOptions.rtp,
    etc,
    spool,
    hosted,
    cli: ask,
    stop: async () => {
      await hosted.stop();
      if (options.home === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

/** On loopback, on free ports. Fails, saying how to get one, when there is no Asterisk to run. */
export async function optionsFor(home: string, sipPort?: number): Promise<HostOptions> {
  const installed = await installedProgram();
  const usable = installed !== undefined && majorVersion(installed) >= oldestUsable;
  if (!usable && (await programInRoot(testRoot)) === undefined) {
    throw new Error(`no Asterisk to test with: run "npm test", or point CORDBOARD_ASTERISK_ROOT at one`);
  }
  const port = sipPort ?? (await freeSipPort());
  // Below all other ports that tests choose (`freeTcpPorts`).
  const first = 10_000 + 2 * Math.floor(Math.random() * 4_500);
  return {
    home,
    asteriskRoot: testRoot,
    sip: { address: '127.0.0.1', port },
    rtp: { first, last: first + 999 },
  };
}

/** Free on TCP and on UDP. */
export async function freeSipPort(): Promise<number> {
  for (const port of await freeTcpPorts(10)) {
    if ((await bindProblem('udp', '127.0.0.1', port)) === undefined) return port;
  }
  throw new Error('no port is free on TCP and UDP');
}
