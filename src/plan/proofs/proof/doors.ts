/** Numbers that collide, and ways around a guard to people whose own number is guarded. */

import { phrase } from '../../../shared/findings/said.ts';
import { type Door, doorsOf, guardedDoors, wholeNumber } from '../../compile/guarded-numbers.ts';
import { stepPlace } from '../../compile/names.ts';
import type { Guard, Plan, Step } from '../../model.ts';
import { isExempt } from '../../rules/tagged.ts';
import type { Problem } from '../check/problem.ts';
import { visitorOf } from '../walk/contacts.ts';
import { exampleOf, visits } from '../walk/example.ts';
import type { Stop, Visit } from '../walk/walk.ts';

/** Two ways to write one number lead to two places: which one is taken is up to the provider. */
export function shadowedNumbers(plan: Plan): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(plan.numbers).flatMap((number): Problem[] => {
    const whole = wholeNumber(number, plan.country);
    const before = first.get(whole);
    if (before === undefined) {
      first.set(whole, number);
      return [];
    }
    return [
      {
        severity: 'warning',
        about: `flow ${plan.numbers[number]}`,
        message: phrase('same_number_as_provider_sends', { number, other: before }),
        hint: phrase('keep_what_the_provider_sends'),
        example: `cordboard try --dial ${number}`,
      },
    ];
  });
}

interface Guarded {
  readonly guard: Guard;
  readonly doors: ReadonlySet<Door>;
}

/**
 * Anyone who is rung behind a guarded number, and not by the way that everybody is sent, is meant to be guarded: no one
 * who is not let through may come to them by another number, a key, a chain, a queue (by widening too), a tag, or
 * their number outside.
 */
export function sideDoors(plan: Plan): readonly Problem[] {
  const all = Object.values(plan.guarded ?? {}).flatMap((guard): Guarded[] => {
    const doors = guardedDoors(plan, guard);
    return doors.size === 0 ? [] : [{ guard, doors }];
  });
  if (all.length === 0) return [];
  const found = new Map<string, Problem>();
  for (const visit of visits(plan)) {
    const visitor = visitorOf(visit.route.contact);
    for (const { guard, doors } of all) {
      if (isExempt(guard, visitor)) continue;
      for (const stop of visit.stops) {
        for (const door of doorsOf(plan, stop.step)) {
          const key = `${door} ${guard.numbers.join()} ${visit.flow.id}`;
          if (doors.has(door) && !found.has(key)) found.set(key, problem(plan, door, guard, visit, stop));
        }
      }
    }
  }
  return [...found.values()];
}

function problem(
  plan: Plan,
  door: Door,
  { numbers }: Guard,
  { flow, route }: Visit,
  { index, step }: Stop,
): Problem {
  const said = { door, numbers: numbers.join(', '), flow: flow.title };
  const { tag } = route.contact;
  return {
    severity: 'warning',
    about: plan.agents[door] ? `agent ${door}` : stepPlace(flow.id, index),
    message:
      step.do === 'queue'
        ? phrase(isMember(plan, step, door) ? 'side_door_by_queue' : 'side_door_by_widening', {
            ...said,
            queue: step.queue,
          })
        : phrase('side_door', said),
    hint: tag === undefined ? phrase('guard_that_number_too') : phrase('add_tag_to_but_for', { tag }),
    example: exampleOf(plan, route),
  };
}

const isMember = (plan: Plan, step: Extract<Step, { do: 'queue' }>, agent: string): boolean =>
  plan.queues[step.queue]?.members.includes(agent) === true;
