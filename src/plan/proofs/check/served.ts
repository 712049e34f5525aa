/**
 * On every path, callers who reach a queue or a team need only skills that an agent there has. A caller needs what
 * the way has asked for (steps, keys, the number), what their tags and their language ask for, and what the queue does;
 * anyone who comes by widening counts, if the caller still waits then.
 */

import { phrase } from '../../../shared/findings/said.ts';
import { stepPlace } from '../../compile/names.ts';
import type { Plan, Queue, Step } from '../../model.ts';
import { allOf, failingPart, isAnything, needsInWords, skillsIn } from '../../rules/expression.ts';
import { everAsked, levelsInWords, somebodySuffices } from '../../rules/suffices.ts';
import { durationInWords } from '../../words/duration.ts';
import { exampleOf, visits } from '../walk/example.ts';
import type { Stop, Visit } from '../walk/walk.ts';
import type { Problem } from './problem.ts';

export function neverServed(plan: Plan): readonly Problem[] {
  if (!asksMore(plan)) return [];
  const told = new Map<string, Problem>();
  const known = new Map<string, boolean>();
  for (const visit of visits(plan)) {
    for (const stop of visit.stops) {
      if (isAnything(stop.needs)) continue;
      const about = stepPlace(visit.flow.id, stop.index);
      if (told.has(about)) continue;
      const problem = problemAt(plan, about, visit, stop, known);
      if (problem) told.set(about, problem);
    }
  }
  return [...told.values()];
}

/** Whether anything but the queues themselves needs skills. */
function asksMore({ flows, tags, languageNeeds }: Plan): boolean {
  return (
    languageNeeds !== undefined ||
    tags !== undefined ||
    Object.values(flows).some(({ steps }) =>
      steps.some((step) => step.do === 'needs' || (step.do === 'queue' && step.needs !== undefined)),
    )
  );
}

function problemAt(
  plan: Plan,
  about: string,
  { route }: Visit,
  { step, needs }: Stop,
  known: Map<string, boolean>,
): Problem | undefined {
  const example = exampleOf(plan, route);
  if (step.do === 'ring') {
    const team = step.who.kind === 'team' ? step.who.team : undefined;
    const crew = team === undefined ? [] : (plan.teams[team] ?? []);
    if (
      crew.length === 0 ||
      crew.some((agent) => failingPart(needs, plan.agents[agent]?.skills ?? {}) === undefined)
    )
      return undefined;
    return {
      severity: 'warning',
      about,
      message: phrase('team_lacks_skills', { team: team ?? '', skills: needsInWords(needs) }),
      hint: levelsInWords(plan, crew, skillsIn(needs)),
      example,
    };
  }
  const queue = step.do === 'queue' ? plan.queues[step.queue] : undefined;
  if (step.do !== 'queue' || !queue) return undefined;
  const wait = { needs, for: step.for };
  const key = `${queue.name}\n${needsInWords(needs)}\n${step.for}`;
  // That the queue itself asks too much is told of the queue.
  const isServed = known.get(key) ?? (somebodySuffices(plan, queue, wait) || !somebodySuffices(plan, queue));
  known.set(key, isServed);
  return isServed ? undefined : { ...inVain(plan, queue, step, needs), about, example };
}

type QueueStep = Extract<Step, { do: 'queue' }>;

function inVain(plan: Plan, queue: Queue, step: QueueStep, needs: Stop['needs']): Omit<Problem, 'about'> {
  const wanted = allOf([queue.needs, needs]);
  const { exits } = queue;
  const isLetGo = exits?.nobodyLoggedIn !== undefined || exits?.nobodyReady !== undefined;
  const isForEver = step.for === undefined && !isLetGo;
  const said = { queue: queue.name, skills: needsInWords(wanted) };
  return {
    severity: isForEver ? 'error' : 'warning',
    message:
      step.for === undefined
        ? phrase(isLetGo ? 'never_served' : 'wait_without_end', said)
        : isLetGo
          ? phrase('not_served_by_then', said)
          : phrase('wait_for_nothing', { ...said, wait: durationInWords(step.for) }),
    hint: levelsInWords(plan, everAsked(queue, { needs, for: step.for }), skillsIn(wanted)),
  };
}
