/**
 * Calls outside: the one gate that every one of them passes (`makeOffer`, and `callBack` for callers who are called
 * back). Nothing is rung that the
 * plan does not allow, and no more of it in an hour than it allows for each agent and each trunk.
 */
import type { AgentName, OutsideLimits, TrunkName } from '../../plan/model.ts';
import { isEmergency } from '../../plan/rules/emergency.ts';
import { outsideCallFlow, whyForbidden, whyNotDialled } from '../../plan/rules/outside-by-agents.ts';
import { fits, type NotCalled, whyNotCalled } from '../../plan/rules/outside-number.ts';
import { blockedTag } from '../../plan/rules/tagged.ts';
import { carriesNothing } from '../../shared/failures/trunks.ts';
import type { OfferId } from '../../shared/ids.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { type Call, legsIn } from '../kept/call.ts';
import type { Outside } from '../kept/commands.ts';
import { type OfferedTo, othersIn, servingIn } from '../kept/parties.ts';
import { anHour, type OutsideUse } from '../turn/outside-uses.ts';
import type { Turn } from '../turn/turn.ts';
import { opennessOf } from './schedules.ts';

export type Way =
  /** Over its trunk now; `others` are left to try. `skipped` come before it, and may not carry the call. */
  | { readonly may: true; readonly way: Outside; readonly skipped: readonly Skipped[] }
  /** No trunk carries it, or the number is not called at all: of the first trunk. */
  | ({ readonly may: false } & NotCalled);

export interface Skipped extends NotCalled {
  readonly trunk: TrunkName;
}

/** Over which of its trunks the number is called now. */
export function wayTo(turn: Turn, call: Call, to: OfferedTo, target: Outside): Way {
  const { others: _, ...way } = target;
  const refused = refusal(turn, call, to, target.number);
  if (refused) return { may: false, ...refused };
  const skipped: Skipped[] = [];
  const isUrgent = isEmergencyCall(turn, call, target.number);
  const trunks = inOrder(turn, target, isUrgent);
  for (const [nth, trunk] of trunks.entries()) {
    const against = isUrgent ? undefined : trunkRefusal(turn, call, trunk);
    if (against === undefined) {
      const others = trunks.slice(nth + 1);
      return { may: true, way: { ...way, trunk, ...(others.length > 0 ? { others } : {}) }, skipped };
    }
    skipped.push({ trunk, ...against });
  }
  const [first] = skipped;
  return {
    may: false,
    code: first?.code ?? 'outside_not_allowed',
    because: skipped.length > 1 ? inAll(skipped) : (first?.because ?? 'there is no trunk'),
  };
}

/**
 * A provider that refuses our registration may take the call, but others come first. An emergency call tries every trunk, last
 * those that carry nothing as far as we know.
 */
function inOrder(turn: Turn, { trunk, others = [] }: Outside, isUrgent: boolean): readonly TrunkName[] {
  const doubt = (name: TrunkName): number => {
    const down = turn.trunkDown(name);
    if (down === 'trunk_refused') return 1;
    return isUrgent && carriesNothing(down) ? 2 : 0;
  };
  return [trunk, ...others].toSorted((a, b) => doubt(a) - doubt(b));
}

const inAll = (skipped: readonly Skipped[]): string => skipped.map(({ because }) => because).join('; ');

export function noteSkipped(
  turn: Turn,
  call: Call,
  offer: OfferId,
  { way, skipped }: Extract<Way, { may: true }>,
): void {
  for (const [nth, { trunk, code, because }] of skipped.entries()) {
    const next = skipped[nth + 1]?.trunk ?? way.trunk;
    turn.journal({
      type: 'trunkSkipped',
      call: call.id,
      offer,
      number: way.number,
      trunk,
      code,
      because,
      next,
    });
  }
}

