/**
 * Sends calls that are over to a collector of traces, after their commits and off the call path.
 *
 *     journal --> a call has ended, a wrap-up has ended --> spans --> a batch --> POST --> how far it has come is noted
 *                                                             ^---- later, with a growing pause ----'
 *
 * The journal is the buffer: of what waits, no more than the batch under way is in memory, however long the collector is
 * away. How far it has come is noted after the collector has taken a batch. A kill in between sends that one batch
 * again, with the same ids of traces and spans; nothing is lost. What a collector has not taken for three days is passed over.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryBook } from '../../ports/deliveries.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { type Duration, minutes, seconds } from '../../shared/time.ts';
import { patienceIn } from '../deliveries/patience.ts';
import { pauseAfter } from '../deliveries/pauses.ts';
import type { Poster, Reply } from '../http/post.ts';
import { callTrace, wrapUpSpan } from './call-spans.ts';
import { rejectedIn, requestBody, spanBody, type TracedCall, TraceIds } from './otlp.ts';

export interface OtlpSettings {
  /** Where spans are posted to. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls of a moment go together. */
const gatherFor: Duration = seconds(5);
/** A batch is full with so many, give or take a call. */
const mostInBatch = 512;
const deadline: Duration = seconds(10);
const longestPause: Duration = minutes(5);
/** Of what is older, nobody looks at a trace any more. */
const patience: Duration = minutes(3 * 24 * 60);
/** Entries read at once: some milliseconds. */
const part = 200;
const mostHeard = 5000;
/** Entries that led to no span before the place is noted. */
const noteEvery = 1000;
/** A wrap-up began so long before its end at most, and an agent has not so many entries meanwhile. */
const longestWrapUp: Duration = minutes(4 * 60);
const mostMeanwhile = 5000;
const mostRead = 16 * 1024;
const reader = 'traces';

export interface TraceExporterNeeds {
  readonly settings: OtlpSettings;
  readonly book: Pick<DeliveryBook, 'addFrom' | 'positionOf'>;
  readonly journal: Pick<Store['journal'], 'after' | 'last' | 'ofCall' | 'find' | 'arrivals'>;
  readonly poster: Pick<Poster, 'post'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  /** Of this installation; 32 bytes. */
  readonly key: Buffer;
  readonly version: string;
  /** 0 up to 1. */
  readonly chance?: () => number;
}

type Started = StoredEntry & { readonly type: 'wrapUpStarted' };
type Ended = StoredEntry & { readonly type: 'wrapUpEnded' };
type Told = Started | Ended | (StoredEntry & { readonly type: 'callEnded' });

interface Batch {
  readonly spans: readonly object[];
  /** All entries so far are in it, or of no interest. */
  readonly upTo: number;
  /** Under way then, by agent. */
  readonly wrapUps: ReadonlyMap<string, Started>;
  readonly tooOld: number;
}

export class TraceExporter {
  readonly #needs: TraceExporterNeeds;
  readonly #ids: TraceIds;
  readonly #stopping = new AbortController();
  #seq = 0;
  #noted = 0;
  #wrapUps: ReadonlyMap<string, Started> = new Map();
  /** What comes after `#seq`, as far as it is of interest; unless the journal has to be read. */
  #heard: Told[] = [];
  #caughtUp = false;
  #failures = 0;
  #working: Promise<void> | undefined;
  #isPlanned = false;
  #callOff: () => void = () => undefined;

  constructor(needs: TraceExporterNeeds) {
    this.#needs = needs;
    this.#ids = new TraceIds(needs.key);
  }

  /** One that is new begins with what happens from now on. */
  async start(): Promise<void> {
    const { book, journal } = this.#needs;
    const stored = await book.positionOf(reader);
    const seq = stored ?? (await journal.last(1))[0]?.seq ?? 0;
    if (stored === undefined) await book.addFrom(reader, seq, []);
    this.#seq = seq;
    this.#noted = seq;
    this.#later(0);
  }

