import type { FlowId, Plan } from './model.ts';

/** The flow of a dialled number; the plus of an international number may be missing on either side. */
export function flowFor(plan: Plan, dialled: string): FlowId {
  const bare = dialled.replace(/^\+/, '');
  return plan.numbers[dialled] ?? plan.numbers[bare] ?? plan.numbers[`+${bare}`] ?? plan.unknownNumber;
}
