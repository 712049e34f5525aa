/**
 * The core: `step(world, event)` says what an event leads to, as changes, journal entries and commands. It touches
 * nothing; anyone who calls it stores the result, applies it to the world, and then carries the commands out.
 *
 * A fault in the treatment of one call ends that call politely and leaves everything else as it was.
 */

import { letGoBy } from '../agents/board.ts';
import { exhausted } from '../shared/exhausted.ts';
import { type CallId, callOf } from '../shared/ids.ts';
import { setAnnouncement } from './actions/announcing.ts';
import { giveBack, leaveToAside } from './actions/asides.ts';
import { changeAgent } from './actions/change-agent.ts';
import { endCall } from './actions/ending.ts';
import { swapOnCall } from './actions/on-call.ts';
import { setSchedule } from './actions/schedules.ts';
import { callArrives, callIsRefused } from './arriving/arrival.ts';
import { walk } from './arriving/flow.ts';
import { ownPhoneNotAnswered } from './arriving/own-phone.ts';
import { callWasServed } from './arriving/served-by-safety-net.ts';
import { cancelCallback, windowIsSet } from './callbacks/callbacks.ts';
import { asideIsAnswered } from './conversation/aside.ts';
import { holdsAreUncertain } from './conversation/holding.ts';
import { doInTalk } from './conversation/talk-actions.ts';
import { agentChanges } from './desk/agent-changes.ts';
import { resultIsGiven } from './desk/giving-results.ts';
import { phoneChanges } from './desk/phones.ts';
import { queueServiceIsSet } from './desk/queue-service.ts';
import { commandFails } from './handlers/command-failed.ts';
import { hangUpIsAsked } from './handlers/hang-up-asked.ts';
import {
  legAnswers,
  legEnds,
  legHolds,
  legIsLost,
  legIsReplaced,
  legPresses,
  legRings,
  legVanishes,
  outcomeOfAside,
  pageComes,
  transferIsAsked,
  transferIsTold,
} from './handlers/legs.ts';
import { agentsAreExpected, planIsActivated, planIsFollowed } from './handlers/plan-change.ts';
import { promptEnds } from './handlers/prompts.ts';
import { qualityIsTold } from './handlers/quality.ts';
import { recordingIsAsked } from './handlers/recording-asked.ts';
import { engineStops } from './handlers/stopping.ts';
import { timeRunsOut } from './handlers/timers.ts';
import { trunkChanges } from './handlers/trunk-change.ts';
import { type Call, legsOfCall, type PhaseName, recordingIn } from './kept/call.ts';
import type { Event } from './kept/events.ts';
import { othersIn } from './kept/parties.ts';
import { recordingsFollow, segmentEnds } from './recording/segments.ts';
import { rowsOf } from './rows.ts';
import { askAgainAfterRestart } from './self-service/asking.ts';
import { sayGoodbye } from './self-service/goodbye.ts';
import { surveyIsAnsweredByEmail } from './self-service/survey-by-email.ts';
import {
  superviseIsAsked,
  supervisorAnswers,
  supervisorIsGone,
  supervisorsFollow,
} from './supervision/supervising.ts';
import type { AgendaItem } from './turn/agenda.ts';
import type { Judgement } from './turn/judgement.ts';
import { Turn, type TurnResult } from './turn/turn.ts';
import type { World } from './turn/world.ts';
import { agentIsMissed, rematch, seekFor, serve } from './waiting/dispatch.ts';

/** More than any sane turn leads to; beyond it the turn is broken off rather than the engine blocked. */
const agendaLimit = 100_000;

/** `judgedThen`: in a replay, what the turn decided about numbers when it was recorded. */
export function step(world: World, event: Event, judgedThen?: readonly Judgement[]): TurnResult {
  const turn = new Turn(world, event.at, judgedThen);
  const outcome = turn.attempt(() => handle(turn, event));
  if (!outcome.done) {
    breakOff(turn, callConcerned(world, event), outcome.error);
    if (event.type === 'callArrived') callIsRefused(turn, event);
  }
  settle(turn);
  const followed = turn.attempt(() => {
    recordingsFollow(turn);
    supervisorsFollow(turn);
  });
  if (!followed.done) breakOff(turn, undefined, followed.error);
  return turn.result();
}

