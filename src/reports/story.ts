/**
 * The story of a call, for `why`: its journal entries said in sentences, in the order in which things happened.
 *
 * A line stands on one of three levels: what the caller lives through (0), what happened meanwhile (1), and what was
 * of a decision (2): who was considered, in which order, and the rule that kept each of the others out.
 */

import type { PhaseName } from '../call/kept/call.ts';
import type { Caller } from '../call/kept/events.ts';
import type { ConsultOutcome } from '../call/kept/journal/conversation.ts';
import type { Expected } from '../call/kept/journal/waiting.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { WaitingExplained } from '../call/waiting/explain-waiting.ts';
import { refusalInWords } from '../plan/rules/phone-trouble.ts';
import { count } from '../shared/count.ts';
import { type FailureCode, failureOf } from '../shared/failures/table.ts';
import { type Instant, spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { decisionLines, inQueue, noneFreeInWords, offerInWords } from './decision-story.ts';
import { messageInWords } from './message-story.ts';
import { qualityInWords } from './quality-story.ts';
import { recordingInWords } from './recording-story.ts';
import { surveyInWords } from './survey-story.ts';
import { type TimeSpent, talkTimes } from './talk-times.ts';
import { type WallClock, wallClock } from './wording.ts';

export interface StoryLine {
  readonly at: Instant;
  /** `at` on the wall clock: `10:32:05`. */
  readonly time: string;
  readonly level: 0 | 1 | 2;
  readonly text: string;
  /** The journal entry that it tells; if omitted: it belongs to the line before. So that every language can word it. */
  readonly code?: StoredEntry['type'] | 'timeSpent';
  /** What is in that entry, flat: `caller.number`, `rangFor`. */
  readonly values?: LineValues;
}

export type LineValues = Readonly<Record<string, string | number | boolean>>;

export interface StoryOptions {
  /** IANA name. */
  readonly timeZone: string;
  /** BCP 47, for the form of times and dates; the words are English. */
  readonly locale?: string;
}

/** @param entries of one call, in order; entries of other kinds are passed over */
export function story(entries: readonly StoredEntry[], options: StoryOptions): StoryLine[] {
  const clock = wallClock(options.timeZone, options.locale);
  const lines: StoryLine[] = [];
  let reasonsTold = '';
  for (const entry of entries.filter(isLived)) {
    const say = (level: StoryLine['level'], text: string) =>
      lines.push({ at: entry.at, time: clock.time(entry.at), level, text });
    const told = sentence(entry, clock);
    if (told)
      lines.push({
        at: entry.at,
        time: clock.time(entry.at),
        level: told.level,
        text: told.text,
        code: entry.type,
        values: valuesOf(entry),
      });
    if (entry.type === 'callEnded')
      for (const spent of timeSpent(entries, entry.at))
        lines.push({ at: entry.at, time: clock.time(entry.at), level: 1, code: 'timeSpent', ...spent });
    if ((entry.type !== 'nobodyFree' && entry.type !== 'offerMade') || !entry.decision) continue;
    const reasons = decisionLines(entry.decision, clock);
    const same = entry.type === 'nobodyFree' && reasons.join('\n') === reasonsTold;
    for (const text of same ? ['for the same reasons as before'] : reasons) say(2, text);
    reasonsTold = reasons.join('\n');
  }
  return lines;
}

/** Decisions have a form of their own, and lines of their own. */
const apart = new Set(['type', 'at', 'seq', 'call', 'decision']);

function valuesOf(entry: object, prefix = ''): LineValues {
  const values: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(entry) as [string, unknown][]) {
    if (prefix === '' && apart.has(key)) continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      values[`${prefix}${key}`] = value;
    else if (prefix === '' && typeof value === 'object' && value !== null && !Array.isArray(value))
      Object.assign(values, valuesOf(value, `${key}.`));
  }
  return values;
}

