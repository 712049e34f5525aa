/** One call, folded entry by entry into its rows. */
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { callRecord } from '../call-record.ts';
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
  readonly #entries: StoredEntry[];
  readonly #offers = new Map<string, OpenOffer>();
  #transfers = 0;
  #soughtAt: Instant | undefined;
  #reachedAt: Instant | undefined;

  /** @param isAgent whether that is the name of an agent, as far as the journal has told */
  constructor(arrival: JournalEntryOf<'callArrived'> & StoredEntry, isAgent: (who: string) => boolean) {
    this.arrival = arrival;
    this.source = sourceOf(arrival);
    this.visits = new Visits(this.source);
    this.parties = new Parties(arrival.beside !== undefined, isAgent);
    this.#isAgent = isAgent;
    this.#entries = [arrival];
  }

  /** Whoever has left the conversation with this entry. */
  add(entry: EntryOfCall): readonly PartyRow[] {
    this.#entries.push(entry);
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
    const record = callRecord(this.#entries, now);
    return {
      call: arrival.call,
      source: this.source,
      arrivedAt: arrival.at,
      dialled: arrival.dialled,
      tags: arrival.caller.tags,
      servedBySafetyNet: arrival.servedBy !== undefined,
      ...(record?.end ? { outcome: record.end.outcome, endedAt: record.end.at } : {}),
      ...(this.#soughtAt === undefined
        ? {}
        : { soughtFor: (this.#reachedAt ?? record?.end?.at ?? now) - this.#soughtAt }),
      reached: this.#reachedAt !== undefined,
      waited: record?.waited ?? 0,
      talked: record?.talked ?? 0,
      held: record?.held ?? 0,
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
