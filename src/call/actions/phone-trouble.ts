/** Phones that refuse several calls in a row, without being on another call: their agents are rung after all others. */

import type { AgentState } from '../../agents/agent.ts';
import { isPhoneUnusable, phoneRefused, refusalsOver } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import { countedRefusal, phoneTroubleIn } from '../../plan/rules/phone-trouble.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import type { Call, Offer, OfferLeg } from '../kept/call.ts';
import type { PhoneTroubleEnd } from '../kept/journal/agents.ts';
import type { Turn } from '../turn/turn.ts';
import { changeAgent } from './change-agent.ts';

/** A network outside refuses for reasons of its own. */
export function isRefusalOfPhone(turn: Turn, offer: Offer, leg: OfferLeg, code: OfferCode): boolean {
  return (
    offer.to.kind === 'agent' && leg.trunk === undefined && countedRefusal(turn.plan, code) !== undefined
  );
}

/** The last phone of an offer that could still have taken it has refused. */
export function notePhoneRefused(turn: Turn, call: Call, { to }: Offer, code: OfferCode): void {
  const why = countedRefusal(turn.plan, code);
  const agent = to.kind === 'agent' ? turn.agent(to.agent) : undefined;
  // An agent on another call is busy; their phone works.
  if (!agent || why === undefined || agent.phone.busy) return;
  const now = phoneRefused(agent, why, phoneTroubleIn(turn.plan).after, turn.now);
  changeAgent(turn, now);
  if (isPhoneUnusable(agent) || !now.refusals || !isPhoneUnusable(now)) return;
  const { count: refusals } = now.refusals;
  turn.journal({ type: 'phoneTroubleStarted', agent: agent.name, call: call.id, code: why, refusals });
}

/** What their phone has refused is forgotten. */
export function phoneTakesCalls(turn: Turn, agent: AgentState, because: PhoneTroubleEnd): AgentState {
  if (!agent.refusals) return agent;
  if (isPhoneUnusable(agent)) turn.journal({ type: 'phoneTroubleEnded', agent: agent.name, because });
  const now = refusalsOver(agent);
  changeAgent(turn, now);
  return now;
}

export function phoneOfTakesCalls(turn: Turn, name: AgentName, because: PhoneTroubleEnd): void {
  const agent = turn.agent(name);
  if (agent) phoneTakesCalls(turn, agent, because);
}
