import { access } from 'node:fs/promises';
import { type Check, type Diagnosis, error, ok, type Surroundings, warning } from './check.ts';

/** When this was written: a correct clock shows a later time. */
const PAST = Date.parse('2026-11-01T00:00:00Z');
/** Engine and doctor run on the same machine, so their clocks agree. */
const TOLERANCE = 5000;
/** systemd-timesyncd creates this folder when it runs, and a file in it when it has set the clock. */
const TIMESYNC = '/run/systemd/timesync';

export const clock: Check = {
  title: 'Clock',
  async look(at) {
    const found = [...judgeClock(at), ...(await timeSync())];
    const zone = at.status?.timeZone;
    return found.length > 0 ? found : [ok(zone ? `looks right; times are shown in ${zone}` : 'looks right')];
  },
};

export function judgeClock({ now, status }: Pick<Surroundings, 'now' | 'status'>): Diagnosis[] {
  if (now < PAST) {
    return [
      error(
        `the clock shows ${new Date(now).toISOString()}, which is in the past`,
        'set the clock, and keep it right with NTP',
      ),
    ];
  }
  const apart = status ? Math.abs(Date.parse(status.now) - now) : 0;
  if (apart <= TOLERANCE) return [];
  return [
    warning(
      `the engine's clock and this one are ${Math.round(apart / 1000)} s apart`,
      'the clock was probably set while the engine runs: restart the engine, and keep the clock right with NTP',
    ),
  ];
}

async function timeSync(): Promise<Diagnosis[]> {
  if (!(await isThere(TIMESYNC)) || (await isThere(`${TIMESYNC}/synchronized`))) return [];
  return [
    warning(
      'the clock is not synchronised with a time server yet',
      'see `timedatectl`; check that UDP port 123 is open',
    ),
  ];
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
