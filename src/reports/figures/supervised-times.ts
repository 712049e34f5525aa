/**
 * How long supervisors heard talks, one entry at a time. A time begins when they hear an agent in a mode, and lasts until they hear
 * one in another mode, or are gone: while the caller waits for the next agent they stay on the line, and it goes on.
 */
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { SupervisionMode } from '../../call/kept/supervision.ts';
import type { AgentName } from '../../plan/model.ts';
import type { CallId, SupervisionId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';

export interface SupervisedTime {
  readonly who: AgentName;
  readonly mode: SupervisionMode;
  readonly since: Instant;
  readonly lasted: Duration;
}

type Open = Omit<SupervisedTime, 'lasted'>;

export class SupervisedTimes {
  readonly #open = new Map<CallId, Map<SupervisionId, Open>>();

  /** The times that are over with this entry, and whether another talk is supervised from now on. */
  add(entry: StoredEntry): { readonly over: readonly SupervisedTime[]; readonly begins: boolean } {
    if (entry.type === 'supervised') return this.#hears(entry);
    // Supervisors are sent away when the call is over, and the entry of that comes after its end.
    const ended =
      entry.type === 'callEnded'
        ? [...(this.#open.get(entry.call)?.values() ?? [])]
        : entry.type === 'supervisionEnded'
          ? [this.#open.get(entry.call)?.get(entry.supervision)]
          : [];
    if (entry.type === 'callEnded') this.#open.delete(entry.call);
    if (entry.type === 'supervisionEnded') this.#open.get(entry.call)?.delete(entry.supervision);
    return { over: ended.flatMap((one) => (one ? [until(one, entry.at)] : [])), begins: false };
  }

  #hears({ call, supervision, who, mode, at }: JournalEntryOf<'supervised'>) {
    const open = this.#open.get(call) ?? new Map<SupervisionId, Open>();
    this.#open.set(call, open);
    const before = open.get(supervision);
    if (before?.mode === mode) return { over: [], begins: false };
    open.set(supervision, { who, mode, since: at });
    return { over: before ? [until(before, at)] : [], begins: !before };
  }
}

const until = (open: Open, at: Instant): SupervisedTime => ({ ...open, lasted: at - open.since });
