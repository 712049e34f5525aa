/** Where findings of a compilation are gathered, and how wrong references are told. */

import { defined } from '../../shared/defined.ts';
import { phrase, type SaidFinding, type SaidHint, thing } from '../../shared/findings/said.ts';
import type { Thing } from '../../shared/findings/table.ts';
import { clean } from '../form/collections.ts';
import type { Placed } from '../form/form.ts';
import { type Finding, saying } from './finding.ts';
import type { Place } from './position.ts';
import { suggestion } from './suggestion.ts';

type Tell = (at: Place, message: SaidFinding, hint?: SaidHint, example?: string) => undefined;

export interface Report {
  readonly findings: readonly Finding[];
  readonly error: Tell;
  readonly warning: Tell;
  /** What was referred to: `team sales`, `prompt welcome`. */
  readonly used: Set<string>;
  /** Nothing more is told. */
  readonly isFull: () => boolean;
}

/** So many errors are told at once; more would only repeat one slip, and looking for what was meant takes time. */
const mostErrors = 300;

export function report(): Report {
  const findings: Finding[] = [];
  let errors = 0;
  const add = (
    severity: Finding['severity'],
    at: Place,
    message: SaidFinding,
    hint?: SaidHint,
    example?: string,
  ): undefined => {
    const { file, line, column } = at;
    findings.push({ severity, file, line, column, ...saying(message, hint), ...defined({ example }) });
    return undefined;
  };
  return {
    findings,
    used: new Set(),
    error: (at, message, hint, example) =>
      ++errors > mostErrors ? undefined : add('error', at, message, hint, example),
    warning: (at, message, hint, example) => add('warning', at, message, hint, example),
    isFull: () => errors >= mostErrors,
  };
}

/** The name, if something of that kind has it; else it is said which has one like it. */
export function resolve(
  { value, at }: Placed<string>,
  kind: Thing,
  declared: ReadonlySet<string>,
  to: Report,
): string | undefined {
  to.used.add(`${kind} ${value}`);
  if (declared.has(value)) return value;
  if (to.isFull()) return undefined;
  const names = [...declared];
  return to.error(
    at,
    phrase('does_not_exist', { kind: thing(kind), name: clean(value) }),
    suggestion(value, names, phrase('none_of_kind_yet', { kind: thing(kind) })),
  );
}

/**
 * A table by name, frozen and without a prototype: `numbers['constructor']` finds nothing, whatever a caller dials.
 */
export function table<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const made = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) made[name] = value;
  return Object.freeze(made);
}
