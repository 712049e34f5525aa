/** The exchange tells how an agent's phone is. */
import { withPhones } from '../../agents/phones.ts';
import type { Event } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

export function phoneChanges(
  turn: Turn,
  { phone, reachable, busy }: Extract<Event, { type: 'phoneChanged' }>,
): void {
  turn.putPhone(phone, { reachable, busy });
  const name = turn.world.agentAtPhone(phone);
  const agent = name === undefined ? undefined : turn.agent(name);
  if (!agent) return;
  const now = withPhones(agent, turn.plan, (each) => turn.phone(each));
  if (now === agent) return;
  turn.journal({ type: 'phoneChanged', agent: agent.name, ...now.phone });
  turn.putAgent(now);
}
