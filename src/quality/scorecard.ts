/**
 * Quality of recorded calls. A **scorecard** is a form: questions, each with its highest points and a weight. A **review** is
 * what one reviewer says of one agent in one call by one scorecard: marks, the score that follows from them, and a note for the
 * agent. Several reviewers may review the same call; how far they differ is the **spread**, which calibration works on.
 */
import type { AgentName, QueueName } from '../plan/model.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface Question {
  /** Short, for programs. It stays the same when the words change. */
  readonly name: string;
  readonly title: string;
  /** The highest mark; the lowest is 0. */
  readonly points: number;
  /** How much it counts against the others. */
  readonly weight: number;
}

export interface ScorecardFields {
  readonly title: string;
  readonly questions: readonly Question[];
  /** For calls of these queues. If omitted: of all. */
  readonly queues?: readonly QueueName[];
}

export interface Scorecard extends ScorecardFields {
  readonly name: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** null: does not apply to this call. */
export type Marks = Readonly<Record<string, number | null>>;

export interface ReviewFields {
  readonly call: CallId;
  readonly agent: AgentName;
  readonly queue?: QueueName;
  /** As it was: a review keeps the questions that it answered. */
  readonly scorecard: Pick<Scorecard, 'name' | 'title' | 'questions'>;
  readonly reviewer: string;
  readonly at: Instant;
  readonly marks: Marks;
  /** 0 to 100. */
  readonly score: number;
  /** For the agent. */
  readonly note?: string;
}

export interface Review extends ReviewFields {
  readonly id: number;
}

/** The first thing that is wrong with marks; undefined: nothing. */
export function marksProblem(questions: readonly Question[], marks: Marks): string | undefined {
  const unknown = Object.keys(marks).find((name) => !questions.some((question) => question.name === name));
  if (unknown !== undefined) return `the scorecard has no question ${unknown}`;
  for (const { name, points } of questions) {
    const mark = marks[name];
    if (mark === undefined) return `the question ${name} has no mark; null means that it does not apply`;
    if (mark !== null && (mark < 0 || mark > points)) return `${name} is marked from 0 to ${points}`;
  }
  return questions.every(({ name }) => marks[name] === null) ? 'no question applies to this call' : undefined;
}

/** 0 to 100, with one decimal: the share of the points, by weight, of the questions that apply. */
export function scoreOf(questions: readonly Question[], marks: Marks): number {
  let [got, all] = [0, 0];
  for (const { name, points, weight } of questions) {
    const mark = marks[name];
    if (mark === null || mark === undefined) continue;
    got += (weight * mark) / points;
    all += weight;
  }
  return all === 0 ? 0 : oneDecimal((100 * got) / all);
}

/** What reports add up: of each question that applies, too. */
export function scoresOf({ score, marks, scorecard }: Pick<ReviewFields, 'score' | 'marks' | 'scorecard'>): {
  readonly score: number;
  readonly questions: readonly { readonly question: string; readonly score: number }[];
} {
  const questions = scorecard.questions.flatMap(({ name: question, points }) => {
    const mark = marks[question];
    return mark === null || mark === undefined
      ? []
      : [{ question, score: oneDecimal((100 * mark) / points) }];
  });
  return { score, questions };
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

export interface Spread {
  readonly scorecard: string;
  readonly agent: AgentName;
  readonly reviews: number;
  readonly lowest: number;
  readonly highest: number;
  /** The questions on which they differ, those that differ most first. */
  readonly questions: readonly { readonly name: string; readonly lowest: number; readonly highest: number }[];
}

/** Of the reviews of one call: how far reviewers differ who used the same scorecard for the same agent. */
export function spreadsOf(reviews: readonly Review[]): readonly Spread[] {
  const groups = new Map<string, Review[]>();
  for (const review of reviews) {
    const key = JSON.stringify([review.scorecard.name, review.agent]);
    groups.set(key, [...(groups.get(key) ?? []), review]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || group.length < 2) return [];
    const scores = group.map(({ score }) => score);
    const questions = first.scorecard.questions.flatMap(({ name, points }) => {
      const marks = group.flatMap((review) => review.marks[name] ?? []);
      const [lowest, highest] = [Math.min(...marks), Math.max(...marks)];
      return marks.length > 1 && lowest < highest
        ? [{ name, lowest, highest, share: (highest - lowest) / points }]
        : [];
    });
    return [
      {
        scorecard: first.scorecard.name,
        agent: first.agent,
        reviews: group.length,
        lowest: Math.min(...scores),
        highest: Math.max(...scores),
        questions: questions
          .toSorted((a, b) => b.share - a.share)
          .map(({ name, lowest, highest }) => ({ name, lowest, highest })),
      },
    ];
  });
}

export interface AgentQuality {
  readonly agent: AgentName;
  readonly reviews: number;
  readonly calls: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  /** Share of the points that each question got, 0 to 100; the weakest first. */
  readonly questions: readonly { readonly title: string; readonly mean: number }[];
}

/** By agent, the highest mean first. */
export function qualityByAgent(reviews: readonly Review[]): readonly AgentQuality[] {
  const byAgent = new Map<AgentName, Review[]>();
  for (const review of reviews) byAgent.set(review.agent, [...(byAgent.get(review.agent) ?? []), review]);
  return [...byAgent]
    .map(([agent, theirs]) => {
      const scores = theirs.map(({ score }) => score);
      const shares = new Map<string, number[]>();
      for (const { scorecard, marks } of theirs)
        for (const { name, title, points } of scorecard.questions) {
          const mark = marks[name];
          if (mark === null || mark === undefined) continue;
          shares.set(title, [...(shares.get(title) ?? []), (100 * mark) / points]);
        }
      return {
        agent,
        reviews: theirs.length,
        calls: new Set(theirs.map(({ call }) => call)).size,
        mean: mean(scores),
        lowest: Math.min(...scores),
        highest: Math.max(...scores),
        questions: [...shares]
          .map(([title, values]) => ({ title, mean: mean(values) }))
          .toSorted((a, b) => a.mean - b.mean),
      };
    })
    .toSorted((a, b) => b.mean - a.mean || (a.agent < b.agent ? -1 : 1));
}

const mean = (values: readonly number[]): number =>
  oneDecimal(values.reduce((sum, value) => sum + value, 0) / values.length);
