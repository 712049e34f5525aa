/**
 * Invariants between any two turns. Stories and storms check them after each turn; the engine checks them now and
 * then, and raises an alarm.
 */

import { phonesOf } from '../agents/phones.ts';
import { exclusion, notAvailable } from '../routing/eligibility.ts';
import { membersEver } from '../routing/widening.ts';
import { callbackContext, mayBeCalled } from './callbacks/callbacks.ts';
import {
  type Call,
  type CallIn,
  hasLeg,
  isAbsent,
  isSeeking,
  legsIn,
  legsOfCall,
  type PhaseName,
  timerEndsWith,
} from './kept/call.ts';
import { aloneIn, type Conversation, isAgent, noticedIn, othersIn } from './kept/parties.ts';
import { whyNotTold } from './recording/deciding.ts';
import { whySilent } from './recording/segments.ts';
import { placeFor, samePlace } from './supervision/supervising.ts';
import { Turn } from './turn/turn.ts';
import { queueWaitedFor } from './turn/waiting-list.ts';
import type { World } from './turn/world.ts';
import { shouldHaveLeft } from './waiting/queue-limits.ts';
import { questionOf } from './waiting/routing-question.ts';

/**
 * What is broken, in sentences; empty: nothing.
 *
 * @param most so many agents are asked about, all callers who wait taken together; of a crowd another part each time
 */
export function breaches(world: World, now: number, most = Number.POSITIVE_INFINITY): string[] {
  return [
    ...agentBreaches(world),
    ...sharedPhones(world),
    ...callBreaches(world),
    ...idleBesideWaiting(world, now, most),
    ...waitingForNobody(world, now, most),
  ];
}

function* agentBreaches(world: World): Iterable<string> {
  for (const { name, activity, pause, timers } of world.agents.values()) {
    if (activity.kind === 'offered' || activity.kind === 'talking') {
      const call = world.calls.get(activity.call);
      const holds =
        activity.kind === 'offered'
          ? call?.offers.some(
              ({ id, to }) => id === activity.offer && to.kind === 'agent' && to.agent === name,
            )
          : call?.phase.name === 'talking' &&
            othersIn(call.phase.conversation).some(
              (party) => party.leg === activity.leg && isAgent(party, name),
            );
      if (!holds) yield `agent ${name} is ${activity.kind} for call ${activity.call}, which does not know it`;
    }
    const made = activity.kind === 'calling' ? activity : activity.kind === 'talking' && activity.beside;
    if (made && world.calls.get(made.call)?.callingAgent !== name) {
      yield `agent ${name} is calling in call ${made.call}, which they have not made`;
    }
    const timed = activity.kind === 'wrapping_up' || activity.kind === 'hanging_up';
    const ofActivity = timers.filter(({ what }) => what !== 'pauseTooLong');
    if (timed !== ofActivity.length > 0)
      yield `agent ${name} is ${activity.kind} with ${ofActivity.length} timers`;
    if (ofActivity.length < timers.length && !pause)
      yield `agent ${name} has the timer of a pause that is over`;
  }
}

/** No agent is rung at a phone where another agent is logged in. */
function* sharedPhones(world: World): Iterable<string> {
  const taken = new Map<string, string>();
  for (const agent of world.agents.values()) {
    if (agent.at !== undefined && !agent.loggedIn) yield `agent ${agent.name} is logged out at ${agent.at}`;
    if (!agent.loggedIn) continue;
    for (const phone of phonesOf(agent, world.plan)) {
      const other = taken.get(phone);
      if (other !== undefined) yield `agents ${other} and ${agent.name} are both at phone ${phone}`;
      taken.set(phone, agent.name);
    }
  }
}

