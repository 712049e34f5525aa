/** Spans of what has an entry at its beginning and one at its end. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { OfferOutcome } from '../../call/kept/outcomes.ts';
import type { CallRows } from '../../reports/records/rows.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import type { Instant } from '../../shared/time.ts';
import { type Attributes, type CallSpan, callKey, isWithin, talkKey } from './span.ts';

const fine: readonly OfferOutcome[] = ['answered', 'withdrawn'];

export class PairedSpans {
  readonly #rows: CallRows;
  readonly #end: Instant;
  readonly #open = new Map<string, CallSpan>();
  readonly #made: CallSpan[] = [];
  readonly #offerEnds = new Map<string, OfferCode | undefined>();

  constructor(rows: CallRows, end: Instant) {
    this.#rows = rows;
    this.#end = end;
  }

  of(entries: readonly StoredEntry[]): readonly CallSpan[] {
    for (const entry of entries) this.#add(entry);
    this.#offers();
    // What the call's end has cut off.
    // What is visited may be deleted meanwhile.
    for (const pair of this.#open.keys())
      this.#closes(pair, this.#end, pair === 'transfer' ? 'not_reached' : undefined);
    return this.#made;
  }

  #add(entry: StoredEntry): void {
    if (entry.type === 'offerEnded') this.#offerEnds.set(entry.offer, entry.code);
    this.#lookups(entry);
    this.#inTalk(entry);
    this.#passedOn(entry);
    this.#recorded(entry);
    this.#calledBack(entry);
  }

  #lookups(entry: StoredEntry): void {
    const { at, seq } = entry;
    if (entry.type === 'lookupAsked') {
      const attributes = { 'cordboard.lookup': entry.lookup };
      this.#opens('lookup', { at, seq, name: 'lookup', kind: 'client', attributes });
    } else if (entry.type === 'lookupAnswered')
      this.#closes('lookup', at, entry.outcome === 'no_answer' ? 'no_answer' : undefined, {
        'cordboard.lookup.outcome': entry.outcome,
      });
  }

  #inTalk(entry: StoredEntry): void {
    const { at, seq } = entry;
    if (entry.type === 'held')
      this.#opens(`hold ${entry.leg}`, { at, seq, name: 'hold', under: this.#talkOf(entry.who, at) });
    else if (entry.type === 'resumed') this.#closes(`hold ${entry.leg}`, at);
    else if (entry.type === 'consultBegan') {
      const attributes = { 'cordboard.consultation.call.id': entry.aside };
      const under = this.#talkOf(entry.agent, at);
      this.#opens(`consultation ${entry.aside}`, { at, seq, name: 'consultation', under, attributes });
    } else if (entry.type === 'consultEnded') {
      const { aside, outcome } = entry;
      const error = outcome === 'not_reached' ? outcome : undefined;
      this.#closes(`consultation ${aside}`, at, error, { 'cordboard.consultation.outcome': outcome });
    } else if (entry.type === 'surveyOffered')
      this.#opens('survey', { at, seq, name: 'survey', attributes: { 'cordboard.survey': entry.survey } });
  }

  #passedOn(entry: StoredEntry): void {
    const { at, seq } = entry;
    if (entry.type === 'transferAsked') {
      const attributes = { 'cordboard.transfer.kind': 'blind' };
      this.#opens('transfer', { at, seq, name: 'transfer', attributes });
    } else if (entry.type === 'connected' || entry.type === 'messageLeft' || entry.type === 'servingPassed')
      this.#closes('transfer', at);
    else if (entry.type === 'warmTransfer') this.#warm(entry);
  }

  #recorded(entry: StoredEntry): void {
    const { at, seq } = entry;
    if (entry.type === 'recordingStarted') {
      const { recording, rule, sides } = entry;
      const attributes = { 'cordboard.recording.rule': rule, 'cordboard.recording.sides': sides };
      this.#opens(`recording ${recording}`, { at, seq, name: 'recording', attributes });
    } else if (entry.type === 'recordingClosed') this.#closes(`recording ${entry.recording}`, at);
    else if (entry.type === 'recordingFailed') this.#closes(`recording ${entry.recording}`, at, entry.code);
    else if (entry.type === 'messageLeft') {
      this.#opens('voicemail', { at: at - entry.lasted, seq, name: 'voicemail' });
      this.#closes('voicemail', at);
    }
  }

  #calledBack(entry: StoredEntry): void {
    const { at, seq } = entry;
    if (entry.type === 'callbackBegan') {
      const attributes = { 'cordboard.callback.attempt': entry.attempt };
      this.#opens('callback', { at, seq, name: 'callback attempt', kind: 'client', attributes });
    } else if (entry.type === 'callerReached') this.#closes('callback', at);
    else if (entry.type === 'callerNotReached') this.#closes('callback', at, entry.code ?? entry.outcome);
  }

  #warm(entry: StoredEntry & { readonly type: 'warmTransfer' }): void {
    const { at, seq, stage, aside } = entry;
    const pair = `warm ${aside}`;
    if (stage === 'started')
      this.#opens(pair, { at, seq, name: 'transfer', attributes: { 'cordboard.transfer.kind': 'warm' } });
    const span = this.#open.get(pair);
    if (!span) return;
    this.#open.set(pair, { ...span, events: [...(span.events ?? []), { at, name: stage }] });
    if (stage === 'started' || stage === 'ringing') return;
    const error = stage === 'failed' ? 'not_reached' : undefined;
    this.#closes(pair, at, error, { 'cordboard.transfer.stage': stage });
  }

  #offers(): void {
    for (const { offer, queue, madeAt, endedAt, outcome } of this.#rows.offers) {
      const code = this.#offerEnds.get(offer);
      const visit = this.#rows.visits.findIndex(
        ({ enteredAt, leftAt = this.#end }) => madeAt >= enteredAt && madeAt <= leftAt,
      );
      const isFine = outcome === undefined || fine.includes(outcome);
      this.#made.push({
        key: `offer ${offer}`,
        under: visit === -1 ? callKey : `waiting ${visit}`,
        name: 'offer',
        kind: 'client',
        from: madeAt,
        to: Math.max(madeAt, endedAt ?? this.#end),
        attributes: {
          'cordboard.queue': queue,
          'cordboard.offer.id': offer,
          'cordboard.offer.outcome': outcome,
        },
        ...(!isFine && { error: code ?? outcome }),
      });
    }
  }

  /** The talk of theirs that goes on. */
  #talkOf(who: string, at: Instant): string {
    const nth = this.#rows.parties.findLastIndex(
      (party) => party.who === who && isWithin(at, party, this.#end),
    );
    return nth === -1 ? callKey : talkKey(nth);
  }

  #opens(
    pair: string,
    {
      at,
      seq,
      name,
      under = callKey,
      kind = 'internal',
      attributes = {},
    }: {
      readonly at: Instant;
      readonly seq: number;
      readonly name: string;
      readonly under?: string;
      readonly kind?: CallSpan['kind'];
      readonly attributes?: Attributes;
    },
  ): void {
    if (this.#open.has(pair)) this.#closes(pair, at);
    this.#open.set(pair, { key: `${name} ${seq}`, under, name, kind, from: at, to: at, attributes });
  }

  #closes(pair: string, at: Instant, error?: string, attributes: Attributes = {}): void {
    const span = this.#open.get(pair);
    if (!span) return;
    this.#open.delete(pair);
    this.#made.push({
      ...span,
      to: Math.max(span.from, at),
      attributes: { ...span.attributes, ...attributes },
      ...(error !== undefined && { error }),
    });
  }
}
