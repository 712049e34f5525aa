/**
 * The rules of the plan for this caller: by the tags of their contact, by the language they hear, and by the steps
 * that their call has passed.
 */

import type { AgentName, Expression, FlowId, Plan, Step } from '../../plan/model.ts';
import { allOf } from '../../plan/rules/expression.ts';
import { guardOf, isExempt, letsThrough, stepFor as stepByTags, tagsAmong } from '../../plan/rules/tagged.ts';
import type { Call } from '../kept/call.ts';
import type { Caller } from '../kept/events.ts';

type Rules = Pick<Plan, 'tags' | 'languageNeeds'>;

const tagsOf = (plan: Rules, { tags }: Caller) => tagsAmong(plan, tags);

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
export const stepFor = (plan: Rules, caller: Caller, step: Step): Step =>
  stepByTags(tagsOf(plan, caller), step);

/** Where a number leads this caller, if not where it leads everybody; guards are stronger than tags. */
export function numberFor(
  plan: Plan,
  number: string,
  caller: Caller,
  agent: AgentName | undefined,
): FlowId | undefined {
  const guard = guardOf(plan, number);
  if (guard && !isExempt(guard, { tags: caller.tags, number: caller.number, agent })) return guard.to;
  return tagsOf(plan, caller)
    .map(({ numbers }) => numbers[number])
    .find((flow) => flow !== undefined);
}

/** Whether a directory tells this caller of somebody who sits behind these guards. */
export const isListedFor = (
  plan: Plan,
  guards: readonly string[],
  { tags, number }: Caller,
  agent: AgentName | undefined,
): boolean => letsThrough(plan, guards, { tags, number, agent });
