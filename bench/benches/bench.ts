import type { BenchFloor } from '../floor/floor.ts';
import type { Row } from '../report/row.ts';

export interface Bench {
  readonly name: string;
  /** What is measured, for people. */
  readonly about: string;
  readonly run: (setting: Setting) => Promise<readonly Row[]>;
}

export interface Setting {
  /** Short rounds and few of them: to see that all works, not to compare. */
  readonly quick: boolean;
  /** Of `steady`. */
  readonly minutes: number;
  /** Of `connect` and `crowd`, instead of all. */
  readonly rates?: readonly number[];
  /** Of `connect`, `crowd`, `highest`, `crowd-highest` and `freed`, instead of all. */
  readonly systems?: readonly string[];
  /** How long a round lasts, instead of the usual. */
  readonly seconds?: number;
  /** Of `connect`, `crowd` and `freed`, instead of the usual. */
  readonly rounds?: number;
  /** A folder for CPU profiles; of `largest`: without calls, and names what held the loop. */
  readonly profile?: string;
  /** The one Asterisk of the run, started when it is first asked for. */
  readonly floor: () => Promise<BenchFloor>;
  /** A line on how it goes. */
  readonly tell: (line: string) => void;
}
