/**
 * Back to the agent who passed a caller on, if nobody takes them: the agent knows them, and comes before all others. They may be
 * putting their phone down only now, so they are waited for a little; who cannot come (`cannotCome`) is passed over.
 *
 * ```
 *   transferred ── no answer ──► the agent who transferred ── no answer ──► where they were found before
 * ```
 */
import type { AgentName } from '../../plan/model.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import type { Search } from '../kept/call.ts';
import type { OfferedTo } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { goingOn } from './serving-lost.ts';

const ringFor: Duration = seconds(20);

/** `back`: where they go on if the agent does not answer; if omitted, the next step follows. */
export function backToAgent(agent: AgentName, since: Instant, patience: Duration, back?: Search): Search {
  return {
    for: 'agents',
    agents: [agent],
    title: agent,
    strategy: 'ordered',
    ringFor,
    on: {},
    since,
    patience,
    ...(back ? { back } : {}),
  };
}

/** Only as long as phones take that have just transferred: others in the queue go on meanwhile. */
const aMomentToHangUp: Duration = seconds(5);

/** `found`: by which the caller was found before; who has passed them on is asked first. */
export function firstBackTo(
  turn: Turn,
  by: OfferedTo,
  found: Search,
  patience: Duration = aMomentToHangUp,
): Search {
  if (by.kind !== 'agent') return found;
  if (found.for !== 'agents' || !isOnly(by.agent, found.agents))
    return backToAgent(by.agent, turn.now, patience, found);
  // They are the only one there in any case.
  return found.patience === undefined ? { ...found, patience } : found;
}

const isOnly = (agent: AgentName, agents: readonly AgentName[]): boolean =>
  agents.length > 0 && agents.every((each) => each === agent);

/** Of several agents who have passed them on, one after the other, only the last is asked again. */
export function foundBefore(turn: Turn, search: Search, talkedSince: Instant): Search {
  const before = search.back ?? goingOn(turn, search, talkedSince);
  return before.for === 'agents' && before.patience !== undefined ? (before.back ?? before) : before;
}
