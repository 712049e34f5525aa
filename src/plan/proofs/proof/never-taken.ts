/** Branches that are never taken, because the same condition was just checked and nothing has changed since. */

import { phrase } from '../../../shared/findings/said.ts';
import { stepPlace } from '../../compile/names.ts';
import type { Condition, FlowId, Plan, Step } from '../../model.ts';
import { conditionInWords } from '../../words/in-words.ts';
import type { Problem } from '../check/problem.ts';

type When = Extract<Step, { do: 'when' }>;

export function neverTaken(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.do !== 'when') return [];
      return [...askedAgain(plan, step.so, step, true), ...askedAgain(plan, step.otherwise, step, false)];
    }),
  );
}

function askedAgain(plan: Plan, id: FlowId | undefined, before: When, held: boolean): readonly Problem[] {
  const [first] = id === undefined ? [] : (plan.flows[id]?.steps ?? []);
  if (id === undefined || first?.do !== 'when') return [];
  const now = follows(before.condition, held, first.condition);
  if (now === undefined) return [];
  const asked = conditionInWords(first.condition);
  return [
    {
      severity: 'warning',
      about: stepPlace(id, 0),
      message: phrase(now ? 'condition_always_true' : 'condition_always_false', {
        asked,
        before: conditionInWords(before.condition),
      }),
      hint: phrase(now ? 'otherwise_never_runs' : 'then_never_runs'),
    },
  ];
}

/** What the one says about the other; undefined: nothing. */
function follows(known: Condition, held: boolean, asked: Condition): boolean | undefined {
  if (known.on === 'schedule' && asked.on === 'schedule' && known.schedule === asked.schedule)
    return held === (known.is === asked.is);
  if (conditionInWords(known) === conditionInWords(asked)) return held;
  const oneOfMany = known.on === asked.on && (known.on === 'language' || known.on === 'number');
  return oneOfMany && held ? false : undefined;
}