/** Why the number is not rung, whatever the trunk; undefined: it may be. */
function refusal(turn: Turn, call: Call, to: OfferedTo, number: string): NotCalled | undefined {
  if (isEmergencyCall(turn, call, number)) return undefined;
  // What the call's own plan names it may ring, although a newer plan does not name it any more.
  const own = turn.planOf(call).outsideCalls.written;
  const { country, outsideCalls } = turn.plan;
  const written = own.length === 0 ? outsideCalls.written : [...outsideCalls.written, ...own];
  const { refused } = turn.judge(() => {
    const against = whyNotCalled(number, { country, outsideCalls: { ...outsideCalls, written } });
    return { call: call.id, ...(against && { refused: against }) };
  });
  if (refused) return refused;
  const agent = onBehalfOf(call, to);
  const dialled = agent === undefined ? undefined : whyNotDialledNow(turn, call, agent, to, number);
  if (dialled) return dialled;
  const { eachAgent } = outsideCalls;
  const ofAgent = agent === undefined ? undefined : beyond(turn, eachAgent, (use) => use.agent === agent);
  return ofAgent === undefined ? undefined : usedUp(`${agent} has reached the limit of ${ofAgent}`);
}

/** An agent has dialled the number themselves: no step of the plan has. */
export const isDialledOutside = ({ at, callingAgent }: Call): boolean =>
  at.flow === outsideCallFlow && callingAgent !== undefined;

/** Of a number that an agent has dialled, or has asked for in a call: to ask somebody there, or to pass somebody on. */
function whyNotDialledNow(
  turn: Turn,
  call: Call,
  agent: AgentName,
  to: OfferedTo,
  number: string,
): NotCalled | undefined {
  const isAskedFor = to.kind === 'place' && to.place.kind === 'outside' && to.place.by !== undefined;
  const isOwn = isDialledOutside(call) || (isAskedFor && isAmongAgents(turn, call));
  if (!isOwn && !isAskedFor) return undefined;
  const { plan } = turn;
  if (isOwn || plan.outsideCalls.byAgents) {
    const { refused } = turn.judge(() => {
      const against = isOwn ? whyNotDialled(agent, number, plan) : whyForbidden(number, plan);
      return { call: call.id, ...(against && { refused: against }) };
    });
    if (refused) return refused;
  }
  if (!isOwn) return undefined;
  if (call.called?.tags.includes(blockedTag))
    return { code: 'outside_not_allowed', because: 'the contact is blocked' };
  const schedule = plan.outsideCalls.byAgents?.schedule;
  return schedule === undefined || opennessOf(turn, schedule, call).open
    ? undefined
    : { code: 'outside_not_allowed', because: `agents may dial outside numbers during ${schedule} only` };
}

/**
 * No caller has come to us in it: an agent has made it. Else whoever may not dial an outside number would call a colleague, and
 * have the number rung from there.
 */
function isAmongAgents(turn: Turn, call: Call): boolean {
  const { via, calledBy, callingAgent } = (call.aside && turn.call(call.aside.of)) ?? call;
  if (via.kind !== 'phone') return false;
  return (
    calledBy !== undefined || (callingAgent !== undefined && turn.plan.outsideCalls.byAgents !== undefined)
  );
}

function trunkRefusal(turn: Turn, call: Call, trunk: TrunkName): NotCalled | undefined {
  const down = turn.trunkDown(trunk);
  if (down !== undefined && carriesNothing(down))
    return { code: down, because: `trunk ${trunk} is down (${down})` };
  const full = overOutgoing(turn, call, trunk);
  if (full !== undefined) return { code: 'trunk_limit_reached', because: full };
  const { eachTrunk } = turn.plan.outsideCalls;
  const used = beyond(turn, eachTrunk, (use) => use.trunk === trunk);
  return used === undefined ? undefined : usedUp(`trunk ${trunk} has reached its limit of ${used}`);
}

const usedUp = (because: string): NotCalled => ({ code: 'outside_limit_reached', because });

