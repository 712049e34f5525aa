/** Work on a plan that is not in force: judged, compared, tried, changed. None of it runs where calls are routed. */
import type { DailyThings } from '../plan/source/daily.ts';
import type { PlanEdit } from '../plan/source/edit.ts';
import type { Finding } from '../plan/source/finding.ts';
import type { SaidChange, SaidWord } from '../shared/findings/said.ts';
import type { WordCode } from '../shared/findings/table.ts';
import type { Instant } from '../shared/time.ts';
import type { SoundKey } from './sounds.ts';

export interface PlanChecked {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** How long it can take from each number to a person; none if it has errors. */
  readonly numbers: readonly {
    readonly number: string;
    readonly longestMs: number | null;
    readonly because?: string;
    readonly becauseCode?: WordCode;
    readonly becauseValues?: SaidWord['values'];
    readonly example: string;
  }[];
  /** A sentence for each change; if omitted: one of the two has errors. */
  readonly changes?: readonly string[];
  /** The same, to be worded in other languages. */
  readonly changeCodes?: readonly SaidChange[];
  /** If omitted: it is no YAML. */
  readonly daily?: DailyThings;
}

/** As people write it. */
export interface TrialQuestion {
  readonly dial: string;
  readonly from?: string;
  /** If omitted: now. */
  readonly at?: string;
  readonly press?: string;
  readonly agents?: Readonly<Record<string, string>>;
  readonly open?: readonly string[];
  readonly closed?: readonly string[];
}

interface TriedCall {
  readonly outcome: string;
  readonly lines: readonly {
    readonly at: Instant;
    readonly time: string;
    readonly level: number;
    readonly text: string;
    readonly code?: string;
    readonly values?: Readonly<Record<string, string | number | boolean>>;
  }[];
}

export type PlanTried =
  | { readonly ok: true; readonly call: TriedCall; readonly callback?: TriedCall }
  | { readonly ok: false; readonly findings: readonly Finding[] }
  /** What of the question is wrong. */
  | { readonly ok: false; readonly because: string };

export interface PlanDesk {
  /**
   * @param against what it is compared with, such as the active plan
   * @param sounds what the sound library has; if omitted: it is not asked
   */
  check(text: string, against?: string, sounds?: readonly SoundKey[]): Promise<PlanChecked>;
  tryCall(text: string, question: TrialQuestion, now: Instant): Promise<PlanTried>;
  /** undefined: the text is no YAML that can be changed. */
  edit(text: string, edits: readonly PlanEdit[]): Promise<string | undefined>;
}
