/** One call, folded entry by entry into its rows. */
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import { TalkFold } from '../talk-times.ts';
import { Parties } from './parties.ts';
import { Prompts } from './prompts.ts';
import type { CallRow, CallRows, CallSource, OfferRow, PartyRow } from './rows.ts';
import { Visits } from './visits.ts';

export type EntryOfCall = StoredEntry & { readonly call: CallId };

type OpenOffer = { -readonly [Field in keyof OfferRow]: OfferRow[Field] };

export const sourceOf = ({ via }: JournalEntryOf<'callArrived'>): CallSource => {
  if (via.kind === 'callback') return 'callback';
  return via.kind === 'phone' ? 'inside' : 'outside';
};

export class CallFold {
  readonly arrival: JournalEntryOf<'callArrived'>;
  readonly source: CallSource;
  readonly visits: Visits;
  readonly parties: Parties;
  readonly prompts = new Prompts();
  readonly #isAgent: (who: string) => boolean;
  readonly #talk = new TalkFold();
  readonly #wait = new WaitFold();
  #end: JournalEntryOf<'callEnded'> | undefined;
  readonly #offers = new Map<string, OpenOffer>();
  #transfers = 0;
  #soughtAt: Instant | undefined;
  #reachedAt: Instant | undefined;

  /** @param isAgent whether that is the name of an agent, as far as the journal has told */
  constructor(arrival: JournalEntryOf<'callArrived'> & StoredEntry, isAgent: (who: string) => boolean) {
    this.arrival = arrival;
    this.source = sourceOf(arrival);
    this.visits = new Visits(this.source);
    if (arrival.queue !== undefined) this.visits.booked(arrival, arrival.queue);
    this.parties = new Parties(arrival.beside !== undefined, isAgent);
    this.#isAgent = isAgent;
    this.#talk.add(arrival);
  }

  /** Whoever has left the conversation with this entry. */
  add(entry: EntryOfCall): readonly PartyRow[] {
    this.#talk.add(entry);
    this.#wait.add(entry);
    if (entry.type === 'callEnded') this.#end ??= entry;
    const gone = this.parties.add(entry);
    for (const party of gone)
      if (party.role === 'serving' && !party.inVain) this.visits.served(party, entry.at);
    if (gone.length > 0 && this.parties.open.length === 0) this.visits.conversationOver();
    this.#offer(entry);
    this.visits.add(entry);
    this.prompts.add(entry);
    if (isTransfer(entry)) this.#transfers += 1;
    if (entry.type === 'phaseEntered' && (entry.phase === 'waiting' || entry.phase === 'ringing'))
      this.#soughtAt ??= entry.at;
    if (entry.type === 'connected') this.#reachedAt ??= entry.at;
    if (entry.type === 'answeredInVain' && this.#reachedAt === entry.at - entry.after)
      this.#reachedAt = undefined;
    return gone;
  }

  /** @param now what a call in progress is measured against */
  rows(now: Instant): CallRows {
    return {
      call: this.#call(now),
      visits: this.visits.rows,
      offers: [...this.#offers.values()],
      parties: this.parties.rows,
      prompts: this.prompts.rows,
    };
  }

  #call(now: Instant): CallRow {
    const { arrival } = this;
    const end = this.#end;
    const { talked, held } = this.#talk.until(now).caller;
    return {
      call: arrival.call,
      source: this.source,
      arrivedAt: arrival.at,
      dialled: arrival.dialled,
      tags: arrival.caller.tags,
      servedBySafetyNet: arrival.servedBy !== undefined,
      ...(end ? { outcome: end.outcome, endedAt: end.at } : {}),
      ...(this.#soughtAt === undefined
        ? {}
        : { soughtFor: (this.#reachedAt ?? end?.at ?? now) - this.#soughtAt }),
      reached: this.#reachedAt !== undefined,
      waited: this.#wait.until(end?.at ?? now),
      talked,
      held,
      transfers: this.#transfers,
    };
  }

  #offer(entry: EntryOfCall): void {
    if (entry.type === 'offerMade') {
      const { offer, to, at: madeAt, decision } = entry;
      const isAgent = decision !== undefined || this.#isAgent(to);
      this.#offers.set(offer, {
        offer,
        to,
        ...(isAgent ? { agent: to } : {}),
        ...(decision?.queue === undefined ? {} : { queue: decision.queue }),
        madeAt,
      });
    } else if (entry.type === 'offerEnded') {
      const offer = this.#offers.get(entry.offer);
      if (!offer) return;
      offer.endedAt = entry.at;
      offer.outcome = entry.outcome;
    } else if (entry.type === 'answeredInVain') {
      const offer = this.#offers.get(entry.offer);
      if (offer) offer.outcome = 'no_answer';
    }
  }
}

/** As `waited` of a call's record: the time in the phases `waiting` and `ringing`. */
class WaitFold {
  #waited = 0;
  /** Undefined: the caller is not asking for a person. */
  #since: Instant | undefined;

  add(entry: StoredEntry): void {
    if (entry.type !== 'phaseEntered' || entry.phase === 'ended') return;
    this.#waited = this.until(entry.at);
    this.#since = entry.phase === 'waiting' || entry.phase === 'ringing' ? entry.at : undefined;
  }

  until(at: Instant): Duration {
    return this.#waited + (this.#since === undefined ? 0 : Math.max(0, at - this.#since));
  }
}

/** The caller got another person by the doing of whom they talked with. */
export const isTransfer = (entry: StoredEntry): boolean =>
  entry.type === 'transferAsked' ||
  (entry.type === 'consultEnded' && entry.outcome === 'completed') ||
  (entry.type === 'warmTransfer' && entry.stage === 'handed_over');

/** @param entries of one call, in order */
export function callRows(
  entries: readonly StoredEntry[],
  now: Instant,
  isAgent: (who: string) => boolean,
): CallRows | undefined {
  const [arrival, ...others] = entries;
  if (arrival?.type !== 'callArrived') return undefined;
  const fold = new CallFold(arrival, isAgent);
  for (const entry of others) if (isOfCall(entry)) fold.add(entry);
  return fold.rows(now);
}

export const isOfCall = (entry: StoredEntry): entry is EntryOfCall =>
  'call' in entry && entry.call !== undefined;
