/** The calls that an engine has come to know, as its journal tells them: who on the floor has which call. */
import type { JournalEntryOf, StoredEntry } from '../../../src/call/kept/journal.ts';
import type { Operations } from '../../../src/ports/operations.ts';

type Arrival = JournalEntryOf<'callArrived'>;
type End = JournalEntryOf<'callEnded'>;

export class Arrivals {
  readonly arrived: Arrival[] = [];
  readonly ended: End[] = [];
  readonly #taken = new Set<string>();

  constructor(operations: Pick<Operations, 'follow'>) {
    this.follow(operations);
  }

  /** Of another engine, which knows the calls of the one before. */
  follow(operations: Pick<Operations, 'follow'>): void {
    operations.follow((entry: StoredEntry) => {
      if (entry.type === 'callArrived') this.arrived.push(entry);
      if (entry.type === 'callEnded') this.ended.push(entry);
    });
  }

  /** The oldest call from there that nobody has taken for theirs; undefined: none so far. */
  take(from: Arrival['via'], dialled: string): string | undefined {
    const arrival = this.arrived.find(
      ({ call, via, dialled: to }) =>
        !this.#taken.has(call) && via.kind === from.kind && via.name === from.name && to === dialled,
    );
    if (arrival) this.#taken.add(arrival.call);
    return arrival?.call;
  }

  /** What contradicts "every call ends once, with one outcome"; empty: nothing. To be asked when no call is left. */
  get contradictions(): string[] {
    return this.arrived.flatMap(({ call }) => {
      const ends = this.ended.filter((end) => end.call === call).map(({ outcome }) => outcome);
      return ends.length === 1 ? [] : [`call ${call} has ended ${ends.length} times: ${ends.join(', ')}`];
    });
  }
}
