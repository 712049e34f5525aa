/** Every queue, and every team that is rung, has an agent who may take the call. */

import { stepPlace } from '../../compile/names.ts';
import type { Plan, Queue } from '../../model.ts';
import { anything, lowered, needsInWords, skillsIn } from '../../rules/expression.ts';
import { levelsInWords, somebodySuffices } from '../../rules/suffices.ts';
import { durationInWords } from '../../words/duration.ts';
import type { Problem } from './problem.ts';

export function staffing(plan: Plan): readonly Problem[] {
  return [...Object.values(plan.queues).flatMap((queue) => ofQueue(plan, queue)), ...ofSteps(plan)];
}

/** At the last step of widening, when most people may take the call. */
function inTheEnd({ members, needs, widen }: Queue): Pick<Queue, 'members' | 'needs'> {
  const last = widen?.at(-1);
  if (!last) return { members, needs };
  return { members: last.members, needs: last.anyone ? anything : lowered(last.needs, last.lower) };
}

function ofQueue(plan: Plan, queue: Queue): readonly Problem[] {
  const { name } = queue;
  const { members, needs } = inTheEnd(queue);
  const error = (message: string, hint: string): Problem => ({
    severity: 'error',
    about: `queue ${name}`,
    message,
    hint,
  });
  if (members.length === 0) return [error(`queue '${name}' has no agents`, 'add agents: or teams:')];
  if (somebodySuffices(plan, queue)) return [];
  return [
    error(
      `no agent of queue '${name}' has ${needsInWords(needs)}`,
      levelsInWords(plan, members, skillsIn(needs)),
    ),
  ];
}

function ofSteps(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, title, steps }) =>
    steps.flatMap((step, i): Problem[] => {
      if (step.do === 'ring' && step.who.kind === 'team' && plan.teams[step.who.team]?.length === 0) {
        const message = `team '${step.who.team}' has no agents`;
        return [{ severity: 'error', about: stepPlace(id, i), message, hint: 'add agents to it' }];
      }
      if (step.do !== 'queue' || step.for === undefined) return [];
      const ringFor = plan.queues[step.queue]?.ringFor ?? 0;
      if (step.for >= ringFor) return [];
      const message = `${title} leaves queue '${step.queue}' after ${durationInWords(step.for)}, before one agent's ring time is over`;
      const hint = `its agents' phones ring for ${durationInWords(ringFor)}`;
      return [{ severity: 'warning', about: stepPlace(id, i), message, hint }];
    }),
  );
}
