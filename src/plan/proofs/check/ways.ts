/** The ways between flows: what the proofs about paths walk on. */

import { listIn } from '../../../shared/lists.ts';
import { type Flow, type FlowId, isLast, type Plan, type Step } from '../../model.ts';
import { stepFor } from '../../rules/tagged.ts';

export interface Way {
  readonly to: FlowId;
  /** Taken only if the caller presses a key. */
  readonly byKey: boolean;
  /** Behind a wait in a queue. */
  readonly afterWait: boolean;
  /** Taken by callers who have heard a menu and pressed none of its keys. */
  readonly afterMenu?: true;
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
  const flow = plan.flows[id];
  for (const step of flow ? live(flow).flatMap((one) => variants(plan, one)) : []) {
    for (const way of waysOf(plan, step))
      if (way.to !== undefined) ways.push({ ...way, to: way.to, afterWait });
    if (step.do === 'queue') afterWait = true;
  }
  return ways;
}

interface StepWay extends Omit<Way, 'to' | 'afterWait'> {
  /** Undefined: the plan names no flow there. */
  readonly to: FlowId | undefined;
}

/** The flows that a step leads to. A kind of step without its row here does not compile. */
function waysOf(plan: Plan, step: Step): readonly StepWay[] {
  switch (step.do) {
    case 'queue': {
      const { exits = {}, keys = {} } = plan.queues[step.queue] ?? {};
      return [...bySelf(Object.values(exits)), ...byKey(Object.values(keys))];
    }
    case 'menu': {
      const { otherwise, keys = {} } = plan.menus[step.menu] ?? {};
      return [{ to: otherwise, byKey: false, afterMenu: true }, ...byKey(Object.values(keys))];
    }
    case 'ask':
      return [...bySelf(Object.values(step.on)), ...byKey(Object.values(step.targets))];
    case 'directory':
      return step.entries.map(({ flow }) => ({ to: flow, byKey: true, bySpelling: true }));
    case 'ring':
      return bySelf(Object.values(step.on));
    case 'when':
      return bySelf([step.so, step.otherwise]);
    case 'go':
      return bySelf([step.to]);
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
    case 'voicemail':
    case 'goodbye':
    case 'echo':
      return [];
  }
}

const bySelf = (flows: readonly (FlowId | undefined)[]): readonly StepWay[] =>
  flows.map((to) => ({ to, byKey: false }));
const byKey = (flows: readonly (FlowId | undefined)[]): readonly StepWay[] =>
  flows.map((to) => ({ to, byKey: true }));

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
