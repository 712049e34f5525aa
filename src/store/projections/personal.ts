/**
 * Which values of the journal and of saved calls belong to a person. Pure.
 *
 * Such a value is kept once, in a table of its own, under its **subject**: the number of the person, or the call if there
 * is no number. The journal only points to it, so that it can be erased without touching the journal. `hide` stands for
 * the pointing: it is given a value and its subject, and returns what is written instead.
 *
 * Phone numbers are also found by their form (`+4930123456`, `030123456`), wherever they stand in a text. What is listed
 * here are the values whose form does not show it.
 */
import type { AgentState } from '../../agents/agent.ts';
import { wrapUpWithCaller } from '../../agents/board.ts';
import type { Call } from '../../call/kept/call.ts';
import type { Caller } from '../../call/kept/events.ts';
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { ListedMessage } from '../../call/kept/message.ts';
import type { CallId, RecordingId } from '../../shared/ids.ts';
import { withKeysApart } from './keys-pressed.ts';

export type Hide = (value: string, subject: string) => string;

/** What stands in the place of a value that was erased. The number is the same wherever the value stood. */
export const placeholder = (reference: number | string): string => `erased-${reference}`;

/** Of a call whose caller has no number. */
export const subjectOfCall = (call: CallId): string => `call ${call}`;

/** `number`: a number, which is its own subject. `words`: belongs to anyone who calls in this call. */
type Field = readonly [name: string, kind: 'number' | 'words'];

/** A new type of entry does not compile before it says here what of it is personal. */
const fieldsOf: Readonly<Record<JournalEntry['type'], readonly Field[]>> = {
  // And its caller: see below.
  callArrived: [],
  // And whom was dialled: see below.
  secondCallMade: [],
  turnedAway: [],
  outsideCallRefused: [['number', 'number']],
  trunkSkipped: [['number', 'number']],
  trunkFailed: [['number', 'number']],
  outsideUsed: [],
  stepReached: [],
  conditionAsked: [],
  phaseEntered: [],
  onCallAsked: [],
  onCallChanged: [],
  callerAnswered: [],
  languageChosen: [],
  keyPressed: [],
  lookupAsked: [],
  lookupAnswered: [['name', 'words']],
  noKeyPressed: [],
  nameSpelled: [],
  nameChosen: [],
  leftDirectory: [],
  promptFailed: [],
  leftQueue: [],
  nobodyFree: [],
  searchWidened: [],
  offerMade: [],
  keyAsked: [],
  offerRang: [],
  offerEnded: [],
  answeredTooLate: [],
  connected: [],
  answeredInVain: [],
  // And whom was dialled: see below.
  transferAsked: [],
  ownPhoneRang: [],
  phoneVanished: [],
  pageGone: [],
  rejoined: [],
  held: [],
  holdIsLong: [],
  quality: [],
  resumed: [],
  supervisionTold: [],
  supervisionAsked: [],
  supervised: [],
  supervisionEnded: [],
  recordingTold: [],
  recordingConsent: [],
  recordingLeftOut: [],
  // With whom: see below.
  recordingStarted: [],
  recordingRuns: [],
  recordingStopped: [],
  recordingClosed: [],
  recordingPaused: [],
  recordingResumed: [],
  recordingFailed: [],
  // Whom was dialled: see below.
  consultBegan: [],
  warmTransfer: [],
  partyJoined: [],
  partyLeft: [],
  servingPassed: [],
  partyMuted: [],
  consultSwapped: [],
  consultEnded: [],
  parked: [],
  pickedUp: [],
  turnedRound: [['caller', 'number']],
  callsJoined: [],
  pickUpUndone: [],
  missedCallHandled: [],
  hangUpAsked: [['reason', 'words']],
  pinRefused: [],
  announced: [],
  callbackWanted: [['number', 'number']],
  callbackNumberRefused: [['typed', 'words']],
  callbackNotWanted: [],
  callbackBooked: [['number', 'number']],
  callbackNotBooked: [],
  callbackBegan: [['number', 'number']],
  callerAsked: [],
  callerReached: [],
  callerNotReached: [],
  placeTakenOver: [],
  // The safety net names its recordings after the caller's number.
  soundRecorded: [],
  announcementSet: [],
  messageLeft: [['recording', 'words']],
  surveyOffered: [],
  surveyAnswered: [
    ['recording', 'words'],
    ['comment', 'words'],
  ],
  messageChanged: [['recording', 'words']],
  callEnded: [],
  agentChanged: [],
  queueServiceSet: [],
  phoneChanged: [],
  phoneMoved: [],
  trunkChanged: [],
  phoneTroubleStarted: [],
  phoneTroubleEnded: [],
  resultSet: [],
  resultMissing: [],
  callReviewed: [],
  wrapUpStarted: [],
  wrapUpExtended: [],
  wrapUpEnded: [],
  planActivated: [],
  scheduleSet: [],
  engineStarted: [],
  engineStopped: [],
  exchangeLost: [],
  exchangeBack: [],
  contactErased: [],
  alarmRaised: [],
  alarmCalled: [],
  alarmConfirmed: [],
};

