/**
 * Calls outside: the one gate that every one of them passes (`makeOffer`, and `callBack` for callers who are called
 * back), whoever wants it. Nothing is rung that the
 * plan does not allow, and no more of it in an hour than it allows for each agent and each trunk.
 */
import type { AgentName, OutsideLimits } from '../../plan/model.ts';
import { isEmergency } from '../../plan/rules/emergency.ts';
import { whyNotCalled } from '../../plan/rules/outside-number.ts';
import { minutes } from '../../shared/time.ts';
import type { Call } from '../kept/call.ts';
import type { DialTarget } from '../kept/commands.ts';
import { type OfferedTo, servingIn } from '../kept/parties.ts';
import { anHour, type OutsideUse } from '../turn/outside-uses.ts';
import type { Turn } from '../turn/turn.ts';

type Outside = Extract<DialTarget, { kind: 'outside' }>;

/** Why the number is not rung, in words; none: it may be. */
export function refusal(
  turn: Turn,
  call: Call,
  to: OfferedTo,
  { number, trunk }: Outside,
): string | undefined {
  if (isEmergencyCall(turn, call, number)) return undefined;
  // What the call's own plan names it may ring, although a newer plan does not name it any more.
  const own = turn.planOf(call).outsideCalls.written;
  const { country, outsideCalls } = turn.plan;
  const written = own.length === 0 ? outsideCalls.written : [...outsideCalls.written, ...own];
  const against = whyNotCalled(number, { country, outsideCalls: { ...outsideCalls, written } });
  if (against !== undefined) return against;
  const { eachAgent, eachTrunk } = outsideCalls;
  const agent = onBehalfOf(call, to);
  const ofTrunk = beyond(turn, eachTrunk, (use) => use.trunk === trunk);
  if (ofTrunk !== undefined) return `trunk ${trunk} has had ${ofTrunk}`;
  const ofAgent = agent === undefined ? undefined : beyond(turn, eachAgent, (use) => use.agent === agent);
  return ofAgent === undefined ? undefined : `${agent} has had ${ofAgent}`;
}

/** Never for a callback: a caller could have us ring the emergency services. */
export function isEmergencyCall(turn: Turn, call: Call, number: string): boolean {
  return call.callback === undefined && isEmergency(turn.planOf(call), number);
}

export function noteCallOutside(turn: Turn, call: Call, to: OfferedTo, { trunk }: Outside): void {
  use(turn, call, { at: turn.now, trunk, ...agentIn(call, to), calls: 1, talked: 0 });
}

/** The talk that ends now, if it was with somebody outside. */
export function noteTalkOutside(turn: Turn, call: Call): void {
  const talk = talkOutside(call, turn.now);
  if (talk) use(turn, call, talk);
}

/** Journalled too, so that the hour goes on over a restart. */
function use(turn: Turn, call: Call, used: OutsideUse): void {
  const { trunk, agent, calls, talked } = used;
  turn.useOutside(used);
  const byAgent = agent === undefined ? {} : { byAgent: agent };
  turn.journal({ type: 'outsideUsed', call: call.id, trunk, ...byAgent, calls, talked });
}

function beyond(turn: Turn, limits: OutsideLimits, counts: (use: OutsideUse) => boolean): string | undefined {
  const { callsAnHour, minutesAnHour } = limits;
  if (callsAnHour === undefined && minutesAnHour === undefined) return undefined;
  const now = [...turn.world.calls.values()].flatMap((call) => talkOutside(call, turn.now) ?? []);
  const uses = [...turn.outsideUses(), ...now].filter(counts);
  const calls = uses.reduce((sum, use) => sum + use.calls, 0);
  const talked = uses.reduce((sum, use) => sum + use.talked, 0);
  if (callsAnHour !== undefined && calls >= callsAnHour) return `its ${callsAnHour} calls of the hour`;
  if (minutesAnHour !== undefined && talked >= minutes(minutesAnHour))
    return `its ${minutesAnHour} minutes of the hour`;
  return undefined;
}

/** The talk up to now, at most of the last hour. */
function talkOutside(call: Call, now: number): OutsideUse | undefined {
  const { phase } = call;
  if (phase.name !== 'talking') return undefined;
  const { who, over, since } = servingIn(phase.conversation);
  const called = who.kind === 'place' && who.place.kind === 'outside' ? who.place.trunk : undefined;
  const trunk = over ?? called ?? call.callback?.over;
  if (trunk === undefined) return undefined;
  const talked = Math.min(anHour, now - since);
  return { at: now, trunk, ...agentIn(call, who), calls: 0, talked };
}

function agentIn(call: Call, to: OfferedTo): { readonly agent?: AgentName } {
  const agent = onBehalfOf(call, to);
  return agent === undefined ? {} : { agent };
}

/** Whoever makes the call from their own phone, or is rung somewhere outside. */
function onBehalfOf(call: Call, to: OfferedTo): AgentName | undefined {
  return to.kind === 'agent' ? to.agent : call.callingAgent;
}
