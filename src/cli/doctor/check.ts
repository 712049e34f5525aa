/** What the doctor checks and finds. One check per file; `checks.ts` lists them. */

import type { AsteriskProgram } from '../../asterisk/host/program.ts';
import type { Status } from '../../contract/status.ts';
import type { PlanVersion } from '../../ports/store.ts';
import type { Settings } from '../../settings/settings.ts';
import type { FailureCode } from '../../shared/failures/table.ts';

export interface Diagnosis {
  readonly severity: 'ok' | 'warning' | 'error';
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** In docs/failures.md. */
  readonly code?: FailureCode;
}

/** What several checks need, looked up once. */
export interface Surroundings {
  readonly settings: Settings;
  /** Of the engine that belongs to the state folder, if it answers. */
  readonly status: Status | undefined;
  /** What the plan archive says, asked of the engine or read from its database; undefined: nothing is stored yet. */
  readonly plans: ArchivedPlans | undefined;
  /** The Asterisk that `start` would run; undefined: none is installed, or CORDBOARD_ARI_URL names one. */
  readonly asterisk: AsteriskProgram | undefined;
  readonly workingDirectory: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly now: number;
}

export interface ArchivedPlans {
  readonly active: PlanVersion;
  /** What the plan file said when the engine last loaded it. */
  readonly lastFromFile?: PlanVersion;
}

export interface Check {
  readonly title: string;
  look(at: Surroundings): Promise<readonly Diagnosis[]>;
}

export const ok = (message: string): Diagnosis => ({ severity: 'ok', message });
export const warning = (message: string, fix: string, code?: FailureCode): Diagnosis => ({
  severity: 'warning',
  message,
  fix,
  ...(code && { code }),
});
export const error = (message: string, fix: string, code?: FailureCode): Diagnosis => ({
  ...warning(message, fix, code),
  severity: 'error',
});
