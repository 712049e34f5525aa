/**
 * Provides the Asterisk that the engine works with.
 *
 * A **foreign** Asterisk is one that somebody else runs and whose ARI address is in the settings; we only ask whether it
 * is there. **Ours** is one that we configure, start, keep alive and stop: found on the machine or made (`find.ts`),
 * configured from `asterisk-conf/` (`configuration.ts`), run (`process.ts`), all within the state folder (`folders.ts`).
 *
 * Invariants: what is returned answers on ARI, and, if it is ours, on AMI and SIP; at most one Asterisk runs for a state
 * folder; one that runs with the configuration wanted is adopted, never restarted, because people may be talking on it.
 * With `keepAsterisk` one with calls on it is adopted whatever it runs with, and restarted for the rest when no call is in progress.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../ports/log.ts';
import { onlyNode } from '../../shared/ids.ts';
import type { AsteriskAccess } from './access.ts';
import { renderConfiguration, type SipSettings } from './configuration.ts';
import { findProgram } from './find.ts';
import { asteriskFolders } from './folders.ts';
import { askAri } from './listeners.ts';
import { choosePorts, keptPorts, type LoopbackPorts, portForCopies } from './ports.ts';
import { AsteriskProcess } from './process.ts';
import type { AsteriskProgram } from './program.ts';
import type { Progress } from './progress.ts';
import { ensureSecrets, passwordForCopies } from './secrets.ts';
import { AsteriskUnavailable } from './unavailable.ts';

export interface HostOptions {
  /** The state folder, absolute. */
  readonly home: string;
  /** Where a root file system with Asterisk is, or is to be made. */
  readonly asteriskRoot: string;
  readonly sip: SipSettings;
  readonly rtp: { readonly first: number; readonly last: number };
  /** `cordboard` unless said. */
  readonly systemName?: string;
  readonly logPersonalData?: boolean;
  /** It sends a copy of each SIP message to the engine. */
  readonly sendsCopies?: boolean;
  /** One that carries calls goes on, whatever configuration it runs with. */
  readonly keepAsterisk?: boolean;
  readonly foreignAsterisk?: {
    readonly ari: AsteriskAccess['ari'];
    readonly ami: AsteriskAccess['ami'];
    readonly confDirectory: string;
  };
}

export interface HostedAsterisk {
  readonly access: AsteriskAccess;
  /** Whether it ran already. */
  readonly adopted: boolean;
  /** What ours has to be restarted for, when no call is in progress; empty: nothing. */
  pending(): readonly string[];
  /** Process number; none of a foreign one. */
  pid(): number | undefined;
  /** From now on it is started again when it dies; a foreign one is not ours to mend. */
  keepAlive(back: () => void): void;
  /** Ends ours, and all calls on it; leaves a foreign one alone. */
  stop(): Promise<void>;
  /** Lets ours run on for the next engine. */
  leave(): Promise<void>;
}

/** Fails with `AsteriskUnavailable`, or with the reason of `interrupted`. */
export async function hostAsterisk(
  options: HostOptions,
  log: Log,
  progress: Progress,
  interrupted?: AbortSignal,
): Promise<HostedAsterisk> {
  if (options.foreignAsterisk !== undefined) return foreignAsterisk(options.foreignAsterisk, progress);
  const program = await findProgram(options.asteriskRoot, progress, interrupted);
  const folders = asteriskFolders(options.home);
  await mkdir(folders.base, { recursive: true, mode: 0o700 });
  const secrets = await ensureSecrets(folders.base);

  const plannedOn = async (
    ports: LoopbackPorts,
  ): Promise<{ asterisk: AsteriskProcess; access: AsteriskAccess }> => {
    const { sip, rtp, systemName = onlyNode, logPersonalData = false } = options;
    const copies = options.sendsCopies && {
      port: await portForCopies(folders.base, ports),
      password: passwordForCopies(secrets),
    };
    const input = {
      program,
      folders,
      ports,
      secrets,
      sip,
      rtp,
      systemName,
      logPersonalData,
      ...(copies && { copies }),
    };
    const configuration = await renderConfiguration(input);
    const ari = { url: `http://127.0.0.1:${ports.http}`, ...secrets.ari };
    const asterisk = new AsteriskProcess(
      { program, folders, configuration, ari, amiPort: ports.ami, sip },
      log,
    );
    const ami = { host: '127.0.0.1', port: ports.ami, ...secrets.ami };
    const cli = [...program.command, '-C', join(folders.etc, 'asterisk.conf'), '-rx'];
    const { etc, spool } = folders;
    const access = { ari, ami, etc, spool, cli, version: program.version, ...(copies && { copies }) };
    return { asterisk, access };
  };

  const kept = await keptPorts(folders.base);
  if (kept !== undefined) {
    const { asterisk, access } = await plannedOn(kept);
    if ((await asterisk.adopt()) || ((await asterisk.responds(interrupted)) && (await asterisk.adopt()))) {
      progress.note(`Asterisk ${program.version} is already running, and continues`);
      return hosted(asterisk, access, true);
    }
    if (options.keepAsterisk === true && (await asterisk.adoptWithCalls())) {
      const { pending } = asterisk;
      const rest =
        pending.length === 0
          ? ''
          : `, until it is restarted for ${pending.join(', ')} when no call is in progress`;
      progress.note(`Asterisk carries calls, and continues with an older configuration${rest}`);
      return hosted(asterisk, access, true);
    }
    // One that runs with another configuration, or does not respond at all, has to make way.
    await asterisk.stop();
  }
  const { asterisk, access } = await plannedOn(await choosePorts(folders.base));
  await progress.step(`Start Asterisk ${program.version} (${whence(program)})`, () => asterisk.start());
  return hosted(asterisk, access, false);
}

function hosted(asterisk: AsteriskProcess, access: AsteriskAccess, adopted: boolean): HostedAsterisk {
  return {
    access,
    adopted,
    pending: () => asterisk.pending,
    pid: () => asterisk.pid,
    keepAlive: (back) => asterisk.keepAlive(back),
    stop: () => asterisk.stop(),
    leave: () => asterisk.leave(),
  };
}

async function foreignAsterisk(
  foreign: NonNullable<HostOptions['foreignAsterisk']>,
  progress: Progress,
): Promise<HostedAsterisk> {
  const answer = await progress.step(`Ask the Asterisk at ${foreign.ari.url}`, () =>
    askAri(foreign.ari, 5_000),
  );
  if (answer.state !== 'ready') {
    const why = {
      booting: 'it is still starting',
      refused: 'it rejects the user or the password (see its ari.conf)',
      silent: answer.state === 'silent' ? answer.because : '',
    }[answer.state];
    throw new AsteriskUnavailable(
      'foreign_unreachable',
      `The Asterisk that CORDBOARD_ARI_URL names (${foreign.ari.url}) cannot be used: ${why}`,
    );
  }
  const access = { ari: foreign.ari, ami: foreign.ami, etc: foreign.confDirectory, version: answer.version };
  return {
    access,
    adopted: true,
    pending: () => [],
    pid: () => undefined,
    keepAlive: () => undefined,
    stop: nothing,
    leave: nothing,
  };
}

const nothing = (): Promise<void> => Promise.resolve();

const whence = (program: AsteriskProgram): string =>
  program.root === '/' ? 'installed on this machine' : `from ${program.root}`;