/** What a call that waits now waits for. */
export function waitingStory({ at, decision, ahead }: WaitingExplained, options: StoryOptions): StoryLine[] {
  const clock = wallClock(options.timeZone, options.locale);
  const line = (level: StoryLine['level'], text: string): StoryLine => ({
    at,
    time: clock.time(at),
    level,
    text,
  });
  const before = ahead === 0 ? 'first in the waiting list' : `${count(ahead, 'caller')} before them`;
  const since = `${spellDuration(decision.waited)} so far`;
  return [
    line(0, `Now: the caller waits${inQueue(decision)}, ${since}, ${before}`),
    ...decisionLines(decision, clock).map((text) => line(2, text)),
  ];
}

function resumed({ who, heldFor, certain, because }: JournalEntryOf<'resumed'>): string {
  const lasted = `${spellDuration(heldFor)}${certain ? '' : ' (assumed: events were missed meanwhile)'}`;
  return because === 'resumed'
    ? `${who} took the other side off hold after ${lasted}`
    : `the hold by ${who} ended after ${lasted}: ${because}`;
}

/** A phase that is left in the turn in which it is entered is nothing that a caller notices. */
function isLived(entry: StoredEntry, i: number, entries: readonly StoredEntry[]): boolean {
  if (entry.type !== 'phaseEntered') return true;
  const next = entries.slice(i + 1).find(({ type }) => type === 'phaseEntered');
  return next === undefined || next.at > entry.at;
}

interface Sentence {
  readonly level: StoryLine['level'];
  readonly text: string;
}

const event = (text: string): Sentence => ({ level: 1, text });
const stage = (text: string): Sentence => ({ level: 0, text });

