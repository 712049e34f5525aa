/** The person who picks up at an agent's number outside presses a key to take the call; a mailbox does not. */
import type { Prompt, PromptPart } from '../../plan/model.ts';
import { playbackId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { type Call, legsIn, type Offer, type OfferLeg, withOffer } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { nameOf } from './offers.ts';
import { joined } from './sound.ts';

export const keyToTake = '1';
/** From picking up, with the words. */
export const waitForKey: Duration = seconds(15);

export function askForKey(turn: Turn, call: Call, offer: Offer, leg: OfferLeg): Call {
  const idsUsed = call.idsUsed + 1;
  const playback = playbackId(call.id, idsUsed);
  const { language } = turn.plan;
  turn.command({ do: 'play', call: call.id, leg: leg.id, playback, prompt: words(turn, call), language });
  turn.journal({ type: 'keyAsked', call: call.id, offer: offer.id, to: nameOf(offer.to), leg: leg.id });
  const legs = legsIn(offer).map((each) => (each.id === leg.id ? { ...each, asked: playback } : each));
  const asking = withOffer({ ...call, idsUsed, saidLast: playback }, { ...offer, legs });
  return turn.timer(asking, { what: 'keyForCallRanOut', at: turn.now + waitForKey, offer: offer.id });
}

/** "A call from Maria Muster. Press 1 to take it." */
function words(turn: Turn, { caller }: Call): Prompt {
  const { spoken } = turn.plan;
  const who: readonly PromptPart[] =
    caller.name !== undefined
      ? [{ kind: 'text', text: caller.name, ofCaller: true }]
      : [{ kind: 'digits', digits: (caller.number ?? '').replace(/[^0-9]/g, '') }];
  if (caller.name === undefined && caller.number === undefined) return spoken['press 1 to take it'];
  const from = Object.entries(spoken['a call from']).map(([language, parts]) => [
    language,
    [...parts, ...who],
  ]);
  return joined(Object.fromEntries(from) as Prompt, spoken['press 1 to take it']);
}
