/**
 * Whom a call that looks for somebody gets now: it is offered to those that the decision chose. No one chosen: a
 * queue's caller waits on, and is looked after when somebody may be had; a `ring` step is given up.
 */
import type { AgentName } from '../../plan/model.ts';
import type { Decision, Exclusion } from '../../routing/decision.ts';
import { isOccupied, notAvailable } from '../../routing/eligibility.ts';
import { strategyOf } from '../../routing/strategy.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import { moveTo } from '../actions/move.ts';
import { makeOffer } from '../actions/offers.ts';
import { remind } from '../actions/remind.ts';
import { musicOf, playMusic } from '../actions/sound.ts';
import { callbackContext, mayBeCalled } from '../callbacks/callbacks.ts';
import { callerFirst, mayCallOut } from '../callbacks/calling-back.ts';
import {
  type Call,
  type CallIn,
  isAbsent,
  isSearching,
  type QueueSearch,
  type Search,
  type Seeking,
} from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { awaitAnnouncement } from './announcements.ts';
import { leaveIfDeserted } from './queue-limits.ts';
import { leave } from './ring-exits.ts';
import { decisionFor, leftAlone, type PersonSearch } from './routing-question.ts';
import { awaitLook, awaitWidening } from './widening.ts';

/** Rings the agents that the call may have now; without any, it keeps waiting or, in a `ring` step, continues. */
export function seek(turn: Turn, call: Seeking): void {
  const { search } = call.phase;
  if (search.for === 'place') {
    leave(turn, call, search, 'unreachable');
    return;
  }
  const awaiting = search.for === 'queue' ? awaitWidening(turn, call, search) : call;
  const decision = decisionFor(turn, awaiting, search);
  if (decision.chosen.length > 0) {
    if (!isResting(awaiting)) offerTo(turn, awaiting, search, decision);
    else if (mayCallOut(turn, awaiting, decision)) {
      if (awaiting.callback?.first === 'caller') callerFirst(turn, awaiting, decision);
      else offerTo(turn, awaiting, search, decision);
    }
  } else if (search.for === 'queue') {
    waitOn(turn, awaiting, search, decision);
  } else if (call.offers.length === 0) {
    if (waitsForThem(turn, call, search)) return;
    giveUp(turn, call, search, decision);
  } else if (strategyOf(search.strategy).rings === 'one more') {
    // No one else is free now; who becomes free while it rings is rung with the next beat.
    turn.put(remind(turn, awaiting, 'oneMoreDue', turn.now + paceOf(turn, call, search)));
  }
}

/** Whether an agent who has become free would be rung for a call in this phase, and not only when it waits. */
export function takesMore(turn: Turn, call: Call): call is Seeking {
  const { phase } = call;
  if (phase.name === 'waiting') return true;
  if (phase.name === 'awaiting_callback') return mayBeCalled(call, callbackContext(turn, call));
  if (phase.name !== 'ringing' || phase.search.for === 'place') return false;
  const { search } = phase;
  switch (strategyOf(strategyFor(turn, call, search)).rings) {
    case 'one':
      return false;
    case 'all':
      return search.for === 'queue';
    case 'one more':
      return search.moreFrom !== undefined && search.moreFrom <= turn.now;
  }
}

function strategyFor(turn: Turn, call: Call, search: PersonSearch) {
  if (search.for === 'agents') return search.strategy;
  return turn.queue(search.queue, call)?.strategy ?? 'longest idle';
}

function offerTo(turn: Turn, call: Seeking, search: PersonSearch, decision: Decision): void {
  const ringFor = ringForOf(turn, call, search);
  const isPaced = strategyOf(decision.strategy).rings === 'one more';
  const moreFrom = turn.now + paceOf(turn, call, search);
  const paced = isPaced ? { ...search, moreFrom } : search;
  const ringing: Call =
    call.phase.name === 'ringing'
      ? { ...call, phase: { ...call.phase, search: paced } }
      : moveTo(
          turn,
          entertained(turn, call),
          { ...underway(call), name: 'ringing', search: paced },
          `offered to ${decision.chosen.join(', ')}`,
        );
  const offering = decision.chosen.reduce<Call>(
    // One decision, however many phones ring by it: it is told once.
    (rest, agent, nth) =>
      makeOffer(turn, rest, { kind: 'agent', agent }, ringFor, nth === 0 ? decision : undefined),
    ringing,
  );
  const timed = isPaced ? remind(turn, offering, 'oneMoreDue', moreFrom) : offering;
  if (search.for === 'agents') {
    turn.put(timed);
    return;
  }
  const reminded = remind(turn, timed, 'mayAskAgain', nextChance(turn, timed, search));
  turn.put(isSearching(reminded) ? awaitAnnouncement(turn, reminded) : reminded);
}

