/**
 * Reports: rows made of cells. Every figure is defined in docs/reports.md; what is computed here is all sums and quotients of
 * what the cells hold, so the same day gives the same report whenever it is asked for.
 */
import type { Duration, Instant } from '../../shared/time.ts';
import {
  addAll,
  type Cell,
  figure,
  kindOf,
  lateFigures,
  nameIn,
  reviewUnit,
  type Subject,
  type SubjectKind,
  withPrefix,
} from './cell.ts';
import { dayInWords, dayStartOf, localDay, momentInWords, weekStartOf } from './local-time.ts';

export const reportNames = [
  'queues',
  'agents',
  'calls',
  'numbers',
  'tags',
  'ivr',
  'results',
  'surveys',
  'quality',
] as const;
export type ReportName = (typeof reportNames)[number];

export const kindOfReport: Readonly<Record<ReportName, SubjectKind>> = {
  queues: 'queue',
  agents: 'agent',
  calls: 'calls',
  numbers: 'number',
  tags: 'tag',
  ivr: 'prompt',
  results: 'result',
  surveys: 'survey',
  quality: 'quality',
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
  /** Another call of the same contact within so many days means that the first did not resolve the matter. If omitted: 7. */
  readonly again?: number;
  /** Queues or agents that the rows may be about; if omitted: all. */
  readonly only?: readonly string[];
}

/** Of one subject in one hour or day. */
export interface StoredCell {
  readonly at: Instant;
  readonly subject: Subject;
  readonly cell: Cell;
}

/**
 * In the order of their columns. Times are in milliseconds and say so; shares are from 0 to 1. Undefined: there is nothing to
 * divide by.
 */
export type ReportRow = Readonly<Record<string, string | number | undefined>>;

/** The level of cells that a report of this period is made of. */
export const levelFor = (by: Period): 'hour' | 'day' => (by === 'hour' ? 'hour' : 'day');

/**
 * Rows by period and name, each as soon as all of its cells have come.
 * @param cells in the order of time
 */
export function* report(cells: Iterable<StoredCell>, question: ReportQuestion): Generator<ReportRow> {
  const kind = kindOfReport[question.report];
  const only = question.only && new Set(question.only);
  let sums = new Map<string, Cell>();
  let [period, lastAt] = ['', Number.NaN];
  for (const { at, subject, cell } of cells) {
    if (kindOf(subject) !== kind) continue;
    const name = nameIn(subject);
    if (only && !only.has(name)) continue;
    if (at !== lastAt) {
      const next = periodOf(at, question);
      if (next !== period) {
        yield* rowsOf(sums, period, question);
        sums = new Map();
      }
      [period, lastAt] = [next, at];
    }
    const known = sums.get(name);
    // Of an hour there is one cell: most are never added to.
    if (known === undefined) sums.set(name, question.by === 'hour' ? cell : { ...cell });
    else addAll(known, cell);
  }
  yield* rowsOf(sums, period, question);
}

