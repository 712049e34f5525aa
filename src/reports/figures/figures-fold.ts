/**
 * The figures of all reports, folded from the journal one entry at a time. Cells collect here until they are taken
 * (`take`), which is how they get into the store or into a report.
 *
 * When what counts: calls in the hour in which they arrived, visits of a queue in the hour in which they began, offers in
 * the hour in which they were made, and time in the hour in which it passed. A call that ends later is added to the hour in
 * which it arrived, so the outcomes of an hour, and the calls of it that are still in progress, add up to those offered.
 */
import type { ReviewScores } from '../../call/kept/journal/after-call.ts';
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import { listIn } from '../../shared/lists.ts';
import type { Instant } from '../../shared/time.ts';
import { CallFold, type EntryOfCall, isOfCall, isTransfer } from '../records/call-fold.ts';
import type { CallRow, PromptRow, VisitRow } from '../records/rows.ts';
import { type Aftermath, AfterTalk } from './after-talk.ts';
import { type AgentSpan, AgentTimes, type AgentTimesState, type PauseSpan } from './agent-times.ts';
import { addTo, type Cell, type Cells, cellIn, reviewUnit, type Subject, secondsUp } from './cell.ts';
import { hourOf } from './local-time.ts';
import { SupervisedTimes } from './supervised-times.ts';

/** What the fold needs to go on later: with it and the entries of open calls. */
export interface FiguresState {
  /** The last entry that was folded. */
  readonly seq: number;
  readonly at: Instant;
  readonly agents: AgentTimesState;
  readonly open: readonly CallId[];
  /** Offers of consultations that have ended, and went on for the caller. If omitted: there are none. */
  readonly offers?: readonly TakenOffer[];
  /** If omitted: nothing is awaited of calls that have ended. */
  readonly after?: readonly Aftermath[];
}

/** All numbers that nobody has. */
const notInUse: Subject = 'number not in use';

interface OpenOffer {
  readonly subjects: readonly Subject[];
  readonly madeAt: Instant;
}

interface TakenOffer extends OpenOffer {
  readonly offer: string;
  /** In which it goes on. */
  readonly call: CallId;
}

export class FiguresFold {
  readonly #timeZone: string;
  readonly #calls = new Map<CallId, CallFold>();
  readonly #offers = new Map<string, OpenOffer>();
  readonly #offersOf = new Map<CallId, string[]>();
  /** Those that were made in a consultation which has ended, and the call in which they go on. */
  readonly #taken = new Map<string, CallId>();
  /** Calls whose next person comes to them by a transfer. */
  readonly #passedOn = new Set<CallId>();
  readonly #agents: AgentTimes;
  readonly #after: AfterTalk;
  readonly #supervised = new SupervisedTimes();
  #cells: Cells = new Map();
  #hour: Hour = { from: 0, to: 0, begins: 0 };
  #seq: number;
  #at: Instant;

  /** @param entries of the calls that were open, in order */
  constructor(timeZone: string, state?: FiguresState, entries: readonly StoredEntry[] = []) {
    this.#timeZone = timeZone;
    this.#agents = new AgentTimes((span) => this.#spent(span), state?.agents);
    this.#after = new AfterTalk(
      (at, subject, name, by) => this.#count(at, subject, name, by),
      (name) => this.#agents.isAgent(name),
      state?.after,
    );
    this.#seq = state?.seq ?? 0;
    this.#at = state?.at ?? 0;
    for (const entry of entries) if (entry.seq <= this.#seq && isOfCall(entry)) this.#ofCall(entry, false);
    for (const { offer, call, ...open } of state?.offers ?? []) this.#takes(offer, call, open);
    this.#cells = new Map();
  }

