/** Every path ends: the last step of each flow needs no next step, and no step follows a last step. */

import { phrase } from '../../../shared/findings/said.ts';
import { stepPlace } from '../../compile/names.ts';
import { isLast, type Plan } from '../../model.ts';
import { stepInWords } from '../../words/in-words.ts';
import type { Problem } from './problem.ts';

export function pathsThatRunOut(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, title, steps }): Problem[] => {
    const last = steps.at(-1);
    if (!last)
      return [
        {
          severity: 'error',
          about: `flow ${id}`,
          message: phrase('flow_without_steps', { flow: title }),
          hint: phrase('add_a_step'),
        },
      ];
    if (!isLast(last)) {
      return [
        {
          severity: 'error',
          about: stepPlace(id, steps.length - 1),
          message: phrase('ends_without_a_person', { flow: title, step: stepInWords(last) }),
          hint: phrase('add_a_last_step'),
        },
      ];
    }
    const end = steps.findIndex(isLast);
    if (end === steps.length - 1) return [];
    const ending = steps[end] ?? last;
    return [
      {
        severity: 'error',
        about: stepPlace(id, end + 1),
        message: phrase('step_never_reached', { flow: title, step: stepInWords(ending) }),
        hint: phrase(ending.do === 'queue' ? 'add_for_or_move' : 'move_before_or_remove'),
      },
    ];
  });
}
