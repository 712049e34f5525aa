/**
 * Reports: rows made of cells. Every figure is defined in docs/reports.md; what is computed here is all sums and quotients of
 * what the cells hold, so the same day gives the same report whenever it is asked for.
 */
import type { Duration, Instant } from '../../shared/time.ts';
import { agentTimeStates } from './agent-times.ts';
import {
  addAll,
  type Cell,
  figure,
  kindOf,
  nameIn,
  type Subject,
  type SubjectKind,
  withPrefix,
} from './cell.ts';
import { dayInWords, dayStartOf, localDay, momentInWords, weekStartOf } from './local-time.ts';

export const reportNames = ['queues', 'agents', 'calls', 'numbers', 'tags', 'ivr'] as const;
export type ReportName = (typeof reportNames)[number];

export const kindOfReport: Readonly<Record<ReportName, SubjectKind>> = {
  queues: 'queue',
  agents: 'agent',
  calls: 'calls',
  numbers: 'number',
  tags: 'tag',
  ivr: 'prompt',
};

export const periods = ['hour', 'day', 'week', 'all'] as const;
export type Period = (typeof periods)[number];

export interface ReportQuestion {
  readonly report: ReportName;
  readonly by: Period;
  readonly timeZone: string;
  /** Of the service level, in seconds. */
  readonly threshold: number;
  /** Callers who give up sooner are short abandons, in seconds. */
  readonly short: number;
}

/** Of one subject in one hour or day. */
export interface StoredCell {
  readonly at: Instant;
  readonly subject: Subject;
  readonly cell: Cell;
}

/** In the order of their columns. Times are in milliseconds and say so; shares are from 0 to 1. */
export type ReportRow = Readonly<Record<string, string | number>>;