/** As `outgoing` of the trunk says; counted where there is such a limit only. */
function overOutgoing(turn: Turn, call: Call, trunk: TrunkName): string | undefined {
  const { callsAtOnce, newCallsASecond } = turn.plan.trunks[trunk]?.outgoing ?? {};
  if (callsAtOnce === 0) return `trunk ${trunk} is for incoming calls only`;
  if (newCallsASecond !== undefined) {
    const second = turn.now - seconds(1);
    const begun = turn.outsideUses().filter((use) => use.trunk === trunk && use.calls > 0 && use.at > second);
    if (begun.length >= newCallsASecond) return `trunk ${trunk} has had ${newCallsASecond} calls in a second`;
  }
  if (callsAtOnce === undefined) return undefined;
  let inUse = 0;
  for (const id of turn.world.calls.keys()) {
    const other = id === call.id ? call : turn.call(id);
    if (other) inUse += trunksInUse(other).filter((name) => name === trunk).length;
    if (inUse >= callsAtOnce) return `trunk ${trunk} has ${callsAtOnce} calls at once`;
  }
  return undefined;
}

/** Over which trunks we call for the call now: of each leg that rings or talks outside. */
export function trunksInUse(call: Call): readonly string[] {
  const { phase, offers, callback, over } = call;
  const rung = offers.flatMap((offer) => legsIn(offer).flatMap(({ outside }) => outside?.trunk ?? []));
  const caller = phase.name === 'calling_back' ? phase.way?.trunk : undefined;
  const back = callback?.reached ? (callback.by ?? callback.over) : caller;
  const talk = phase.name === 'talking' ? othersIn(phase.conversation).flatMap(({ over }) => over ?? []) : [];
  return [...rung, ...(back === undefined ? [] : [back]), ...(over === undefined ? [] : [over]), ...talk];
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
  if (callsAnHour !== undefined && calls >= callsAnHour) return `${callsAnHour} calls an hour`;
  if (minutesAnHour !== undefined && talked >= minutes(minutesAnHour))
    return `${minutesAnHour} minutes an hour`;
  return undefined;
}

/** The talk up to now, at most of the last hour. */
function talkOutside(call: Call, now: number): OutsideUse | undefined {
  const { phase } = call;
  if (phase.name !== 'talking') return undefined;
  const { who, over, since } = servingIn(phase.conversation);
  const called = who.kind === 'place' && who.place.kind === 'outside' ? who.place.trunk : undefined;
  const trunk = over ?? called ?? call.over ?? call.callback?.by ?? call.callback?.over;
  if (trunk === undefined) return undefined;
  const talked = Math.min(anHour, now - since);
  return { at: now, trunk, ...agentIn(call, who), calls: 0, talked };
}

function agentIn(call: Call, to: OfferedTo): { readonly agent?: AgentName } {
  const agent = onBehalfOf(call, to);
  return agent === undefined ? {} : { agent };
}

/** The agent who makes the call from their own phone, is rung at an outside number, or has transferred the caller. */
function onBehalfOf(call: Call, to: OfferedTo): AgentName | undefined {
  return (
    rungAtOwnNumber(to) ??
    (to.kind === 'place' && to.place.kind === 'outside' ? to.place.by : undefined) ??
    call.callingAgent
  );
}

function rungAtOwnNumber(to: OfferedTo): AgentName | undefined {
  if (to.kind === 'agent') return to.agent;
  return to.place.kind === 'outside' ? to.place.whose : undefined;
}

/** What the far end is shown, where the trunk may show more than one number: the agent's who calls, or the trunk's own. */
export function numberShown(turn: Turn, call: Call, to: OfferedTo, trunk: TrunkName): string | undefined {
  const { callerNumbers, callerNumber, login } = turn.plan.trunks[trunk] ?? {};
  if (callerNumbers === undefined) return undefined;
  const calling = rungAtOwnNumber(to) === undefined ? onBehalfOf(call, to) : undefined;
  const own = calling === undefined ? undefined : turn.plan.agents[calling]?.callerNumber;
  const isAllowed = own !== undefined && callerNumbers.some((pattern) => fits(own, pattern));
  return isAllowed ? own : (callerNumber ?? login?.user);
}
