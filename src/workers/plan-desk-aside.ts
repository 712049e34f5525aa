/** Judges, tries and changes plans in threads of their own. */
import type { PlanDesk } from '../ports/plan-desk.ts';
import { defined } from '../shared/defined.ts';
import { seconds } from '../shared/time.ts';
import type { JobName } from './jobs.ts';
import { objectFrom } from './object-in-parts.ts';
import type { Workers } from './workers.ts';

/** A plan that takes longer to prove is judged when it is applied. */
const bounds = { within: seconds(60) };

export function planDeskAside(workers: Workers): PlanDesk {
  return {
    check: async (text, against, sounds) =>
      objectFrom(workers.run('checkPlan', { text, ...defined({ against, sounds }) }, bounds)),
    tryCall: async (text, question, now) =>
      one(workers.run('tryPlan', { text, question, now }, bounds), 'tryPlan'),
    edit: async (text, edits) => one(workers.run('changePlan', { text, edits }, bounds), 'changePlan'),
  };
}

async function one<Part>(parts: AsyncIterable<Part>, job: JobName): Promise<Part> {
  for await (const part of parts) return part;
  throw new Error(`${job} has yielded nothing`);
}
