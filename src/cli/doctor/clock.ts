import { access } from 'node:fs/promises';
import { type Check, type Diagnosis, error, ok, type Surroundings, warning } from './check.ts';

/** When this was written: no clock that is right shows less. */
const PAST = Date.parse('2026-11-01T00:00:00Z');
/** Engine and doctor run on the same machine, and should agree. */
const TOLERANCE = 5000;
/** How systemd-timesyncd says that it runs, and that it has once set the clock. */
const TIMESYNC = '/run/systemd/timesync';

export const clock: Check = {
  title: 'Clock',
  async look(at) {
    const found = [...judgeClock(at), ...(await timeSync())];
    const zone = at.status?.timeZone;
    return found.length > 0
      ? found
      : [ok(zone ? `as far as seen; calls are told in ${zone}` : 'as far as seen')];
  },
};

export function judgeClock({ now, status }: Pick<Surroundings, 'now' | 'status'>): Diagnosis[] {
  if (now < PAST) {
    return [error(`it shows ${new Date(now).toISOString()}, which is past`, 'set it, and let NTP keep it')];
  }
  const apart = status ? Math.abs(Date.parse(status.now) - now) : 0;
  if (apart <= TOLERANCE) return [];
  return [
    warning(
      `the engine's clock and this one are ${Math.round(apart / 1000)} s apart`,
      'has the clock been set while it runs? Restart the engine; let NTP keep the time',
    ),
  ];
}

async function timeSync(): Promise<Diagnosis[]> {
  if (!(await isThere(TIMESYNC)) || (await isThere(`${TIMESYNC}/synchronized`))) return [];
  return [
    warning('it is not synchronised with a time server yet', 'see `timedatectl`; is UDP port 123 open?'),
  ];
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
