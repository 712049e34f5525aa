/** Who is on call now: as they have swapped, else by the plan. */
import type { AgentName, Plan, Rota, RotaName } from '../../plan/model.ts';
import { onCallWeek } from '../../plan/rules/on-call.ts';
import type { Instant } from '../../shared/time.ts';
import type { OnCallSwap } from '../kept/on-call-swap.ts';
import type { Turn } from '../turn/turn.ts';

export interface OnCall {
  /** None: the plan names no one for this week, and nobody has taken over. */
  readonly agent?: AgentName;
  /** Whom the plan names. */
  readonly planned?: AgentName;
  /** When the week ends, or the swap. */
  readonly until: Instant;
  readonly swap?: OnCallSwap;
}

/** `wall`: what clocks on walls say. */
export function onCallNow(
  plan: Pick<Plan, 'agents'>,
  rota: Rota,
  swap: OnCallSwap | undefined,
  wall: Instant,
): OnCall {
  const week = onCallWeek(rota, wall);
  const planned = week.agent === undefined ? {} : { planned: week.agent };
  const holds = swap !== undefined && wall < swap.until && plan.agents[swap.agent] !== undefined;
  if (holds) return { agent: swap.agent, ...planned, until: swap.until, swap };
  return { ...(week.agent === undefined ? {} : { agent: week.agent }), ...planned, until: week.until };
}

/** No `until`: until the week ends. Whoever takes over their own week ends a swap. */
export function swapOnCall(
  turn: Turn,
  name: RotaName,
  agent: AgentName | undefined,
  until: Instant | undefined,
  by: string,
): void {
  const rota = turn.plan.onCall?.[name];
  if (!rota || (agent !== undefined && !turn.plan.agents[agent])) return;
  const before = onCallNow(turn.plan, rota, turn.onCallSwap(name), turn.wall);
  const week = onCallWeek(rota, turn.wall);
  const end = until ?? week.until;
  if (agent === undefined || (agent === week.agent && end <= week.until)) {
    if (!before.swap) return;
    turn.journal({ type: 'onCallChanged', rota: name, by });
    turn.putOnCallSwap(name, null);
    return;
  }
  turn.journal({ type: 'onCallChanged', rota: name, agent, until: end, by });
  turn.putOnCallSwap(name, { agent, until: end, since: turn.now, by });
}
