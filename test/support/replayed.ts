/** The record of a floor, taken through the core once more. */
import {
  type CheckOptions,
  checkRecord,
  type RecordSource,
  type Stretch,
} from '../../src/cli/replay/check-record.ts';
import { parsePlan } from '../../src/plan/read.ts';
import type { Store } from '../../src/ports/store.ts';

/** The code that runs in tests. */
export const buildOfTests = 'tests';

export const recordOf = (store: Store): RecordSource => ({
  checkpoints: () => store.recorded.checkpoints(),
  checkpoint: (turn) => store.recorded.checkpoint(turn),
  turnsAfter: (turn, limit) => store.recorded.after(turn, limit),
  entriesAfter: (seq, limit) => store.journal.after(seq, limit),
  plan: async (version) => {
    const archived = await store.plans.byVersion(version);
    const read = archived && parsePlan(archived.text);
    return read?.ok ? read.plan : undefined;
  },
});

export async function replayed(
  source: RecordSource,
  options: CheckOptions = { build: buildOfTests },
): Promise<Stretch[]> {
  const stretches: Stretch[] = [];
  for await (const stretch of checkRecord(source, options)) stretches.push(stretch);
  return stretches;
}

/** @throws what differs first */
export async function sameAgain(store: Store, build = buildOfTests): Promise<void> {
  for (const { result } of await replayed(recordOf(store), { build }))
    if (result.kind !== 'equal') throw new Error(`a replay differs: ${JSON.stringify(result)}`);
}
