/**
 * Run once by the build, so that the bytecode of a start is there when an engine starts (`process/bundle.ts`): what each
 * start runs, as far as it needs neither an Asterisk nor a database.
 */
import { buildUndescribedApi } from '../http/openapi/describe.ts';
import { readPlan } from '../plan/read.ts';

/** @param plan the file of any plan; you may be editing it, so it may have errors */
export async function warmUp(plan: string): Promise<void> {
  await import('./start.ts');
  await readPlan(plan);
  const api = await buildUndescribedApi('-');
  await api.close();
}
