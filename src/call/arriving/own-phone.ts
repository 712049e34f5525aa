/**
 * Click to call: an agent's own phone rings first. If it is answered, the call arrives as any other; if not, it was a call
 * all the same, which somebody had asked for: it is journalled whole when it is over, and nobody else was rung.
 */
import { callId } from '../../shared/ids.ts';
import { valueInWords } from '../../shared/value-in-words.ts';
import { outcomeOf, usualReason } from '../actions/leg-ends.ts';
import type { Event } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

type NotAnswered = Extract<Event, { type: 'ownPhoneNotAnswered' }>;

export function ownPhoneNotAnswered(turn: Turn, event: NotAnswered): void {
  const { leg, phone, dialled, since, cause, why = usualReason[cause] } = event;
  const agent = turn.world.agentAtPhone(phone) ?? turn.world.ownerOfPhone(phone);
  const title = agent === undefined ? undefined : turn.plan.agents[agent]?.title;
  const call = callId(turn.takeCallNumber());
  // At its end: what was before is in the order of the journal already.
  turn.journal({
    type: 'callArrived',
    call,
    via: { kind: 'phone', name: phone },
    dialled,
    caller: { isNew: false, tags: [], ...(title === undefined ? {} : { name: title }) },
    planVersion: turn.version,
    leg,
    ...(agent === undefined ? {} : { agent }),
  });
  const rangFor = turn.now - Math.min(since, turn.now);
  const outcome = outcomeOf(cause);
  turn.journal({ type: 'ownPhoneRang', call, phone, outcome, code: why, rangFor });
  turn.journal({ type: 'phaseEntered', call, phase: 'ended', because: valueInWords('not_reached') });
  turn.journal({
    type: 'callEnded',
    call,
    outcome: 'not_reached',
    by: agent === undefined ? `phone ${phone}` : `agent ${agent}`,
    lasted: 0,
    talked: 0,
  });
}