  /** To be told of each entry after its commit, in order. */
  happened(entry: StoredEntry): void {
    if (!isOfInterest(entry)) return;
    this.#heard.push(entry);
    if (this.#heard.length > mostHeard) {
      this.#heard = [];
      this.#caughtUp = false;
    }
    this.#later(gatherFor);
  }

  /** A request under way is broken off: the next start sends it again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#callOff();
    await this.#working;
  }

  #later(delay: Duration): void {
    if (this.#isPlanned || this.#working || this.#stopping.signal.aborted) return;
    this.#isPlanned = true;
    this.#callOff = this.#needs.clock.after(delay, () => {
      this.#isPlanned = false;
      this.#goOn();
    });
  }

  #goOn(): void {
    if (this.#stopping.signal.aborted) return;
    this.#working ??= this.#work()
      .catch((error: unknown) => {
        this.#needs.log.warn({ err: error }, 'Cannot read calls for their traces; trying again.');
        return longestPause;
      })
      .then((pause) => {
        this.#working = undefined;
        // Heard after the last look.
        if (pause !== undefined || this.#heard.length > 0) this.#later(pause ?? gatherFor);
      });
  }

  /** Until nothing is left. After how long to try again; undefined: when there is more. */
  async #work(): Promise<Duration | undefined> {
    while (!this.#stopping.signal.aborted) {
      const batch = await this.#gather();
      if (batch.upTo === this.#seq && batch.spans.length === 0) return undefined;
      if (batch.tooOld > 0)
        this.#needs.log.warn(
          { calls: batch.tooOld },
          'Calls are too old for their traces to be sent; passed over.',
        );
      if (batch.spans.length > 0) {
        const pause = await this.#send(batch);
        if (pause !== undefined) return pause;
      }
      if (this.#stopping.signal.aborted) return undefined;
      await this.#isPast(batch);
      await giveWay();
    }
    return undefined;
  }

  async #isPast({ upTo, wrapUps, spans }: Batch): Promise<void> {
    this.#seq = upTo;
    this.#wrapUps = wrapUps;
    this.#heard = this.#heard.filter(({ seq }) => seq > upTo);
    if (spans.length === 0 && upTo - this.#noted < noteEvery) return;
    await this.#needs.book.addFrom(reader, upTo, []);
    this.#noted = upTo;
  }

