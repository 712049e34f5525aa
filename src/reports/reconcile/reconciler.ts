/**
 * Proves that the numbers of a stretch of the journal fit, and names each call and agent that does not.
 *
 * 1. Entries are numbered without gaps, and none is earlier than the one before it.
 * 2. Each call agrees with itself (`call-checks.ts`): its end with its beginning, its outcome with what led to it.
 * 3. For every interval (hour), offered = the sum of outcomes + calls still in progress; so for each queue.
 * 4. For each agent, the states add up to the time logged in, and the time in talks is the time that the calls say.
 * 5. Surveys offered, and marks given, are those of the agents and of the questions.
 * 6. No agent talks in two calls at once, except with those whom they consult.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { AgentName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import { atOnce } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';
import { agentTimeStates } from '../figures/agent-times.ts';
import { type Cell, type Cells, figure, isByEmail, kindOf, nameIn } from '../figures/cell.ts';
import { FiguresFold, type FiguresState } from '../figures/figures-fold.ts';
import { hourOf, momentInWords } from '../figures/local-time.ts';
import { isOfCall } from '../records/call-fold.ts';
import type { PartyRow } from '../records/rows.ts';
import { AgentChecks } from './agent-checks.ts';
import { CallChecks } from './call-checks.ts';
import { differs, type Misfit } from './misfit.ts';
import { Stays } from './stays.ts';

export interface Reconciliation {
  readonly entries: number;
  readonly calls: number;
  readonly inProgress: number;
  readonly misfits: readonly Misfit[];
}

/** More are counted, and not named. */
const mostMisfits = 200;

export class Reconciler {
  readonly #timeZone: string;
  readonly #fold: FiguresFold;
  readonly #misfits: Misfit[] = [];
  readonly #checks = new Map<CallId, CallChecks>();
  readonly #over = new Set<CallId>();
  readonly #agents: AgentChecks;
  /** Counted without the fold: by hour of arrival. */
  readonly #offered = new Map<Instant, number>();
  readonly #outcomes = new Map<Instant, number>();
  /** Counted without the fold. */
  readonly #surveys = { offered: 0, marks: 0, reviews: 0 };
  readonly #arrivals = new Map<CallId, Instant>();
  /** Stays in talks, as the calls say. */
  readonly #stays = new Stays();
  readonly #begun: Instant;
  #seq: number;
  #at: Instant;
  #entries = 0;
  #cells: Cells = new Map();
  #calls = 0;

  /** @param entries of the calls that were open at `state`, in order */
  constructor(timeZone: string, state?: FiguresState, entries: readonly StoredEntry[] = []) {
    this.#timeZone = timeZone;
    this.#fold = new FiguresFold(timeZone, state, entries);
    this.#seq = state?.seq ?? 0;
    this.#at = state?.at ?? Number.NEGATIVE_INFINITY;
    this.#begun = state?.at ?? Number.NEGATIVE_INFINITY;
    this.#agents = new AgentChecks(state === undefined, (agent, what) =>
      this.#say({ kind: 'agent', agent, what }),
    );
    for (const entry of entries) {
      if (!isOfCall(entry) || entry.seq > this.#seq) continue;
      this.#check(entry.call, entry);
      if (entry.type === 'callArrived') this.#arrivals.set(entry.call, entry.at);
    }
  }

  /** What the journal says, once all entries have been seen. */
  get cells(): Cells {
    return this.#cells;
  }

