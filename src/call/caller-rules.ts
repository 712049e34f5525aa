/**
 * What the plan says about this caller wherever they go: by the tags of their contact, by the language they hear, and
 * by the steps that they have come by.
 */
import { allOf } from '../plan/expression.ts';
import type { Expression, FlowId, Guard, Plan, Step, Tag } from '../plan/model.ts';
import type { AgentName } from '../plan/model.ts';
import type { Call } from './call.ts';
import type { Caller } from './events.ts';

type Rules = Pick<Plan, 'tags' | 'languageNeeds'>;

/** In the order of the plan. */
function tagsOf({ tags = {} }: Rules, caller: Caller): readonly Tag[] {
  return Object.entries(tags).flatMap(([name, tag]) => (caller.tags.includes(name) ? [tag] : []));
}

/** On top of what a queue needs. */
export function callerNeeds(plan: Rules, call: Call): Expression {
  const byTags = tagsOf(plan, call.caller).map(({ needs }) => needs);
  return allOf([call.needs, plan.languageNeeds?.[call.language], ...byTags]);
}

/** On top of a queue's own points. */
export function callerPoints(plan: Rules, call: Call): number {
  return Math.max(0, ...tagsOf(plan, call.caller).map(({ priority }) => priority)) + (call.priority ?? 0);
}

/** The step as it is for this caller: a tag may lead to another menu, queue or chain. */
export function stepFor(plan: Rules, caller: Caller, step: Step): Step {
  for (const { menus, queues, chains } of tagsOf(plan, caller)) {
    const menu = step.do === 'menu' ? menus[step.menu] : undefined;
    if (step.do === 'menu' && menu !== undefined) return { ...step, menu };
    const queue = step.do === 'queue' ? queues[step.queue] : undefined;
    if (step.do === 'queue' && queue !== undefined) return { ...step, queue };
    const chain = step.do === 'go' ? chains[step.to] : undefined;
    if (step.do === 'go' && chain !== undefined) return { ...step, to: chain };
  }
  return step;
}

/** Where a number leads this caller, if not where it leads everybody; guards are stronger than tags. */
export function numberFor(
  plan: Plan,
  number: string,
  caller: Caller,
  agent: AgentName | undefined,
): FlowId | undefined {
  const guard = Object.values(plan.guarded ?? {}).find(({ numbers }) => numbers.includes(number));
  if (guard && !isExempt(guard, caller, agent)) return guard.to;
  return tagsOf(plan, caller)
    .map(({ numbers }) => numbers[number])
    .find((flow) => flow !== undefined);
}

function isExempt({ butFor }: Guard, caller: Caller, agent: AgentName | undefined): boolean {
  return (
    caller.tags.some((tag) => butFor.tags.includes(tag)) ||
    (caller.number !== undefined && butFor.callers.includes(caller.number)) ||
    (agent !== undefined && butFor.agents.includes(agent))
  );
}
