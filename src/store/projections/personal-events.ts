/** Which values of recorded turns and of checkpoints belong to a person. Pure; as `personal.ts`, which see. */
import type { ServedCaller } from '../../agents/agent.ts';
import type { Command } from '../../call/kept/commands.ts';
import type { CallArrived, Caller, ServedCall } from '../../call/kept/events.ts';
import type { ListedMessage } from '../../call/kept/message.ts';
import type { Judgement } from '../../call/turn/judgement.ts';
import type { KeptEvent, RecordedTurn } from '../../recorded/turn.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import { type Hide, hideCaller, hideListed, isLong, subjectOfCall } from './personal.ts';

/** The call that a caller's leg belongs to, as far as these turns say. */
type CallOfLeg = (leg: LegId) => CallId | undefined;

export function hideInTurn(turn: RecordedTurn, callOfLeg: CallOfLeg, hide: Hide): RecordedTurn {
  const event = hideInEvent(turn.event, callOfLeg, hide);
  return turn.judged
    ? { ...turn, event, judged: turn.judged.map((judged) => hideInJudgement(judged, hide)) }
    : { ...turn, event };
}

/** Numbers as they are called are found by their form. */
function hideInJudgement(judged: Judgement, hide: Hide): Judgement {
  const { call, refused } = judged;
  if (refused?.typed === undefined || refused.typed === '') return judged;
  return { ...judged, refused: { ...refused, typed: hide(refused.typed, subjectOfCall(call)) } };
}

type HideIn = (event: KeptEvent, callOfLeg: CallOfLeg, hide: Hide) => KeptEvent;

const nothing: HideIn = (event) => event;

/** A new type of event does not compile before it says here what of it is personal. */
const personalIn: Readonly<Record<KeptEvent['type'], HideIn>> = {
  callArrived: (event, callOfLeg, hide) => ({ ...event, ...arrival(event as never, callOfLeg, hide) }),
  callWasServed: hideInServed,
  transferAsked: hideTarget,
  transferRequested: hideTarget,
  talkActionAsked: hideInAction,
  commandFailed: hideInCommand,
  ownPhoneNotAnswered: hideDialled,
  legRinging: nothing,
  legAnswered: nothing,
  legEnded: nothing,
  legVanished: nothing,
  legLost: nothing,
  pageCame: nothing,
  legQuality: nothing,
  legHeld: nothing,
  legUnheld: nothing,
  legReplaced: nothing,
  digitPressed: nothing,
  promptEnded: nothing,
  recordingEnded: nothing,
  segmentBegan: nothing,
  segmentEnded: nothing,
  recordingAsked: nothing,
  superviseAsked: nothing,
  supervisorAnswered: nothing,
  supervisorGone: nothing,
  phoneChanged: nothing,
  trunkChanged: nothing,
  phoneMoved: nothing,
  timeRanOut: nothing,
  agentLoggedIn: nothing,
  agentLoggedOut: nothing,
  agentPaused: nothing,
  agentResumed: nothing,
  agentExtendedWrapUp: nothing,
  queueServiceSet: nothing,
  resultGiven: hideServedCaller,
  scheduleSet: nothing,
  onCallSwapped: nothing,
  announcementSet: nothing,
  contactErased: nothing,
  missedCallHandled: nothing,
  messageChangeAsked: hideRecording,
  surveyByEmail: nothing,
  surveyAnsweredByEmail: hideComment,
  reviewNoted: nothing,
  hangUpAsked: nothing,
  callbackCancelled: nothing,
  planActivated: nothing,
  agentsExpected: nothing,
  planFollowed: nothing,
  pinChecked: nothing,
  lookupAnswered: hideInAnswer,
  messagesListed: hideInListed,
  troubleFound: nothing,
  alarmPersonCalled: nothing,
  alarmsConfirmed: nothing,
  engineStarted: nothing,
  engineStopped: nothing,
  exchangeLost: nothing,
  exchangeBack: nothing,
};