  get state(): FiguresState {
    return {
      seq: this.#seq,
      at: this.#at,
      agents: this.#agents.state,
      open: [...this.#calls.keys()],
      ...this.#takenOffers(),
      after: this.#after.state,
    };
  }

  /** Calls that have not ended. */
  get open(): ReadonlyMap<CallId, CallFold> {
    return this.#calls;
  }

  /** What agents do with their time, as far as it is folded. */
  get agents(): Pick<AgentTimes, 'isWrappingUpFrom' | 'visitServed'> {
    return this.#agents;
  }

  add(entry: StoredEntry): void {
    this.#seq = entry.seq;
    this.#at = Math.max(this.#at, entry.at);
    if (entry.type === 'resultSet' || entry.type === 'resultMissing') {
      this.#result(entry);
      this.#after.add(entry, this.#calls.get(entry.call));
    } else if (entry.type === 'callReviewed') this.#reviewed(entry);
    else if (isOfCall(entry)) this.#ofCall(entry, true);
    else this.#agents.add(entry);
    if (entry.type === 'agentChanged' && entry.to === 'paused') {
      this.#count(entry.at, `agent ${entry.agent}`, 'pauses');
      this.#count(entry.at, `agent ${entry.agent}`, `pauses for ${entry.because ?? ''}`);
    }
  }

  /** Accounts for the time of agents up to this moment, or to the last entry. */
  advance(at: Instant = this.#at): void {
    this.#at = Math.max(this.#at, at);
    this.#agents.advance(at);
  }

  /** What has come since the last time. */
  take(): Cells {
    const cells = this.#cells;
    this.#cells = new Map();
    for (const subjects of cells.values()) dropEmpty(subjects);
    return cells;
  }

  #ofCall(entry: EntryOfCall, isNew: boolean): void {
    if (entry.type === 'callArrived') {
      const call = new CallFold(entry, (name) => this.#agents.isAgent(name));
      this.#calls.set(entry.call, call);
      for (const subject of subjectsOf(call)) this.#count(entry.at, subject, 'offered');
      for (const entered of call.visits.rows) this.#entered(entered);
      this.#after.add(entry, call);
      if (isNew && entry.servedBy === undefined) this.#agents.add(entry);
      return;
    }
    const call = this.#calls.get(entry.call);
    const before = call?.visits.rows.length ?? 0;
    const visit = call?.visits.open ?? call?.visits.answered;
    const other = entry.type === 'callsJoined' ? this.#calls.get(entry.other) : undefined;
    call?.add(entry);
    if (call && other && entry.type === 'callsJoined') {
      if (call.arrival.beside === undefined) call.visits.takeOver(other.visits);
      if (other.arrival.beside !== undefined && call.arrival.beside !== entry.other)
        this.#takeOffers(entry.other, entry.call);
    }
    if (!other) for (const entered of call?.visits.rows.slice(before) ?? []) this.#entered(entered);
    this.#after.add(entry, call);
    this.#offer(entry, call);
    this.#transfer(entry, call);
    this.#supervises(entry);
    // What the safety net did is told when it is over, with the times of then: nobody's time is counted twice.
    if (isNew && call?.arrival.servedBy === undefined)
      this.#agents.add(entry, visit, call?.arrival.beside !== undefined);
    if (entry.type === 'callEnded' && call) this.#ended(call, entry.at);
  }

  #ended(fold: CallFold, at: Instant): void {
    const { call, visits, prompts } = fold.rows(at);
    this.#calls.delete(call.call);
    this.#passedOn.delete(call.call);
    for (const offer of this.#offersOf.get(call.call) ?? []) {
      this.#offers.delete(offer);
      this.#taken.delete(offer);
    }
    this.#offersOf.delete(call.call);
    // What people try out is no number of ours: it would fill the tables with rows of one call.
    if (call.outcome === 'number_not_in_use' && call.source === 'outside') {
      this.#count(call.arrivedAt, `number ${call.dialled}`, 'offered', -1);
      this.#count(call.arrivedAt, notInUse, 'offered');
    }
    for (const subject of subjectsOf(fold)) {
      const isUnknown = call.outcome === 'number_not_in_use' && subject.startsWith('number ');
      this.#call(isUnknown ? notInUse : subject, call);
    }
    for (const visit of visits) this.#visit(visit);
    if (call.source === 'outside') for (const prompt of prompts) this.#prompt(call, prompt);
  }

