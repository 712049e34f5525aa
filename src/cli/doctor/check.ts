/** What the doctor looks at, and what it finds. One check per file; `checks.ts` lists them. */
import type { Status } from '../../http/schemas/floor.ts';
import type { AsteriskProgram } from '../../asterisk/host/program.ts';
import type { Settings } from '../../settings/settings.ts';

export interface Diagnosis {
  readonly severity: 'ok' | 'warning' | 'error';
  readonly message: string;
  /** How to mend it. */
  readonly mend?: string;
}

/** What several checks want to know, found out once. */
export interface Surroundings {
  readonly settings: Settings;
  /** Of the engine that belongs to the state folder, if it answers. */
  readonly status: Status | undefined;
  /** The Asterisk that `start` would run; none: there is none, or somebody else runs it. */
  readonly asterisk: AsteriskProgram | undefined;
  readonly workingDirectory: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly now: number;
}

export interface Check {
  readonly title: string;
  look(at: Surroundings): Promise<readonly Diagnosis[]>;
}

export const ok = (message: string): Diagnosis => ({ severity: 'ok', message });
export const warning = (message: string, mend: string): Diagnosis => ({ severity: 'warning', message, mend });
export const error = (message: string, mend: string): Diagnosis => ({ severity: 'error', message, mend });