function hideInAnswer(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const { name, ...rest } = event['answer'] as { readonly name?: string };
  if (name === undefined) return event;
  return { ...event, answer: { ...rest, name: hide(name, subjectOfCall(event['call'] as CallId)) } };
}

function hideInEvent(event: KeptEvent, callOfLeg: CallOfLeg, hide: Hide): KeptEvent {
  // What another version has stored may be of a type that is not listed.
  const hideIn = personalIn[event.type] as HideIn | undefined;
  return hideIn ? hideIn(event, callOfLeg, hide) : event;
}

function hideInServed(event: KeptEvent, callOfLeg: CallOfLeg, hide: Hide): KeptEvent {
  const { served, caller } = event as unknown as { served: ServedCall; caller: Caller };
  return {
    ...event,
    served: { ...served, ...arrival({ ...served, caller }, callOfLeg, hide, false) },
    caller: hidden(caller, served.leg, callOfLeg, hide),
  };
}

function hideTarget(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const to = String(event['to']);
  return isLong(to) ? { ...event, to: hide(to, to) } : event;
}

function hideServedCaller(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const caller = event['caller'] as ServedCaller | undefined;
  return caller ? { ...event, caller: hideCaller(caller, event['call'] as CallId, hide) } : event;
}

function hideDialled(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const dialled = String(event['dialled']);
  return isLong(dialled) ? { ...event, dialled: hide(dialled, dialled) } : event;
}

function hideInAction(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const action = event['action'] as Readonly<Record<string, unknown>>;
  const hidden = Object.entries(action).map(([name, value]) => [
    name,
    typeof value === 'string' && isLong(value) ? hide(value, value) : value,
  ]);
  return { ...event, action: Object.fromEntries(hidden) };
}

function hideInCommand(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const command = event['command'] as Command;
  if (command.do !== 'ring') return event;
  const { call, showName, showNumber } = command;
  const subject = showNumber === '' ? subjectOfCall(call) : showNumber;
  return {
    ...event,
    command: {
      ...command,
      showName: showName === '' ? '' : hide(showName, subject),
      showNumber: showNumber === '' ? '' : hide(showNumber, showNumber),
    },
  };
}

interface Arrival {
  readonly leg: LegId;
  readonly via: CallArrived['via'];
  readonly dialled: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly caller: Caller;
  readonly called?: Caller;
}

function arrival(
  { leg, via, dialled, callerNumber, callerName, caller, called }: Arrival,
  callOfLeg: CallOfLeg,
  hide: Hide,
  withCaller = true,
): object {
  const subject = caller.number ?? subjectOfCall(callOfLeg(leg) ?? unknown);
  return {
    ...(via.kind === 'phone' && isLong(dialled) ? { dialled: hide(dialled, dialled) } : {}),
    ...(callerNumber === '' ? {} : { callerNumber: hide(callerNumber, subject) }),
    ...(callerName === '' ? {} : { callerName: hide(callerName, subject) }),
    ...(called ? { called: hidden(called, leg, callOfLeg, hide) } : {}),
    ...(withCaller ? { caller: hidden(caller, leg, callOfLeg, hide) } : {}),
  };
}

const hidden = (caller: Caller, leg: LegId, callOfLeg: CallOfLeg, hide: Hide): Caller =>
  hideCaller(caller, callOfLeg(leg) ?? unknown, hide);

/** An arrival that led to no call. */
const unknown = '0' as CallId;

/** The safety net names its recordings after the caller's number. */
function hideRecording(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const recording = String(event['recording']);
  if (!recording.startsWith('safety-net-')) return event;
  return { ...event, recording: hide(recording, subjectOfCall(event['call'] as CallId)) };
}

function hideComment(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const { comment, talk } = event as { comment?: string; talk?: { readonly call: CallId } };
  if (comment === undefined || !talk) return event;
  return { ...event, comment: hide(comment, subjectOfCall(talk.call)) };
}

function hideInListed(event: KeptEvent, _: CallOfLeg, hide: Hide): KeptEvent {
  const messages = event['messages'] as readonly ListedMessage[] | undefined;
  return messages ? { ...event, messages: messages.map((message) => hideListed(message, hide)) } : event;
}