function* rowsOf(
  sums: ReadonlyMap<string, Cell>,
  period: string,
  question: ReportQuestion,
): Generator<ReportRow> {
  const named = question.by === 'all' ? undefined : period;
  for (const [name, cell] of [...sums].toSorted(([a], [b]) => compare(a, b)))
    yield figuresOf[question.report](cell, { period: named, name }, question);
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

/**
 * Each row is one literal: a month of a hundred agents by hour is 72,000 rows, and objects put together from others take ten
 * times as long.
 */
type Figures = (cell: Cell, row: RowHead, question: ReportQuestion) => ReportRow;

interface RowHead {
  readonly period: string | undefined;
  readonly name: string;
}

const figuresOf: Readonly<Record<ReportName, Figures>> = {
  queues: queueFigures,
  agents: agentFigures,
  calls: callFigures,
  numbers: callFigures,
  tags: callFigures,
  ivr: promptFigures,
  surveys: surveyFigures,
  quality: qualityFigures,
  results: (cell, { period, name }) => ({
    period,
    name,
    given: figure(cell, 'given'),
    ...Object.fromEntries(
      [...withPrefix(cell, 'detail_')].map(([detail, count]) => [`detail ${detail}`, count]),
    ),
  }),
};

function queueFigures(cell: Cell, { period, name }: RowHead, question: ReportQuestion): ReportRow {
  const offered = figure(cell, 'offered_outside');
  const [answered, abandoned] = [
    figure(cell, 'outcome_outside_answered'),
    figure(cell, 'outcome_outside_abandoned'),
  ];
  const waits = waitsIn(cell, question);
  const handled =
    answered + figure(cell, 'outcome_inside_answered') + figure(cell, 'outcome_callback_answered');
  const [talked, held] = [figure(cell, 'talked'), figure(cell, 'held')];
  const [consulted, wrappedUp] = [figure(cell, 'consulted'), figure(cell, 'wrapped_up')];
  return {
    period,
    name,
    offered,
    answered,
    abandoned,
    shortAbandoned: waits.shortAbandoned,
    overflowed: figure(cell, 'outcome_outside_overflowed'),
    voicemail: figure(cell, 'outcome_outside_voicemail'),
    callbackBooked: figure(cell, 'outcome_outside_callback_booked'),
    endedByOperator: figure(cell, 'outcome_outside_ended_by_operator'),
    joined: figure(cell, 'outcome_outside_joined'),
    failed: figure(cell, 'outcome_outside_failed'),
    inProgress: offered - total(cell, 'outcome_outside_'),
    ...waitFigures(cell, waits, { offered, answered, abandoned }),
    handled,
    talkedMs: talked,
    heldMs: held,
    consultedMs: consulted,
    wrappedUpMs: wrappedUp,
    averageHandleMs: average(talked + held + consulted + wrappedUp, handled),
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
    ...afterwards(cell, question),
  };
}

function agentFigures(cell: Cell, { period, name }: RowHead, question: ReportQuestion): ReportRow {
  const talked = figure(cell, 'state_talking') + figure(cell, 'after_talking');
  const held = figure(cell, 'state_hold') + figure(cell, 'after_hold');
  const consulted = figure(cell, 'state_consulting') + figure(cell, 'after_consulting');
  const wrappedUp = figure(cell, 'state_wrap_up') + figure(cell, 'after_wrap_up');
  const worked = talked + held + consulted + wrappedUp;
  const workingPauses = figure(cell, 'working_pauses');
  const idle = figure(cell, 'state_free') + figure(cell, 'state_ringing');
  const answered = figure(cell, 'answered');
  const after = afterwards(cell, question);
  const row: Record<string, string | number | undefined> = {
    period,
    name,
    answered,
    talkedMs: talked,
    heldMs: held,
    consultedMs: consulted,
    wrappedUpMs: wrappedUp,
    averageHandleMs: average(worked, answered),
    occupancy: share(worked + workingPauses, worked + workingPauses + idle),
    loggedInMs: figure(cell, 'logged_in'),
    talkingStateMs: figure(cell, 'state_talking'),
    holdStateMs: figure(cell, 'state_hold'),
    consultingStateMs: figure(cell, 'state_consulting'),
    ringingStateMs: figure(cell, 'state_ringing'),
    callingStateMs: figure(cell, 'state_calling'),
    wrapUpStateMs: figure(cell, 'state_wrap_up'),
    pausedStateMs: figure(cell, 'state_paused'),
    unreachableStateMs: figure(cell, 'state_unreachable'),
    phoneBusyStateMs: figure(cell, 'state_phone_busy'),
    freeStateMs: figure(cell, 'state_free'),
    afterLogOutMs: figure(cell, 'after_log_out'),
    outOfQueuesMs: figure(cell, 'out_of_queues'),
    supervisions: figure(cell, 'supervisions'),
    supervisedMs: total(cell, 'supervised_'),
    offers: figure(cell, 'offers'),
    ringNoAnswer: figure(cell, 'offers_no_answer'),
    declined: figure(cell, 'offers_declined'),
    transfersIn: figure(cell, 'transfers_in'),
    transfersOut: figure(cell, 'transfers_out'),
    pauses: figure(cell, 'pauses'),
    pausesTooLong: figure(cell, 'pauses_too_long'),
    overranPausesMs: figure(cell, 'overran_pauses'),
    workingPausesMs: workingPauses,
    withContact: after.withContact,
    calledAgain: after.calledAgain,
    firstCallResolution: after.firstCallResolution,
    surveysOffered: after.surveysOffered,
    surveysAnswered: after.surveysAnswered,
    responseShare: after.responseShare,
    averageMark: after.averageMark,
    lowMarks: after.lowMarks,
    averageMos: after.averageMos,
    scoredLegs: after.scoredLegs,
    badLegs: after.badLegs,
    reviews: after.reviews,
    averageScore: after.averageScore,
  };
  for (const [reason, lasted] of withPrefix(cell, 'paused_')) row[`pausedMs: ${reason}`] = lasted;
  for (const [reason, count] of withPrefix(cell, 'pauses for ')) row[`pauses: ${reason}`] = count;
  for (const [mode, lasted] of withPrefix(cell, 'supervised_')) row[`supervisedMs: ${mode}`] = lasted;
  for (const [queue, lasted] of withPrefix(cell, 'out_of_queue_')) row[`outOfQueueMs: ${queue}`] = lasted;
  return row;
}

function callFigures(cell: Cell, { period, name }: RowHead, question: ReportQuestion): ReportRow {
  const offered = figure(cell, 'offered');
  const waits = waitsIn(cell, question);
  const [answered, abandoned] = [figure(cell, 'outcome_answered'), figure(cell, 'outcome_abandoned')];
  return {
    period,
    name,
    offered,
    answered,
    abandoned,
    shortAbandoned: waits.shortAbandoned,
    leftEarly: figure(cell, 'outcome_left_early'),
    voicemail: figure(cell, 'outcome_voicemail'),
    callbackBooked: figure(cell, 'outcome_callback_booked'),
    goodbye: figure(cell, 'outcome_goodbye'),
    served: figure(cell, 'outcome_served'),
    numberNotInUse: figure(cell, 'outcome_number_not_in_use'),
    blocked: figure(cell, 'outcome_blocked'),
    overload: figure(cell, 'outcome_overload'),
    joined: figure(cell, 'outcome_joined'),
    notReached: figure(cell, 'outcome_not_reached'),
    callbackNotReached: figure(cell, 'outcome_callback_not_reached'),
    callbackExpired: figure(cell, 'outcome_callback_expired'),
    callbackCancelled: figure(cell, 'outcome_callback_cancelled'),
    endedByOperator: figure(cell, 'outcome_ended_by_operator'),
    exchangeRestarted: figure(cell, 'outcome_exchange_restarted'),
    failed: figure(cell, 'outcome_failed'),
    inProgress: offered - total(cell, 'outcome_'),
    ...waitFigures(cell, waits, { offered, answered, abandoned }),
    talkedMs: figure(cell, 'talked'),
    heldMs: figure(cell, 'held'),
    transfers: figure(cell, 'transfers'),
    bySafetyNet: figure(cell, 'by_safety_net'),
  };
}

function promptFigures(cell: Cell, { period, name }: RowHead): ReportRow {
  const [heard, left] = [figure(cell, 'heard'), figure(cell, 'left')];
  const row: Record<string, string | number | undefined> = {
    period,
    name,
    heard,
    left,
    leftShare: share(left, heard),
    averageMs: average(figure(cell, 'lasted'), heard),
  };
  for (const [key, count] of withPrefix(cell, 'key_')) row[`key ${key}`] = count;
  const seconds = [...withPrefix(cell, 'left_after_')].map(
    ([after, count]) => [Number(after), count] as const,
  );
  for (const [after, count] of seconds.toSorted(([a], [b]) => a - b)) row[`left after ${after} s`] = count;
  for (const [typed, count] of withPrefix(cell, 'left_keys_'))
    row[`left after keys ${typed || 'none'}`] = count;
  return row;
}

/** By days, from 1: a month of agents by hour asks for two million of these names. */
const calledAgainAfter = Array.from({ length: 31 }, (_, days) => `called_again_${days}`);

/** What was said of talks once they were over (`after-talk.ts`): whether callers called again, marks, and sound. */
function afterwards(cell: Cell, { again = 7 }: ReportQuestion) {
  const withContact = figure(cell, 'with_contact');
  let calledAgain = 0;
  if (withContact > 0)
    for (let days = 1; days <= again; days++) calledAgain += figure(cell, calledAgainAfter[days] ?? '');
  const legs = figure(cell, 'legs_scored');
  const marks = marksIn(cell);
  return {
    withContact,
    calledAgain,
    firstCallResolution: share(withContact - calledAgain, withContact),
    surveysOffered: marks.surveysOffered,
    surveysAnswered: marks.surveysAnswered,
    responseShare: marks.responseShare,
    averageMark: marks.averageMark,
    lowMarks: marks.lowMarks,
    averageMos: mean(figure(cell, 'scores') / 10, legs),
    scoredLegs: legs,
    badLegs: figure(cell, 'legs_bad'),
    reviews: figure(cell, 'reviews'),
    averageScore: averageScore(cell),
  };
}

const averageScore = (cell: Cell): number | undefined =>
  mean(figure(cell, 'review_scores') / reviewUnit, figure(cell, 'reviews'));

/** Of a scorecard as a whole, and of each of its questions. */
function qualityFigures(cell: Cell, { period, name }: RowHead): ReportRow {
  return { period, name, reviews: figure(cell, 'reviews'), averageScore: averageScore(cell) };
}

function marksIn(cell: Cell) {
  // Of a queue or an agent, those by e-mail are counted apart, and belong to them all the same.
  const both = (name: string): number => figure(cell, name) + figure(cell, `${lateFigures}${name}`);
  const [offered, answered] = [figure(cell, 'surveys_offered'), both('surveys_answered')];
  return {
    surveysOffered: offered,
    surveysAnswered: answered,
    responseShare: share(answered, offered),
    averageMark: mean(both('marks_sum'), both('marks')),
    lowMarks: both('low_marks'),
  };
}

/** A row of the survey as a whole, which also says how those who answered differ from the others; and of each question. */
function surveyFigures(cell: Cell, { period, name }: RowHead): ReportRow {
  const { surveysOffered, surveysAnswered, ...marks } = marksIn(cell);
  const silent = surveysOffered - surveysAnswered;
  const row: Record<string, string | number | undefined> = {
    period,
    name,
    offered: surveysOffered,
    answered: surveysAnswered,
    ...marks,
    marks: figure(cell, 'marks'),
    comments: figure(cell, 'comments'),
  };
  for (const what of ['waited', 'talked'] as const) {
    const [all, ofAnswered] = [figure(cell, `${what}_offered`), figure(cell, `${what}_answered`)];
    row[`${what}AnsweredMs`] = average(ofAnswered, surveysAnswered);
    row[`${what}UnansweredMs`] = average(all - ofAnswered, silent);
  }
  for (let mark = 1; mark <= 5; mark++) row[`mark ${mark}`] = figure(cell, `mark_${mark}`);
  for (const [kind, of] of [
    ['language', 'in'],
    ['result', 'with'],
  ] as const)
    for (const [what, count] of withPrefix(cell, `${kind}_offered_`)) {
      row[`offered ${of} ${what}`] = count;
      row[`answered ${of} ${what}`] = figure(cell, `${kind}_answered_${what}`);
    }
  return row;
}

interface Waited {
  /** Answered within the threshold; abandoned within it. */
  readonly inTime: number;
  readonly gaveUpInTime: number;
  readonly shortAbandoned: number;
  /** Answered, whatever they waited. */
  readonly counted: number;
}

/** In one pass: a busy hour has hundreds of different waits, and a month has hundreds of hours. */
function waitsIn(cell: Cell, { threshold, short }: ReportQuestion): Waited {
  let [inTime, gaveUpInTime, shortAbandoned, counted] = [0, 0, 0, 0];
  for (const name in cell) {
    if (name.startsWith('within_answered_')) {
      const count = figure(cell, name);
      counted += count;
      if (Number(name.slice('within_answered_'.length)) <= threshold) inTime += count;
    } else if (name.startsWith('within_abandoned_')) {
      const wait = Number(name.slice('within_abandoned_'.length));
      if (wait <= threshold) gaveUpInTime += figure(cell, name);
      if (wait <= short) shortAbandoned += figure(cell, name);
    }
  }
  return { inTime, gaveUpInTime, shortAbandoned, counted };
}

/** How long callers waited, and the service level by each usual formula. */
function waitFigures(
  cell: Cell,
  { inTime, gaveUpInTime, shortAbandoned, counted }: Waited,
  { offered, answered, abandoned }: Readonly<Record<'offered' | 'answered' | 'abandoned', number>>,
) {
  return {
    serviceLevelOfOffered: share(inTime, offered),
    serviceLevelOfAnsweredAndAbandoned: share(inTime, answered + abandoned),
    serviceLevelWithoutShort: share(inTime, offered - shortAbandoned),
    serviceLevelAbandonedInTimeCount: share(inTime + gaveUpInTime, offered),
    // Also of those who were answered, and hung up later while they waited for someone else.
    serviceLevelOfAnswered: share(inTime, counted),
    averageSpeedOfAnswerMs: average(figure(cell, 'waited_answered'), counted),
    longestWaitMs: figure(cell, 'longest_wait'),
  };
}

function total(cell: Cell, prefix: string): number {
  let all = 0;
  for (const name in cell) if (name.startsWith(prefix)) all += figure(cell, name);
  return all;
}

/** From 0 to 1, with four places. */
const share = (part: number, whole: number): number | undefined =>
  whole <= 0 ? undefined : Math.round((part / whole) * 10_000) / 10_000;

/** With two places. */
const mean = (sum: number, count: number): number | undefined =>
  count <= 0 ? undefined : Math.round((sum / count) * 100) / 100;

const average = (sum: Duration, count: number): Duration | undefined =>
  count <= 0 ? undefined : Math.round(sum / count);
