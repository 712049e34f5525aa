/** A Cordboard in a process of its own, which can be killed: `cordboard start` as it was built (`npm run build`). */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Credentials, readCredentials } from '../../../src/settings/credentials.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { until } from '../sip/until.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

export interface ChildCordboard {
  readonly pid: number;
  readonly credentials: Credentials;
  /** What the API answers at that path; when it is told something, after that. `method`: default POST, if something is told. */
  ask(path: string, tell?: object, method?: 'POST' | 'PUT'): Promise<unknown>;
  /** It has not ended, and is not frozen. */
  runs(): boolean;
  hasEnded(): boolean;
  /** What it has logged, the last of it. */
  said(): string;
  /** kill -9: the engine is gone at once, its Asterisk is left alone. */
  kill(): Promise<void>;
  /** SIGSTOP: as when its virtual machine is paused; its sockets stay open. */
  freeze(): void;
  wake(): void;
  /** As `systemctl stop` does. */
  terminate(): Promise<void>;
  /** As Ctrl-C does: the engine ends, and its Asterisk with it. */
  stop(): Promise<void>;
  /** When it has ended, by itself or not: its exit code, and the last that it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** One that has been started, and may not be ready yet. */
export interface LaunchedCordboard extends Pick<ChildCordboard, 'pid' | 'freeze' | 'hasEnded'> {
  /** Resolves when calls are routed. */
  ready(): Promise<ChildCordboard>;
}

/** Resolves when calls are routed. The same settings again: the next life of the same Cordboard. */
export async function startChild(
  settings: Settings,
  parameters: readonly string[] = [],
): Promise<ChildCordboard> {
  return await launchChild(settings, parameters).ready();
}

export function launchChild(settings: Settings, parameters: readonly string[] = []): LaunchedCordboard {
  if (!existsSync(program)) throw new Error(`${program} is not there: npm run build`);
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=4', '--v8-pool-size=1', program, 'start', '--json', ...parameters],
    {
      env: { ...process.env, ...environmentOf(settings) },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  let isFrozen = false;
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said: said.slice(-4000) })),
  );
  child.stderr.on('data', (data: Buffer) => (said = `${said}${data.toString()}`.slice(-100_000)));
  const url = `http://127.0.0.1:${settings.http.port}`;
  const isReady = async (): Promise<boolean> => {
    const end = child.exitCode ?? child.signalCode;
    if (end !== null) throw new Error(`cordboard ended with ${end}: ${said}`);
    return await fetch(`${url}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  };
  if (child.pid === undefined) throw new Error(`${program} cannot be started`);
  const itself = {
    pid: child.pid,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    freeze: () => {
      isFrozen = child.kill('SIGSTOP');
    },
  };
  const usable = (credentials: Credentials): ChildCordboard => ({
    ...itself,
    credentials,
    ended,
    said: () => said,
    ask: async (path, tell, method = 'POST') => {
      const authorization = `Bearer ${credentials.api.token}`;
      const response = await fetch(
        url + path,
        tell === undefined
          ? { headers: { authorization } }
          : {
              method,
              headers: { authorization, 'content-type': 'application/json' },
              body: JSON.stringify(tell),
            },
      );
      if (!response.ok) throw new Error(`the API answers ${response.status} at ${path}`);
      return await response.json();
    },
    runs: () => child.exitCode === null && child.signalCode === null && !isFrozen,
    wake: () => {
      isFrozen = !child.kill('SIGCONT');
    },
    kill: async () => await end(child, 'SIGKILL', () => said),
    terminate: async () => await end(child, 'SIGTERM', () => said),
    stop: async () => await end(child, 'SIGINT', () => said),
  });
  return {
    ...itself,
    ready: async () => {
      try {
        await until('calls are routed', isReady, { within: 90_000, otherwise: () => said.slice(-4000) });
      } catch (error) {
        child.kill('SIGKILL');
        throw error;
      }
      const credentials = await readCredentials(settings.home);
      if (credentials === undefined) throw new Error('a running Cordboard has credentials');
      return usable(credentials);
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals, said: () => string): Promise<void> {
  child.kill(signal);
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const otherwise = (): string => said().slice(-4000);
  try {
    await until(`cordboard ends after ${signal}`, isOver, { within: 30_000, otherwise });
  } catch (error) {
    // One that is frozen, for example.
    child.kill('SIGKILL');
    throw error;
  }
}

const environmentOf = ({ foreignAsterisk: foreign, ...settings }: Settings): Record<string, string> => ({
  ...(foreign && {
    CORDBOARD_ARI_URL: foreign.ari.url.replace('://', `://${foreign.ari.user}:${foreign.ari.password}@`),
    CORDBOARD_AMI_URL: `tcp://${foreign.ami.user}:${foreign.ami.password}@${foreign.ami.host}:${foreign.ami.port}`,
    CORDBOARD_ASTERISK_CONF: foreign.confDirectory,
  }),
  CORDBOARD_HOME: settings.home,
  CORDBOARD_PLAN: settings.plan,
  CORDBOARD_SIP_ADDRESS: settings.sip.address,
  CORDBOARD_SIP_PORT: String(settings.sip.port),
  CORDBOARD_HTTP_PORT: String(settings.http.port),
  CORDBOARD_RTP_PORTS: `${settings.rtp.first}-${settings.rtp.last}`,
  CORDBOARD_ASTERISK_ROOT: settings.asteriskRoot,
  CORDBOARD_LOG_LEVEL: settings.logLevel,
  CORDBOARD_FREEZE_LIMIT: String(settings.freezeLimit),
});
