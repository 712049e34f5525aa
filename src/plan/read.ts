/** A plan from its files. */
import { readFile } from 'node:fs/promises';
import { parsePlan } from './parse.ts';
import type { PlanRead } from './parse.ts';

export { parsePlan };
export type { PlanRead };

export async function readPlan(path: string): Promise<PlanRead> {
  return parsePlan(await readFile(path, 'utf8'), path);
}
