/** Topics that no call reaches through the plan: not an error, because receptionists find them in the directory. */

import { phrase } from '../../../shared/findings/said.ts';
import type { Plan } from '../../model.ts';
import type { Problem } from '../check/problem.ts';
import { reachable, startsOf } from '../check/ways.ts';

export function onlyForReceptionists(plan: Plan): readonly Problem[] {
  const reached = reachable(plan, startsOf(plan));
  return Object.values(plan.topics ?? {}).flatMap(({ name, flow }): Problem[] => {
    if (reached.has(flow)) return [];
    return [
      {
        severity: 'warning',
        about: `topic ${name}`,
        message: phrase('topic_only_for_receptionists', { topic: name }),
        hint: phrase('route_to_topic', { topic: name }),
      },
    ];
  });
}
