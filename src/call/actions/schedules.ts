/** Whether a schedule is open now: as set by hand, otherwise by its hours. */
import type { ScheduleName, ScheduleSetting } from '../../plan/model.ts';
import { openingAt } from '../../plan/rules/schedule.ts';
import type { Instant } from '../../shared/time.ts';
import type { Call } from '../kept/call.ts';
import type { ScheduleOverride } from '../kept/schedule-override.ts';
import type { Turn } from '../turn/turn.ts';

export interface Openness {
  readonly open: boolean;
  /** By hand. */
  readonly set?: ScheduleOverride;
  /** When that changes next by its hours, on the wall; if omitted: not within a year, or it was set by hand. */
  readonly until?: Instant;
}

/** By the plan in force; by the call's own, if the schedule has been taken out of it since. */
export function opennessOf(turn: Turn, name: ScheduleName, call: Call): Openness {
  const set = turn.schedule(name);
  if (set) return { open: set.to === 'open', set };
  const schedule = turn.plan.schedules[name] ?? turn.planOf(call).schedules[name];
  if (!schedule) throw new Error(`schedule ${name} is not in the plan`);
  return openingAt(schedule, turn.wall);
}

export function setSchedule(turn: Turn, name: ScheduleName, to: ScheduleSetting, by: string): void {
  if (!turn.plan.schedules[name]) return;
  if ((turn.schedule(name)?.to ?? 'as_planned') === to) return;
  turn.journal({ type: 'scheduleSet', schedule: name, to, by });
  turn.putSchedule(name, to === 'as_planned' ? null : { to, since: turn.now, by });
}
