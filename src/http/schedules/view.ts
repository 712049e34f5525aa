import type { ScheduleView } from '../../contract/schedule.ts';
import type { ScheduleNow } from '../../ports/operations.ts';
import { iso } from '../times.ts';

export function scheduleView({ schedule: { name, timeZone }, planned, set }: ScheduleNow): ScheduleView {
  return {
    name,
    timeZone,
    open: set ? set.to === 'open' : planned.open,
    ...(!set && planned.until !== undefined && { until: iso(planned.until) }),
    ...(set && { byHand: { to: set.to, since: iso(set.since), by: set.by } }),
    plannedOpen: planned.open,
  };
}