export function report(cells: Iterable<StoredCell>, question: ReportQuestion): readonly ReportRow[] {
  const sums = new Map<string, { period: string; name: string; cell: Cell }>();
  const kind = kindOfReport[question.report];
  for (const { at, subject, cell } of cells) {
    if (kindOf(subject) !== kind) continue;
    const [period, name] = [periodOf(at, question), nameIn(subject)];
    const key = `${period} ${name}`;
    const known = sums.get(key);
    if (known) addAll(known.cell, cell);
    else sums.set(key, { period, name, cell: { ...cell } });
  }
  const rows = [...sums.values()].toSorted((a, b) => compare(a.period, b.period) || compare(a.name, b.name));
  return rows.map(({ period, name, cell }) => ({
    ...(question.by === 'all' ? {} : { period }),
    name,
    ...figuresOf[question.report](cell, question),
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function periodOf(at: Instant, { by, timeZone }: ReportQuestion): string {
  switch (by) {
    case 'hour':
      return momentInWords(timeZone, at);
    case 'day':
      return dayInWords(localDay(timeZone, dayStartOf(timeZone, at)));
    case 'week':
      return dayInWords(localDay(timeZone, weekStartOf(timeZone, at)));
    case 'all':
      return '';
  }
}

type Figures = (cell: Cell, question: ReportQuestion) => Readonly<Record<string, number>>;

const figuresOf: Readonly<Record<ReportName, Figures>> = {
  queues: (cell, question) => {
    const of = (outcome: string): number => figure(cell, `outcome_outside_${outcome}`);
    const offered = figure(cell, 'offered_outside');
    const [answered, abandoned] = [of('answered'), of('abandoned')];
    const outcomes = total(cell, 'outcome_outside_');
    const handled =
      answered + figure(cell, 'outcome_inside_answered') + figure(cell, 'outcome_callback_answered');
    return {
      offered,
      answered,
      abandoned,
      shortAbandoned: within(cell, 'abandoned', question.short),
      overflowed: of('overflowed'),
      voicemail: of('voicemail'),
      callbackBooked: of('callback_booked'),
      endedByOperator: of('ended_by_operator'),
      joined: of('joined'),
      failed: of('failed'),
      inProgress: offered - outcomes,
      ...waits(cell, offered, answered, abandoned, question),
      ...handling(cell, handled),
      transfersIn: figure(cell, 'transfers_in'),
      transfersOut: figure(cell, 'transfers_out'),
      offers: figure(cell, 'offers'),
      ringNoAnswer: figure(cell, 'offers_no_answer'),
      declined: figure(cell, 'offers_declined'),
      callbacks: figure(cell, 'offered_callback'),
      callbacksAnswered: figure(cell, 'outcome_callback_answered'),
      callbacksNotReached: figure(cell, 'outcome_callback_callback_not_reached'),
      callbacksExpired: figure(cell, 'outcome_callback_callback_expired'),
      callbacksCancelled: figure(cell, 'outcome_callback_callback_cancelled'),
      inside: figure(cell, 'offered_inside'),
    };
  },
  agents: (cell) => {
    const working = ['talking', 'hold', 'consulting', 'wrap_up'];
    const worked = sum(
      working.flatMap((state) => [figure(cell, `state_${state}`), figure(cell, `after_${state}`)]),
    );
    const idle = figure(cell, 'state_free') + figure(cell, 'state_ringing');
    const spent = (state: string): number => figure(cell, `state_${state}`) + figure(cell, `after_${state}`);
    const answered = figure(cell, 'answered');
    const pauses = Object.fromEntries(
      [...withPrefix(cell, 'paused_')].map(([reason, lasted]) => [`pausedMs: ${reason}`, lasted]),
    );
    return {
      answered,
      talkedMs: spent('talking'),
      heldMs: spent('hold'),
      consultedMs: spent('consulting'),
      wrappedUpMs: spent('wrap_up'),
      ...quotient('averageHandleMs', worked, answered, Math.round),
      ...quotient('occupancy', worked, worked + idle),
      loggedInMs: figure(cell, 'logged_in'),
      ...Object.fromEntries(
        agentTimeStates.map((state) => [`${camel(state)}StateMs`, figure(cell, `state_${state}`)]),
      ),
      afterLogOutMs: figure(cell, 'after_log_out'),
      offers: figure(cell, 'offers'),
      ringNoAnswer: figure(cell, 'offers_no_answer'),
      declined: figure(cell, 'offers_declined'),
      transfersIn: figure(cell, 'transfers_in'),
      transfersOut: figure(cell, 'transfers_out'),
      pauses: figure(cell, 'pauses'),
      ...pauses,
    };
  },
  calls: callFigures,
  numbers: callFigures,
  tags: callFigures,
  ivr: (cell) => {
    const [heard, left] = [figure(cell, 'heard'), figure(cell, 'left')];
    const seconds = [...withPrefix(cell, 'left_after_')].map(
      ([after, count]) => [Number(after), count] as const,
    );
    const keys = Object.fromEntries(
      [...withPrefix(cell, 'key_')].map(([key, count]) => [`key ${key}`, count]),
    );
    const leftAfter = Object.fromEntries(
      seconds.toSorted(([a], [b]) => a - b).map(([after, count]) => [`left after ${after} s`, count]),
    );
    const leftKeys = Object.fromEntries(
      [...withPrefix(cell, 'left_keys_')].map(([typed, count]) => [
        `left after keys ${typed || 'none'}`,
        count,
      ]),
    );
    return {
      heard,
      left,
      ...quotient('leftShare', left, heard),
      ...quotient('averageMs', figure(cell, 'lasted'), heard, Math.round),
      ...keys,
      ...leftAfter,
      ...leftKeys,
    };
  },
};

function callFigures(cell: Cell, question: ReportQuestion): Readonly<Record<string, number>> {
  const offered = figure(cell, 'offered');
  const of = (outcome: string): number => figure(cell, `outcome_${outcome}`);
  const [answered, abandoned] = [of('answered'), of('abandoned')];
  return {
    offered,
    answered,
    abandoned,
    shortAbandoned: within(cell, 'abandoned', question.short),
    leftEarly: of('left_early'),
    voicemail: of('voicemail'),
    callbackBooked: of('callback_booked'),
    goodbye: of('goodbye'),
    served: of('served'),
    numberNotInUse: of('number_not_in_use'),
    blocked: of('blocked'),
    overload: of('overload'),
    joined: of('joined'),
    notReached: of('not_reached'),
    callbackNotReached: of('callback_not_reached'),
    callbackExpired: of('callback_expired'),
    callbackCancelled: of('callback_cancelled'),
    endedByOperator: of('ended_by_operator'),
    exchangeRestarted: of('exchange_restarted'),
    failed: of('failed'),
    inProgress: offered - total(cell, 'outcome_'),
    ...waits(cell, offered, answered, abandoned, question),
    talkedMs: figure(cell, 'talked'),
    heldMs: figure(cell, 'held'),
    transfers: figure(cell, 'transfers'),
    bySafetyNet: figure(cell, 'by_safety_net'),
  };
}

/** Speed of answer, and the service level by each usual formula. */
function waits(
  cell: Cell,
  offered: number,
  answered: number,
  abandoned: number,
  { threshold, short }: ReportQuestion,
): Readonly<Record<string, number>> {
  const [inTime, gaveUpInTime] = [within(cell, 'answered', threshold), within(cell, 'abandoned', threshold)];
  const counted = total(cell, 'within_answered_');
  return {
    ...quotient('serviceLevelOfOffered', inTime, offered),
    ...quotient('serviceLevelOfAnsweredAndAbandoned', inTime, answered + abandoned),
    ...quotient('serviceLevelWithoutShort', inTime, offered - within(cell, 'abandoned', short)),
    ...quotient('serviceLevelAbandonedInTimeCount', inTime + gaveUpInTime, offered),
    ...quotient('serviceLevelOfAnswered', inTime, answered),
    ...quotient('averageSpeedOfAnswerMs', figure(cell, 'waited_answered'), counted, Math.round),
    longestWaitMs: figure(cell, 'longest_wait'),
  };
}

function handling(cell: Cell, handled: number): Readonly<Record<string, number>> {
  const parts = {
    talkedMs: figure(cell, 'talked'),
    heldMs: figure(cell, 'held'),
    consultedMs: figure(cell, 'consulted'),
    wrappedUpMs: figure(cell, 'wrapped_up'),
  };
  return {
    handled,
    ...parts,
    ...quotient('averageHandleMs', sum(Object.values(parts)), handled, Math.round),
  };
}

/** Of those who waited so many seconds at most. */
function within(cell: Cell, how: 'answered' | 'abandoned', seconds: number): number {
  let count = 0;
  for (const [wait, number] of withPrefix(cell, `within_${how}_`))
    if (Number(wait) <= seconds) count += number;
  return count;
}

function total(cell: Cell, prefix: string): number {
  let all = 0;
  for (const [, count] of withPrefix(cell, prefix)) all += count;
  return all;
}

/** Nothing where there is nothing to divide by. */
function quotient(
  name: string,
  part: Duration,
  whole: number,
  round: (value: number) => number = fourPlaces,
): Readonly<Record<string, number>> {
  return whole <= 0 ? {} : { [name]: round(part / whole) };
}

const fourPlaces = (value: number): number => Math.round(value * 10_000) / 10_000;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const camel = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
