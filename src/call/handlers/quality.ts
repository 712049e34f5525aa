/** How a leg sounds: for the journal and alarms, never for the course of a call. */

import { callOf } from '../../shared/ids.ts';
import { nameOf } from '../actions/offers.ts';
import type { Event } from '../kept/events.ts';
import { otherOn } from '../kept/parties.ts';
import type { LegQuality } from '../kept/quality.ts';
import type { Turn } from '../turn/turn.ts';

type QualityTold = Extract<Event, { type: 'legQuality' }>;

export function qualityIsTold(turn: Turn, event: QualityTold): void {
  const { leg, stage, quality, alarm } = event;
  const call = turn.world.callOnLeg(leg) ?? event.call ?? callOf(leg);
  if (call === undefined) return;
  const who = whoseLeg(turn, event);
  turn.journal({ type: 'quality', call, leg, who, stage, ...quality });
  if (alarm)
    turn.journal({
      type: 'alarmRaised',
      code: 'call_quality_poor',
      what: `the call of ${who} sounds bad: ${worst(quality)}`,
      call,
      about: 'quality',
    });
}

/** A leg may end after its call, which then says no more whose it was. */
function whoseLeg(turn: Turn, { leg, phone }: QualityTold): string {
  const id = turn.world.callOnLeg(leg);
  const call = id === undefined ? undefined : turn.call(id);
  if (call?.leg === leg) return call.callingAgent ?? 'caller';
  const party = call?.phase.name === 'talking' ? otherOn(call.phase.conversation, leg) : undefined;
  if (party) return nameOf(party.who);
  const agent =
    turn.world.agentOnLeg(leg) ?? (phone === undefined ? undefined : turn.world.agentAtPhone(phone));
  return agent ?? phone ?? 'caller';
}

function worst({ to, from }: LegQuality): string {
  const isFrom = from !== undefined && (to === undefined || from.mos < to.mos);
  const figures = isFrom ? from : to;
  const lost = `${figures?.loss ?? 0} % of packets lost ${isFrom ? 'from' : 'to'} them`;
  return `${lost}, jitter ${figures?.jitter ?? 0} ms, MOS ${figures?.mos ?? 0}`;
}
