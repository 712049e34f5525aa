/**
 * The longest time until a caller who dials a number has a person, a voicemail or a goodbye, if no one answers: the sum
 * of all bounded waits on the worst way. What prompts take to be spoken is not counted. Never less than what can
 * happen: where keys lead in a circle, everything on it is counted once.
 */

import { phrase, type SaidWord } from '../../../shared/findings/said.ts';
import type { Duration } from '../../../shared/time.ts';
import { answerTakes, type Flow, type FlowId, type Plan, type QueueName, type Step } from '../../model.ts';
import { live, waysFrom } from '../check/ways.ts';
import { circles } from './circles.ts';

export type Longest =
  | { readonly bounded: true; readonly longest: Duration }
  | {
      readonly bounded: false;
      readonly because: SaidWord;
      readonly flow: FlowId;
      readonly queue?: QueueName;
    };

export function longestWaits(plan: Plan): (flow: FlowId) => Longest {
  const flows = Object.keys(plan.flows);
  const ways = new Map(flows.map((id) => [id, waysFrom(plan, id)]));
  const to = (id: FlowId, keysToo: boolean): readonly FlowId[] =>
    (ways.get(id) ?? []).filter(({ byKey }) => keysToo || !byKey).map((way) => way.to);
  const groups = circles(flows, (id) => to(id, true));
  const rounds = new Set(
    circles(flows, (id) => to(id, false))
      .filter(([first = '', ...more]) => more.length > 0 || to(first, false).includes(first))
      .flat(),
  );
  const known = new Map<FlowId, Longest>();
  // Groups come with those behind first, so that what follows is known.
  for (const group of groups) {
    const own = group.map((id) => waitsIn(plan, plan.flows[id], id, rounds.has(id)));
    const inside = new Set(group);
    const behind = group.flatMap((id) => to(id, true).filter((next) => !inside.has(next)));
    const total = sum([...own, worst(behind.map((id) => known.get(id) ?? nothing))]);
    for (const id of group) known.set(id, total);
  }
  return (flow) => known.get(flow) ?? nothing;
}

const nothing: Longest = { bounded: true, longest: 0 };

function waitsIn(plan: Plan, flow: Flow | undefined, id: FlowId, isRound: boolean): Longest {
  if (isRound)
    return { bounded: false, because: phrase('flow_loops', { flow: flow?.title ?? id }), flow: id };
  return sum((flow ? live(flow) : []).map((step) => waitAt(plan, step, id)));
}

function waitAt(plan: Plan, step: Step, flow: FlowId): Longest {
  switch (step.do) {
    case 'queue':
      return step.for === undefined
        ? {
            bounded: false,
            because: phrase('queue_without_for', { queue: step.queue }),
            flow,
            queue: step.queue,
          }
        : { bounded: true, longest: step.for };
    case 'menu': {
      const { tries = 0, waitFor = 0 } = plan.menus[step.menu] ?? {};
      return { bounded: true, longest: tries * waitFor };
    }
    case 'ask': {
      const lookup = plan.lookups?.[step.lookup];
      if (!lookup) return nothing;
      return { bounded: true, longest: lookup.tries * (lookup.waitFor + answerTakes(lookup)) };
    }
    case 'directory':
      return { bounded: true, longest: step.tries * step.waitFor };
    case 'ring':
      return { bounded: true, longest: step.for * ringsOf(plan, step) };
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
    case 'voicemail':
    case 'goodbye':
    case 'echo':
    case 'when':
    case 'go':
      return nothing;
  }
}

/** How many are rung one after the other. */
function ringsOf(plan: Plan, { who }: Extract<Step, { do: 'ring' }>): number {
  if (who.kind !== 'team') return 1;
  return who.strategy === 'ring all' ? 1 : Math.max(1, plan.teams[who.team]?.length ?? 1);
}

function sum(parts: readonly Longest[]): Longest {
  const unbounded = parts.find(({ bounded }) => !bounded);
  if (unbounded) return unbounded;
  return { bounded: true, longest: parts.reduce((all, part) => all + (part.bounded ? part.longest : 0), 0) };
}

function worst(parts: readonly Longest[]): Longest {
  const unbounded = parts.find(({ bounded }) => !bounded);
  if (unbounded) return unbounded;
  return { bounded: true, longest: Math.max(0, ...parts.map((part) => (part.bounded ? part.longest : 0))) };
}
