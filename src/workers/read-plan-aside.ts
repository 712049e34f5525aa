import type { PlanTaken } from '../plan/parse.ts';
import { planFrom } from './plan-in-parts.ts';
import type { Workers } from './workers.ts';

/** Reads the plan in a thread. Rejects with `JobGivenUp` if that takes too long, or more memory than any real plan. */
export async function readPlanAside(workers: Workers, text: string): Promise<PlanTaken> {
  return planFrom(workers.run('readPlan', text), text);
}