function handle(turn: Turn, event: Event): void {
  switch (event.type) {
    case 'callArrived':
      return callArrives(turn, event);
    case 'legRinging':
      return legRings(turn, event.leg);
    case 'legAnswered':
      return legAnswers(turn, event.leg);
    case 'legEnded':
      turn.times = event.times;
      return legEnds(turn, event.leg, event.cause, event.why);
    case 'ownPhoneNotAnswered':
      return ownPhoneNotAnswered(turn, event);
    case 'transferAsked':
      return transferIsTold(turn, event);
    case 'transferRequested':
      return transferIsAsked(turn, event.leg, event.to, event.by);
    case 'legReplaced':
      return legIsReplaced(turn, event.leg, event.by);
    case 'talkActionAsked':
      return doInTalk(turn, event.call, event.action, event.by, event.leg);
    case 'legLost':
      return legIsLost(turn, event.leg, event.phone);
    case 'pageCame':
      return pageComes(turn, event.phone);
    case 'legVanished':
      return legVanishes(turn, event.leg, event.silentFor);
    case 'legQuality':
      return qualityIsTold(turn, event);
    case 'legHeld':
      return legHolds(turn, event.leg, true);
    case 'legUnheld':
      return legHolds(turn, event.leg, false);
    case 'hangUpAsked':
      return hangUpIsAsked(turn, event);
    case 'digitPressed':
      return legPresses(turn, event.leg, event.digit);
    case 'promptEnded':
      return promptEnds(turn, event);
    case 'recordingEnded':
      return recordingEnds(turn, event);
    case 'segmentBegan':
      return segmentBegins(turn, event);
    case 'segmentEnded':
      return segmentIsOver(turn, event);
    case 'recordingAsked':
      return recordingIsAsked(turn, event);
    case 'superviseAsked':
      return superviseIsAsked(turn, event);
    case 'supervisorAnswered':
      return supervisorAnswers(turn, event);
    case 'supervisorGone':
      return supervisorIsGone(turn, event);
    case 'phoneChanged':
      return phoneChanges(turn, event);
    case 'phoneMoved': {
      const { phone, from, to } = event;
      return turn.journal({ type: 'phoneMoved', phone, from, to });
    }
    case 'trunkChanged':
      return trunkChanges(turn, event);
    case 'callWasServed':
      return callWasServed(turn, event.served, event.caller);
    case 'timeRanOut':
      return timeRunsOut(turn, event.owner, event.timer);
    case 'agentLoggedIn':
    case 'agentLoggedOut':
    case 'agentPaused':
    case 'agentResumed':
    case 'agentExtendedWrapUp':
      return agentChanges(turn, event);
    case 'queueServiceSet':
      return queueServiceIsSet(turn, event);
    case 'resultGiven':
      return resultIsGiven(turn, event);
    case 'scheduleSet':
      setSchedule(turn, event.schedule, event.to, event.by);
      return windowIsSet(turn, event.schedule);
    case 'missedCallHandled':
      return turn.journal({ type: 'missedCallHandled', call: event.call, by: event.by });
    case 'messageChangeAsked': {
      const { call, recording, change, to, by } = event;
      const entry = { type: 'messageChanged', call, recording, change, by } as const;
      return turn.journal(to === undefined ? entry : { ...entry, to });
    }
    case 'surveyByEmail': {
      const { type: _, at: __, ...about } = event;
      return turn.journal({ type: 'surveyOffered', way: 'email', ...about });
    }
    case 'surveyAnsweredByEmail':
      return surveyIsAnsweredByEmail(turn, event);
    case 'reviewNoted': {
      const { type: _, at: __, ...about } = event;
      return turn.journal({ type: 'callReviewed', ...about });
    }
    case 'onCallSwapped':
      return swapOnCall(turn, event.rota, event.agent, event.until, event.by);
    case 'announcementSet':
      return setAnnouncement(turn, event.place, event.wanted, event.by);
    case 'pinChecked':
      return pinIsChecked(turn, event);
    case 'lookupAnswered':
      return lookupIsAnswered(turn, event);
    case 'messagesListed':
      return messagesAreListed(turn, event);
    case 'alarmPersonCalled': {
      const { person, to, code, because } = event;
      const entry = { type: 'alarmCalled', person, to, code } as const;
      return turn.journal(because === undefined ? entry : { ...entry, because });
    }
    case 'alarmsConfirmed':
      return turn.journal({ type: 'alarmConfirmed', by: event.by });
    case 'callbackCancelled':
      return callbackIsCancelled(turn, event);
    case 'planActivated':
      return planIsActivated(turn, event);
    case 'agentsExpected':
      return agentsAreExpected(turn, event);
    case 'planFollowed':
      return planIsFollowed(turn, event);
    case 'commandFailed':
      return commandFails(turn, event);
    case 'troubleFound':
      return troubleIsFound(turn, event);
    case 'contactErased': {
      const { contact, by, calls, messages } = event;
      return turn.journal({
        type: 'contactErased',
        ...(contact !== undefined && { contact }),
        by,
        calls,
        messages,
      });
    }
    case 'engineStarted':
      turn.journal({ type: 'engineStarted' });
      askAgainAfterRestart(turn);
      return holdsAreUncertain(turn);
    case 'exchangeLost':
      return turn.journal({ type: 'exchangeLost', code: 'exchange_lost', because: event.because });
    case 'exchangeBack':
      turn.journal({ type: 'exchangeBack', after: event.after });
      return holdsAreUncertain(turn);
    case 'engineStopped':
      return engineStops(turn, event.exchangeEnds);
    default:
      exhausted(event);
  }
}

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