function* callBreaches(world: World): Iterable<string> {
  const legs = new Set<string>();
  for (const call of world.calls.values()) {
    for (const leg of legsOfCall(call)) {
      if (legs.has(leg)) yield `leg ${leg} of call ${call.id} is in two places`;
      legs.add(leg);
      if (world.callOnLeg(leg) !== call.id) yield `leg ${leg} of call ${call.id} is not found by its id`;
    }
    for (const offer of call.offers) {
      const { id, to } = offer;
      if (legsIn(offer).length === 0) yield `offer ${id} rings nowhere`;
      const activity = to.kind === 'agent' ? world.agents.get(to.agent)?.activity : undefined;
      if (to.kind === 'agent' && !(activity?.kind === 'offered' && activity.offer === id)) {
        yield `offer ${id} rings agent ${to.agent}, who does not know it`;
      }
      const queue = queueWaitedFor(call);
      const out = to.kind === 'agent' && queue !== undefined && world.agents.get(to.agent)?.outOf?.[queue];
      if (out) yield `offer ${id} of queue ${queue} rings agent ${to.agent}, who is out of it`;
      if (!call.timers.some(({ offer }) => offer === id)) yield `offer ${id} rings without an end`;
    }
    for (const { what, offer } of call.timers) {
      const isOfOffer = timerEndsWith[what] === 'offer';
      if (isOfOffer !== call.offers.some(({ id }) => id === offer))
        yield `call ${call.id} has a timer ${what} ${isOfOffer ? 'without its offer' : `of offer ${offer}`}`;
    }
    yield* phaseBreaches(world, call);
    yield* asideBreaches(world, call);
  }
}

/** A call that is made for another and that other know each other, and the agent's leg is in one of the two. */
function* asideBreaches(world: World, { id, aside, phase, timers, callingAgent }: Call): Iterable<string> {
  if (!aside) return;
  const of = world.calls.get(aside.of);
  const parties = of?.phase.name === 'talking' ? othersIn(of.phase.conversation) : [];
  const party = parties.find((each) => each.aside === id);
  if (!party) {
    yield `call ${id} is made for call ${aside.of}, which does not know it`;
    return;
  }
  if (callingAgent === undefined || !isAgent(party, callingAgent))
    yield `call ${id} is made by ${callingAgent}, who is somebody else in call ${aside.of}`;
  if ((party.lentTo === id) !== aside.hasLeg)
    yield `leg ${party.leg} is in both or none of ${aside.of} and ${id}`;
  const searches = phase.name === 'waiting' || (phase.name === 'ringing' && phase.search.for !== 'place');
  if (searches && !timers.some(({ what }) => what === 'asideRanOut'))
    yield `call ${id} looks for somebody for ever, and the caller of ${aside.of} waits`;
}

function* phaseBreaches(world: World, call: Call): Iterable<string> {
  const { phase, offers } = call;
  if ((phase.name === 'ringing' || phase.name === 'calling_back') !== offers.length > 0) {
    yield `call ${call.id} is ${phase.name} with ${offers.length} offers`;
  }
  yield* supervisionBreaches(call);
  yield* (breachesIn[phase.name] as BreachesIn<PhaseName>)(call, world);
}

type BreachesIn<Name extends PhaseName> = (call: CallIn<Name>, world: World) => Iterable<string>;

const nothing: readonly string[] = [];

/** What must not be in one phase; a phase without its row does not compile. */
const breachesIn: { readonly [Name in PhaseName]: BreachesIn<Name> } = {
  arriving: isKept,
  listening: () => nothing,
  choosing: (call) => waitsForKey(call, 'chooses'),
  *asking(call) {
    yield* waitsForKey(call, 'keys something in');
    const { id, phase, hears } = call;
    if (phase.question !== undefined && phase.playback === undefined && hears === 'nothing')
      yield `the caller of call ${id} waits for an answer in silence`;
  },
  spelling: (call) => waitsForKey(call, 'spells'),
  consenting: (call) => waitsForKey(call, 'is asked whether it may be recorded'),
  logging_in: (call) => waitsForKey(call, 'logs in'),
  hearing_messages: (call) => waitsForKey(call, 'hears messages'),
  hearing_alarm: (call) => waitsForKey(call, 'hears an alarm'),
  *recording_sound(call) {
    if (!call.phase.recording) yield* waitsForKey(call, 'records a sound');
  },
  *waiting(call) {
    const { search } = call.phase;
    const isPatient = search.for === 'agents' && call.timers.some(({ what }) => what === 'mayAskAgain');
    if (search.for !== 'queue' && !isPatient) yield `call ${call.id} waits for no one`;
    else if (search.for !== 'queue') return;
    else if (search.until !== undefined && !call.timers.some(({ what }) => what === 'patienceRanOut')) {
      yield `call ${call.id} waits beyond its time`;
    }
    if (isAbsent(call)) yield `call ${call.id} waits without its caller`;
    yield* askedForEver(call);
    yield* waitsInSilence(call);
  },
  *ringing(call) {
    yield* askedForEver(call);
    yield* waitsInSilence(call);
  },
  *awaiting_callback(call) {
    if (!isAbsent(call)) yield `call ${call.id} awaits a callback with the caller there`;
    if (!call.timers.some(({ what }) => what === 'callbackExpired')) yield `callback ${call.id} never ends`;
  },
  *calling_back(call) {
    const { id, offers, phase } = call;
    if (!isAbsent(call)) yield `call ${id} calls back a caller who is there`;
    if (offers.length !== 1 || offers[0]?.id !== phase.offer) yield `callback ${id} holds no agent`;
  },
  *talking(call, world) {
    yield* conversationBreaches(world, call, call.phase.conversation);
    yield* recordingBreaches(world, call, call.phase.conversation);
  },
  *leaving_message({ id, phase }) {
    if (!phase.playback && !phase.recording) yield `call ${id} leaves no message`;
  },
  *answering_survey(call) {
    if (call.phase.recording === undefined) yield* waitsForKey(call, 'is asked how the talk was');
  },
  saying_goodbye: () => nothing,
  ended: isKept,
};

