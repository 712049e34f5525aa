/**
 * What callers, agents and reviewers remember of the time after a talk: the marks that a caller has given, the result that an
 * agent has given last, the score that a reviewer has given last. Nothing of it is read from our journal.
 */
import type { GivenResult } from '../../src/agents/agent.ts';
import type { Event } from '../../src/call/kept/events.ts';
import type { ReviewScores, SurveyedTalk } from '../../src/call/kept/journal/after-call.ts';
import type { Prompt } from '../../src/plan/model.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../../src/shared/time.ts';
import { Seeded } from '../support/seeded.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface SurveyLog {
  readonly agent: string;
  readonly marks: { readonly question: string; readonly mark: number }[];
}

interface Floor {
  readonly now: () => Instant;
  readonly at: (at: Instant, does: () => void) => void;
  readonly turn: (event: WithoutTime<Event>) => void;
  readonly isThere: (caller: LegId) => boolean;
  readonly hangsUp: (caller: LegId) => void;
}

const questions: Readonly<Record<string, string>> = { 'Friendly?': 'friendly', 'Solved?': 'solved' };
const hour = minutes(60);

export class AfterCallLedger {
  /** Surveys at the phone, by the leg of the caller who was asked. */
  readonly surveys = new Map<LegId, SurveyLog>();
  readonly byEmail: SurveyLog[] = [];
  /** The last result that an agent gave of a call. */
  readonly results = new Map<string, GivenResult>();
  /** The last review of a talk. */
  readonly reviews = new Map<
    string,
    { readonly agent: string; readonly at: Instant; readonly scores: ReviewScores }
  >();
  /** Who talked with each caller last. */
  readonly #heard = new Map<LegId, string>();
  readonly #talks = new Map<CallId, number>();
  readonly #floor: Floor;
  readonly #chance: Seeded;

  constructor(seed: number, floor: Floor) {
    this.#chance = new Seeded(seed);
    this.#floor = floor;
  }

  hears(caller: LegId, agent: string): void {
    this.#heard.set(caller, agent);
  }

  /** A caller who is asked how it was presses a key while the question is heard, hangs up, or stays silent. */
  played(caller: LegId, prompt: Prompt): void {
    const text = (prompt['en'] ?? []).map((part) => ('text' in part ? part.text : '')).join('');
    const question = questions[text];
    const agent = this.#heard.get(caller);
    if (question === undefined || agent === undefined) return;
    const log = this.surveys.get(caller) ?? { agent, marks: [] };
    this.surveys.set(caller, log);
    const does = this.#chance.next();
    const mark = this.#chance.between(1, 5);
    this.#later(500, 3500, () => {
      if (!this.#floor.isThere(caller)) return;
      if (does < 0.6) {
        log.marks.push({ question, mark });
        this.#floor.turn({ type: 'digitPressed', leg: caller, digit: String(mark) });
      } else if (does < 0.75) this.#floor.hangsUp(caller);
    });
  }

  /** They are passed on, and may talk with another person. */
  passedOn(call: CallId): void {
    this.#talks.set(call, 1);
  }

  /** Someone who is no agent of ours has talked with them: no one is asked for a result. */
  talkOutsideOver(call: CallId): void {
    this.#talks.set(call, (this.#talks.get(call) ?? 0) + 1);
  }

  /** The agent no longer hears the caller. */
  talkOver(
    { call, caller, phone: agent }: { readonly call: CallId; readonly caller: LegId; readonly phone: string },
    talked: Duration,
  ): void {
    this.#talks.set(call, (this.#talks.get(call) ?? 0) + 1);
    const queue = this.#chance.pick(['sales', 'support']);
    if (this.#chance.chance(0.5))
      this.#later(seconds(1), seconds(40), () => {
        this.#gives(call, agent, queue);
        if (this.#chance.chance(0.3))
          this.#later(seconds(10), 20 * hour, () => this.#gives(call, agent, queue));
      });
    if (this.#chance.chance(0.1))
      this.#later(hour, 10 * hour, () => {
        this.#reviews(call, agent, queue);
        if (this.#chance.chance(0.4)) this.#later(hour, 20 * hour, () => this.#reviews(call, agent, queue));
      });
    if (this.#chance.chance(0.2))
      this.#later(minutes(20), minutes(30), () => {
        // Who was asked at the phone, or talked with several agents, gets no e-mail here.
        if (!this.surveys.has(caller) && this.#talks.get(call) === 1) this.#mails(call, agent, queue, talked);
      });
  }

  #gives(call: CallId, agent: string, queue: string): void {
    const key = `${call} ${agent}`;
    const before = this.results.get(key);
    const isLate = this.#chance.chance(0.5);
    const result = {
      at: this.#floor.now(),
      result: isLate ? 'complaint' : 'sold',
      ...(isLate ? { detail: 'late' } : {}),
    };
    this.results.set(key, result);
    const { at: _, ...given } = result;
    const told = { type: 'resultGiven', call, agent, queue, by: agent, ...given } as const;
    this.#floor.turn(before ? { ...told, before } : told);
  }

  #reviews(call: CallId, agent: string, queue: string): void {
    const key = `${call} ${agent}`;
    const known = this.reviews.get(key);
    // Whole numbers, whose sums are exact.
    const score = this.#chance.between(0, 100);
    const scores = { score, questions: [{ question: 'greeting', score: 100 - score }] };
    const isDeleted = known !== undefined && this.#chance.chance(0.3);
    if (isDeleted) this.reviews.delete(key);
    else this.reviews.set(key, { agent, scores, at: this.#floor.now() });
    this.#floor.turn({
      type: 'reviewNoted',
      call,
      agent,
      queue,
      scorecard: 'calm',
      reviewer: 'mara',
      ...(isDeleted ? {} : { review: scores }),
      ...(known ? { before: { at: known.at, ...known.scores } } : {}),
    });
  }

  #mails(call: CallId, agent: string, queue: string, talked: Duration): void {
    const talk: SurveyedTalk = {
      call,
      survey: 'service',
      agent,
      queue,
      language: 'en',
      waited: this.#chance.between(0, 60_000),
      talked,
    };
    const log: SurveyLog = { agent, marks: [] };
    this.byEmail.push(log);
    const offeredAt = this.#floor.now();
    this.#floor.turn({ type: 'surveyByEmail', contact: 'contact', ...talk });
    if (this.#chance.chance(0.5)) return;
    this.#later(minutes(5), 30 * hour, () => {
      log.marks.push({ question: 'friendly', mark: this.#chance.between(1, 5) });
      this.#floor.turn({ type: 'surveyAnsweredByEmail', marks: log.marks, talk, offeredAt });
    });
  }

  #later(from: number, to: number, does: () => void): void {
    this.#floor.at(this.#floor.now() + this.#chance.between(from, to), does);
  }
}