function callbackIsCancelled(turn: Turn, { call: id, by }: EventOf<'callbackCancelled'>): void {
  const call = turn.call(id);
  if (call) cancelCallback(turn, call, by);
}

function recordingEnds(turn: Turn, { recording, lasted }: EventOf<'recordingEnded'>): void {
  const id = callOf(recording);
  const call = id === undefined ? undefined : turn.call(id);
  if (!call || recordingIn(call) !== recording) return;
  rowsOf(call).recordingEnded?.(turn, call, lasted);
}

function segmentBegins(turn: Turn, { recording, lag }: EventOf<'segmentBegan'>): void {
  const call = callOf(recording);
  if (call !== undefined) turn.journal({ type: 'recordingRuns', call, recording, lag });
}

function segmentIsOver(turn: Turn, { recording, lasted, end }: EventOf<'segmentEnded'>): void {
  const call = callOf(recording);
  if (call !== undefined) segmentEnds(turn, call, recording, lasted, end);
}

function pinIsChecked(turn: Turn, { call: id, agent, pin }: EventOf<'pinChecked'>): void {
  const call = turn.call(id);
  if (call) rowsOf(call).pinChecked?.(turn, call, agent, pin);
}

function messagesAreListed(turn: Turn, { call: id, messages }: EventOf<'messagesListed'>): void {
  const call = turn.call(id);
  if (call) rowsOf(call).messagesListed?.(turn, call, messages);
}

function lookupIsAnswered(turn: Turn, { call: id, question, answer }: EventOf<'lookupAnswered'>): void {
  const call = turn.call(id);
  if (call) rowsOf(call).lookupAnswered?.(turn, call, question, answer);
}

function troubleIsFound(turn: Turn, { code, what, call, about }: EventOf<'troubleFound'>): void {
  turn.journal({
    type: 'alarmRaised',
    code,
    what,
    ...(call === undefined ? {} : { call }),
    ...(about === undefined ? {} : { about }),
  });
}

/** Takes up what the event has led to, until nothing is left to do in this moment. */
function settle(turn: Turn): void {
  for (let taken = 0; taken < agendaLimit; taken++) {
    const item = turn.takeFromAgenda();
    if (!item) return;
    const outcome = turn.attempt(() => takeUp(turn, item));
    if (!outcome.done) breakOff(turn, callIn(item), outcome.error);
  }
  throw new Error('a turn that does not end was stopped');
}

function takeUp(turn: Turn, item: AgendaItem): void {
  if ('refuse' in item) {
    const refused = turn.call(item.call);
    const offer = refused?.offers.find(({ id }) => id === item.refuse);
    if (refused && offer) rowsOf(refused).offerFailed?.(turn, refused, offer, 'refused', item.code);
    return;
  }
  if ('join' in item || 'endAside' in item) {
    const aside = turn.call('join' in item ? item.join : item.endAside);
    if (!aside) return;
    if ('join' in item) return asideIsAnswered(turn, aside);
    return endCall(turn, aside, { outcome: outcomeOfAside(aside), by: 'engine', cause: 'normal' });
  }
  if ('miss' in item) return agentIsMissed(turn, item.miss);
  if ('serve' in item) {
    const agent = turn.agent(item.serve);
    if (agent) serve(turn, agent);
    return;
  }
  if ('rematch' in item) {
    rematch(turn, item.rematch);
    return;
  }
  const call = turn.call('walk' in item ? item.walk : item.seek);
  if (!call) return;
  if ('walk' in item) walk(turn, call);
  else seekFor(turn, call);
}

function callIn(item: AgendaItem): CallId | undefined {
  if ('refuse' in item) return item.call;
  if ('walk' in item) return item.walk;
  if ('join' in item) return item.join;
  if ('endAside' in item) return item.endAside;
  if ('seek' in item) return item.seek;
  if ('miss' in item || 'serve' in item || 'rematch' in item) return undefined;
  return exhausted(item);
}