function* isKept({ id, phase }: Call): Iterable<string> {
  yield `call ${id} is kept although it is ${phase.name}`;
}

/** No prompt is playing, so something has to end the wait for the next key. */
function* waitsForKey({ id, phase, timers }: Call, does: string): Iterable<string> {
  const isHeard = 'playback' in phase && phase.playback !== undefined;
  if (!isHeard && timers.length === 0) yield `call ${id} ${does} for ever`;
}

/** Who has the call is by the type: one caller, one who serves. */
function* conversationBreaches(
  world: World,
  { id, leg, hears, aside, phase, timers }: CallIn<'talking'>,
  conversation: Conversation,
): Iterable<string> {
  const alone = aloneIn(conversation);
  const isSpokenTo = phase.playback !== undefined;
  const isTold = noticedIn(conversation) !== undefined;
  if (isTold && !isSpokenTo && !timers.some(({ what }) => what === 'keyWaitRanOut'))
    yield `call ${id} waits for ever for the end of a recording notice`;
  if (isSpokenTo && alone !== leg && !isTold) yield `the caller of call ${id} hears words beside somebody`;
  const isAwaited = othersIn(conversation).some(({ away }) => away);
  if (isAwaited && !timers.some(({ what }) => what === 'rejoinRanOut'))
    yield `call ${id} waits for ever for an agent whose page is gone`;
  // Nobody talks with the caller: they hear words or music. (One who holds themselves has gone on purpose.)
  if (alone === leg && hears !== 'music' && !isSpokenTo) yield `the caller of call ${id} hears nothing`;
  if (alone !== leg && hears === 'music') yield `the caller of call ${id} hears music beside somebody`;
  for (const party of conversation.parties) {
    const lentHere = party.role === 'caller' && aside && !aside.hasLeg ? aside.of : undefined;
    const lentThere =
      party.role !== 'caller' && party.aside ? world.calls.get(party.aside)?.aside : undefined;
    const lent = lentHere ?? (lentThere?.hasLeg && party.role !== 'caller' ? party.aside : undefined);
    if (party.lentTo !== lent) yield `leg ${party.leg} of call ${id} is lent to ${party.lentTo}, not ${lent}`;
    if (party.role !== 'caller' && party.aside && lentThere?.of !== id)
      yield `${party.leg} has call ${party.aside} beside call ${id}, which does not know it`;
  }
  const [caller] = conversation.parties;
  if (caller.leg !== leg) yield `the caller of call ${id} is not in its conversation`;
  for (const party of othersIn(conversation)) {
    const { who } = party;
    if (party.holds && party.holds.since < party.since)
      yield `${party.leg} held before it came to call ${id}`;
    if (party.since < conversation.since) yield `${party.leg} was in call ${id} before it began`;
    const activity = who.kind === 'agent' ? world.agents.get(who.agent)?.activity : undefined;
    if (who.kind === 'agent' && !(activity?.kind === 'talking' && activity.leg === party.leg))
      yield `agent ${who.agent} talks in call ${id}, and does not know it`;
  }
}

/** Who listens is brought to the agent who talks, and is told nothing else. */
function* supervisionBreaches(call: Call): Iterable<string> {
  for (const { id, state, mode, placed } of call.supervisions ?? []) {
    if (state === 'ringing' && placed) yield `supervisor ${id} hears a call that they have not answered`;
    if (state === 'on' && !samePlace(placed, placeFor(call, mode)))
      yield `supervisor ${id} is not where the talk is`;
  }
}

