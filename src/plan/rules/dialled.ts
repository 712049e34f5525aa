import type { FlowId, Plan } from '../model.ts';

/** A dialled number as the plan writes it; the plus of an international number may be missing on either side. */
export function numberOf(plan: Plan, dialled: string): string | undefined {
  const bare = dialled.replace(/^\+/, '');
  return [dialled, bare, `+${bare}`].find((written) => plan.numbers[written] !== undefined);
}

/** The flow of a dialled number. */
export function flowFor(plan: Plan, dialled: string): FlowId {
  const number = numberOf(plan, dialled);
  return (number === undefined ? undefined : plan.numbers[number]) ?? plan.unknownNumber;
}