  async #gather(): Promise<Batch> {
    const spans: object[] = [];
    const wrapUps = new Map(this.#wrapUps);
    let upTo = this.#seq;
    let tooOld = 0;
    const oldest = this.#needs.clock.now() - patience;
    const isFull = (): boolean => spans.length >= mostInBatch;
    while (!isFull() && !this.#stopping.signal.aborted) {
      const { entries, last } = await this.#next(upTo);
      if (last === undefined) break;
      for (const entry of entries) {
        if (entry.type === 'callEnded' && entry.at < oldest) tooOld += 1;
        else spans.push(...(await this.#spansOf(entry, wrapUps)));
        upTo = entry.seq;
        if (isFull()) break;
      }
      if (!isFull()) upTo = last;
      await giveWay();
    }
    return { spans, upTo, wrapUps, tooOld };
  }

  /** The next entries of interest after that one, and how far that is. `last` undefined: there is nothing more. */
  async #next(seq: number): Promise<{ readonly entries: readonly Told[]; readonly last?: number }> {
    if (this.#caughtUp) {
      const entries = this.#heard.filter((entry) => entry.seq > seq).slice(0, part);
      const last = entries.at(-1)?.seq;
      return last === undefined ? { entries } : { entries, last };
    }
    const read = await this.#needs.journal.after(seq, part);
    const last = read.at(-1)?.seq;
    if (last === undefined) {
      this.#caughtUp = true;
      return { entries: [] };
    }
    return { entries: read.filter(isOfInterest), last };
  }

  async #spansOf(entry: Told, wrapUps: Map<string, Started>): Promise<readonly object[]> {
    if (entry.type === 'callEnded') return this.#callSpans(entry.call);
    if (entry.type === 'wrapUpStarted') {
      wrapUps.set(entry.agent, entry);
      return [];
    }
    const started = wrapUps.get(entry.agent) ?? (await this.#startOf(entry));
    wrapUps.delete(entry.agent);
    const of = started && (await this.#tracedCalls([started.call]))[0];
    return of ? [spanBody(this.#ids, of, wrapUpSpan(started, entry))] : [];
  }

  async #callSpans(call: TracedCall['call']): Promise<readonly object[]> {
    const trace = callTrace(await this.#needs.journal.ofCall(call));
    if (!trace) return [];
    const linked = trace.linked.length === 0 ? [] : await this.#tracedCalls(trace.linked);
    return trace.spans.map((span) => spanBody(this.#ids, trace, span, span.under === null ? linked : []));
  }

  async #tracedCalls(calls: readonly TracedCall['call'][]): Promise<readonly TracedCall[]> {
    const arrivals = await this.#needs.journal.arrivals(calls);
    return [...arrivals.values()].map(({ call, at }) => ({ call, arrivedAt: at }));
  }

  /** Begun before an earlier engine ended. */
  async #startOf({ agent, at, seq }: Ended): Promise<Started | undefined> {
    const found = await this.#needs.journal.find({
      agent,
      from: at - longestWrapUp,
      to: at + 1,
      limit: mostMeanwhile,
    });
    return found.findLast(
      (entry) => entry.type === 'wrapUpStarted' && entry.agent === agent && entry.seq < seq,
    ) as Started | undefined;
  }

  /** Undefined: it is done with. Else after how long to try again. */
  async #send({ spans }: Batch): Promise<Duration | undefined> {
    const { settings, poster, version, log } = this.#needs;
    const reply = await poster.post({
      url: settings.url,
      headers: {
        ...settings.headers,
        'content-type': 'application/json',
        'user-agent': `Cordboard/${version}`,
      },
      body: requestBody(spans, version),
      deadline,
      mostBytes: mostRead,
      signal: this.#stopping.signal,
    });
    const answer = takenWith(reply);
    if (answer !== undefined) {
      const rejected = rejectedIn(answer);
      if (rejected) log.warn(rejected, 'The collector rejected some spans.');
      if (this.#failures > 0) log.info({}, 'The collector takes traces again.');
      this.#failures = 0;
      return undefined;
    }
    if (this.#stopping.signal.aborted) return longestPause;
    const reason = reasonOf(reply);
    // These are about this one request; the next may fare better.
    if (reply.answered && [400, 413, 422].includes(reply.status)) {
      log.warn({ reason, spans: spans.length }, 'The collector refuses a batch of spans; it is passed over.');
      return undefined;
    }
    this.#failures += 1;
    if (this.#failures === 1)
      log.warn({ reason }, 'The collector does not take traces; trying again. `cordboard doctor` says more.');
    const asked = reply.answered ? (patienceIn(reply.retryAfter) ?? 0) : 0;
    return Math.min(
      longestPause,
      Math.max(asked, pauseAfter(this.#failures, (this.#needs.chance ?? Math.random)())),
    );
  }
}

/** No collector is set any more. */
export async function forgetTraces(book: Pick<DeliveryBook, 'positionOf' | 'forgetReader'>): Promise<void> {
  if ((await book.positionOf(reader)) !== undefined) await book.forgetReader(reader);
}

const isOfInterest = (entry: StoredEntry): entry is Told =>
  entry.type === 'callEnded' || entry.type === 'wrapUpStarted' || entry.type === 'wrapUpEnded';

/** The body of the answer; undefined: it has not taken them. */
const takenWith = (reply: Reply): string | undefined =>
  reply.answered && reply.status >= 200 && reply.status < 300 ? reply.body : undefined;

export function reasonOf(reply: Reply): string {
  if (!reply.answered) return reply.reason;
  if (reply.status >= 300 && reply.status < 400)
    return `it answered ${reply.status}: redirects are not followed`;
  return `it answered ${reply.status}`;
}