/** Nothing is recorded while it should not be, nor of who has not been told what the plan says. */
function* recordingBreaches(world: World, call: Call, conversation: Conversation): Iterable<string> {
  const { recording } = conversation;
  if (!recording) return;
  const silent = whySilent(conversation, recording);
  const isOpen = recording.segment !== undefined;
  if (isOpen && silent !== undefined) yield `call ${call.id} is recorded, although ${silent}`;
  if (!isOpen && silent === undefined) yield `call ${call.id} is to be recorded, and is not`;
  const rule = world.planOf(call.planVersion).recording?.[recording.rule];
  const untold = rule && whyNotTold(call.recordingTold, rule);
  if (untold !== undefined) yield `call ${call.id} is recorded, although ${untold}`;
  const resumes = call.timers.some(({ what }) => what === 'recordingResumes');
  if (recording.paused && !resumes) yield `the recording of call ${call.id} is paused for ever`;
}

/** Who looks for somebody hears music, ringing or a prompt; unless their leg is with another call meanwhile. */
function* waitsInSilence(call: CallIn<'waiting' | 'ringing'>): Iterable<string> {
  const { id, hears, phase } = call;
  if (hears === 'nothing' && !phase.playback && !phase.dialogue && hasLeg(call))
    yield `the caller of call ${id} waits in silence`;
}

function* askedForEver({ id, phase, timers }: Call): Iterable<string> {
  if (!('dialogue' in phase) || !phase.dialogue || phase.playback) return;
  if (!timers.some(({ what }) => what === 'keyWaitRanOut')) yield `call ${id} is asked for a number for ever`;
}

/** No agent is idle while a caller waits that they may serve. */
function* idleBesideWaiting(world: World, now: number, most: number): Iterable<string> {
  // In the very moment that a time ends, its timer may not have been heard yet.
  const [turn, later] = [new Turn(world, now - 1), new Turn(world, now)];
  const free = new Map([...world.agents].filter(([, agent]) => notAvailable(agent) === undefined));
  if (free.size === 0) return;
  for (const call of asManyAsMay(world, now, most)) {
    if (!isSeeking(call) || call.phase.name === 'ringing' || call.phase.search.for !== 'queue') continue;
    if (
      isAbsent(call) &&
      ![turn, later].every((moment) => mayBeCalled(call, callbackContext(moment, call)))
    ) {
      continue;
    }
    if (isAboutToBeLookedAt(call, now)) continue;
    const { search } = call.phase;
    // Not by `mayTake`, the short question that is asked for each agent who becomes free: both must agree.
    const { agents, need } = questionOf(turn, call, search);
    for (const name of agents) {
      const [agent, profile] = [free.get(name), turn.plan.agents[name]];
      if (agent && profile && exclusion(agent, profile, need, turn.now) === undefined)
        yield `agent ${name} is free, and call ${call.id} waits in queue ${search.queue}`;
    }
  }
}

/** No caller waits in a queue without ready agents if the plan has an exit for that. */
function* waitingForNobody(world: World, now: number, most: number): Iterable<string> {
  const turn = new Turn(world, now);
  for (const call of asManyAsMay(world, now, most)) {
    const { phase } = call;
    if (phase.name !== 'waiting' || phase.search.for !== 'queue' || isAbsent(call)) continue;
    if (isAboutToBeLookedAt(call, now) || shouldHaveLeft(turn, call, phase.search) === undefined) continue;
    yield `call ${call.id} waits in queue ${phase.search.queue}, where no agent is ready for it`;
  }
}

/** Those who wait in queues, from another one on each time, until so many agents have been asked about. */
function* asManyAsMay({ calls, plan }: World, now: number, most: number): Iterable<Call> {
  const waiting = [...calls.values()].filter((call) => queueWaitedFor(call) !== undefined);
  const first = now % waiting.length;
  let asked = 0;
  for (const call of [...waiting.slice(first), ...waiting.slice(0, first)]) {
    const queue = plan.queues[queueWaitedFor(call) ?? ''];
    yield call;
    asked += queue ? membersEver(queue).length : 0;
    if (asked >= most) return;
  }
}

/** A time is over (to leave somebody alone, to widen), and the turn that this leads to is on its way. */
function isAboutToBeLookedAt(call: Call, now: number): boolean {
  return call.timers.some(({ at }) => at <= now);
}
