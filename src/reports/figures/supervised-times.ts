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

interface Heard {
  readonly over: readonly SupervisedTime[];
  readonly begins: boolean;
}

/** Of most entries. */
const nothing: Heard = { over: [], begins: false };

export class SupervisedTimes {
  readonly #open = new Map<CallId, Map<SupervisionId, Open>>();

  /** The times that are over with this entry, and whether another talk is supervised from now on. */
  add(entry: StoredEntry): Heard {
    if (entry.type === 'supervised') return this.#hears(entry);
    if (entry.type !== 'callEnded' && entry.type !== 'supervisionEnded') return nothing;
    const open = this.#open.get(entry.call);
    if (!open) return nothing;
    // Supervisors are sent away when the call is over, and the entry of that comes after its end.
    const ended = entry.type === 'callEnded' ? [...open.keys()] : [entry.supervision];
    const over = ended.flatMap((id) => {
      const one = open.get(id);
      open.delete(id);
      return one ? [until(one, entry.at)] : [];
    });
    if (open.size === 0) this.#open.delete(entry.call);
    return { over, begins: false };
  }

  #hears({ call, supervision, who, mode, at }: JournalEntryOf<'supervised'>): Heard {
    const open = this.#open.get(call) ?? new Map<SupervisionId, Open>();
    this.#open.set(call, open);
    const before = open.get(supervision);
    if (before?.mode === mode) return nothing;
    open.set(supervision, { who, mode, since: at });
    return { over: before ? [until(before, at)] : [], begins: !before };
  }
}

const until = (open: Open, at: Instant): SupervisedTime => ({ ...open, lasted: at - open.since });
