/**
 * Missed callers: who wanted something and did not reach a person, until somebody has talked with them: in a later call of
 * theirs, in a callback, or in a call that an agent makes to them. A message, and a callback that is booked, are on lists of
 * their own, so they end it, too; a callback that failed begins it again. Someone may also say by hand that it is settled.
 *
 * A fold over the journal, one entry at a time, in order. One row for each caller; who withholds their number has one for
 * each call.
 */
import type { CallOutcome } from '../call/kept/call.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface MissedCaller {
  /** None: withheld. */
  readonly number?: string;
  readonly name?: string;
  readonly contact?: string;
  /** Newest last. */
  readonly calls: readonly CallId[];
  readonly dialled: string;
  readonly first: Instant;
  readonly last: Instant;
  /** Of the last call. */
  readonly outcome: CallOutcome;
}

type Effect = 'missed' | 'reached' | 'none';
/** What a call that ends so says of its caller. */
const effects: Readonly<Record<CallOutcome, Effect>> = {
  answered: 'reached',
  joined: 'reached',
  voicemail: 'reached',
  callback_booked: 'reached',
  abandoned: 'missed',
  left_early: 'missed',
  goodbye: 'missed',
  overload: 'missed',
  exchange_restarted: 'missed',
  failed: 'missed',
  ended_by_operator: 'missed',
  callback_not_reached: 'missed',
  callback_expired: 'missed',
  callback_cancelled: 'none',
  number_not_in_use: 'none',
  blocked: 'none',
  served: 'none',
  not_reached: 'none',
};

const erased = /^erased-\d+$/;

/** The oldest give way: a list that no one works off is of no use anyway. */
const most = 2000;

export class MissedCallers {
  readonly #open = new Map<CallId, JournalEntryOf<'callArrived'>>();
  /** Whom an agent's own call has reached outside. */
  readonly #reached = new Map<CallId, string>();
  readonly #missed = new Map<string, MissedCaller>();

  add(entry: StoredEntry): void {
    if (entry.type === 'callArrived') this.#open.set(entry.call, entry);
    else if (entry.type === 'connected') this.#connected(entry);
    else if (entry.type === 'callEnded') this.#ended(entry);
    else if (entry.type === 'missedCallHandled') this.#handled(entry.call);
  }

  /** The newest first. */
  list(): readonly MissedCaller[] {
    return [...this.#missed.values()].toReversed();
  }

  /** The call of each row in which its caller is as shown. */
  calls(): readonly CallId[] {
    return [...this.#missed.values()].flatMap(({ calls }) => calls.at(-1) ?? []);
  }

  /** Drops the rows whose caller the journal names otherwise now: they have been erased. */
  compare(arrivals: ReadonlyMap<CallId, JournalEntryOf<'callArrived'>>): void {
    for (const [key, { calls, number, name, contact }] of this.#missed) {
      const now = calls.map((call) => arrivals.get(call)?.caller).find((caller) => caller !== undefined);
      if (now && (now.number !== number || now.name !== name || now.contact !== contact))
        this.#missed.delete(key);
    }
  }

  #connected({ call, to }: JournalEntryOf<'connected'>): void {
    if (this.#open.get(call)?.via.kind === 'phone') this.#reached.set(call, to);
  }

  #handled(call: CallId): void {
    for (const [key, { calls }] of this.#missed) if (calls.includes(call)) this.#missed.delete(key);
  }

  #ended({ call, outcome, at }: JournalEntryOf<'callEnded'>): void {
    const arrived = this.#open.get(call);
    const reached = this.#reached.get(call);
    this.#open.delete(call);
    this.#reached.delete(call);
    if (arrived === undefined) return;
    const { caller, via, dialled } = arrived;
    // Agents are no callers; whom they have called themselves has been talked with.
    if (via.kind === 'phone') {
      if (reached !== undefined && effects[outcome] === 'reached') this.#missed.delete(reached);
      return;
    }
    // Of an erased person only a placeholder is left, and no one can call it.
    if (caller.number !== undefined && erased.test(caller.number)) return;
    const key = caller.number ?? `call ${call}`;
    const before = this.#missed.get(key);
    if (effects[outcome] === 'none') return;
    this.#missed.delete(key);
    if (effects[outcome] === 'reached') return;
    this.#missed.set(key, {
      ...(caller.number === undefined ? {} : { number: caller.number }),
      ...(caller.name === undefined ? {} : { name: caller.name }),
      ...(caller.contact === undefined ? {} : { contact: caller.contact }),
      calls: [...(before?.calls ?? []), call].slice(-20),
      dialled: via.kind === 'callback' ? (before?.dialled ?? dialled) : dialled,
      first: before?.first ?? arrived.at,
      last: at,
      outcome,
    });
    const [oldest] = this.#missed.keys();
    if (this.#missed.size > most && oldest !== undefined) this.#missed.delete(oldest);
  }
}
