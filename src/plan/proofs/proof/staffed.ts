/**
 * Every queue has somebody at work who may take its calls, at each moment at which callers come to it, and whatever
 * they need when they come.
 */

import { phrase } from '../../../shared/findings/said.ts';
import type { AgentName, Plan, Queue } from '../../model.ts';
import { isAnything, needsInWords } from '../../rules/expression.ts';
import { somebodySuffices, type Wait } from '../../rules/suffices.ts';
import type { Problem } from '../check/problem.ts';
import { exampleOf, visitsIn } from '../walk/example.ts';
import { momentInWords, type ScheduleState, scheduleStates } from '../walk/schedule-states.ts';
import type { Route } from '../walk/walk.ts';

interface Finding {
  readonly queue: Queue;
  readonly wait: Wait;
  readonly route: Route;
}

export function unstaffed(plan: Plan): readonly Problem[] {
  const found = new Map<string, Finding>();
  for (const scheduleState of scheduleStates(plan)) {
    const known = new Set<string>();
    for (const { stops, route } of visitsIn(plan, scheduleState)) {
      for (const { step, needs } of stops) {
        const queue = step.do === 'queue' ? plan.queues[step.queue] : undefined;
        if (step.do !== 'queue' || !queue || !takesCallers(queue, scheduleState)) continue;
        const key = keyOf(queue, needs);
        const wait = { needs, for: step.for };
        const asked = `${key} ${step.for}`;
        if (found.has(key) || known.has(asked)) continue;
        known.add(asked);
        if (!isStaffed(plan, queue, scheduleState, wait)) found.set(key, { queue, wait, route });
      }
    }
  }
  // If no agent is at work for callers without needs, there is none for the others either.
  return [...found.values()]
    .filter(({ queue, wait }) => isAnything(wait.needs) || !found.has(keyOf(queue, { all: [] })))
    .map((one) => problem(plan, one));
}

const keyOf = ({ name }: Queue, needs: Wait['needs']): string => `${name}\n${needsInWords(needs)}`;

const takesCallers = ({ open }: Queue, scheduleState: ScheduleState): boolean =>
  open === undefined || scheduleState.open.has(open);

function isStaffed(plan: Plan, queue: Queue, { open }: ScheduleState, wait: Wait): boolean {
  const isAtWork = (agent: AgentName): boolean => {
    const works = plan.agents[agent]?.works;
    return works === undefined || open.has(works);
  };
  // A queue without any able agent is reported separately.
  return somebodySuffices(plan, queue, wait, isAtWork) || !somebodySuffices(plan, queue, wait);
}

function problem(plan: Plan, { queue: { name }, wait: { needs }, route }: Finding): Problem {
  const { at } = route.scheduleState;
  const moment = at === undefined ? undefined : momentInWords(plan.timeZone, at);
  return {
    severity: 'warning',
    about: `queue ${name}`,
    message: isAnything(needs)
      ? moment === undefined
        ? phrase('unstaffed', { queue: name })
        : phrase('unstaffed_at', { queue: name, moment })
      : moment === undefined
        ? phrase('unstaffed_with_needs', { queue: name, skills: needsInWords(needs) })
        : phrase('unstaffed_with_needs_at', { queue: name, skills: needsInWords(needs), moment }),
    hint: phrase('check_hours'),
    example: exampleOf(plan, route),
  };
}
