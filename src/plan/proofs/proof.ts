/**
 * What `cordboard check` proves beyond what would make a plan unusable (`check.ts`):
 *  - at each moment at which callers come to a queue, somebody is at work who may take their calls (`proof/staffed.ts`);
 *  - how long it can take, from each number, to a person, a voicemail or a goodbye (`proof/longest.ts`);
 *  - no number stands in another's way, and no one guarded can be reached by a side door (`proof/doors.ts`);
 *  - no branch is there that is never taken (`proof/never-taken.ts`);
 *  - how many options menus have, when callers have heard them, and how many menus come before a person (`proof/menus.ts`);
 *  - callers come to each topic by themselves (`proof/topics.ts`).
 *
 * None of it keeps a plan from being used: it informs. Each finding has an example call that shows it.
 */

import { defined } from '../../shared/defined.ts';
import { inEnglish } from '../../shared/findings/english.ts';
import { phrase, type SaidWord } from '../../shared/findings/said.ts';
import type { WordCode } from '../../shared/findings/table.ts';
import type { Duration } from '../../shared/time.ts';
import type { Plan } from '../model.ts';
import type { Problem } from './check/problem.ts';
import { shadowedNumbers, sideDoors } from './proof/doors.ts';
import { type Longest, longestWaits } from './proof/longest.ts';
import { depthsOf, hardMenus, type MenuMeasure, measureMenus } from './proof/menus.ts';
import { neverTaken } from './proof/never-taken.ts';
import { unstaffed } from './proof/staffed.ts';
import { onlyForReceptionists } from './proof/topics.ts';
import { exampleOf, examples, routeFrom } from './walk/example.ts';

export interface Proof {
  readonly problems: readonly Problem[];
  readonly numbers: readonly NumberProof[];
  readonly menus: readonly MenuMeasure[];
}

export interface NumberProof {
  readonly number: string;
  /** To a person, a voicemail or a goodbye if no one answers, without what prompts take; if omitted: no bound. */
  readonly longest?: Duration;
  /** Why there is no bound. */
  readonly because?: string;
  readonly becauseCode?: WordCode;
  readonly becauseValues?: SaidWord['values'];
  /** Menus that are answered by a key before a person, on the shortest way; if omitted: no way leads to one. */
  readonly depth?: number;
  readonly example: string;
}

export function prove(plan: Plan): Proof {
  const longest = longestWaits(plan);
  const depthOf = depthsOf(plan);
  const numbers = Object.entries(plan.numbers).map(([number, flow]) => ({
    ...numberProof(plan, number, longest(flow)),
    ...defined({ depth: depthOf(flow) }),
  }));
  const menus = measureMenus(plan);
  const example = examples(plan);
  const problems = [
    ...unstaffed(plan),
    ...endless(plan),
    ...shadowedNumbers(plan),
    ...sideDoors(plan),
    ...neverTaken(plan),
    ...hardMenus(plan, menus),
    ...onlyForReceptionists(plan),
  ].map((problem) => {
    const found = problem.example ?? example(problem.about);
    return found === undefined ? problem : { ...problem, example: found };
  });
  return { problems, numbers, menus };
}

function numberProof(plan: Plan, number: string, longest: Longest): NumberProof {
  if (longest.bounded) return { number, longest: longest.longest, example: `cordboard try --dial ${number}` };
  const { because, flow } = longest;
  const route = routeFrom(plan, number, flow);
  return {
    number,
    because: inEnglish(because),
    becauseCode: because.code,
    ...defined({ becauseValues: because.values }),
    example: route ? exampleOf(plan, route) : `cordboard try --dial ${number}`,
  };
}

/** Callers may wait without end where it can be that no one is there for them, and nothing says where they go then. */
function endless(plan: Plan): readonly Problem[] {
  const waitedIn = new Set(
    Object.values(plan.flows).flatMap(({ steps }) =>
      steps.flatMap((step) => (step.do === 'queue' && step.for === undefined ? [step.queue] : [])),
    ),
  );
  return Object.values(plan.queues).flatMap(({ name, exits }): Problem[] => {
    if (!waitedIn.has(name) || exits?.nobodyLoggedIn !== undefined || exits?.nobodyReady !== undefined)
      return [];
    return [
      {
        severity: 'warning',
        about: `queue ${name}`,
        message: phrase('wait_for_ever', { queue: name }),
        hint: phrase('add_exits'),
      },
    ];
  });
}
