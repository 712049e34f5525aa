/**
 * Figures of past hours that later entries still change, counted a second time without the fold: results and reviews (one that
 * is replaced counts no more), contacts who call again, answers by e-mail, and how surveyed calls came out. What remains of a
 * survey is only known at the end, so it is counted then, and not corrected with each entry as in the fold.
 */
import type { ReviewScores } from '../../call/kept/journal/after-call.ts';
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import {
  addTo,
  answeredByEmail,
  type Cells,
  cellIn,
  isByEmail,
  lateFigures,
  type Subject,
} from '../figures/cell.ts';
import { hourOf } from '../figures/local-time.ts';

/** Entries after the day that change its figures. Surveys of the day are offered in it, and their calls end in what is read of it. */
export const laterTypes = ['callArrived', 'resultSet', 'callReviewed', 'surveyAnswered'] as const;

/** Which figures are counted here. */
export const isLateFigure = (subject: string, name: string): boolean =>
  name.startsWith('called_again_') ||
  name.startsWith('result_') ||
  name.startsWith(lateFigures) ||
  name.startsWith('review') ||
  isByEmail(subject) ||
  subject.startsWith('quality ') ||
  subject.startsWith('result ');

const day = 24 * 3_600_000;
const mostDaysAgain = 30;
/** A result says how a surveyed call came out if it is given sooner than this after its end. */
const resultWithin = 10 * 60_000;
const tenths = 10;

interface Asked {
  readonly subject: Subject;
  readonly at: Instant;
  readonly agent: string;
  answered: boolean;
  result?: string;
  endedAt?: Instant;
}

export class LateFigures {
  readonly #timeZone: string;
  readonly #range: { readonly from: Instant; readonly to: Instant };
  readonly #cells: Cells = new Map();
  readonly #asked: Asked[] = [];
  /** The survey of each call. */
  readonly #surveyOf = new Map<CallId, Asked>();
  /** Calls that go on, and the last result that was given in them. */
  readonly #open = new Map<CallId, string | undefined>();

  constructor(timeZone: string, range: { readonly from: Instant; readonly to: Instant }) {
    this.#timeZone = timeZone;
    this.#range = range;
  }

  add(entry: StoredEntry): void {
    if (entry.type === 'callArrived') {
      if (entry.at < this.#range.to) this.#open.set(entry.call, undefined);
      this.#again(entry);
    } else if (entry.type === 'callEnded') {
      this.#open.delete(entry.call);
      const asked = this.#surveyOf.get(entry.call);
      if (asked) asked.endedAt ??= entry.at;
    } else if (entry.type === 'resultSet') {
      this.#given(entry);
      this.#resultOf(entry);
    } else if (entry.type === 'resultMissing')
      this.#count(entry.at, `result ${entry.queue ?? 'no queue'}: missing`, 'given');
    else if (entry.type === 'callReviewed') this.#reviewed(entry);
    else if (entry.type === 'surveyOffered') this.#offered(entry);
    else if (entry.type === 'surveyAnswered') this.#answered(entry);
  }

  /** All entries have been seen. */
  over(): Cells {
    for (const { subject, at, result, answered } of this.#asked) {
      if (result === undefined) continue;
      this.#count(at, subject, `result_offered_${result}`);
      if (answered) this.#count(at, subject, `result_answered_${result}`);
    }
    return this.#cells;
  }

  /** The contact has not called since the talk that this call may be about. */
  #again({ at, via, caller }: JournalEntryOf<'callArrived'>): void {
    const { lastAgent, lastQueue, lastAgentAt: talkedAt, lastCallAt } = caller;
    const isFromOutside = via.kind !== 'phone' && via.kind !== 'callback';
    if (!isFromOutside || lastAgent === undefined || talkedAt === undefined) return;
    const days = Math.max(1, Math.ceil((at - talkedAt) / day));
    if (days > mostDaysAgain || (lastCallAt !== undefined && lastCallAt > talkedAt)) return;
    this.#count(talkedAt, `agent ${lastAgent}`, `called_again_${days}`);
    if (lastQueue !== undefined) this.#count(talkedAt, `queue ${lastQueue}`, `called_again_${days}`);
  }

