/** The world as the engine before left it, on the plan that is in force now. */

import { newAgent } from '../agents/board.ts';
import { announcementKey } from '../call/kept/announcement.ts';
import { anHour } from '../call/turn/outside-uses.ts';
import type { World } from '../call/turn/world.ts';
import type { PlanRead } from '../plan/read.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Saved, Store } from '../ports/store.ts';
import { defined } from '../shared/defined.ts';
import type { Timer, TimerOwner } from '../shared/timer.ts';

export interface RestoreNeeds {
  readonly store: Pick<Store, 'plans' | 'journal'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly parsePlan: (text: string) => PlanRead;
}

/** Calls walk on by the plan with which they began; agents that the plan has got since are new. */
export async function restore(
  world: World,
  saved: Saved,
  { store, clock, log, parsePlan }: RestoreNeeds,
): Promise<void> {
  for (const version of new Set(saved.calls.map((call) => call.planVersion))) {
    const archived = version === world.version ? undefined : await store.plans.byVersion(version);
    const read = archived && parsePlan(archived.text);
    if (read?.ok) world.remember(read.plan, version);
    else if (version !== world.version)
      log.error({ version }, 'The archive has no copy of a plan version that calls still use.');
  }
  const known = new Set(saved.agents.map(({ name }) => name));
  const added = Object.keys(world.plan.agents).filter((name) => !known.has(name));
  const agents = [...saved.agents, ...added.map((name) => newAgent(name, clock.now()))];
  const outside = await store.journal.outsideSince(clock.now() - anHour);
  world.apply({
    calls: new Map(saved.calls.map((call) => [call.id, call])),
    agents: new Map(agents.map((agent) => [agent.name, agent])),
    schedules: new Map(saved.schedules.map(({ name, set }) => [name, set])),
    onCall: new Map((saved.onCall ?? []).map(({ name, swap }) => [name, swap])),
    announcements: new Map((saved.announcements ?? []).map((set) => [announcementKey(set.place), set])),
    records: new Map((saved.records ?? []).map((record) => [record.queue, record])),
    nextCall: Math.max(saved.nextCall, 1),
    outside: outside.map(({ at, trunk, byAgent, calls, talked }) => ({
      at,
      trunk,
      ...defined({ agent: byAgent }),
      calls,
      talked,
    })),
  });
}

/** Of all calls and agents. */
export function timersOf(world: World): readonly (readonly [TimerOwner, readonly Timer[]])[] {
  return [
    ...[...world.calls.values()].map(({ id, timers }) => [{ call: id }, timers] as const),
    ...[...world.agents.values()].map(({ name, timers }) => [{ agent: name }, timers] as const),
  ];
}
