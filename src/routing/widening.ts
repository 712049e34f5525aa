/**
 * Widening: the longer a caller has waited, the more agents may take the call. Which step is in force follows from the
 * time waited, so there is nothing to save, and a changed plan counts at once; but for steps that have come early.
 */

import type { AgentName, Expression, Queue, Widening } from '../plan/model.ts';
import { allOf, anything, lowered } from '../plan/rules/expression.ts';
import type { Duration } from '../shared/time.ts';

export interface Stage {
  /** How many steps are in force; 0: the queue as it stands. */
  readonly step: number;
  readonly of: number;
  readonly title: string;
  readonly members: readonly AgentName[];
  readonly widening?: Widening;
}

/** @param early so many steps have come before their time */
export function stageAt(queue: Queue, waited: Duration, early = 0): Stage {
  const steps = queue.widen ?? [];
  const byTime = steps.filter(({ after }) => after <= waited).length;
  const step = Math.min(steps.length, Math.max(byTime, early));
  const widening = steps[step - 1];
  return {
    step,
    of: steps.length,
    title: widening?.title ?? 'the queue as it stands',
    members: widening?.members ?? queue.members,
    ...(widening ? { widening } : {}),
  };
}

/** The step that comes into force next; undefined: all are. */
export const nextStep = (queue: Queue, waited: Duration, early?: number): Widening | undefined =>
  queue.widen?.[stageAt(queue, waited, early).step];

/** What is needed at this stage, `own` being what the call itself needs. */
export function neededAt({ widening }: Stage, queue: Queue, own: Expression = anything): Expression {
  if (!widening) return allOf([queue.needs, own]);
  if (widening.anyone) return anything;
  return lowered(allOf([widening.needs, own]), widening.lower);
}

/** Everybody who may ever take a call of the queue. */
export const membersEver = (queue: Queue): readonly AgentName[] =>
  queue.widen?.at(-1)?.members ?? queue.members;
