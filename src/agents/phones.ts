/** At which phones an agent is to be had: their own, or the one that they have logged in at. */
import type { PersonalNumber, Plan, TrunkName } from '../plan/model.ts';
import { ownPhones } from '../plan/rules/phones.ts';
import { carriesNothing, type TrunkFailureCode } from '../shared/failures/trunks.ts';
import type { AgentState, PhoneState } from './agent.ts';

type Place = Pick<AgentState, 'name' | 'at'>;

/** Undefined: the plan does not know them any more. */
export function phonesOf({ name, at }: Place, { agents }: Pick<Plan, 'agents'>): readonly string[] {
  const profile = agents[name];
  if (at !== undefined) return [at];
  return profile ? ownPhones(profile) : [];
}

/** Their number in the public network, if it is to be rung where they are now. */
export function outsideOf({ name, at }: Place, { agents }: Pick<Plan, 'agents'>): PersonalNumber | undefined {
  const outside = agents[name]?.outside;
  return outside?.rings === 'instead' && at !== undefined ? undefined : outside;
}

const leadsOut = (
  { trunk, others = [] }: PersonalNumber,
  down: (trunk: TrunkName) => TrunkFailureCode | undefined,
): boolean => [trunk, ...others].some((each) => !carriesNothing(down(each)));

/** What the phones of an agent come to together; as it was, as long as nothing has been heard of any of them. */
export function withPhones(
  agent: AgentState,
  plan: Pick<Plan, 'agents'>,
  state: (phone: string) => PhoneState | undefined,
  down: (trunk: TrunkName) => TrunkFailureCode | undefined,
): AgentState {
  const outside = outsideOf(agent, plan);
  const phones = outside?.rings === 'instead' ? [] : phonesOf(agent, plan);
  const known = phones.flatMap((phone) => state(phone) ?? []);
  if (known.length === 0 && !outside) return agent;
  const phone = {
    // Of a number outside no one can say, but whether a trunk leads there.
    reachable: (outside !== undefined && leadsOut(outside, down)) || known.some(({ reachable }) => reachable),
    // Anyone who talks on one of their phones is not to be rung on another.
    busy: known.some(({ busy }) => busy),
  };
  return phone.reachable === agent.phone.reachable && phone.busy === agent.phone.busy
    ? agent
    : { ...agent, phone };
}
