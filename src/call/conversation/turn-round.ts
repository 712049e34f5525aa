/**
 * An agent has called somebody, and is the caller of their own call. Turned round, it is a call like any other: whom they
 * called is its caller, and the agent serves them, so that they can be held, transferred, recorded and joined.
 *
 * ```
 *   before   caller: anna's own leg      serving: +49301234567 (or boris)
 *   after    caller: +49301234567        serving: anna
 * ```
 *
 * A call outside is turned round when it is answered; one to a colleague only when the agent asks for something that needs
 * it. A call to the emergency services stays as it is: nobody passes it on.
 */
import { callingOn, servesWhomTheyCalled, talked } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import { calledIsOver } from '../../plan/rules/outside-by-agents.ts';
import { defined } from '../../shared/defined.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { noteResumed } from '../actions/hold-ends.ts';
import { wrapUpOwed } from '../actions/leaving.ts';
import { nameOf } from '../actions/offers.ts';
import { isDialledOutside, isEmergencyCall } from '../actions/outside.ts';
import { type Call, type CallIn, inTalk } from '../kept/call.ts';
import type { Caller } from '../kept/events.ts';
import {
  aloneIn,
  type CallerParty,
  type Conversation,
  type OtherParty,
  type ServingParty,
  servingIn,
} from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { cancel } from './aside.ts';
import { backToAgent } from './back-to-agent.ts';

/** They may be in another call by then. */
const patience: Duration = seconds(20);

/** Undefined: it cannot be, and is as before. */
export function turnRound(turn: Turn, call: CallIn<'talking'>): CallIn<'talking'> | undefined {
  if (whyNotTurned(turn, call)) return undefined;
  const alone = withoutAside(turn, call);
  const { callingAgent: agent, holdMusic: _, called: __, ...rest } = alone;
  const { conversation } = alone.phase;
  const [mine, theirs, ...joined] = conversation.parties;
  const state = agent === undefined ? undefined : turn.agent(agent);
  if (agent === undefined || !state) return undefined;
  const turned: Conversation = {
    ...conversation,
    parties: [
      holdingSince(turn.now, callerFrom(theirs)),
      holdingSince(turn.now, servingFrom(mine, theirs, agent)),
      ...joined,
    ],
  };
  const over = overOf(theirs);
  const after: CallIn<'talking'> = {
    ...rest,
    leg: theirs.leg,
    node: theirs.node,
    caller: alone.called ?? callerIn(turn, theirs),
    hears: aloneIn(turned) === theirs.leg ? 'music' : 'nothing',
    ...(theirs.who.kind === 'agent' ? { callingAgent: theirs.who.agent } : {}),
    ...(over === undefined ? {} : { over }),
    calledBy: agent,
    // Not at the step by which the agent came to them: what follows it is for the agent who called.
    at: { flow: over === undefined ? calledIsOver.colleague : calledIsOver.outside, step: -1 },
    phase: {
      ...alone.phase,
      conversation: turned,
      search: backToAgent(agent, alone.phase.search.since, patience),
    },
  };
  // Who holds does so under another name from now on: as the caller, or as the agent who serves.
  for (const party of [mine, theirs]) noteResumed(turn, alone, party, 'the call was turned round');
  changeAgent(turn, servesWhomTheyCalled(state, call.id, mine.leg));
  if (theirs.who.kind === 'agent') isCallerNow(turn, alone, theirs);
  turn.journal({
    type: 'turnedRound',
    call: call.id,
    leg: theirs.leg,
    caller: nameOf(theirs.who),
    agent,
    ...dialledIn(alone),
  });
  const [caller, serving] = turned.parties;
  if (caller.holds) turn.journal({ type: 'held', call: call.id, leg: caller.leg, who: 'caller' });
  if (serving.holds) turn.journal({ type: 'held', call: call.id, leg: serving.leg, who: agent });
  turn.put(after);
  return after;
}

/** A number that the agent dialled belongs to a contact; a number in the plan is a place of the plan. */
function dialledIn(call: Call): { readonly dialledOutside?: true; readonly contact?: string } {
  return isDialledOutside(call)
    ? { dialledOutside: true, ...defined({ contact: call.called?.contact }) }
    : {};
}

const holdingSince = <P extends CallerParty | ServingParty>(since: Instant, party: P): P =>
  party.holds ? { ...party, holds: { ...party.holds, since } } : party;

function whyNotTurned(turn: Turn, call: CallIn<'talking'>): boolean {
  const { callingAgent, aside, via, dialled } = call;
  if (callingAgent === undefined || aside || via.kind !== 'phone') return true;
  const { conversation } = call.phase;
  // A page that is reloaded comes back as who it was.
  if (conversation.parties.some(({ away }) => away !== undefined)) return true;
  const { who } = servingIn(conversation);
  if (who.kind === 'place' && who.place.kind !== 'outside') return true;
  const numbers = [
    dialled,
    ...(who.kind === 'place' && who.place.kind === 'outside' ? [who.place.number] : []),
  ];
  if (numbers.some((number) => isEmergencyCall(turn, call, number))) return true;
  // Who talks in another call, or is rung, serves there.
  return turn.agent(callingAgent)?.activity.kind !== 'calling';
}

/** Whoever is called asks somebody meanwhile, which only one who serves can do. */
function withoutAside(turn: Turn, call: CallIn<'talking'>): CallIn<'talking'> {
  const { aside } = servingIn(call.phase.conversation);
  const theirs = aside === undefined ? undefined : turn.call(aside);
  if (theirs) cancel(turn, theirs, 'engine');
  return inTalk(turn.call(call.id)) ?? call;
}

function callerFrom({
  role: _,
  who: __,
  offer: ___,
  over: ____,
  rang: _____,
  ...leg
}: ServingParty): CallerParty {
  return { ...leg, role: 'caller' };
}

function servingFrom(
  { role: _, ...leg }: CallerParty,
  { offer }: ServingParty,
  agent: AgentName,
): ServingParty {
  return { ...leg, role: 'serving', who: { kind: 'agent', agent }, offer };
}

function overOf({ who, over }: OtherParty): string | undefined {
  return over ?? (who.kind === 'place' && who.place.kind === 'outside' ? who.place.trunk : undefined);
}

function callerIn(turn: Turn, { who }: OtherParty): Caller {
  const known = { isNew: false, tags: [] };
  if (who.kind === 'agent') return { ...known, name: turn.plan.agents[who.agent]?.title ?? who.agent };
  return who.place.kind === 'outside' ? { ...known, number: who.place.number } : known;
}

/** They have served, and are in a call of their own from now on. */
function isCallerNow(turn: Turn, call: CallIn<'talking'>, party: ServingParty): void {
  const agent = party.who.kind === 'agent' ? turn.agent(party.who.agent) : undefined;
  if (agent?.activity.kind !== 'talking' || agent.activity.leg !== party.leg) return;
  const owed = wrapUpOwed(turn, call, party, agent);
  const rested = talked(agent, turn.now - party.since, turn.now);
  changeAgent(turn, callingOn(rested, call.id, owed));
}