/** The call whose treatment failed ends: with an apology if that is possible, in any case at once. */
function breakOff(turn: Turn, id: CallId | undefined, error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  turn.journal({
    type: 'alarmRaised',
    code: 'event_not_handled',
    what,
    ...(id === undefined ? {} : { call: id }),
  });
  const call = id === undefined ? undefined : turn.call(id);
  if (!call) return;
  const apologised = turn.attempt(() => apologise(turn, call));
  if (apologised.done) return;
  const ended = turn.attempt(() =>
    endCall(turn, call, { outcome: 'failed', by: 'engine', cause: 'congestion' }),
  );
  if (!ended.done) cutOff(turn, call);
}

/** Where no one else is on the line. */
const mayApologise: Readonly<Record<PhaseName, boolean>> = {
  arriving: true,
  listening: true,
  choosing: true,
  asking: true,
  spelling: true,
  consenting: true,
  waiting: true,
  ringing: false,
  logging_in: false,
  hearing_messages: true,
  recording_sound: false,
  hearing_alarm: true,
  awaiting_callback: false,
  calling_back: false,
  talking: false,
  leaving_message: false,
  answering_survey: false,
  saying_goodbye: false,
  ended: false,
};

function apologise(turn: Turn, call: Call): void {
  if (!mayApologise[call.phase.name]) throw new Error(`no apology while ${call.phase.name}`);
  sayGoodbye(turn, call, turn.planOf(call).spoken['sorry, something went wrong'], 'failed');
}

/** The last resort: whatever state the call was in, it is over, and no one is held by it. */
function cutOff(turn: Turn, broken: Call): void {
  // A waiting caller for the agent gets them back; an aside of somebody's ends with the call that it was for.
  const call = giveBack(turn, broken, 'ended', 'engine');
  const { phase } = call;
  if (phase.name === 'talking')
    for (const party of othersIn(phase.conversation)) leaveToAside(turn, call, party, true);
  for (const leg of legsOfCall(call)) {
    turn.command({ do: 'hangUp', call: call.id, leg, cause: 'congestion' });
  }
  if (phase.name === 'talking')
    turn.command({ do: 'removeBridge', call: call.id, bridge: phase.conversation.room });
  for (const { name } of turn.world.agents.values()) {
    const agent = turn.agent(name);
    const letGo = agent && letGoBy(agent, call.id);
    if (letGo && letGo !== agent) changeAgent(turn, letGo);
  }
  const lasted = turn.now - call.arrivedAt;
  turn.journal({ type: 'callEnded', call: call.id, outcome: 'failed', by: 'engine', lasted, talked: 0 });
  turn.forget(call);
}

function callConcerned(world: World, event: Event): CallId | undefined {
  switch (event.type) {
    case 'legRinging':
    case 'legAnswered':
    case 'legEnded':
    case 'legVanished':
    case 'legLost':
    case 'legHeld':
    case 'legUnheld':
    case 'legReplaced':
    case 'transferAsked':
    case 'digitPressed':
      return world.callOnLeg(event.leg) ?? callOf(event.leg);
    case 'legQuality':
      return world.callOnLeg(event.leg) ?? event.call ?? callOf(event.leg);
    case 'promptEnded':
      return callOf(event.playback);
    case 'recordingEnded':
    case 'segmentBegan':
    case 'segmentEnded':
      return callOf(event.recording);
    case 'supervisorAnswered':
    case 'supervisorGone':
      return callOf(event.supervision);
    case 'timeRanOut':
      return 'call' in event.owner ? (event.owner.call as CallId) : undefined;
    case 'commandFailed':
      return event.command.call;
    case 'callbackCancelled':
    case 'hangUpAsked':
    case 'recordingAsked':
    case 'superviseAsked':
    case 'transferRequested':
    case 'talkActionAsked':
      return event.call;
    case 'pinChecked':
    case 'lookupAnswered':
    case 'messagesListed':
    case 'resultGiven':
      return event.call;
    case 'troubleFound':
    case 'contactErased':
    case 'engineStarted':
    case 'engineStopped':
    case 'exchangeLost':
    case 'exchangeBack':
    case 'callArrived':
    case 'callWasServed':
    case 'ownPhoneNotAnswered':
    case 'phoneChanged':
    case 'phoneMoved':
    case 'pageCame':
    case 'trunkChanged':
    case 'agentLoggedIn':
    case 'agentLoggedOut':
    case 'agentPaused':
    case 'agentResumed':
    case 'agentExtendedWrapUp':
    case 'queueServiceSet':
    case 'scheduleSet':
    case 'announcementSet':
    case 'onCallSwapped':
    case 'missedCallHandled':
    case 'alarmPersonCalled':
    case 'alarmsConfirmed':
    case 'messageChangeAsked':
    case 'surveyByEmail':
    case 'surveyAnsweredByEmail':
    case 'reviewNoted':
    case 'planActivated':
    case 'agentsExpected':
    case 'planFollowed':
      return undefined;
  }
}
