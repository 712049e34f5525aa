/** At which phones an agent is to be had: their own, or the one that they have logged in at. */
import type { Plan } from '../plan/model.ts';
import { ownPhones } from '../plan/phones.ts';
import type { AgentState, PhoneState } from './agent.ts';

type Place = Pick<AgentState, 'name' | 'at'>;

/** None: the plan does not know them any more. */
export function phonesOf({ name, at }: Place, { agents }: Pick<Plan, 'agents'>): readonly string[] {
  const profile = agents[name];
  if (at !== undefined) return [at];
  return profile ? ownPhones(profile) : [];
}

/** What the phones of an agent come to together; as it was, as long as nothing has been heard of any of them. */
export function withPhones(
  agent: AgentState,
  plan: Pick<Plan, 'agents'>,
  state: (phone: string) => PhoneState | undefined,
): AgentState {
  const known = phonesOf(agent, plan).flatMap((phone) => state(phone) ?? []);
  if (known.length === 0) return agent;
  // Whoever talks on one of their phones is not to be rung on another.
  const phone = {
    reachable: known.some(({ reachable }) => reachable),
    busy: known.some(({ busy }) => busy),
  };
  return phone.reachable === agent.phone.reachable && phone.busy === agent.phone.busy
    ? agent
    : { ...agent, phone };
}
