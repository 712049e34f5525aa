/** What tags of a contact change on their way, and whom a guarded number lets through. */
import type { Guard, Plan, Step, Tag } from '../model.ts';

/** Callers with this tag are turned away, whatever else the plan says. */
export const blockedTag = 'blocked';

/** Tags that the plan does something with. */
export function knownTags({
  tags = {},
  guarded = {},
  flows,
  lookups = {},
  recording = {},
}: Pick<Plan, 'tags' | 'guarded' | 'flows' | 'lookups' | 'recording'>) {
  const asked = Object.values(flows).flatMap(({ steps }) =>
    steps.flatMap((step) => (step.do === 'when' && step.condition.on === 'tag' ? [step.condition.tag] : [])),
  );
  const exempt = Object.values(guarded).flatMap(({ butFor }) => butFor.tags);
  const recorded = Object.values(recording).flatMap((rule) => [
    ...(rule.tags ?? []),
    ...(rule.notTags ?? []),
  ]);
  const lookedUp = Object.values(lookups).flatMap(({ tag }) => (tag === undefined ? [] : [tag]));
  return [...new Set([blockedTag, ...Object.keys(tags), ...asked, ...exempt, ...recorded, ...lookedUp])];
}

/** In the order of the plan. */
export function tagsAmong({ tags = {} }: Pick<Plan, 'tags'>, names: readonly string[]): readonly Tag[] {
  return Object.entries(tags).flatMap(([name, tag]) => (names.includes(name) ? [tag] : []));
}

/** The step as it is for callers with these tags: one may lead to another menu, queue or chain. */
export function stepFor(tags: readonly Tag[], step: Step): Step {
  for (const { menus, queues, chains } of tags) {
    const menu = step.do === 'menu' ? menus[step.menu] : undefined;
    if (step.do === 'menu' && menu !== undefined) return { ...step, menu };
    const queue = step.do === 'queue' ? queues[step.queue] : undefined;
    if (step.do === 'queue' && queue !== undefined) return { ...step, queue };
    const chain = step.do === 'go' ? chains[step.to] : undefined;
    if (step.do === 'go' && chain !== undefined) return { ...step, to: chain };
  }
  return step;
}

export interface Visitor {
  readonly tags: readonly string[];
  /** E.164 */
  readonly number?: string | undefined;
  readonly agent?: string | undefined;
}

export function isExempt({ butFor }: Guard, { tags, number, agent }: Visitor): boolean {
  return (
    tags.some((tag) => butFor.tags.includes(tag)) ||
    (number !== undefined && butFor.callers.includes(number)) ||
    (agent !== undefined && butFor.agents.includes(agent))
  );
}

export const guardOf = ({ guarded = {} }: Pick<Plan, 'guarded'>, number: string): Guard | undefined =>
  Object.values(guarded).find(({ numbers }) => numbers.includes(number));

/** One guard is enough that lets them through. */
export const letsThrough = (
  { guarded = {} }: Pick<Plan, 'guarded'>,
  guards: readonly string[],
  visitor: Visitor,
): boolean =>
  guards.some((name) => {
    const guard = guarded[name];
    return guard === undefined || isExempt(guard, visitor);
  });
