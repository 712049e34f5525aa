/** Which plan an engine starts with: its file, or one that was applied since the file was read last. */
import type { Plan } from '../plan/model.ts';
import type { PlanRead } from '../plan/read.ts';
import type { PlanArchive, PlanVersion } from '../ports/store.ts';
import type { Instant } from '../shared/time.ts';

export interface PlanAtStart {
  readonly plan: Plan;
  readonly version: number;
  /** Who applied it, if it is not what the file says. */
  readonly appliedBy?: string;
}

/** How a plan that came from the file is marked in the archive. */
export const fromFile = 'start';

/** Whether a start keeps the applied plan `current`. @param lastFromFile what the file said at the start before */
export function keepsApplied(
  current: Pick<PlanVersion, 'by'>,
  lastFromFile: Pick<PlanVersion, 'text'> | undefined,
  fileText: string,
): boolean {
  return current.by !== fromFile && lastFromFile?.text === fileText;
}

/**
 * What was applied while the engine ran goes on over a restart, as long as the file says what it said at the start
 * before. A file that has changed meanwhile wins: somebody has put it there to be used.
 */
export async function planAtStart(
  archive: PlanArchive,
  file: { readonly plan: Plan; readonly text: string },
  parsePlan: (text: string) => PlanRead,
  at: Instant,
): Promise<PlanAtStart> {
  const current = await archive.current();
  if (current && keepsApplied(current, await archive.lastBy(fromFile), file.text)) {
    const read = parsePlan(current.text);
    // One of an older Cordboard may not be a plan any more; the file is.
    if (read.ok) return { plan: read.plan, version: current.version, appliedBy: current.by };
  }
  const { version } = await archive.add(file.text, fromFile, at);
  return { plan: file.plan, version };
}