function sentence(entry: StoredEntry, clock: WallClock): Sentence | undefined {
  switch (entry.type) {
    case 'callArrived':
      return stage(arrival(entry, clock));
    case 'languageChosen':
      return event(`the caller chose ${entry.language}, which is remembered`);
    case 'callerAnswered':
      return event('Cordboard answered the call: the caller hears it from now on');
    case 'stepReached':
      return event(`${entry.flow}: ${entry.step}`);
    case 'conditionAsked':
      return event(condition(entry, clock));
    case 'onCallAsked':
      return event(onCall(entry, clock));
    case 'phaseEntered':
      // How a call ended is told by `callEnded`.
      return entry.phase === 'ended' ? undefined : stage(`${LIVED[entry.phase]}: ${entry.because}`);
    case 'keyPressed':
      return event(`menu ${entry.menu}: ${keyInWords(entry)}`);
    case 'alarmCalled':
      return event(
        `${entry.to} is called because of ${entry.code}${entry.because === undefined ? '' : `: ${entry.because}`}`,
      );
    case 'alarmConfirmed':
      return event(`${entry.by} confirmed all alarms`);
    case 'lookupAsked':
      return event(`lookup ${entry.lookup}: ${count(entry.digits, 'digit')} keyed in, being checked`);
    case 'lookupAnswered':
      return event(lookedUp(entry));
    case 'noKeyPressed':
      return event(`menu ${entry.menu}: no key pressed, attempt ${entry.attempt}`);
    case 'nameSpelled':
      return event(spelled(entry));
    case 'nameChosen':
      return event(`the caller chose ${entry.name}`);
    case 'leftDirectory':
      return event(`no name was chosen: ${entry.because}`);
    case 'leftQueue':
      return event(`queue ${entry.queue}: ${entry.because}; on to ${entry.leadsTo}`);
    case 'promptFailed':
      return event('a prompt could not be played');
    case 'nobodyFree':
      return event(noneFreeInWords(entry.decision));
    case 'searchWidened':
      return event(widened(entry));
    case 'offerMade':
      return event(offerInWords(entry));
    case 'keyAsked':
      return event(
        `the outside number of ${entry.to} answered, and is asked to press the key (${entry.offer})`,
      );
    case 'offerRang':
      return event(`${entry.to} rings (${entry.offer})`);
    case 'offerEnded':
      return event(
        `${entry.to}: ${valueInWords(entry.outcome)} (${entry.offer}, rang for ${spellDuration(entry.rangFor)}): ${whyNot(entry)}`,
      );
    case 'secondCallMade':
      return event(`${entry.agent} dials ${entry.dialled} on a second line: call ${entry.second}`);
    case 'turnedAway':
      return stage(`rejected: ${entry.because}${codeOf(entry)}`);
    case 'outsideCallRefused':
      return event(`${entry.number} over ${entry.trunk} is not called: ${entry.because}${codeOf(entry)}`);
    case 'trunkSkipped':
      return event(
        `${entry.number} is not called over ${entry.trunk}: ${entry.because}; over ${entry.next} instead`,
      );
    case 'trunkFailed':
      return event(
        `${entry.number} over ${entry.trunk}: ${asClause(failureOf(entry.code).sentence)} (${entry.code}); ${entry.next === undefined ? 'no other trunk is left' : `${entry.next} is tried`}`,
      );
    case 'answeredTooLate':
      return event(`${entry.offer} was answered too late: it had been withdrawn`);
    case 'connected':
      return event(
        `connected with ${entry.to}${entry.over === undefined ? '' : ` over ${entry.over}`} after a wait of ${spellDuration(entry.waited)}`,
      );
    case 'held':
      return event(
        `${entry.who} put the other side on hold${entry.askedBy === undefined ? '' : ` (requested by ${entry.askedBy})`}`,
      );
    case 'partyJoined':
      return event(`${entry.who} came into the call (${valueInWords(entry.role)}): ${entry.because}`);
    case 'partyLeft':
      return event(`${entry.who} left the call: ${entry.because}`);
    case 'servingPassed':
      return event(`the call passed from ${entry.from} to ${entry.who}`);
    case 'partyMuted':
      return event(`${entry.by} ${entry.muted ? 'muted' : 'unmuted'} ${entry.who}`);
    case 'consultBegan':
      return event(
        `${entry.agent} consults ${entry.to} in call ${entry.aside} (requested by ${entry.by}); the caller hears music`,
      );
    case 'consultSwapped':
      return event(
        `${entry.agent} went back to ${entry.with === 'caller' ? 'the caller' : 'the person consulted'} (requested by ${entry.by})`,
      );
    case 'consultEnded':
      return event(`the consultation in call ${entry.aside}: ${CONSULTED[entry.outcome]} (${entry.by})`);
    case 'warmTransfer':
      return event(
        `warm transfer to ${entry.to} in call ${entry.aside}: ${valueInWords(entry.stage)} (${entry.by})`,
      );
    case 'pickUpUndone':
      return event(`another phone (${entry.by}) tried to take over ${entry.leg}: refused`);
    case 'parked':
      return event(`${entry.by} parked the caller in slot ${entry.slot}`);
    case 'pickedUp':
      return event(`${entry.by} picked the call up from ${entry.from} (call ${entry.other})`);
    case 'turnedRound':
      return event(`${entry.agent} called ${entry.caller}, who counts as the caller from now on`);
    case 'callsJoined':
      return event(`call ${entry.other} continues in this one (${entry.by})`);
    case 'quality':
      return event(qualityInWords(entry));
    case 'holdIsLong':
      return event(
        `${entry.who} keeps the caller on hold, for ${spellDuration(entry.heldFor)} so far${entry.certain ? '' : ' (assumed: events were missed meanwhile)'}`,
      );
    case 'resumed':
      return event(resumed(entry));
    case 'supervisionTold':
      return event('the caller heard that a supervisor may listen to the call');
    case 'supervisionAsked':
      return event(`${entry.by} lets ${entry.who} ${entry.mode} (${entry.supervision}): their phone rings`);
    case 'supervised':
      return event(`${entry.who} supervises ${entry.on} (${entry.mode})`);
    case 'supervisionEnded':
      return event(
        `${entry.who} no longer supervises, after ${spellDuration(entry.lasted)}: ${entry.because}`,
      );
    case 'recordingTold':
    case 'recordingConsent':
    case 'recordingLeftOut':
    case 'recordingStarted':
    case 'recordingRuns':
    case 'recordingStopped':
    case 'recordingClosed':
    case 'recordingPaused':
    case 'recordingResumed':
    case 'recordingFailed': {
      const text = recordingInWords(entry, clock);
      return text === undefined ? undefined : event(text);
    }
    case 'missedCallHandled':
      return event(`${entry.by} took the caller off the list of missed callers`);
    case 'soundRecorded': {
      const what = `${spellDuration(entry.lasted)} for the sound ${entry.sound} in ${entry.language} (${entry.recording})`;
      return event(`recorded ${what}, ${entry.kept ? 'kept' : 'not kept'}`);
    }
    case 'messageChanged':
      return event(messageInWords(entry));
    case 'hangUpAsked':
      return event(`${entry.by} ended the call${entry.reason === undefined ? '' : `: ${entry.reason}`}`);
    case 'answeredInVain':
      return event(
        `${entry.to}: ${entry.because} (${entry.offer}, after ${spellDuration(entry.after)}): it does not count as answered`,
      );
    case 'transferAsked':
      return event(transfer(entry));
    case 'ownPhoneRang':
      return event(ownPhoneInWords(entry));
    case 'phoneVanished':
      return event(
        `the phone of ${entry.to} was lost: it sent nothing for ${spellDuration(entry.silentFor)}`,
      );
    case 'pageGone':
      return event(
        `the page of ${entry.who} was closed, reloaded or crashed: the call waits until ${clock.time(entry.until)}`,
      );
    case 'rejoined':
      return event(`${entry.who} is back in the call after ${spellDuration(entry.awayFor)}`);
    case 'pinRefused':
      return event(
        `log-in as ${entry.number} at ${entry.phone} refused: ${entry.because}${entry.code === undefined ? '' : ` (${entry.code})`}`,
      );
    case 'announced':
      return event(announced(entry));
    case 'callbackWanted':
      return event(
        `the caller wants to be called back${entry.number === undefined ? '' : `: ${entry.number}`}`,
      );
    case 'callbackNumberRefused':
      return event(
        `the number ${entry.typed || '(none)'} is not called back: ${entry.because}${codeOf(entry)}`,
      );
    case 'callbackNotWanted':
      return event(`no callback: ${entry.because}`);
    case 'callbackNotBooked':
      return event(
        `the result ${entry.result} of ${entry.agent} books no callback: ${entry.because}${codeOf(entry)}`,
      );
    case 'callbackBooked':
      if (entry.byResult && !entry.before)
        return event(
          `a callback to ${entry.number} is booked in queue ${entry.queue} by the result ${entry.byResult.result} of ${entry.byResult.agent}, due at ${clock.time(entry.byResult.dueAt)}: call ${entry.callback}`,
        );
      return event(
        entry.before
          ? `${entry.number} has a callback already: call ${entry.callback}`
          : `a callback to ${entry.number} is booked, as number ${entry.place} in queue ${entry.queue}: call ${entry.callback}`,
      );
    case 'callbackBegan':
      return event(
        `${entry.number} is rung over ${entry.over}, attempt ${entry.attempt} of ${entry.attempts}; ${entry.agent} is reserved for them`,
      );
    case 'callerAsked':
      return event(`answered after ${spellDuration(entry.rangFor)}, and is asked to press the key`);
    case 'callerReached':
      return event(`the caller was reached after ${spellDuration(entry.rangFor)}`);
    case 'callerNotReached':
      return event(
        `the caller was not reached: ${whyNotReached(entry)}; ${entry.again === undefined ? 'that was the last attempt' : `again at ${clock.time(entry.again)}`}`,
      );
    case 'placeTakenOver':
      return event(
        `the caller has called again, and takes the place of callback ${entry.from}, waiting since ${clock.time(entry.since)}`,
      );
    case 'messageLeft':
      return event(
        `message of ${spellDuration(entry.lasted)} left in voicemail ${entry.voicemail} (${entry.recording})`,
      );
    case 'surveyOffered':
    case 'surveyAnswered':
      return event(surveyInWords(entry));
    case 'callEnded':
      return stage(ending(entry));
    case 'wrapUpStarted':
      return event(`${entry.agent} wraps up until ${clock.time(entry.until)}`);
    case 'resultSet':
      return event(resultInWords(entry));
    case 'resultMissing':
      return event(`${entry.agent} gave no result`);
    case 'phoneTroubleStarted':
      return event(
        `${entry.agent}'s phone has refused ${count(entry.refusals, 'call')} in a row (${refusalInWords(entry.code)}): other agents are tried first`,
      );
    case 'alarmRaised':
      return event(`alarm: ${entry.what}${entry.code === undefined ? '' : ` (${entry.code})`}`);
    // What counts for limits is told when it does.
    case 'outsideUsed':
    // Who may see a call may not see what reviewers think of its agent.
    case 'callReviewed':
    // Agents and the engine have stories of their own.
    case 'wrapUpExtended':
    case 'wrapUpEnded':
    case 'agentChanged':
    case 'queueServiceSet':
    case 'phoneChanged':
    case 'phoneMoved':
    case 'trunkChanged':
    case 'phoneTroubleEnded':
    case 'planActivated':
    case 'scheduleSet':
    case 'onCallChanged':
    case 'announcementSet':
    case 'contactErased':
    case 'engineStarted':
    case 'engineStopped':
    case 'exchangeLost':
    case 'exchangeBack':
      return undefined;
  }
}

