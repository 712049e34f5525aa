/** State changes of agents' phones, as reported by the exchange. */
import { withPhones } from '../../agents/phones.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { phoneTakesCalls } from '../actions/phone-trouble.ts';
import type { Event } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

export function phoneChanges(
  turn: Turn,
  { phone, reachable, busy }: Extract<Event, { type: 'phoneChanged' }>,
): void {
  const isBack = reachable && turn.phone(phone)?.reachable === false;
  turn.putPhone(phone, { reachable, busy });
  const name = turn.world.agentAtPhone(phone);
  const found = name === undefined ? undefined : turn.agent(name);
  if (!found) return;
  const agent = isBack ? phoneTakesCalls(turn, found, 'registered') : found;
  const now = withPhones(
    agent,
    turn.plan,
    (each) => turn.phone(each),
    (trunk) => turn.trunkDown(trunk),
  );
  if (now === agent) return;
  turn.journal({ type: 'phoneChanged', agent: agent.name, ...now.phone });
  changeAgent(turn, now);
}
