/** Every queue, and every team that is rung, has an agent who may take the call. */

import { phrase, type SaidFinding, type SaidHint } from '../../../shared/findings/said.ts';
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
  const error = (message: SaidFinding, hint: SaidHint): Problem => ({
    severity: 'error',
    about: `queue ${name}`,
    message,
    hint,
  });
  if (members.length === 0)
    return [error(phrase('queue_without_agents', { queue: name }), phrase('add_agents_or_teams'))];
  if (somebodySuffices(plan, queue)) return [];
  return [
    error(
      phrase('queue_lacks_skills', { queue: name, skills: needsInWords(needs) }),
      levelsInWords(plan, members, skillsIn(needs)),
    ),
  ];
}

function ofSteps(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, title, steps }) =>
    steps.flatMap((step, i): Problem[] => {
      if (step.do === 'ring' && step.who.kind === 'team' && plan.teams[step.who.team]?.length === 0) {
        const message = phrase('team_without_agents', { team: step.who.team });
        return [{ severity: 'error', about: stepPlace(id, i), message, hint: phrase('add_agents_to_it') }];
      }
      if (step.do !== 'queue' || step.for === undefined) return [];
      const ringFor = plan.queues[step.queue]?.ringFor ?? 0;
      if (step.for >= ringFor) return [];
      const message = phrase('leaves_before_ring_ends', {
        flow: title,
        queue: step.queue,
        after: durationInWords(step.for),
      });
      const hint = phrase('phones_ring_for', { length: durationInWords(ringFor) });
      return [{ severity: 'warning', about: stepPlace(id, i), message, hint }];
    }),
  );
}
