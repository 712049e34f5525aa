import type { PlanHistory } from '../../contract/plan.ts';
import type { PlanVersion } from '../../ports/store.ts';
import { iso } from '../times.ts';

export function versionView({ version, by, at }: Omit<PlanVersion, 'text'>): PlanHistory['versions'][number] {
  return { version, by, at: iso(at) };
}
