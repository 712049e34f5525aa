/** Lookups: what the caller keys in, such as a customer number or a PIN, and who knows whether it is right. */
import type { Duration } from '../../shared/time.ts';
import type { LookupName } from './names.ts';
import type { Prompt } from './prompt.ts';

export interface Lookup {
  readonly name: LookupName;
  readonly prompt: Prompt;
  /** How many digits. The longest needs no `#`. */
  readonly shortest: number;
  readonly longest: number;
  /** How long to wait for a key. */
  readonly waitFor: Duration;
  readonly tries: number;
  /** Said before the caller is asked again. */
  readonly wrong: Prompt;
  /** Said while the answer is awaited; if omitted: music at once. */
  readonly meanwhile?: Prompt;
  readonly by: LookupSource;
  /** So many wrong entries of a caller number within `lockFor` lock it for as long. */
  readonly lockAfter: number;
  readonly lockFor: Duration;
  /** Callers have it once what they keyed in was right. */
  readonly tag?: string;
}

export type LookupSource =
  /** A system of the company's own. `signedWith`: the environment variable with its secret. */
  | { readonly kind: 'url'; readonly url: string; readonly signedWith: string; readonly within: Duration }
  /** The contact that has this phone number. */
  | { readonly kind: 'number' }
  /** The one contact that has a tag of this name and the digits: `customer 4711`. */
  | { readonly kind: 'tag'; readonly tag: string };

/** The answer has time until then. */
const contactsTake: Duration = 3000;
export const answerTakes = ({ by }: Pick<Lookup, 'by'>): Duration =>
  by.kind === 'url' ? by.within : contactsTake;
