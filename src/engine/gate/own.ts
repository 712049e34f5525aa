/** Where the right to one's own calls and one's own log-in ends, though the request is about them. */
import { agentsIn } from '../../people/calls.ts';
import type { AgentName } from '../../plan/model.ts';
import { ownPhones } from '../../plan/rules/phones.ts';
import type { Request } from '../../ports/gate.ts';
import type { Operations } from '../../ports/operations.ts';

type Needs = Pick<Operations, 'agents' | 'call' | 'plan'>;

const actsOnCall = ['hang_up', 'transfer_call', 'control_recording', 'change_talk'] as const;
type ActsOnCall = Extract<Request, { ask: (typeof actsOnCall)[number] }>;
const isOnCall = (request: Request): request is ActsOnCall =>
  (actsOnCall as readonly string[]).includes(request.ask);

/** @returns why not; undefined: it does not end here */
export function beyondOwn(request: Request, agent: AgentName, operations: Needs): string | undefined {
  if (isOnCall(request)) {
    // It belongs to its queue until it is answered: declined, it goes to the next agent.
    const call = operations.call(request.call);
    if (!call || agentsIn(call).includes(agent)) return undefined;
    return `you do not talk in call ${request.call}: if it rings at your phone, decline it there`;
  }
  if (request.ask !== 'change_agent') return undefined;
  const { change } = request;
  return change.type === 'agentLoggedIn' && change.phone !== undefined
    ? notTheirPhone(change.phone, agent, operations)
    : undefined;
}

/** At any other phone, the code for logging in asks for the PIN, and whoever dials it stands there. */
function notTheirPhone(phone: string, agent: AgentName, operations: Needs): string | undefined {
  const { agents, sharedPhones } = operations.plan().plan;
  const own = agents[agent];
  if (own && ownPhones(own).includes(phone)) return undefined;
  if (!sharedPhones.includes(phone))
    return `phone ${phone} belongs to another agent: log in at one of your phones or at a shared phone`;
  const there = operations.agents().find(({ name, at }) => at === phone && name !== agent);
  return there && `agent ${there.name} is logged in at phone ${phone}`;
}