function resultInWords({ agent, result, detail, by, before, effects }: JournalEntryOf<'resultSet'>): string {
  const code = (given: { readonly result: string; readonly detail?: string }): string =>
    given.detail === undefined ? given.result : `${given.result} (${given.detail})`;
  const whose = by === agent || by === 'phone' ? '' : `, entered by ${by}`;
  const instead = before ? ` instead of ${code(before)}` : '';
  const { ticket, ticketType, followUpAfter, callBackAfter, tags } = effects ?? {};
  const follows = [
    ...(ticket === undefined ? [] : [`the ticket is ${ticket}`]),
    ...(ticketType === undefined ? [] : [`its type is ${ticketType}`]),
    ...(followUpAfter === undefined ? [] : [`to be followed up in ${spellDuration(followUpAfter)}`]),
    ...(callBackAfter === undefined ? [] : [`to be called back in ${spellDuration(callBackAfter)}`]),
    ...(tags === undefined ? [] : [`the contact is tagged ${tags.join(', ')}`]),
  ];
  const leadsTo = follows.length === 0 ? '' : `: ${follows.join('; ')}`;
  return `${agent} gave the result ${code({ result, ...(detail === undefined ? {} : { detail }) })}${instead}${whose}${leadsTo}`;
}

const codeOf = ({ code }: { readonly code?: FailureCode }): string =>
  code === undefined ? '' : ` (${code})`;

