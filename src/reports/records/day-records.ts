/** The records of one day: rows of the calls that arrived on it, of their visits, offers and parties, folded from the journal. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReportRow } from '../figures/report.ts';
import { CallFold, isOfCall } from './call-fold.ts';
import type { CallRows } from './rows.ts';

export const recordTables = ['calls', 'visits', 'offers', 'parties', 'prompts'] as const;
export type RecordTable = (typeof recordTables)[number];

interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

export class DayRecords {
  readonly #range: Range;
  readonly #isAgent: (who: string) => boolean;
  readonly #folds = new Map<CallId, CallFold>();
  readonly #done: CallRows[] = [];
  #at = 0;

  /** @param isAgent whether that is the name of an agent */
  constructor(range: Range, isAgent: (who: string) => boolean) {
    this.#range = range;
    this.#isAgent = isAgent;
  }

  /** Calls of the day that have not ended. */
  get open(): readonly CallId[] {
    return [...this.#folds.keys()];
  }

  add(entry: StoredEntry): void {
    this.#at = Math.max(this.#at, entry.at);
    if (!isOfCall(entry)) return;
    if (entry.type === 'callArrived') {
      const { from, to } = this.#range;
      if (entry.at >= from && entry.at < to) this.#folds.set(entry.call, new CallFold(entry, this.#isAgent));
      return;
    }
    const fold = this.#folds.get(entry.call);
    if (!fold) return;
    fold.add(entry);
    if (entry.type !== 'callEnded') return;
    this.#folds.delete(entry.call);
    this.#done.push(fold.rows(entry.at));
  }

  /** In the order of their ends; calls in progress last. */
  *over(): Generator<void, readonly CallRows[]> {
    for (const fold of this.#folds.values()) yield void this.#done.push(fold.rows(this.#at));
    return this.#done;
  }
}

/** Names and units of columns are part of the API: docs/reports.md has them. Moments are ISO 8601 in UTC. */
export const recordRows: Readonly<Record<RecordTable, (rows: CallRows) => readonly ReportRow[]>> = {
  calls: ({ call }) => [
    {
      call: call.call,
      source: call.source,
      arrivedAt: iso(call.arrivedAt),
      endedAt: iso(call.endedAt),
      outcome: call.outcome,
      // What an agent dials may be a person's number.
      dialled: call.source === 'inside' ? undefined : call.dialled,
      tags: call.tags.join(' '),
      soughtForMs: call.soughtFor,
      reached: Number(call.reached),
      talkedMs: call.talked,
      heldMs: call.held,
      transfers: call.transfers,
      bySafetyNet: Number(call.servedBySafetyNet),
    },
  ],
  visits: ({ visits }) =>
    visits.map((visit) => ({
      call: visit.call,
      queue: visit.queue,
      source: visit.source,
      enteredAt: iso(visit.enteredAt),
      leftAt: iso(visit.leftAt),
      outcome: visit.outcome,
      answeredBy: visit.answeredBy,
      transferredIn: Number(visit.transferredIn),
      transferredOut: Number(visit.transferredOut),
      talkedMs: visit.talked,
      heldMs: visit.held,
      consultedMs: visit.consulted,
    })),
  offers: ({ call: { call }, offers }) =>
    offers.map((offer) => ({
      call,
      offer: offer.offer,
      queue: offer.queue,
      agent: offer.agent,
      // Where no agent was rung, it is a phone or a number outside.
      to: offer.agent === undefined ? 'outside' : offer.to,
      madeAt: iso(offer.madeAt),
      endedAt: iso(offer.endedAt),
      outcome: offer.outcome,
    })),
  parties: ({ call: { call }, parties }) =>
    parties.map((party) => ({
      call,
      agent: party.agent,
      role: party.role,
      since: iso(party.since),
      until: iso(party.until),
      heldMs: party.held,
      consultedMs: party.consulted,
      answeredInVain: Number(party.inVain),
    })),
  prompts: ({ call: { call }, prompts }) =>
    prompts.map((prompt) => ({
      call,
      prompt: prompt.step,
      since: iso(prompt.since),
      until: iso(prompt.until),
      keys: prompt.keys,
      left: Number(prompt.left),
    })),
};

const iso = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
