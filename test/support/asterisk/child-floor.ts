/**
 * A floor whose engine is a process of its own, so that it can be killed and started again: for one test, with a state
 * folder, ports and phones, all gone afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { asteriskFolders } from '../../../src/asterisk/host/folders.ts';
import { findRunning } from '../../../src/asterisk/host/running.ts';
import { callList } from '../../../src/contract/call.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { defined } from '../../../src/shared/defined.ts';
import { Softphone } from '../sip/softphone.ts';
import { until } from '../sip/until.ts';
import { type ChildCordboard, startChild } from './child-cordboard.ts';
import { numbersFit } from './numbers-fit.ts';
import { settingsFor } from './running-cordboard.ts';

type Calls = z.infer<typeof callList>['calls'];

export interface ChildFloor {
  readonly settings: Settings;
  /** In its present life, or its last. */
  readonly cordboard: ChildCordboard;
  /** The next life of the same Cordboard; `home`: with another state folder. */
  startAgain(home?: string): Promise<void>;
  passwordOf(user: string): string;
  /** With the password of that user; registered nowhere yet. */
  phone(user: string): Promise<Softphone>;
  calls(state: 'live' | 'ended' | 'all'): Promise<Calls>;
  /** Of the calls in progress, sorted. */
  phases(): Promise<readonly string[]>;
}

export interface ChildFloorOptions {
  /** The text of a plan; `test/support/plans/quick.yaml` unless said. */
  readonly plan?: string;
  /** Makes the state folder what the test wants, and returns how to undo that. */
  readonly prepare?: (home: string) => () => void;
  /** Seconds; usual unless said. */
  readonly freezeLimit?: number;
  /** Of its first life. */
  readonly parameters?: readonly string[];
}

export async function childFloor({
  plan,
  parameters,
  prepare,
  freezeLimit,
}: ChildFloorOptions = {}): Promise<ChildFloor> {
  const home = await mkdtemp(join(tmpdir(), 'cordboard-child-'));
  // All that is to be undone is undone in reverse order: the phones first.
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const undo = prepare?.(home);
  if (undo) onTestFinished(undo);
  const settings = { ...(await settingsFor(home, plan)), ...defined({ freezeLimit }) };
  // Also of an engine that does not come up.
  const homes = new Set([home]);
  onTestFinished(() => endAsterisks(homes));
  let cordboard = await startChild(settings, parameters);
  let isOver = false;
  onTestFinished(async () => {
    isOver = true;
    const endsBoth = cordboard.runs();
    try {
      if (endsBoth) await numbersFit((path) => cordboard.ask(path));
    } finally {
      await cordboard.stop();
    }
    if (endsBoth) expect(await asterisksIn(homes), 'an Asterisk outlives the end of its engine').toEqual([]);
  });
  const server = { host: '127.0.0.1', port: settings.sip.port };
  const calls = async (state: string): Promise<Calls> =>
    callList.parse(await cordboard.ask(`/v1/calls?state=${state}&limit=100`)).calls;
  const passwordOf = (user: string): string =>
    cordboard.credentials.sip.find((one) => one.user === user)?.password ?? '';
  return {
    settings,
    get cordboard() {
      return cordboard;
    },
    startAgain: async (elsewhere = home) => {
      homes.add(elsewhere);
      const next = await startChild({ ...settings, home: elsewhere });
      // A test that has run out of time goes on until it notices; no one would end this one.
      if (!isOver) cordboard = next;
      else {
        await next.stop();
        await endAsterisks(homes);
        throw new Error('the test is over');
      }
    },
    passwordOf,
    phone: async (user) => {
      const phone = await Softphone.open({ user, password: passwordOf(user), server });
      onTestFinished(() => phone.close());
      return phone;
    },
    calls,
    phases: async () => (await calls('live')).map(({ phase = '' }) => phase).toSorted(),
  };
}

/** The processes of those that run. */
async function asterisksIn(homes: Iterable<string>): Promise<readonly number[]> {
  const found = await Promise.all([...homes].map(async (home) => findRunning(asteriskFolders(home).base)));
  return found.flatMap((running) => (running ? [running.pid] : []));
}

/** Of an engine that was killed, and never started again: they are nobody's children. */
async function endAsterisks(homes: Iterable<string>): Promise<void> {
  for (const pid of await asterisksIn(homes)) process.kill(pid, 'SIGKILL');
  await until('no Asterisk is left', async () => (await asterisksIn(homes)).length === 0);
}

/** The recording of a call that is over, once it is kept. */
export async function downloadOf(
  { cordboard }: Pick<ChildFloor, 'cordboard'>,
  call: string,
): Promise<Buffer> {
  const { url, token } = cordboard.credentials.api;
  const get = async (): Promise<Response> =>
    await fetch(`${url}/v1/recordings/${call}/audio`, { headers: { authorization: `Bearer ${token}` } });
  let sound = await get();
  const isKept = async (): Promise<boolean> => {
    if (sound.status !== 200) sound = await get();
    return sound.status === 200;
  };
  await until('the recording is kept', isKept, { within: 20_000 });
  return Buffer.from(await sound.arrayBuffer());
}