  /** Calls that have arrived before then, and have not ended. */
  openFrom(before: Instant): readonly CallId[] {
    return [...this.#fold.open.values()]
      .filter(({ arrival }) => arrival.at < before)
      .map(({ arrival }) => arrival.call);
  }

  get agents(): FiguresFold['agents'] {
    return this.#fold.agents;
  }

  add(entry: StoredEntry): void {
    this.#entries += 1;
    this.#order(entry);
    const call = isOfCall(entry) ? entry.call : undefined;
    const fold = call === undefined ? undefined : this.#fold.open.get(call);
    const talking = fold?.parties.open ?? [];
    this.#agents.add(entry);
    this.#fold.add(entry);
    if (call === undefined) return;
    this.#check(call, entry);
    if (fold?.arrival.servedBy === undefined) {
      const still = new Set(fold?.parties.open);
      for (const party of talking) if (!still.has(party)) this.#stayed(party);
    }
    if (entry.type === 'surveyOffered') this.#surveys.offered += 1;
    // Those by e-mail belong to the hour of their call, which may be long over.
    if (entry.type === 'surveyAnswered' && entry.mark !== undefined && entry.way === undefined)
      this.#surveys.marks += 1;
    // One that replaces another takes that one back.
    if (entry.type === 'callReviewed')
      this.#surveys.reviews += (entry.review ? 1 : 0) - (entry.before ? 1 : 0);
    if (entry.type === 'callArrived') {
      this.#arrivals.set(call, entry.at);
      this.#tally(this.#offered, entry.at);
    }
    if (entry.type !== 'callEnded' || this.#over.has(call)) return;
    this.#calls += 1;
    this.#over.add(call);
    const arrivedAt = this.#arrivals.get(call);
    if (arrivedAt !== undefined && arrivedAt >= this.#begun) this.#tally(this.#outcomes, arrivedAt);
  }

  /**
   * All entries have been seen. In steps: to judge thousands of calls in one go takes too long while others are routed.
   * @param isInProgress whether a call without an end goes on; default: it may
   * @param until nothing more happened up to then
   */
  *over(
    isInProgress: (call: CallId) => boolean = () => true,
    until = this.#at,
  ): Generator<void, Reconciliation> {
    this.#at = Math.max(this.#at, until);
    this.#fold.advance(this.#at);
    // Those that go on first; what is said of a call that never arrived comes last.
    const open = this.#fold.open;
    for (const call of open.keys()) yield this.#judge(call, isInProgress(call));
    for (const call of this.#over) yield this.#judge(call, false);
    for (const call of this.#checks.keys())
      if (!this.#over.has(call) && !open.has(call)) yield this.#judge(call, false);
    for (const { parties, arrival } of this.#fold.open.values())
      if (arrival.servedBy === undefined) for (const party of parties.open) this.#stayed(party);
    const cells = this.#fold.take();
    this.#cells = cells;
    yield this.#intervals(cells);
    yield this.#times(cells);
    yield this.#marks(cells);
    return {
      entries: this.#entries,
      calls: this.#calls,
      inProgress: this.#fold.open.size,
      misfits: this.#misfits,
    };
  }

  #order(entry: StoredEntry): void {
    if (this.#seq !== 0 && entry.seq !== this.#seq + 1)
      this.#say({
        kind: 'journal',
        ...aboutWhom(entry),
        what: `entry ${entry.seq} (${entry.type}) follows entry ${this.#seq}`,
      });
    this.#seq = entry.seq;
    const isOld = isOfCall(entry) && this.#isBySafetyNet(entry);
    if (entry.at < this.#at && !isOld)
      this.#say({
        kind: 'journal',
        ...aboutWhom(entry),
        what: `entry ${entry.seq} (${entry.type}) is ${this.#at - entry.at} ms earlier than the one before it`,
      });
    if (!isOld) this.#at = entry.type === 'engineStarted' ? entry.at : Math.max(this.#at, entry.at);
  }

  /** What the safety net did is told afterwards. */
  #isBySafetyNet(entry: StoredEntry & { readonly call: CallId }): boolean {
    const arrival = entry.type === 'callArrived' ? entry : this.#fold.open.get(entry.call)?.arrival;
    return arrival?.servedBy !== undefined;
  }

  #check(call: CallId, entry: StoredEntry): void {
    const known = this.#checks.get(call);
    const checks = known ?? new CallChecks();
    if (!known) this.#checks.set(call, checks);
    checks.add(entry);
  }

  #judge(call: CallId, isInProgress: boolean): void {
    for (const what of this.#checks.get(call)?.over(isInProgress) ?? [])
      this.#say({ kind: 'call', call, what });
  }

  #stayed({ agent, since, until = this.#at, role }: PartyRow): void {
    if (agent === undefined || role === 'supervising') return;
    this.#stays.add(agent, Math.max(since, this.#begun), until);
  }

  #tally(into: Map<Instant, number>, at: Instant): void {
    const hour = hourOf(this.#timeZone, at);
    into.set(hour, (into.get(hour) ?? 0) + 1);
  }

  #intervals(cells: Cells): void {
    const open = new Map<Instant, number>();
    for (const { arrival } of this.#fold.open.values())
      if (arrival.at >= this.#begun) this.#tally(open, arrival.at);
    for (const [hour, offered] of this.#offered) {
      const accounted = (this.#outcomes.get(hour) ?? 0) + (open.get(hour) ?? 0);
      const when = `the hour from ${momentInWords(this.#timeZone, hour)}`;
      if (offered !== accounted)
        this.#say({
          kind: 'interval',
          what: `${when}: ${offered} calls were offered, but ${accounted} are accounted for`,
        });
      const folded = sumOf(cells.get(hour), (subject) => kindOf(subject) === 'calls', ['offered']);
      if (folded !== offered)
        this.#say({
          kind: 'interval',
          what: `${when}: ${offered} calls arrived, but reports have ${folded}`,
        });
    }
  }

  #times(cells: Cells): void {
    const agents = new Map<AgentName, { loggedIn: number; states: number; talks: number }>();
    for (const subjects of cells.values()) {
      for (const [subject, cell] of subjects) {
        if (kindOf(subject) !== 'agent') continue;
        const sums = agents.get(nameIn(subject)) ?? { loggedIn: 0, states: 0, talks: 0 };
        sums.loggedIn += figure(cell, 'logged_in');
        sums.states += agentTimeStates.reduce((sum, state) => sum + figure(cell, `state_${state}`), 0);
        sums.talks += talkFigures.reduce((sum, name) => sum + figure(cell, name), 0);
        agents.set(nameIn(subject), sums);
      }
    }
    for (const [agent, { loggedIn, states, talks }] of agents) {
      if (states !== loggedIn)
        this.#say({
          kind: 'agent',
          agent,
          what: `was logged in for ${loggedIn} ms, but the states add up to ${states} ms`,
        });
      const stays = this.#stays.of(agent);
      if (differs(stays, talks))
        this.#say({
          kind: 'agent',
          agent,
          what: `talked for ${talks} ms, but their calls say ${stays} ms`,
        });
    }
  }

  /** Each survey is counted for the survey, and for the agent; each mark for its question, too. */
  #marks(cells: Cells): void {
    const { offered, marks, reviews } = this.#surveys;
    const sum = (
      kind: 'survey' | 'quality' | 'agent',
      name: string,
      part: 'whole' | 'question' = 'whole',
      withEmail = true,
    ): number => {
      let all = 0;
      for (const subjects of cells.values())
        for (const [subject, cell] of subjects)
          if (!withEmail && isByEmail(subject)) continue;
          else if (kindOf(subject) === kind && nameIn(subject).includes(': ') === (part === 'question'))
            all += figure(cell, name);
      return all;
    };
    for (const [what, said, counted] of [
      ['surveys were offered', offered, [sum('survey', 'surveys_offered'), sum('agent', 'surveys_offered')]],
      [
        'marks were given',
        marks,
        [
          sum('survey', 'marks', 'whole', false),
          sum('survey', 'marks', 'question', false),
          sum('agent', 'marks'),
        ],
      ],
      ['reviews count', reviews, [sum('quality', 'reviews'), sum('agent', 'reviews')]],
    ] as const)
      for (const one of counted)
        if (one !== said) this.#say({ kind: 'figures', what: `${said} ${what}, but reports have ${one}` });
  }

  #say(misfit: Misfit): void {
    if (this.#misfits.length < mostMisfits) this.#misfits.push(misfit);
  }
}

const talkFigures = ['talking', 'hold', 'consulting'].flatMap((state) => [
  `state_${state}`,
  `after_${state}`,
]);

const aboutWhom = (entry: StoredEntry): Pick<Misfit, 'call' | 'agent'> => ({
  ...(isOfCall(entry) ? { call: entry.call } : {}),
  ...('agent' in entry && entry.agent !== undefined ? { agent: entry.agent } : {}),
});

function sumOf(
  subjects: ReadonlyMap<string, Cell> | undefined,
  which: (subject: never) => boolean,
  names: readonly string[],
): number {
  let sum = 0;
  for (const [subject, cell] of subjects ?? [])
    if (which(subject as never)) for (const name of names) sum += figure(cell, name);
  return sum;
}

/** @param entries from the beginning of the journal, in order */
export function reconcile(entries: Iterable<StoredEntry>, timeZone = 'UTC'): Reconciliation {
  const reconciler = new Reconciler(timeZone);
  for (const entry of entries) reconciler.add(entry);
  return atOnce(reconciler.over());
}
