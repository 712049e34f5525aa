/** Settings that work, but help an attacker. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../plan/model.ts';
import { readPlan } from '../../plan/read.ts';
import type { Settings } from '../../settings/settings.ts';
import { errorCode } from '../../shared/error-code.ts';
import { type Check, type Diagnosis, ok, warning } from './check.ts';

/** Shorter passwords can be guessed by brute force. */
const shortestPassword = 16;

export const safety: Check = {
  title: 'Safety',
  async look({ settings }) {
    const read = await readPlan(settings.plan);
    const found = [
      ...judgeSettings(settings),
      ...(read.ok ? judgePlan(read.plan) : []),
      ...(await openFiles(settings)),
    ];
    return found.length > 0 ? found : [ok('no weak settings')];
  },
};

export function judgeSettings({ http, foreignAsterisk, logPersonalData }: Settings): Diagnosis[] {
  const found: Diagnosis[] = [];
  if (!isLoopback(http.address))
    found.push(
      warning(
        `the API listens on ${http.address} without encryption: anyone on the network path can read the token`,
        'set CORDBOARD_HTTP_ADDRESS to 127.0.0.1 and put a TLS reverse proxy in front',
      ),
    );
  if (logPersonalData)
    found.push(
      warning(
        "the log shows callers' numbers and names",
        'unset CORDBOARD_LOG_PERSONAL_DATA when you no longer need it',
      ),
    );
  if (!foreignAsterisk) return found;
  const { ari, ami } = foreignAsterisk;
  const url = new URL(ari.url);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    found.push(warning(`ARI at ${url.host} is not encrypted`, 'use https, or a tunnel'));
  if (!isLoopback(ami.host))
    found.push(warning(`AMI at ${ami.host} is on another machine and not encrypted`, 'use a tunnel'));
  for (const [name, { password }] of [['ARI', ari] as const, ['AMI', ami] as const])
    if (password.length < shortestPassword)
      found.push(
        warning(
          `the ${name} password has fewer than ${shortestPassword} characters`,
          'create a random one: `openssl rand -base64 24`',
        ),
      );
  return found;
}

export function judgePlan({ limits, outsideCalls, trunks }: Plan): Diagnosis[] {
  const found: Diagnosis[] = [];
  const open = Object.values(trunks).filter((trunk) => trunk.limits?.callsAtOnce === undefined);
  if (limits.callsAtOnce === undefined && open.length > 0)
    found.push(
      warning(
        `the number of calls over ${open.map(({ name }) => name).join(', ')} is not limited`,
        'add `limits: { calls at once: 100 }` to the plan, or `calls at once` to each trunk',
      ),
    );
  const { countries, numbers, eachTrunk, premium } = outsideCalls;
  const callsOut = countries.length > 0 || numbers.length > 0;
  if (callsOut && eachTrunk.callsAnHour === undefined && eachTrunk.minutesAnHour === undefined)
    found.push(
      warning(
        'outside calls have no hourly limit',
        'add `each trunk: { minutes an hour: 600 }` to `outside calls` in the plan',
      ),
    );
  if (premium)
    found.push(
      warning('premium-rate numbers may be called', 'remove `premium: true` from the plan if you can'),
    );
  return found;
}

/** Secrets that other users of this machine can read. */
async function openFiles({ home }: Settings): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  for (const name of ['asterisk/secrets.json', 'cordboard.db']) {
    const path = join(home, name);
    if (((await modeOf(path)) & 0o077) !== 0 && ((await modeOf(home)) & 0o077) !== 0)
      found.push(warning(`other users of this machine can read ${path}`, `chmod 700 ${home}`));
  }
  return found;
}

async function modeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).mode;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