function whyNotReached({ outcome, code, because }: JournalEntryOf<'callerNotReached'>): string {
  if (code === undefined) return `${valueInWords(outcome)}${because === undefined ? '' : ` (${because})`}`;
  return `${asClause(failureOf(code).sentence)} (${code})`;
}

/** `on call for standby this week: boris (swapped with anna until 7 Dec 2026 08:00:00)`. */
function onCall({ rota, agent, insteadOf, until }: JournalEntryOf<'onCallAsked'>, clock: WallClock): string {
  const end = `until ${clock.date(until)} ${clock.time(until)}`;
  if (agent === undefined) return `no one is on call for ${rota} this week, ${end}`;
  const how = insteadOf === undefined ? end : `swapped with ${insteadOf} ${end}`;
  return `on call for ${rota} this week: ${agent} (${how})`;
}

function ownPhoneInWords({ phone, outcome, code, rangFor }: JournalEntryOf<'ownPhoneRang'>): string {
  const rang = `click to call: ${phone} rang first, for ${spellDuration(rangFor)}`;
  if (outcome === 'answered') return `${rang}, and was answered`;
  return `${rang}: ${valueInWords(outcome)}${code === undefined ? '' : ` (${code})`}; no one else was rung`;
}

function transfer({ by, to, leadsTo, because, askedBy }: JournalEntryOf<'transferAsked'>): string {
  if (askedBy !== undefined) return `${askedBy} transfers the caller from ${by} to ${to}: on to ${leadsTo}`;
  const refused = because === undefined ? '' : `, as ${because}`;
  return `${by} transfers the caller to ${to === '' ? 'another call' : to}: on to ${leadsTo}${refused}`;
}

