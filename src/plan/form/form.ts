/**
 * A **form** says what may stand at some place of a plan: how it is read (with a finding for each thing wrong), and
 * how editors are told about it (JSON Schema). The language of the plan (`language.ts`) is written in forms, so what is
 * checked, what is completed and what is documented cannot drift apart.
 *
 * A form never throws. It gives `undefined` for what it cannot read, after it has said why.
 */

import type { Node } from 'yaml';
import type { SaidFinding, SaidHint, SaidValue, SaidWord } from '../../shared/findings/said.ts';
import type { Place } from '../source/position.ts';

export interface Form<T> {
  /** What belongs here, for messages: `a duration such as 20s`. */
  readonly words: SaidWord;
  readonly schema: JsonSchema;
  read(spot: Spot, reading: Reading): T | undefined;
}

/** What a form reads: a node, or its absence, and what to call it. */
export interface Spot {
  readonly node: Node | null;
  readonly at: Place;
  /** `'ring for'`, `queue 'sales'`: the subject of a message. */
  readonly called: SaidValue;
}

export interface Reading {
  at(node: Node | null, otherwise: Place): Place;
  /** Says what is wrong; always undefined, so that a form can return it. */
  wrong(at: Place, message: SaidFinding, hint?: SaidHint): undefined;
}

/** A value that knows where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly at: Place;
}

/** What a form gives. */
export type ReadBy<F> = F extends Form<infer T> ? T : never;

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A form under a name of its own: the schema refers to it, and forms that contain themselves become possible. */
export function named<T>(
  name: string,
  words: SaidWord,
  form: () => Form<T>,
): Form<T> & { readonly name: string } {
  return {
    name,
    words,
    schema: { $ref: `#/definitions/${name}` },
    read: (spot, reading) => form().read(spot, reading),
  };
}
