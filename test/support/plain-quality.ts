/** Scorecards, reviews and cases in plain lists. */
import type { CaseBook, CaseQuery, QualityBook, ReviewQuery } from '../../src/ports/quality.ts';
import type { CaseAnswer, CaseFields, TrainingCase } from '../../src/quality/case.ts';
import type { Review, ReviewFields, Scorecard } from '../../src/quality/scorecard.ts';

const atMost = <T>(list: readonly T[], limit: number): T[] => list.slice(0, Math.max(0, limit));

export class PlainQuality implements QualityBook {
  readonly #scorecards = new Map<string, Scorecard>();
  #reviews: Review[] = [];
  #next = 1;

  async scorecards() {
    return [...this.#scorecards.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
  async keepScorecard(scorecard: Scorecard) {
    this.#scorecards.set(scorecard.name, structuredClone(scorecard));
  }
  async removeScorecard(name: string) {
    return this.#scorecards.delete(name);
  }
  async keepReview(review: ReviewFields) {
    const key = ({ call, agent, reviewer, scorecard }: ReviewFields) =>
      [call, agent, reviewer, scorecard.name].join(' ');
    const before = this.#reviews.find((each) => key(each) === key(review));
    const kept = { ...structuredClone(review), id: before?.id ?? this.#next++ };
    this.#reviews = [...this.#reviews.filter((each) => each !== before), kept];
    return kept;
  }
  async review(id: number) {
    return this.#reviews.find((each) => each.id === id);
  }
  async removeReview(id: number) {
    const before = this.#reviews.length;
    this.#reviews = this.#reviews.filter((each) => each.id !== id);
    return this.#reviews.length < before;
  }
  async reviews({
    call,
    agent,
    queue,
    reviewer,
    from = 0,
    to = Infinity,
    before = Infinity,
    limit,
  }: ReviewQuery) {
    const found = this.#reviews.filter(
      (each) =>
        (call === undefined || each.call === call) &&
        (agent === undefined || each.agent === agent) &&
        (queue === undefined || each.queue === queue) &&
        (reviewer === undefined || each.reviewer === reviewer) &&
        each.at >= from &&
        each.at < to &&
        each.id < before,
    );
    return atMost(
      found.toSorted((a, b) => b.id - a.id),
      limit,
    );
  }
}

export class PlainCases implements CaseBook {
  #all: TrainingCase[] = [];
  #answers: CaseAnswer[] = [];
  #next = 1;

  async add(fields: Omit<TrainingCase, 'id'>) {
    const added = { ...structuredClone(fields), id: this.#next++ };
    this.#all.push(added);
    return added;
  }
  async one(id: number) {
    return this.#all.find((each) => each.id === id);
  }
  async change(id: number, change: Partial<CaseFields>) {
    const before = await this.one(id);
    if (!before) return undefined;
    const after = { ...before, ...structuredClone(change) };
    this.#all = this.#all.map((each) => (each === before ? after : each));
    return after;
  }
  async remove(id: number) {
    const before = this.#all.length;
    this.#all = this.#all.filter((each) => each.id !== id);
    this.#answers = this.#answers.filter((each) => each.case !== id);
    return this.#all.length < before;
  }
  async list({ tag, queue, before = Infinity, limit }: CaseQuery) {
    const found = this.#all.filter(
      (each) =>
        (tag === undefined || each.tags.includes(tag)) &&
        (queue === undefined || each.queue === queue) &&
        each.id < before,
    );
    return atMost(found.toReversed(), limit);
  }
  async answer(answer: CaseAnswer) {
    const isSame = (each: CaseAnswer) =>
      each.case === answer.case && each.person === answer.person && each.stage === answer.stage;
    this.#answers = [...this.#answers.filter((each) => !isSame(each)), answer];
  }
  async answers(id: number, person?: string) {
    return this.#answers
      .filter((each) => each.case === id && (person === undefined || each.person === person))
      .toSorted((a, b) => a.at - b.at);
  }
}
