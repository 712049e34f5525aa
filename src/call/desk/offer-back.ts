/** The phone of an agent stops ringing, because they are not to have the call after all. */
import type { AgentState } from '../../agents/agent.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import { callingBack } from '../callbacks/calling-back.ts';
import { type Call, type CallIn, isSearching } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { ringingPhones } from '../waiting/ringing.ts';

export function takeOfferBack(turn: Turn, agent: AgentState, code: OfferCode): void {
  const { activity } = agent;
  if (activity.kind !== 'offered') return;
  const call = turn.call(activity.call);
  const offer = call?.offers.find(({ id }) => id === activity.offer);
  if (!call || !offer) return;
  if (isSearching(call)) ringingPhones.offerTakenBack(turn, call, offer, code);
  else if (isCallingBack(call)) callingBack.offerTakenBack(turn, call, offer, code);
}

const isCallingBack = (call: Call): call is CallIn<'calling_back'> => call.phase.name === 'calling_back';
