/** The ways between flows: what the proofs about paths walk on. */
import { isLast } from '../../model.ts';
import type { Flow, FlowId, Plan, Step } from '../../model.ts';
import { stepFor } from '../../rules/tagged.ts';
import { listIn } from '../../../shared/lists.ts';

export interface Way {
  readonly to: FlowId;
  /** Taken only if the caller presses a key. */
  readonly byKey: boolean;
  /** Behind a wait in a queue. */
  readonly afterWait: boolean;
  /** Only for who spells a name. */
  readonly bySpelling?: true;
}

/** The steps of a flow that a call can come to. */
export function live({ steps }: Flow): readonly Step[] {
  const last = steps.findIndex(isLast);
  return last < 0 ? steps : steps.slice(0, last + 1);
}

export function waysFrom(plan: Plan, id: FlowId): readonly Way[] {
  const ways: Way[] = [];
  let afterWait = false;
  const add = (to: FlowId | undefined, byKey = false): void => {
    if (to !== undefined) ways.push({ to, byKey, afterWait });
  };
  const flow = plan.flows[id];
  for (const step of flow ? live(flow).flatMap((one) => variants(plan, one)) : []) {
    if (step.do === 'queue') {
      const { exits = {}, keys = {} } = plan.queues[step.queue] ?? {};
      for (const exit of Object.values(exits)) add(exit as FlowId);
      for (const to of Object.values(keys)) add(to, true);
      afterWait = true;
    }
    if (step.do === 'directory')
      for (const { flow: to } of step.entries) ways.push({ to, byKey: true, afterWait, bySpelling: true });
    if (step.do === 'go') add(step.to);
    if (step.do === 'when') {
      add(step.so);
      add(step.otherwise);
    }
    if (step.do === 'ring') for (const exit of Object.values(step.on)) add(exit as FlowId);
    if (step.do !== 'menu') continue;
    const menu = plan.menus[step.menu];
    add(menu?.otherwise);
    for (const to of Object.values(menu?.keys ?? {})) add(to, true);
  }
  return ways;
}

/** The step as it is written, and as it is for callers with one tag or another. */
export function variants(plan: Plan, step: Step): readonly Step[] {
  const others = Object.values(plan.tags ?? {}).map((tag) => stepFor([tag], step));
  return [step, ...others.filter((other) => other !== step)];
}

/** Where calls begin that come from outside. */
export function startsOf(plan: Plan): readonly FlowId[] {
  return [
    ...Object.values(plan.numbers),
    plan.unknownNumber,
    ...(plan.blocked ? [plan.blocked] : []),
    ...Object.values(plan.tags ?? {}).flatMap(({ numbers }) => Object.values(numbers)),
    ...Object.values(plan.guarded ?? {}).map(({ to }) => to),
  ];
}

/** All flows that a call can come to from these. */
export function reachable(plan: Plan, from: Iterable<FlowId>): ReadonlySet<FlowId> {
  const reached = new Set(from);
  for (const flow of reached) for (const { to } of waysFrom(plan, flow)) reached.add(to);
  return reached;
}

/** All flows from which a call can come to one of these. */
export function leadingTo(plan: Plan, targets: Iterable<FlowId>): ReadonlySet<FlowId> {
  const back = new Map<FlowId, FlowId[]>();
  for (const from of Object.keys(plan.flows)) {
    for (const { to } of waysFrom(plan, from)) listIn(back, to).push(from);
  }
  const leading = new Set(targets);
  for (const flow of leading) for (const from of back.get(flow) ?? []) leading.add(from);
  return leading;
}