const CONSULTED: Readonly<Record<ConsultOutcome, string>> = {
  completed: 'the caller was transferred',
  merged: 'all three talk now',
  cancelled: 'cancelled',
  not_reached: 'there was no answer',
  ended: 'ended',
};

const LIVED: Readonly<Record<PhaseName, string>> = {
  arriving: 'The call arrives',
  listening: 'The caller listens',
  choosing: 'The caller chooses',
  asking: 'The caller keys in a number',
  spelling: 'The caller spells a name',
  consenting: 'The caller is asked',
  logging_in: 'The agent logs in',
  hearing_messages: 'The agent listens to messages',
  hearing_alarm: 'A person hears about an alarm',
  recording_sound: 'The agent records a sound',
  waiting: 'The caller waits',
  ringing: 'The caller hears ringing',
  awaiting_callback: 'The caller awaits a callback',
  calling_back: 'The caller is called back',
  talking: 'They talk',
  leaving_message: 'The caller leaves a message',
  answering_survey: 'The caller is asked how the talk was',
  saying_goodbye: 'The caller hears a goodbye',
  ended: 'The call is over',
};

const ported = ({ routingNumber }: JournalEntryOf<'callArrived'>): string =>
  routingNumber === undefined ? '' : ` (a ported number, routed by ${routingNumber})`;

const during = ({ beside }: JournalEntryOf<'callArrived'>): string =>
  beside === undefined ? '' : `, who is in call ${beside} meanwhile`;

function arrival(entry: JournalEntryOf<'callArrived'>, clock: WallClock): string {
  const day = clock.date(entry.at);
  return `Call ${entry.call} came in on ${day} for ${entry.dialled}${ported(entry)} over ${entry.via.kind} ${entry.via.name}, from ${describeCaller(entry.caller)}${during(entry)}; ${entry.servedBy === undefined ? `plan version ${entry.planVersion}` : `served by the ${valueInWords(entry.servedBy)}, while the engine was away`}`;
}

function widened({ queue, step, of, title, expected }: JournalEntryOf<'searchWidened'>): string {
  const early = expected ? ` early, because the expected wait is ${inMinutes(expected)} minutes` : '';
  return `queue ${queue} widens${early}, step ${step} of ${of}: ${title}`;
}

function inMinutes({ low, high }: Expected): string {
  return `${low / 60_000} ${high === undefined ? 'or more' : `to ${high / 60_000}`}`;
}

function announced(entry: JournalEntryOf<'announced'>): string {
  const { place, placeSaid, wait, waitUnsaid, callbackOffered } = entry;
  const said = [
    ...(placeSaid ? [`they are number ${place}`] : []),
    ...(wait ? [`they wait ${wait.low / 60_000} to ${wait.high / 60_000} minutes more`] : []),
    ...(callbackOffered ? ['they can be called back'] : []),
  ];
  const unsaid = waitUnsaid === undefined ? '' : `; no wait announced: ${waitUnsaid}`;
  return `announced to the caller${said.length > 0 ? ` that ${said.join(', and ')}` : ' to wait'}${unsaid}`;
}

/** Who did what with the time of the talk, where it was not all talk. */
function timeSpent(
  entries: readonly StoredEntry[],
  endedAt: Instant,
): { readonly text: string; readonly values: LineValues }[] {
  const { caller, others } = talkTimes(entries, endedAt);
  const isPlain = [caller, ...others].every(({ held, consulted }) => held + consulted === 0);
  const line = (who: string, { talked, held, consulted }: TimeSpent, isCaller: boolean) => ({
    text: spent({ who, talked, held, consulted }),
    values: { ...(!isCaller && { who }), talked, held, consulted },
  });
  return isPlain
    ? []
    : [line('the caller', caller, true), ...others.map((other) => line(other.who, other, false))];
}

