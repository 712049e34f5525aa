/**
 * The calls that have been let in, counted for the limits: those in progress, and those of the last second; in all, and
 * by who brings them. Derived from calls as they change, never saved: a second after a restart it is what it was.
 */
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import type { Call } from '../kept/call.ts';
import type { CallArrived } from '../kept/events.ts';

type Via = CallArrived['via'];

/** A call that was let in within the last second. */
export interface AdmittedLately {
  readonly at: Instant;
  readonly source: string;
}

const aSecond: Duration = seconds(1);
/** Agents who call from their own phones are inside already, and are not counted. */
const isCounted = (call: Call): boolean => call.turnedAway !== 'overload' && call.via.kind !== 'phone';
const sourceOf = ({ kind, name }: Via): string => `${kind} ${name}`;

export class Admitted {
  readonly #inProgress = new Map<string, number>();
  /** Of the last second, oldest first. */
  #lately: readonly AdmittedLately[] = [];
  #all = 0;
  #beingTold = 0;

  /** Undefined: the call is new, or has ended. */
  changed(before: Call | undefined, after: Call | undefined): void {
    if ((before === undefined) === (after === undefined)) return;
    const call = before ?? after;
    if (call === undefined) return;
    const by = after ? 1 : -1;
    if (call.turnedAway === 'overload') this.#beingTold += by;
    if (!isCounted(call)) return;
    const source = sourceOf(call.via);
    const left = (this.#inProgress.get(source) ?? 0) + by;
    this.#all += by;
    if (left > 0) this.#inProgress.set(source, left);
    else this.#inProgress.delete(source);
    if (after) this.#lately = [...this.#since(after.arrivedAt - aSecond), { at: after.arrivedAt, source }];
  }

  /** Let in, and not ended. Undefined: from anywhere. */
  inProgress(via?: Via): number {
    return via === undefined ? this.#all : (this.#inProgress.get(sourceOf(via)) ?? 0);
  }

  /** Let in during the second before. */
  lately(now: Instant, via?: Via): number {
    const of = this.#since(now - aSecond);
    if (via === undefined) return of.length;
    const source = sourceOf(via);
    return of.filter((one) => one.source === source).length;
  }

  /** Those who were turned away, and still hear why. */
  get beingTold(): number {
    return this.#beingTold;
  }

  /** What a replay goes on with: some of these calls may be over. */
  get lastSecond(): readonly AdmittedLately[] {
    return this.#lately;
  }
  recall(lately: readonly AdmittedLately[]): void {
    this.#lately = lately;
  }

  #since(then: Instant): readonly AdmittedLately[] {
    const first = this.#lately.findIndex(({ at }) => at > then);
    return first < 0 ? [] : this.#lately.slice(first);
  }
}