export function hideInEntry(entry: JournalEntry, hide: Hide): JournalEntry {
  if (entry.type === 'callArrived') {
    const { via, caller, dialled } = entry;
    // Our own phones belong to agents, who are in the plan; whom they call is somebody's.
    if (via.kind === 'phone') return isLong(dialled) ? { ...entry, dialled: hide(dialled, dialled) } : entry;
    return { ...entry, caller: hideCaller(caller, entry.call, hide) };
  }
  if (entry.type === 'secondCallMade') {
    const { dialled } = entry;
    return isLong(dialled) ? { ...entry, dialled: hide(dialled, dialled) } : entry;
  }
  if (entry.type === 'consultBegan' || entry.type === 'warmTransfer') {
    const { to } = entry;
    return isLong(to) ? { ...entry, to: hide(to, to) } : entry;
  }
  if (entry.type === 'transferAsked') {
    const { to, because } = entry;
    if (!isLong(to)) return entry;
    const hidden = hide(to, to);
    return { ...entry, to: hidden, ...(because && { because: because.replaceAll(to, hidden) }) };
  }
  if (entry.type === 'recordingStarted') {
    // Most are agents. Their names are no one's data: erased with the caller, they would be erased from every sentence.
    const { with: who } = entry;
    return who !== undefined && isLong(who) ? { ...entry, with: hide(who, who) } : entry;
  }
  // What an older or newer version has stored may be of a type that is not listed.
  const fields = fieldsOf[entry.type] as readonly Field[] | undefined;
  if (fields === undefined || fields.length === 0) return entry;
  const hidden: Record<string, unknown> = { ...entry };
  for (const [name, kind] of fields) {
    const value = hidden[name];
    if (typeof value !== 'string' || (name === 'recording' && !value.startsWith('safety-net-'))) continue;
    const subject = kind === 'number' || !('call' in entry) ? value : subjectOfCall(entry.call);
    hidden[name] = hide(value, subject);
  }
  return hidden as unknown as JournalEntry;
}

/** Who left a message, and the safety net's name of its recording. */
export function hideListed(message: ListedMessage, hide: Hide): ListedMessage {
  const { number, recording, call } = message;
  return {
    ...message,
    ...(recording.startsWith('safety-net-')
      ? { recording: hide(recording, subjectOfCall(call)) as RecordingId }
      : {}),
    ...(number === undefined ? {} : { number: hide(number, number) }),
  };
}

function withMessagesHidden(call: Call, hide: Hide): Call {
  const { phase } = call;
  if (phase.name !== 'hearing_messages' || !phase.messages) return call;
  const messages = phase.messages.map((message) => hideListed(message, hide));
  return { ...call, phase: { ...phase, messages } };
}

export function hideInCall(kept: Call, hide: Hide): Call {
  const call = withMessagesHidden(withKeysApart(kept), hide);
  const { id, via, caller, callback, dialled, over, called } = call;
  if (via.kind === 'phone')
    return {
      ...call,
      ...(isLong(dialled) ? { dialled: hide(dialled, dialled) } : {}),
      ...(called ? { called: hideCaller(called, id, hide) } : {}),
      // An agent has called them.
      ...(over === undefined ? {} : { caller: hideCaller(caller, id, hide) }),
    };
  return {
    ...call,
    caller: hideCaller(caller, id, hide),
    ...(callback && { callback: { ...callback, number: hide(callback.number, callback.number) } }),
  };
}

/** The caller whom the agent served, where that is kept for a callback. */
export function hideInAgent(agent: AgentState, hide: Hide): AgentState {
  const { activity } = agent;
  const { caller, call } = wrapUpWithCaller(agent) ?? {};
  if (!caller || call === undefined) return agent;
  const hidden = { caller: hideCaller(caller, call, hide) };
  if (activity.kind === 'wrapping_up') return { ...agent, activity: { ...activity, ...hidden } };
  return 'owes' in activity && activity.owes
    ? { ...agent, activity: { ...activity, owes: { ...activity.owes, ...hidden } } }
    : agent;
}

export function hideCaller<Whose extends Pick<Caller, 'number' | 'name'>>(
  caller: Whose,
  call: CallId,
  hide: Hide,
): Whose {
  const { number, name } = caller;
  if (number === undefined && name === undefined) return caller;
  return {
    ...caller,
    ...(number !== undefined && { number: hide(number, number) }),
    ...(name !== undefined && { name: hide(name, number ?? subjectOfCall(call)) }),
  };
}

/** What an agent has dialled may be somebody's number, however it is written; a code (`*11`) or an emergency is not. */
export const isLong = (dialled: string): boolean => /^[^*#]*\d{4}/.test(dialled);

/**
 * Hides the phone numbers in a JSON text by their form: `+` and six digits or more, or `0` and as many. A `0` behind a
 * digit or a letter is part of an id or of a number.
 *
 * Each commit looks through all that it writes: every sixth character is enough to find six digits in a row, and five
 * times faster than a regular expression.
 */
export function hideNumbers(json: string, hide: (number: string) => string): string {
  let hidden = '';
  let copied = 0;
  for (let at = shortest - 1; at < json.length; at += shortest) {
    if (!isDigit(json.charCodeAt(at))) continue;
    let first = at;
    while (isDigit(json.charCodeAt(first - 1))) first--;
    let end = at + 1;
    while (isDigit(json.charCodeAt(end))) end++;
    at = end - 1;
    const begin = beginOfNumber(json, first, end);
    if (begin === undefined) continue;
    hidden += json.slice(copied, begin) + hide(json.slice(begin, end));
    copied = end;
  }
  return copied === 0 ? json : hidden + json.slice(copied);
}

const shortest = 6;

/** False for NaN, beyond either end. */
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where the number begins to which these digits belong; undefined: they are no phone number. */
function beginOfNumber(json: string, first: number, end: number): number | undefined {
  if (json.charAt(first - 1) === '+') return end - first >= shortest ? first - 1 : undefined;
  if (json.charAt(first) !== '0' || end - first <= shortest) return undefined;
  return isWithin(json, first) ? undefined : first;
}

/** A letter before. `\n` in JSON is no letter. */
function isWithin(json: string, at: number): boolean {
  return /[\w.]/.test(json.charAt(at - 1)) && !/(?<!\\)\\[nrtbf]$/.test(json.slice(Math.max(0, at - 3), at));
}
