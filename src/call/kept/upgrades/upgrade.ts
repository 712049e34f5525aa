/**
 * Versioned state: what earlier versions of Cordboard have stored, brought to the form of today when it is read. What is
 * stored is never rewritten; a journal of years stays as it was written.
 *
 * Vocabulary: a **kept value** is a saved call, agent, schedule, on-call swap or queue record, or a journal entry, as plain JSON. Its
 * **version** stands beside it in the store. A **step** brings values of one version to the next. Version 1 is all that
 * was stored before versions were (commit 532aca4).
 *
 * If you change the shape of `Call`, `AgentState`, `ScheduleOverride`, `QueueRecord` or a journal entry in a way that
 * older values do not fit (a renamed or moved field, a renamed value, a new field that is not optional):
 * 1. Write a step as `NNN-what.ts` beside this file: pure functions from the old JSON to the new, only for the kinds that
 *    change. Values that people typed (names, reasons, texts) must come through untouched.
 * 2. Append it to `steps`. Its place gives the version: the first leads from 1 to 2. A step that has been released is
 *    never changed.
 * 3. Run `test/unit/call/kept/upgrades.test.ts`: it restarts what version 1 wrote, in each phase and each activity, and
 *    finishes the calls. If your version adds a phase or an activity, add fixtures that the commit before yours writes.
 * 4. SQL that filters on a value inside `data` must find the old spellings, too.
 */
import { machineValues } from './001-machine-values.ts';
import { parties } from './002-parties.ts';
import { surveys } from './003-surveys.ts';
import type { Kept, KeptKind, UpgradeStep } from './step.ts';

export type { Kept, KeptKind } from './step.ts';

const steps: readonly UpgradeStep[] = [machineValues, parties, surveys];

/** The version in which this code writes. */
export const keptVersion = steps.length + 1;

/** @throws UnknownVersion; whatever a step throws for a value that is no value of that version */
export function upgrade(kind: KeptKind, value: Kept, version: number): Kept {
  if (!isKnownVersion(version)) throw new UnknownVersion(version);
  let upgraded = value;
  for (let from = version; from < keptVersion; from++) {
    upgraded = steps[from - 1]?.[kind]?.(upgraded) ?? upgraded;
  }
  return upgraded;
}

export const isKnownVersion = (version: number): boolean =>
  Number.isInteger(version) && version >= 1 && version <= keptVersion;

/** Written by a later Cordboard, or by none. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';

  constructor(version: number) {
    super(`state of version ${version}; this Cordboard knows versions 1 to ${keptVersion}`);
  }
}
