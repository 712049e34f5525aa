/**
 * An agent dials an outside number at their phone, or has it dialled for them (click to call). It is rung over the trunks of
 * `outside calls`; whether it may be is judged where every outside call is (`actions/outside.ts`).
 */
import type { AgentName, Plan } from '../../plan/model.ts';
import { outsideCallExits, wholeNumber } from '../../plan/rules/outside-by-agents.ts';
import { minutes } from '../../shared/time.ts';
import type { Call } from '../kept/call.ts';
import type { Outside } from '../kept/commands.ts';
import type { Turn } from '../turn/turn.ts';
import { ringPlace } from '../waiting/start-search.ts';

/** As long as networks let a phone ring. */
const ringFor = minutes(2);

/** The number, over the trunks of the plan; undefined: it is no outside number, or no agent may dial one. */
export function dialledOutside(turn: Turn, id: Call['id'], dialled: string): Outside | undefined {
  const { plan } = turn;
  if (!plan.outsideCalls.byAgents) return undefined;
  // Noted for a replay: the number may be erased by then.
  const { number } = turn.judge(() => {
    const whole = wholeNumber(dialled, plan);
    return { call: id, ...(whole === undefined ? {} : { number: whole }) };
  });
  return number === undefined ? undefined : outsideWay(plan, number);
}

export function outsideWay({ outsideCalls, trunks }: Plan, number: string): Outside | undefined {
  const [trunk, ...others] =
    outsideCalls.trunks.length > 0 ? outsideCalls.trunks : Object.keys(trunks).slice(0, 1);
  return trunk === undefined
    ? undefined
    : { kind: 'outside', number, trunk, ...(others.length > 0 ? { others } : {}) };
}

export function callOutside(turn: Turn, call: Call, place: Outside, by: AgentName): void {
  ringPlace(turn, call, {
    for: 'place',
    place: { ...place, by },
    title: place.number,
    ringFor,
    on: outsideCallExits,
    since: turn.now,
  });
}
