/** A call arrives: who is calling, over which line or trunk, and which flow of the plan it gets. */
import { calling } from '../../agents/board.ts';
import type { AgentName, FlowId, Language, Plan } from '../../plan/model.ts';
import { alarmDialled } from '../../plan/rules/alarm-dialled.ts';
import { flowFor, numberOf, readDialled } from '../../plan/rules/dialled.ts';
import { outsideCallFlow } from '../../plan/rules/outside-by-agents.ts';
import { soundDialled } from '../../plan/rules/sound-dialled.ts';
import { blockedTag } from '../../plan/rules/tagged.ts';
import { type CallId, callId, onlyNode } from '../../shared/ids.ts';
import { numberFor } from '../actions/caller-rules.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { endCall } from '../actions/ending.ts';
import { atItsBegin } from '../actions/new-call.ts';
import { fetchParked } from '../conversation/take-over.ts';
import { reportAlarm } from '../desk/alarm.ts';
import { obeyCode } from '../desk/codes.ts';
import type { Call } from '../kept/call.ts';
import type { Caller, Event } from '../kept/events.ts';
import { recordSound, type SoundWanted } from '../self-service/recording-sound.ts';
import type { Turn } from '../turn/turn.ts';
import { overloadedBy, turnAwayForNow } from './admission.ts';
import { callOutside, dialledOutside } from './dialled-outside.ts';

type Arrival = Extract<Event, { type: 'callArrived' }>;

export function callArrives(turn: Turn, arrival: Arrival): void {
  if (turn.world.callOnLeg(arrival.leg) !== undefined) return;
  const { plan } = turn;
  // The exchange should have cut what stands behind the number; a caller is not lost if one day it has not.
  const { dialled } = readDialled(arrival.dialled);
  const code = arrival.via.kind === 'phone' ? plan.codes[dialled] : undefined;
  const alarm = arrival.clickedAt === undefined ? undefined : alarmDialled(dialled);
  const overload = arrival.load && !alarm ? overloadedBy(turn, arrival, arrival.load) : undefined;
  const isBlocked = arrival.caller.tags.includes(blockedTag);
  const sound = soundClicked(plan, arrival);
  const agent = arrival.via.kind === 'phone' ? turn.world.agentAtPhone(arrival.via.name) : undefined;
  const isPhone = arrival.via.kind === 'phone';
  const emergency = isPhone ? emergencyFlow(plan, dialled) : undefined;
  const colleague = isPhone ? colleagueFlow(plan, dialled) : undefined;
  const flow =
    emergency ?? colleague ?? (isBlocked ? plan.blocked : flowOf(plan, dialled, arrival.caller, agent));
  const id = callId(turn.takeCallNumber());
  const mayBeOutside =
    agent !== undefined && !code && !sound && !alarm && !isBlocked && flow === plan.unknownNumber;
  const outside = mayBeOutside ? dialledOutside(turn, id, dialled) : undefined;
  const slot = isPhone && plan.parking?.slots.includes(dialled) ? dialled : undefined;
  const isUnknown =
    !code && !sound && !alarm && slot === undefined && flow === plan.unknownNumber && outside === undefined;
  const turnedAway = reasonAgainst(overload !== undefined, isBlocked, isUnknown);
  const beside = agent === undefined ? undefined : callOfAgent(turn, agent);
  const refused = turnedAway === 'number_not_in_use' ? undefined : turnedAway;
  // Other codes are over in a moment; who hears messages is on the phone for minutes, and may call back from there.
  const takesTime = code?.do === 'messages' || code?.do === 'greeting';
  const isBusy = code === undefined || takesTime;
  const madeBy = refused === undefined && isBusy ? agent : undefined;
  const call: Call = {
    id,
    leg: arrival.leg,
    node: onlyNode,
    via: arrival.via,
    ...(agent === undefined ? {} : { callingAgent: agent }),
    dialled,
    ...(outside && arrival.called ? { called: arrival.called } : {}),
    caller: callerAt(plan, refused === undefined ? arrival.caller : unlessNew(arrival.caller), agent),
    language: languageFor(plan, arrival.caller.language),
    ...atItsBegin(turn),
    ...(turnedAway === undefined ? {} : { turnedAway }),
    planVersion: turn.version,
    at: { flow: outside ? outsideCallFlow : (flow ?? plan.unknownNumber), step: 0 },
    askedBefore: {},
    idsUsed: 0,
  };
  turn.put(call);
  turn.journal({
    type: 'callArrived',
    call: call.id,
    via: call.via,
    dialled: call.dialled,
    ...(arrival.routingNumber === undefined ? {} : { routingNumber: arrival.routingNumber }),
    caller: call.caller,
    ...(beside === undefined ? {} : { beside }),
    ...(madeBy === undefined ? {} : { agent: madeBy }),
    ...(arrival.ticket === undefined ? {} : { ticket: arrival.ticket }),
    planVersion: call.planVersion,
    leg: call.leg,
    ...(refused === undefined ? {} : { refused }),
  });
  if (arrival.clickedAt !== undefined)
    turn.journal({
      type: 'ownPhoneRang',
      call: call.id,
      phone: arrival.via.name,
      outcome: 'answered',
      rangFor: Math.max(0, turn.now - arrival.clickedAt),
    });
  if (agent !== undefined && beside !== undefined) {
    turn.journal({ type: 'secondCallMade', call: beside, agent, second: call.id, dialled });
  }
  if (emergency !== undefined) warnOfEmergency(turn, call);
  if (overload !== undefined) {
    turnAwayForNow(turn, call, overload);
  } else if (code) {
    // An agent who is at another phone comes back to their own.
    const owner = code.do === 'log in' ? turn.world.ownerOfPhone(arrival.via.name) : undefined;
    if (takesTime && agent !== undefined) holdCallingAgent(turn, call, agent);
    obeyCode(turn, call, code, agent ?? owner);
  } else if (alarm) {
    if (agent !== undefined) holdCallingAgent(turn, call, agent);
    reportAlarm(turn, call, alarm);
  } else if (sound) {
    if (agent !== undefined) holdCallingAgent(turn, call, agent);
    recordSound(turn, call, { ...sound, ...(agent === undefined ? {} : { agent }) });
  } else if (isBlocked && plan.blocked === undefined) {
    turnAway(turn, call);
  } else {
    if (agent !== undefined) holdCallingAgent(turn, call, agent);
    if (slot !== undefined) fetchParked(turn, call, slot);
    else if (agent !== undefined && outside) callOutside(turn, call, outside, agent);
    else turn.goTo(call, call.at);
  }
}