function waitOn(turn: Turn, call: Seeking, search: QueueSearch, decision: Decision): void {
  if (call.phase.name === 'ringing') return;
  const queue = turn.queue(search.queue, call);
  if (queue && !isAbsent(call) && leaveIfDeserted(turn, call, search, queue)) return;
  if (!search.nobodyFreeSaid) turn.journal({ type: 'nobodyFree', call: call.id, decision });
  const phase = { ...call.phase, search: { ...search, nobodyFreeSaid: true } };
  const waiting: Call = { ...call, phase };
  const reminded = remind(turn, waiting, 'mayAskAgain', nextChance(turn, waiting, search));
  if (reminded.phase.name !== 'waiting') {
    turn.put(reminded);
    return;
  }
  const looking = awaitLook(turn, { ...reminded, phase: reminded.phase }, search);
  turn.put(awaitAnnouncement(turn, looking));
}

/** When somebody who is there, and may not take the call now, may do so: asked before, or it is kept for another. */
function nextChance(turn: Turn, call: Call, search: QueueSearch): Instant | undefined {
  const queue = turn.queue(search.queue, call);
  const untils = [
    // Not from a decision's exclusions: another rule may keep somebody out now, and not by then.
    ...leftAlone(call, search, queue?.tryAgainAfter).values(),
    search.since + (queue?.prefer?.for ?? 0),
  ].filter((until) => until > turn.now);
  return untils.length > 0 ? Math.min(...untils) : undefined;
}

function paceOf(turn: Turn, call: Call, search: PersonSearch): Duration {
  const pace = search.for === 'agents' ? search.moreAfter : turn.queue(search.queue, call)?.moreAfter;
  return pace ?? seconds(5);
}

const asksAgainAfter: Duration = 500;

/** They had the call, and may be about to put their phone down. */
function waitsForThem(turn: Turn, call: Call, search: Extract<Search, { for: 'agents' }>): boolean {
  const isParked = search.parked !== undefined && call.timers.some(({ what }) => what === 'mayAskAgain');
  if (isParked) return true;
  const { patientUntil = turn.now, agents } = search;
  const wasAsked = agents.every((name) => call.askedBefore[name] !== undefined);
  if (call.phase.name !== 'waiting' || wasAsked || patientUntil <= turn.now) return false;
  if (agents.every((name) => cannotCome(turn, name, patientUntil))) return false;
  turn.put(remind(turn, call, 'mayAskAgain', Math.min(patientUntil, turn.now + asksAgainAfter)));
  return true;
}

/** They are away, or wrap up for longer. */
function cannotCome(turn: Turn, name: AgentName, until: Instant): boolean {
  const agent = turn.agent(name);
  const hindrance = agent && notAvailable(agent);
  if (!hindrance) return agent === undefined;
  return hindrance.rule === 'wrapping_up' ? hindrance.until >= until : !isOccupied(hindrance);
}

/** None of the persons can be had: on to the next step, or to where the plan says for this case. */
function giveUp(
  turn: Turn,
  call: Call,
  search: Extract<Search, { for: 'agents' }>,
  decision: Decision,
): void {
  const rules = [
    ...decision.excluded.map(({ rule }) => rule.rule),
    ...(Object.keys(decision.beyond?.excluded ?? {}) as Exclusion['rule'][]),
  ];
  const occupied = rules.some((rule) => isOccupied({ rule }));
  const exit = search.lastMiss ?? (occupied ? 'busy' : 'unreachable');
  if (!search.lastMiss && !search.parked) turn.journal({ type: 'nobodyFree', call: call.id, decision });
  leave(turn, call, search, exit);
}

function ringForOf(turn: Turn, call: Call, search: PersonSearch): Duration {
  return search.for === 'agents' ? search.ringFor : (turn.queue(search.queue, call)?.ringFor ?? 20_000);
}

const isResting = (call: Call): call is CallIn<'awaiting_callback'> =>
  call.phase.name === 'awaiting_callback';

/** What is said to a caller goes on while a phone rings: only somebody who answers interrupts it. */
const underway = ({ phase }: Seeking): Pick<CallIn<'waiting'>['phase'], 'playback' | 'dialogue'> => ({
  ...('playback' in phase && phase.playback ? { playback: phase.playback } : {}),
  ...('dialogue' in phase && phase.dialogue ? { dialogue: phase.dialogue } : {}),
});

const entertained = (turn: Turn, call: Seeking): Call =>
  isAbsent(call) ||
  ('playback' in call.phase && call.phase.playback) ||
  ('dialogue' in call.phase && call.phase.dialogue)
    ? call
    : playMusic(turn, call, musicOf(turn, call));
