import { inEnglish } from '../../shared/findings/english.ts';
import type { SaidFinding, SaidHint, SaidValue } from '../../shared/findings/said.ts';
import type { FindingCode, HintCode } from '../../shared/findings/table.ts';

/** Something that a check of a plan has to say. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What is wrong, in an English sentence. */
  readonly message: string;
  /** The same for programs and for other languages. */
  readonly code: FindingCode;
  readonly values?: Values;
  /** What to do about it: the nearest right name, the form that is expected. */
  readonly hint?: string;
  readonly hintCode?: HintCode;
  readonly hintValues?: Values;
  /** A call that shows it: `cordboard try --dial 100 --press '1' --at '2026-12-24 10:00'`. */
  readonly example?: string;
}

type Values = Readonly<Record<string, SaidValue>>;

/** What a finding says, apart from where. */
export function saying(
  said: SaidFinding,
  hint: SaidHint | undefined,
): Pick<Finding, 'message' | 'code' | 'values' | 'hint' | 'hintCode' | 'hintValues'> {
  return {
    message: inEnglish(said),
    ...said,
    ...(hint && {
      hint: inEnglish(hint),
      hintCode: hint.code,
      ...(hint.values && { hintValues: hint.values }),
    }),
  };
}