  #call(subject: Subject, call: CallRow): void {
    const at = call.arrivedAt;
    this.#count(at, subject, `outcome_${call.outcome}`);
    this.#count(at, subject, 'talked', call.talked);
    this.#count(at, subject, 'held', call.held);
    this.#count(at, subject, 'transfers', call.transfers);
    if (call.servedBySafetyNet) this.#count(at, subject, 'by_safety_net');
    if (call.soughtFor === undefined) return;
    const how = call.reached ? 'answered' : call.outcome === 'abandoned' ? 'abandoned' : undefined;
    if (how) this.#waited(at, subject, how, call.soughtFor);
  }

  #entered({ queue, source, enteredAt, transferredIn }: VisitRow): void {
    this.#count(enteredAt, `queue ${queue}`, `offered_${source}`);
    if (transferredIn) this.#count(enteredAt, `queue ${queue}`, 'transfers_in');
  }

  #visit({
    queue,
    source,
    enteredAt,
    leftAt = enteredAt,
    outcome,
    transferredOut,
    talked,
    held,
    consulted,
  }: VisitRow): void {
    const subject: Subject = `queue ${queue}`;
    this.#count(enteredAt, subject, `outcome_${source}_${outcome}`);
    this.#count(enteredAt, subject, 'talked', talked);
    this.#count(enteredAt, subject, 'held', held);
    this.#count(enteredAt, subject, 'consulted', consulted);
    if (transferredOut) this.#count(enteredAt, subject, 'transfers_out');
    if (source === 'outside' && (outcome === 'answered' || outcome === 'abandoned'))
      this.#waited(enteredAt, subject, outcome, leftAt - enteredAt);
  }

  #waited(at: Instant, subject: Subject, how: 'answered' | 'abandoned', wait: number): void {
    this.#count(at, subject, `waited_${how}`, wait);
    this.#count(at, subject, `within_${how}_${secondsUp(wait)}`);
    this.#count(at, subject, 'longest_wait', wait);
  }

  #prompt({ arrivedAt }: CallRow, { step, since, until = since, keys, left }: PromptRow): void {
    const subject: Subject = `prompt ${step}`;
    this.#count(arrivedAt, subject, 'heard');
    this.#count(arrivedAt, subject, 'lasted', until - since);
    for (const key of keys) this.#count(arrivedAt, subject, `key_${key}`);
    if (!left) return;
    this.#count(arrivedAt, subject, 'left');
    this.#count(arrivedAt, subject, `left_after_${Math.floor((until - since) / 1000)}`);
    this.#count(arrivedAt, subject, `left_keys_${keys}`);
  }

  #offer(entry: EntryOfCall, call: CallFold | undefined): void {
    if (entry.type === 'offerMade') {
      const { offer, to, decision, at } = entry;
      const subjects: Subject[] = [];
      if (decision !== undefined || this.#agents.isAgent(to)) subjects.push(`agent ${to}`);
      if (decision?.queue !== undefined) subjects.push(`queue ${decision.queue}`);
      this.#offers.set(offer, { subjects, madeAt: at });
      listIn(this.#offersOf, entry.call).push(offer);
      for (const subject of subjects) this.#count(at, subject, 'offers');
    } else if (entry.type === 'offerEnded') {
      this.#offerCounts(entry.offer, `offers_${entry.outcome}`, 1);
      if (entry.outcome !== 'answered') this.#offers.delete(entry.offer);
    } else if (entry.type === 'answeredInVain') {
      this.#offerCounts(entry.offer, 'offers_answered', -1);
      this.#offerCounts(entry.offer, 'offers_no_answer', 1);
      this.#offers.delete(entry.offer);
    }
    if (entry.type === 'connected' && (entry.agent !== undefined || this.#agents.isAgent(entry.to)))
      this.#count(entry.at, `agent ${entry.agent ?? entry.to}`, 'answered');
    if (entry.type === 'answeredInVain' && this.#agents.isAgent(entry.to) && call)
      this.#count(entry.at - entry.after, `agent ${entry.to}`, 'answered', -1);
  }

  /** What rings or has answered in a consultation goes on in the call for whose sake it was made. */
  #takeOffers(from: CallId, to: CallId): void {
    for (const offer of this.#offersOf.get(from) ?? []) {
      const open = this.#offers.get(offer);
      if (open) this.#takes(offer, to, open);
    }
    this.#offersOf.delete(from);
  }

  #takes(offer: string, call: CallId, open: OpenOffer): void {
    this.#offers.set(offer, open);
    this.#taken.set(offer, call);
    listIn(this.#offersOf, call).push(offer);
  }

  #takenOffers(): Pick<FiguresState, 'offers'> {
    const offers = [...this.#taken].flatMap(([offer, call]) => {
      const open = this.#offers.get(offer);
      return open ? { offer, call, ...open } : [];
    });
    return offers.length > 0 ? { offers } : {};
  }

  #offerCounts(offer: string, name: string, by: number): void {
    const open = this.#offers.get(offer);
    for (const subject of open?.subjects ?? []) this.#count(open?.madeAt ?? 0, subject, name, by);
  }

  #transfer(entry: EntryOfCall, call: CallFold | undefined): void {
    if (isTransfer(entry)) {
      const by = 'agent' in entry ? entry.agent : 'by' in entry ? entry.by : undefined;
      if (by !== undefined && this.#agents.isAgent(by)) this.#count(entry.at, `agent ${by}`, 'transfers_out');
      if (call) this.#passedOn.add(entry.call);
      return;
    }
    const to = whoServesNow(entry);
    if (to === undefined || !this.#passedOn.delete(entry.call)) return;
    if (this.#agents.isAgent(to)) this.#count(entry.at, `agent ${to}`, 'transfers_in');
  }

  /** In the hour in which they began to hear the talk in that mode. */
  #supervises(entry: EntryOfCall): void {
    const { over, begins } = this.#supervised.add(entry);
    for (const { who, mode, since, lasted } of over)
      this.#count(since, `agent ${who}`, `supervised_${mode}`, lasted);
    if (begins && entry.type === 'supervised') this.#count(entry.at, `agent ${entry.who}`, 'supervisions');
  }

  /** In the hour in which it was given; one that is replaced does not count any more. */
  #result(entry: JournalEntryOf<'resultSet' | 'resultMissing'>): void {
    const subject = (name: string): Subject => `result ${entry.queue ?? 'no queue'}: ${name}`;
    if (entry.type === 'resultMissing') return this.#count(entry.at, subject('missing'), 'given');
    const { before, ...now } = entry;
    for (const [given, by] of [[now, 1] as const, ...(before ? [[before, -1] as const] : [])]) {
      this.#count(given.at, subject(given.result), 'given', by);
      if (given.detail !== undefined)
        this.#count(given.at, subject(given.result), `detail_${given.detail}`, by);
    }
  }

  /** In the hour in which it was given, which may be days after the call; one that is replaced or deleted counts no more. */
  #reviewed({ at, agent, queue, scorecard, review, before }: JournalEntryOf<'callReviewed'>): void {
    const of: readonly Subject[] = [
      `quality ${scorecard}`,
      `agent ${agent}`,
      ...(queue === undefined ? [] : [`queue ${queue}` as const]),
    ];
    const counts = (when: Instant, { score, questions }: ReviewScores, by: 1 | -1): void => {
      const reviewed = (subject: Subject, points: number): void => {
        this.#count(when, subject, 'reviews', by);
        this.#count(when, subject, 'review_scores', by * Math.round(points * reviewUnit));
      };
      for (const subject of of) reviewed(subject, score);
      for (const each of questions) reviewed(`quality ${scorecard}: ${each.question}`, each.score);
    };
    if (review) counts(at, review, 1);
    if (before) counts(before.at, before, -1);
  }

  #spent({ agent, state, from, to, loggedIn, outOf = [], pause, wrapUp }: AgentSpan): void {
    const subject: Subject = `agent ${agent}`;
    for (const [at, lasted] of this.#hours(from, to)) {
      if (loggedIn) {
        this.#count(at, subject, `state_${state}`, lasted);
        this.#count(at, subject, 'logged_in', lasted);
        if (pause) this.#paused(at, subject, pause, lasted);
        if (outOf.length > 0) this.#count(at, subject, 'out_of_queues', lasted);
        for (const queue of outOf) this.#count(at, subject, `out_of_queue_${queue}`, lasted);
      } else {
        this.#count(at, subject, 'after_log_out', lasted);
        this.#count(at, subject, `after_${state}`, lasted);
      }
    }
    const visit = wrapUp?.visit;
    if (visit) this.#count(visit.enteredAt, `queue ${visit.queue}`, 'wrapped_up', to - from);
  }

  #paused(
    at: Instant,
    subject: Subject,
    { reason, countsAsWork, tooLongFrom }: PauseSpan,
    lasted: number,
  ): void {
    this.#count(at, subject, `paused_${reason}`, lasted);
    if (countsAsWork) this.#count(at, subject, 'working_pauses', lasted);
    if (tooLongFrom === undefined || at + lasted <= tooLongFrom) return;
    // Spans meet, so only one of them has that moment in it.
    if (at <= tooLongFrom) this.#count(at, subject, 'pauses_too_long');
    this.#count(at, subject, 'overran_pauses', at + lasted - Math.max(at, tooLongFrom));
  }

  #count(at: Instant, subject: Subject, name: string, by = 1): void {
    if (by !== 0) addTo(cellIn(this.#cells, this.#hourOf(at), subject), name, by);
  }

  /** Nearly always the hour of the entry before. */
  #hourOf(at: Instant): Instant {
    const { from, to, begins } = this.#hour;
    return at >= from && at < to ? begins : (this.#hour = hourAround(this.#timeZone, at)).begins;
  }

  /** The time in pieces of an hour at most. */
  *#hours(from: Instant, to: Instant): Generator<readonly [at: Instant, lasted: number]> {
    let at = from;
    while (at < to) {
      const end = Math.min(to, nextHour(this.#timeZone, at));
      yield [at, end - at];
      at = end;
    }
  }
}

/** Moments that are in the hour that begins then; not all of them. */
interface Hour {
  readonly from: Instant;
  readonly to: Instant;
  readonly begins: Instant;
}

/** Clocks are changed, and hours begin, on whole minutes. In some zones they are changed by half an hour. */
/** Who has got the caller with this entry. */
function whoServesNow(entry: EntryOfCall): string | undefined {
  if (entry.type === 'connected') return entry.to;
  // Of several, one is in the talk already.
  if (entry.type === 'servingPassed') return entry.who;
  return entry.type === 'partyJoined' && entry.role === 'serving' ? entry.who : undefined;
}

function hourAround(timeZone: string, at: Instant): Hour {
  const begins = hourOf(timeZone, at);
  const minute = Math.floor(at / 60_000) * 60_000;
  const isWhole = hourOf(timeZone, begins) === begins;
  return { from: isWhole ? begins : minute, to: minute + 60_000, begins };
}

/** The beginning of the next hour on the wall; an hour is never longer than its sixty minutes. */
const nextHour = (timeZone: string, at: Instant): Instant => hourOf(timeZone, at) + 3_600_000;

/** The calls of everybody, of the number that was dialled, and of each tag of the caller. */
function* subjectsOf({ arrival, source }: CallFold): Generator<Subject> {
  yield `calls ${source}`;
  if (source !== 'outside') return;
  yield `number ${arrival.dialled}`;
  for (const tag of arrival.caller.tags) yield `tag ${tag}`;
}

/** What came to nothing is as good as never counted. */
export function dropEmpty(subjects: Map<Subject, Cell>): void {
  for (const [subject, cell] of subjects) {
    for (const [name, value] of Object.entries(cell)) if (value === 0) delete cell[name];
    if (Object.keys(cell).length === 0) subjects.delete(subject);
  }
}