/**
 * The phone was rung so that its agent can record a sound; which one stands in what it dials. By hand it cannot be dialled: it is
 * an unknown number then.
 */
function soundClicked(plan: Plan, { clickedAt, dialled }: Arrival): SoundWanted | undefined {
  const wanted = clickedAt === undefined ? undefined : soundDialled(dialled);
  return wanted && plan.languages.includes(wanted.language) ? wanted : undefined;
}

/** A number that the plan has itself leads where the plan says; `check` warns of it. */
function emergencyFlow(plan: Plan, dialled: string): FlowId | undefined {
  return numberOf(plan, dialled) === undefined ? plan.emergency?.flows[dialled] : undefined;
}

/** A colleague by name or number; a number that the plan has itself leads where the plan says. */
function colleagueFlow(plan: Plan, dialled: string): FlowId | undefined {
  return numberOf(plan, dialled) === undefined ? plan.colleagues?.[dialled.toLowerCase()] : undefined;
}

/** Whether an agent who dials that at their phone reaches anybody; codes and emergency numbers are dialled by hand only. */
export const isDialledAtPhone = (plan: Plan, dialled: string): boolean =>
  numberOf(plan, dialled) !== undefined || colleagueFlow(plan, dialled) !== undefined;

/** People on the spot want to know at once, whether it goes out or not. */
function warnOfEmergency(turn: Turn, { id, via, dialled, callingAgent }: Call): void {
  const who = callingAgent ?? `phone ${via.name}`;
  const isCarried = (turn.plan.emergency?.trunks.length ?? 0) > 0;
  const what = isCarried
    ? `${who} makes an emergency call: ${dialled}`
    : `${who} dials ${dialled}, and no trunk carries emergency calls`;
  const code = isCarried ? 'emergency_call' : 'emergency_not_carried';
  turn.journal({ type: 'alarmRaised', code, what, call: id, about: 'emergency' });
}

/** Who is turned away does not become a contact. */
function unlessNew(caller: Caller): Caller {
  const { contact: _, ...stranger } = caller;
  return caller.isNew ? stranger : caller;
}

/** Who is logged in at a phone calls from it, whosever it is. */
function callerAt(plan: Plan, caller: Caller, agent: AgentName | undefined): Caller {
  const title = agent === undefined ? undefined : plan.agents[agent]?.title;
  return title === undefined ? caller : { ...caller, name: title };
}

/** A call that could not even be begun: counted, and not left hanging. */
export function callIsRefused(turn: Turn, arrival: Arrival): void {
  const { leg, via, dialled, caller } = arrival;
  const call = callId(turn.takeCallNumber());
  turn.journal({ type: 'callArrived', call, via, dialled, caller, planVersion: turn.version });
  turn.journal({ type: 'callEnded', call, outcome: 'failed', by: 'engine', lasted: 0, talked: 0 });
  turn.command({ do: 'hangUp', call, leg, cause: 'congestion' });
}

function reasonAgainst(overload: boolean, blocked: boolean, notInUse: boolean): Call['turnedAway'] {
  if (overload) return 'overload';
  if (blocked) return 'blocked';
  return notInUse ? 'number_not_in_use' : undefined;
}

/** Where a dialled number leads this caller. */
function flowOf(plan: Plan, dialled: string, caller: Caller, agent: AgentName | undefined): FlowId {
  const number = numberOf(plan, dialled);
  const theirs = number === undefined ? undefined : numberFor(plan, number, caller, agent);
  return theirs ?? flowFor(plan, dialled);
}

/** The contact's language if the plan speaks it, or its base (`de` for `de-AT`); else the plan's own. */
function languageFor(plan: Plan, wanted: Language | undefined): Language {
  const candidates = wanted === undefined ? [] : [wanted, wanted.split('-')[0] ?? wanted];
  return candidates.find((language) => plan.languages.includes(language)) ?? plan.language;
}

function turnAway(turn: Turn, call: Call): void {
  endCall(turn, call, { outcome: 'blocked', by: 'plan', cause: 'declined' });
}

/** The call that an agent is in already when they make this one. */
function callOfAgent(turn: Turn, name: AgentName): CallId | undefined {
  const { activity } = turn.agent(name) ?? {};
  return activity?.kind === 'talking' || activity?.kind === 'calling' ? activity.call : undefined;
}

/** An agent who is rung meanwhile has a second line at their phone; that claim stands. */
function holdCallingAgent(turn: Turn, call: Call, name: AgentName): void {
  const agent = turn.agent(name);
  if (!agent) return;
  const { kind } = agent.activity;
  if (kind === 'offered' || kind === 'calling' || (kind === 'talking' && agent.activity.beside)) return;
  changeAgent(turn, calling(agent, call.id, call.leg));
}
