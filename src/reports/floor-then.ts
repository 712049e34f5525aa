/**
 * The floor as it was: agents, calls and queues at some moments of a day, folded from the journal. Agents' states come from the
 * same fold that reports have, so a moment here and a time there cannot disagree.
 *
 * To be begun at a day's beginning (`state`, with the entries of calls that were open then), because who was logged in or paused
 * is said by entries of days before.
 */

import type { PhaseName } from '../call/kept/call.ts';
import type { Caller } from '../call/kept/events.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { AgentName, QueueName } from '../plan/model.ts';
import { defined } from '../shared/defined.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import { type AgentTimeState, AgentTimes } from './figures/agent-times.ts';
import type { FiguresState } from './figures/figures-fold.ts';

export interface AgentThen {
  readonly name: AgentName;
  readonly state: AgentTimeState | 'logged_out';
  /** If omitted: it had begun before that day, or is not known. */
  readonly since?: Instant;
  /** Queues that a supervisor had taken them out of; if omitted: none. */
  readonly outOf?: readonly QueueName[];
}

export interface CallThen {
  readonly id: CallId;
  readonly caller: Caller;
  readonly arrivedAt: Instant;
  readonly phase: PhaseName;
  readonly since: Instant;
  readonly queue?: QueueName;
  /** Who was rung, or talked, last. */
  readonly with?: string;
}

export interface FloorAt {
  readonly at: Instant;
  readonly agents: readonly AgentThen[];
  readonly calls: readonly CallThen[];
}

/** What stands out on the time axis. */
export interface MarkThen {
  readonly at: Instant;
  readonly kind: 'alarm' | 'plan' | 'missed';
  readonly what: string;
}

export interface FloorsThen {
  readonly floors: readonly FloorAt[];
  /** Of the day up to the last moment. */
  readonly marks: readonly MarkThen[];
}

const mostMarks = 300;

interface Running {
  readonly state: AgentTimeState;
  readonly from: Instant;
  readonly to: Instant;
}

export class FloorThen {
  readonly #moments: readonly Instant[];
  readonly #times: AgentTimes;
  readonly #states = new Map<AgentName, Running>();
  readonly #calls = new Map<CallId, CallThen>();
  readonly #floors: FloorAt[] = [];
  readonly #marks: MarkThen[] = [];
  readonly #began: Instant;
  #next = 0;

  /** @param moments in order */
  constructor(
    moments: readonly Instant[],
    state: Pick<FiguresState, 'agents' | 'at' | 'seq'> | undefined,
    open: readonly StoredEntry[],
  ) {
    this.#moments = moments;
    this.#began = state?.at ?? 0;
    this.#times = new AgentTimes(({ agent, state: spent, from, to }) => {
      const before = this.#states.get(agent);
      const goesOn = before?.state === spent && before.to === from;
      this.#states.set(agent, { state: spent, from: goesOn ? before.from : from, to });
    }, state?.agents);
    for (const entry of open) if (entry.seq <= (state?.seq ?? 0)) this.#follow(entry);
  }

  /** Nothing that comes after the last moment is waited for. */
  readonly open: readonly CallId[] = [];

  add(entry: StoredEntry): void {
    this.#takeUpTo(entry.at);
    this.#follow(entry);
    this.#times.add(entry);
    const mark = markOf(entry);
    if (mark && this.#marks.length < mostMarks && this.#next < this.#moments.length) this.#marks.push(mark);
  }

  *over(): Generator<void, FloorsThen> {
    yield this.#takeUpTo(Number.POSITIVE_INFINITY);
    return { floors: this.#floors, marks: this.#marks };
  }

  #takeUpTo(at: Instant): void {
    for (;;) {
      const moment = this.#moments[this.#next];
      if (moment === undefined || moment >= at) return;
      this.#next += 1;
      this.#times.advance(moment);
      const agents = this.#times.names().map((name) => this.#agent(name, moment));
      this.#floors.push({ at: moment, agents, calls: [...this.#calls.values()] });
    }
  }

  /** Time is spent in a state up to the moment, or not at all: then they were logged out. */
  #agent(name: AgentName, moment: Instant): AgentThen {
    const running = this.#states.get(name);
    const out = this.#times.outOf(name);
    const outOf = out.length > 0 ? { outOf: out } : {};
    if (running?.to !== moment) return { name, state: 'logged_out', ...outOf };
    const { state, from } = running;
    return { name, state, ...(from > this.#began && { since: from }), ...outOf };
  }

  #follow(entry: StoredEntry): void {
    const { type } = entry;
    if (type === 'callArrived') this.#arrives(entry);
    else if (type === 'callEnded') this.#calls.delete(entry.call);
    else if (type === 'phaseEntered') this.#change(entry.call, { phase: entry.phase, since: entry.at });
    else if (type === 'offerMade')
      this.#change(entry.call, { with: entry.to, ...defined({ queue: entry.decision?.queue }) });
    else if (type === 'nobodyFree') this.#change(entry.call, defined({ queue: entry.decision.queue }));
    else if (type === 'connected') this.#change(entry.call, { with: entry.to });
    else if (type === 'servingPassed') this.#change(entry.call, { with: entry.who });
  }

  #arrives({ call: id, caller, at, queue, servedBy }: JournalEntryOf<'callArrived'>): void {
    // What the net served was journalled when it was over.
    if (servedBy !== undefined) return;
    const call = { id, caller, arrivedAt: at, phase: 'arriving', since: at } as const;
    this.#calls.set(id, { ...call, ...(queue !== undefined && { queue }) });
  }

  #change(id: CallId, change: Partial<CallThen>): void {
    const call = this.#calls.get(id);
    if (call) this.#calls.set(id, { ...call, ...change });
  }
}

function markOf(entry: StoredEntry): MarkThen | undefined {
  const { at } = entry;
  if (entry.type === 'alarmRaised') return { at, kind: 'alarm', what: entry.what.split('\n')[0] ?? '' };
  if (entry.type === 'planActivated') return { at, kind: 'plan', what: String(entry.version) };
  if (entry.type === 'offerEnded' && entry.outcome === 'no_answer')
    return { at, kind: 'missed', what: entry.to };
  return undefined;
}
