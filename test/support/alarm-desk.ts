/** Alarms that wait for someone, as the API and the command line ask for them. */
import type { AlarmDesk } from '../../src/ports/alarms.ts';

export const openAlarms = (now: number, more: Partial<AlarmDesk> = {}): AlarmDesk => ({
  open: () => [{ code: 'trunk_unreachable', what: 'trunk provider is down', first: now - 60_000, count: 3 }],
  called: () => ({ person: 'anna', at: now - 30_000, because: 'anna has no phone' }),
  next: () => ({ person: '+4930999', at: now + 30_000 }),
  ...more,
});
export const noAlarms: AlarmDesk = { open: () => [], called: () => undefined, next: () => undefined };