function spent({ who, talked, held, consulted }: { readonly who: string } & TimeSpent): string {
  const parts = [
    ...(talked > 0 ? [`${spellDuration(talked)} talked`] : []),
    ...(held > 0 ? [`${spellDuration(held)} on hold`] : []),
    ...(consulted > 0 ? [`${spellDuration(consulted)} in consultation`] : []),
  ];
  return `${who}: ${parts.join(', ') || 'no talk'}`;
}

function ending({ outcome, by, lasted, talked }: JournalEntryOf<'callEnded'>): string {
  const talk = talked > 0 ? `, ${spellDuration(talked)} of it in conversation` : '';
  return `The call is over: ${valueInWords(outcome)}; ended by ${by} after ${spellDuration(lasted)}${talk}`;
}

function condition(entry: JournalEntryOf<'conditionAsked'>, clock: WallClock): string {
  const { holds, because, until, at } = entry;
  const day = until === undefined || clock.date(until) === clock.date(at) ? '' : `${clock.date(until)} `;
  const end = until === undefined ? '' : `, until ${day}${clock.time(until)}`;
  return `${entry.condition}: ${holds ? 'yes' : 'no'} (${because}${end})`;
}

/** `Karl König, +4930123456, contact c7 (vip)`; says so when the number is withheld. */
export function describeCaller(caller: Caller): string {
  const who = [caller.name, caller.number ?? 'a withheld number'].filter(Boolean).join(', ');
  const contact = caller.contact && `, ${caller.isNew ? 'new contact' : 'contact'} ${caller.contact}`;
  const tags = caller.tags.length > 0 ? ` (${caller.tags.join(', ')})` : '';
  return `${who}${contact ?? ''}${tags}`;
}

/** A key's own steps are named after it: nothing is told by that. */
function lookedUp(entry: JournalEntryOf<'lookupAnswered'>): string {
  const { lookup, outcome, because, attempt, leadsTo, name, tags, priority, language } = entry;
  const said = [
    ...(name === undefined ? [] : [`name ${name}`]),
    ...(tags === undefined ? [] : [`tags ${tags.join(', ')}`]),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    ...(language === undefined ? [] : [`language ${language}`]),
  ];
  return [
    `lookup ${lookup}: ${LOOKED_UP[outcome]}, attempt ${attempt}`,
    ...(said.length > 0 ? [`: ${said.join('; ')}`] : []),
    ...(because === undefined ? [] : [`: ${because}`]),
    ...(leadsTo === undefined ? [] : [`; on to ${leadsTo}`]),
  ].join('');
}

const LOOKED_UP: Readonly<Record<JournalEntryOf<'lookupAnswered'>['outcome'], string>> = {
  found: 'right',
  wrong: 'wrong',
  too_short: 'too few digits',
  nothing_keyed: 'nothing keyed in',
  locked: 'locked',
  no_answer: 'not checked',
};

function keyInWords({ menu, key, leadsTo }: JournalEntryOf<'keyPressed'>): string {
  if (leadsTo === null) return `key ${key} leads nowhere`;
  return leadsTo === `menu ${menu}, key ${key}` ? `key ${key}` : `key ${key} leads to ${leadsTo}`;
}

function spelled({ keys, names, more, unlisted = [] }: JournalEntryOf<'nameSpelled'>): string {
  const found = names.length === 0 ? 'no name fits' : names.join(', ');
  const further = more > 0 ? `, and ${more} more` : '';
  const kept = unlisted.map(({ name, guards }) => `; ${name} is not named, guarded by ${guards.join(', ')}`);
  return `the caller spelled ${keys}: ${found}${further}${kept.join('')}`;
}

/** `the phone is busy with another call (phone_busy)`: the code is what to search docs/failures.md for. */
function whyNot({ code, because = '' }: JournalEntryOf<'offerEnded'>): string {
  return code === undefined ? because : `${asClause(failureOf(code).sentence)} (${code})`;
}

const asClause = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
