/** The exchange tells how an agent's phone is. */
import type { Event } from '../events.ts';
import type { Turn } from '../turn.ts';

export function phoneChanges(
  turn: Turn,
  { phone, reachable, busy }: Extract<Event, { type: 'phoneChanged' }>,
): void {
  const name = turn.world.agentAtPhone(phone);
  const agent = name === undefined ? undefined : turn.agent(name);
  if (!agent || (agent.phone.reachable === reachable && agent.phone.busy === busy)) return;
  turn.journal({ type: 'phoneChanged', agent: agent.name, reachable, busy });
  turn.putAgent({ ...agent, phone: { reachable, busy } });
}
