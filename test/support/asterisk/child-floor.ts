/**
 * A floor whose engine is a process of its own, so that it can be killed and started again: for one test, with a state
 * folder, ports and phones, all gone afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
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
  let cordboard = await startChild(settings, parameters);
  onTestFinished(async () => {
    try {
      if (cordboard.runs()) await numbersFit((path) => cordboard.ask(path));
    } finally {
      await cordboard.stop();
    }
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
      cordboard = await startChild({ ...settings, home: elsewhere });
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