  #given({ at, queue = 'no queue', result, detail, before }: JournalEntryOf<'resultSet'>): void {
    this.#count(at, `result ${queue}: ${result}`, 'given');
    if (detail !== undefined) this.#count(at, `result ${queue}: ${result}`, `detail_${detail}`);
    if (!before) return;
    this.#count(before.at, `result ${queue}: ${before.result}`, 'given', -1);
    if (before.detail !== undefined)
      this.#count(before.at, `result ${queue}: ${before.result}`, `detail_${before.detail}`, -1);
  }

  #resultOf({ at, call, agent, result }: JournalEntryOf<'resultSet'>): void {
    const asked = this.#surveyOf.get(call);
    if (!asked) {
      if (this.#open.has(call)) this.#open.set(call, result);
      return;
    }
    const isInTime = asked.endedAt === undefined || at < asked.endedAt + resultWithin;
    if (isInTime && asked.agent === agent) asked.result = result;
  }

  #reviewed({ at, agent, queue, scorecard, review, before }: JournalEntryOf<'callReviewed'>): void {
    const add = (when: Instant, { score, questions }: ReviewScores, by: 1 | -1): void => {
      const scores: [Subject, number][] = [
        [`quality ${scorecard}`, score],
        [`agent ${agent}`, score],
        ...questions.map((each): [Subject, number] => [`quality ${scorecard}: ${each.question}`, each.score]),
      ];
      if (queue !== undefined) scores.push([`queue ${queue}`, score]);
      for (const [subject, points] of scores) {
        this.#count(when, subject, 'reviews', by);
        this.#count(when, subject, 'review_scores', by * Math.round(points * tenths));
      }
    };
    if (review) add(at, review, 1);
    if (before) add(before.at, before, -1);
  }

  #offered(entry: JournalEntryOf<'surveyOffered'>): void {
    const { at, call, survey, agent, language, waited, talked, way } = entry;
    const subject: Subject = `survey ${survey}${way === 'email' ? answeredByEmail : ''}`;
    const result = entry.result ?? this.#open.get(call);
    const asked: Asked = {
      subject,
      at,
      agent,
      answered: false,
      ...(result === undefined ? {} : { result }),
      // Its call is over already.
      ...(way === 'email' ? { endedAt: at } : {}),
    };
    this.#asked.push(asked);
    this.#surveyOf.set(call, asked);
    if (way !== 'email') return;
    this.#count(at, subject, 'surveys_offered');
    this.#count(at, subject, 'waited_offered', waited);
    this.#count(at, subject, 'talked_offered', talked);
    this.#count(at, subject, `language_offered_${language}`);
  }

  #answered(entry: JournalEntryOf<'surveyAnswered'>): void {
    const { at: now, survey, question, mark, low, agent, queue, about, offeredAt: at = now } = entry;
    if (entry.way !== 'email') {
      const asked = this.#surveyOf.get(entry.call);
      if (asked && mark !== undefined) asked.answered = true;
      return;
    }
    const whole: Subject = `survey ${survey}${answeredByEmail}`;
    if (mark === undefined) return this.#count(at, whole, 'comments');
    const also = (name: string, by = 1): void => {
      this.#count(at, whole, name, by);
      if (agent !== undefined) this.#count(at, `agent ${agent}`, `${lateFigures}${name}`, by);
      if (queue !== undefined) this.#count(at, `queue ${queue}`, `${lateFigures}${name}`, by);
    };
    also('marks');
    also('marks_sum', mark);
    if (low) also('low_marks');
    const one: Subject = `${whole}: ${question}`;
    this.#count(at, one, 'marks');
    this.#count(at, one, 'marks_sum', mark);
    this.#count(at, one, `mark_${mark}`);
    if (low) this.#count(at, one, 'low_marks');
    if (!about) return;
    also('surveys_answered');
    this.#count(at, whole, 'waited_answered', about.waited);
    this.#count(at, whole, 'talked_answered', about.talked);
    this.#count(at, whole, `language_answered_${about.language}`);
    if (about.result !== undefined) this.#count(at, whole, `result_answered_${about.result}`);
  }

  #count(at: Instant, subject: Subject, name: string, by = 1): void {
    if (at < this.#range.from || at >= this.#range.to) return;
    addTo(cellIn(this.#cells, hourOf(this.#timeZone, at), subject), name, by);
  }
}
