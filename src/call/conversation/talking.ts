/** The caller and whoever answered hear each other, until one of them hangs up. */
import { hangingUp, talking as talkingAgent } from '../../agents/board.ts';
import { bridgeId } from '../../shared/ids.ts';
import { type Call, type CallIn, legsIn, type Offer, type OfferLeg, type Search } from '../kept/call.ts';
import { settle } from '../callbacks/callbacks.ts';
import { endCall } from '../actions/ending.ts';
import type { CommandOutcome } from '../kept/events.ts';
import { moveTo } from '../actions/move.ts';
import { nameOf, withdrawAll, withoutOffer } from '../actions/offers.ts';
import { startSearch } from '../waiting/search.ts';
import { answer, defaultMusic, hold, silence } from '../actions/sound.ts';
import type { Turn } from '../turn/turn.ts';

/** `answered`: the leg of the offer that was picked up; its other phones stop. */
export function talk(turn: Turn, call: Call, offer: Offer, search: Search, answered: OfferLeg): void {
  for (const { id } of legsIn(offer)) {
    if (id === answered.id) continue;
    turn.command({ do: 'hangUp', call: call.id, leg: id, cause: 'answered elsewhere' });
  }
  const alone = withoutOffer(call, offer.id);
  const others = withdrawAll(turn, alone, 'somebody else answered', 'answered elsewhere');
  const heard = silence(turn, answer(turn, others));
  const idsUsed = heard.idsUsed + 1;
  const bridge = bridgeId(call.id, idsUsed);
  turn.command({ do: 'connect', call: call.id, bridge, legs: [call.leg, answered.id] });
  const to = nameOf(offer.to);
  turn.journal({
    type: 'offerEnded',
    call: call.id,
    offer: offer.id,
    to,
    outcome: 'answered',
    because: 'answered',
    rangFor: turn.now - offer.madeAt,
  });
  if (offer.to.kind === 'agent') {
    const agent = turn.agent(offer.to.agent);
    if (agent) turn.putAgent(talkingAgent(agent, call.id, answered.id));
  }
  if (search.for === 'queue') settle(turn, call, search.queue);
  moveTo(
    turn,
    { ...heard, idsUsed },
    {
      name: 'talking',
      offer: answered.id,
      to: offer.to,
      ...(answered.trunk === undefined ? {} : { trunk: answered.trunk }),
      bridge,
      since: turn.now,
      search,
      rang: turn.now - offer.madeAt,
    },
    `${to} answered`,
  );
  const { contact } = call.caller;
  turn.journal({
    type: 'connected',
    call: call.id,
    offer: offer.id,
    to,
    waited: turn.now - search.since,
    ...(offer.to.kind === 'agent' ? { agent: offer.to.agent } : {}),
    ...(contact === undefined ? {} : { contact }),
  });
}

export const talking = {
  farEndHungUp(turn: Turn, call: CallIn<'talking'>): void {
    const { to } = call.phase;
    endCall(turn, call, {
      outcome: talkOutcome(call),
      by: to.kind === 'agent' ? `agent ${to.agent}` : nameOf(to),
      gone: 'far end',
      cause: 'normal',
    });
  },
};

/**
 * The two could not be brought together. If either has hung up, the exchange says so; else the caller goes on looking,
 * with the time they have waited, and the agent is let go.
 */
export function connectionFailed(
  turn: Turn,
  call: CallIn<'talking'>,
  outcome: Exclude<CommandOutcome, 'done'>,
): void {
  if (outcome === 'gone') return;
  const { offer, to, search } = call.phase;
  turn.command({ do: 'hangUp', call: call.id, leg: offer, cause: 'normal' });
  if (to.kind === 'agent') {
    const agent = turn.agent(to.agent);
    if (agent) turn.putAgent(hangingUp(agent, [offer], turn.now));
  }
  startSearch(turn, hold(turn, call, defaultMusic), search, 'the two could not be connected');
}

/** An echo is no person. */
export function talkOutcome(call: CallIn<'talking'>): 'answered' | 'served' {
  const { to } = call.phase;
  return to.kind === 'place' && to.place.kind === 'echo' ? 'served' : 'answered';
}
