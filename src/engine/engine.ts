/**
 * The engine: it owns the world, lets events change it turn by turn, and keeps it true to the exchange. Everything it
 * needs of the outside comes through ports.
 */
import type { AgentState } from '../agents/agent.ts';
import { type Call, isAbsent } from '../call/kept/call.ts';
import type { Command, CommandOf } from '../call/kept/commands.ts';
import type {
  AlarmKind,
  CallArrived,
  Caller,
  Event,
  Load,
  PinCheck,
  TelephonyEvent,
} from '../call/kept/events.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import { type WaitingExplained, explainWaiting } from '../call/waiting/explain-waiting.ts';
import { World } from '../call/turn/world.ts';
import type { FailureCode } from '../shared/failures/table.ts';
import { type CallId, callOf, type LegId } from '../shared/ids.ts';
import type { PlanTaken } from '../plan/parse.ts';
import type { PlanRead } from '../plan/read.ts';
import type { AgentName, Plan, ScheduleName, ScheduleSetting } from '../plan/model.ts';
import { openingAt } from '../plan/rules/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type {
  AgentRequest,
  ChangeResult,
  Health,
  Operations,
  PlanApplied,
  PlanTerms,
  ScheduleNow,
  Touched,
} from '../ports/operations.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { Store } from '../ports/store.ts';
import type { Telephony } from '../ports/telephony.ts';
import { within } from '../shared/deadline.ts';
import { type Duration, type Instant, seconds } from '../shared/time.ts';
import { CommandLanes } from './command-lanes.ts';
import { fromFile, type PlanAtStart, planAtStart } from './plan-at-start.ts';
import { PlanChanges } from './plan-changes.ts';
import { directoryTexts } from './directory-texts.ts';
import { promptsOf } from './prompts-of.ts';
import { Recorder } from './recorder.ts';
import { restore, timersOf } from './restore.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { ServedCallsImport } from './import-served-calls.ts';
import { SafetyNetNotes } from './safety-net-notes.ts';
import { unsetPasswords } from './unset-passwords.ts';
import { askRecording } from './talk-recording.ts';
import { Timers } from './timers.ts';
import { Transfers } from './transfers.ts';
import { Turns } from './turns.ts';

export interface EngineOptions {
  readonly telephony: Telephony;
  readonly store: Store;
  readonly prompts: Prompts;
  readonly clock: Clock;
  readonly log: Log;
  readonly parsePlan: (text: string) => PlanRead;
  /** For plans that come while calls are up. Default: `parsePlan`, which holds calls up. */
  readonly readPlan?: (text: string) => Promise<PlanTaken>;
  /** Whether there is a secret of that name on this machine. Default: there is. */
  readonly isSet?: (variable: string) => boolean;
  /** Who calls, by what the store knows. */
  readonly recognise: (arrival: CallArrived, plan: Plan) => Promise<Caller>;
  /** How late this process is, averaged over a second; none: never. */
  readonly late?: () => Duration;
  /** Another engine has taken the exchange over: this one must not go on. */
  readonly replaced: () => void;
  /** What each turn is told is recorded, for a replay. Default: it is not. */
  readonly record?: {
    /** Which code takes the turns. */
    readonly build: string;
    readonly keepFor: Duration;
  };
  /** Told after each turn; for tests that look over its shoulder. */
  readonly turnTaken?: (world: World, event: Event) => void;
}

/** Turns are taken in order: a caller who is looked up for longer would hold up all others. */
const recognisedWithin: Duration = seconds(1);
/** How long the ends of messages that are being left are waited for. */
const lastMessagesTake: Duration = seconds(2);

const replacedBy: ChangeResult = {
  done: false,
  code: 'engine_replaced',
  because: 'another engine has taken over',
};

export class Engine implements Operations {
  readonly #options: EngineOptions;
  readonly #followers = new Set<(entry: StoredEntry) => void>();
  readonly #transfers = new Transfers();
  readonly #watchers = new Set<(touched: Touched) => void>();
  readonly #timers: Timers;
  readonly #lanes: CommandLanes;
  readonly #startedAt: Instant;
  #world: World | undefined;
  #turns: Turns | undefined;
  readonly #preparing = new AbortController();
  #prepared: Promise<void> = Promise.resolve();
  #callOffIndexing: () => void = () => undefined;
  #stopped: Promise<void> | undefined;
  #reconciler: Reconciler | undefined;
  #servedCalls: ServedCallsImport | undefined;
  #planChanges: PlanChanges | undefined;
  #recorder: Recorder | undefined;
  #linkTrouble: string | undefined = 'starting';
  /** Nothing may be done any more: another engine does it. */
  #isReplaced = false;
  #phonesTrouble: string | undefined;
  #storeTrouble: string | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { clock, telephony, prompts, log } = options;
    this.#startedAt = clock.now();
    this.#timers = new Timers(clock, (owner, timer) =>
      this.#take({ type: 'timeRanOut', at: clock.now(), owner, timer }),
    );
    this.#lanes = new CommandLanes(
      telephony,
      prompts,
      log,
      (command, outcome, reason) =>
        outcome === 'unknown'
          ? void this.#reconciler?.unknown(command, reason)
          : this.#take({ type: 'commandFailed', at: clock.now(), command, outcome, reason }),
      (command) => this.#checkPin(command),
    );
  }

  /** Resolves when calls are routed, with the plan that is in force. Calls that were in progress before go on. */
  async start(file: Plan, text: string): Promise<PlanAtStart> {
    const { store, telephony, clock, log, parsePlan, record } = this.#options;
    const { readPlan = async (planText) => parsePlan(planText) } = this.#options;
    const saved = await store.load();
    const chosen = await planAtStart(store.plans, { plan: file, text }, parsePlan, clock.now());
    const { plan, version } = chosen;
    const world = new World(plan, version);
    this.#world = world;
    await restore(world, saved, { store, clock, log, parsePlan });
    const notes = new SafetyNetNotes(world, telephony);
    this.#turns = new Turns({
      world,
      store,
      clock,
      log,
      lastSeq: (await store.journal.last(1))[0]?.seq ?? 0,
      ...(record ? { lastTurn: await store.recorded.last() } : {}),
      run: (command) => this.#run(command),
      changed: (calls, agents) => {
        for (const [id, call] of calls) this.#timers.follow({ call: id }, call?.timers ?? []);
        for (const [name, agent] of agents) this.#timers.follow({ agent: name }, agent?.timers ?? []);
        notes.changed(calls, agents);
        for (const watcher of this.#watchers) watcher({ calls: calls.keys(), agents: agents.keys() });
      },
      stored: (entry) => {
        for (const follower of this.#followers) follower(entry);
      },
      ...(this.#options.turnTaken ? { turnTaken: this.#options.turnTaken } : {}),
      storeFailed: (reason) => {
        const isNew = reason !== undefined && this.#storeTrouble === undefined;
        this.#storeTrouble = reason;
        // Journalled with all that waits to be, once it can be.
        if (isNew)
          this.alarm(
            `the database cannot be written, calls continue from memory: ${reason}`,
            'store',
            'store_failing',
          );
      },
      fenced: () => this.#isFenced('another engine writes to the database'),
    });
    if (record) await this.#startRecorder(world, this.#turns, record);
    this.#planChanges = new PlanChanges({
      world,
      turns: this.#turns,
      archive: store.plans,
      telephony,
      readPlan,
      trouble: () => this.#linkTrouble,
      amiss: (wanted) => unsetPasswords(wanted, this.#options.isSet ?? (() => true)),
      activated: async (activated) => {
        // Agents may have other phones now, which is no change of theirs.
        notes.changed([], world.agents);
        this.#prepare(activated);
        await this.#index(activated);
      },
      clock,
      log,
    });
    this.#prepare(plan);
    const reconciler = new Reconciler({
      world,
      turns: this.#turns,
      telephony,
      journal: store.journal,
      clock,
      log,
      run: (command) => this.#run(command),
      complete: (event) => this.#complete(event),
      trouble: (reason) => {
        this.#linkTrouble = reason;
      },
    });
    await telephony.start({
      event: (event) => this.#hear(event),
      link: (state, reason) => this.#linkChanged(state, reason),
      phonesUnheard: (reason) => this.#phonesUnheard(reason),
    });
    await telephony.provision(plan);
    notes.changed(world.calls, world.agents);
    void this.#turns.takeAtOnce({ type: 'engineStarted', at: clock.now() });
    void this.#turns.take({ type: 'planActivated', at: clock.now(), plan, version, by: fromFile });
    // Not before the phones are known. From here on a link that comes up again is reconciled too.
    this.#reconciler = reconciler;
    await reconciler.reconcileAll();
    this.#timers.takeUp(timersOf(world));
    await this.#turns.idle();
    this.#servedCalls = new ServedCallsImport({
      telephony,
      journal: store.journal,
      turns: this.#turns,
      recognise: (arrival) => this.#recognise(arrival),
      isBehind: () => this.#linkTrouble !== undefined || this.#storeTrouble !== undefined,
      clock,
      log,
    });
    this.#servedCalls.start();
    // Behind what callers wait for, which goes out first: a large plan holds up everything for a moment.
    this.#callOffIndexing = clock.after(0, () => void this.#index(world.plan));
    return chosen;
  }

  /**
   * Finishes what it has begun. Calls in progress are left as they are, for the next start; if the exchange is about to
   * end as well, they are ended first, so that each is told as it was. It is stopped once: who asks again waits for the
   * same end.
   */
  async stop({ exchangeEnds }: { exchangeEnds: boolean } = { exchangeEnds: false }): Promise<void> {
    this.#stopped ??= this.#stop(exchangeEnds);
    return this.#stopped;
  }

  async #stop(exchangeEnds: boolean): Promise<void> {
    const isLinked = this.#linkTrouble === undefined;
    this.#linkTrouble = 'stopping';
    this.#preparing.abort();
    this.#callOffIndexing();
    await this.#prepared;
    this.#reconciler?.stop();
    await this.#servedCalls?.stop();
    // Without a link nobody can be told anything; what ends with the exchange the next start finds.
    await this.#sayThatItStops(exchangeEnds && isLinked);
    await this.#turns?.idle();
    await this.#lanes.idle();
    this.#recorder?.stop();
    this.#turns?.stop();
    this.#timers.stop();
    await this.#options.telephony.stop();
  }

  async #sayThatItStops(exchangeEnds: boolean): Promise<void> {
    const { clock } = this.#options;
    await this.#turns?.takeAtOnce({ type: 'engineStopped', at: clock.now(), exchangeEnds });
    const giveUpAt = clock.now() + lastMessagesTake;
    const isRecording = () =>
      [...this.world.calls.values()].some(({ phase }) => phase.name === 'leaving_message');
    while (exchangeEnds && isRecording() && clock.now() < giveUpAt) {
      await new Promise<void>((resolve) => void clock.after(50, resolve));
    }
  }

  health(): Health {
    const reasons = [
      this.#linkTrouble,
      this.#phonesTrouble && `phones: ${this.#phonesTrouble}`,
      this.#storeTrouble && `store: ${this.#storeTrouble}`,
    ];
    return {
      ready: this.#linkTrouble === undefined,
      reasons: reasons.filter((reason) => reason !== undefined),
      since: this.#startedAt,
    };
  }

  calls(): readonly Call[] {
    return [...this.world.calls.values()];
  }

  call(id: CallId): Call | undefined {
    return this.world.calls.get(id);
  }

  agent(name: AgentName): AgentState | undefined {
    return this.world.agents.get(name);
  }

  agents(): readonly AgentState[] {
    const { agents, plan } = this.world;
    const order = new Map(Object.keys(plan.agents).map((name, place) => [name, place]));
    const place = (agent: AgentState): number => order.get(agent.name) ?? order.size;
    return [...agents.values()].toSorted((a, b) => place(a) - place(b));
  }

  plan(): { plan: Plan; version: number } {
    return { plan: this.world.plan, version: this.world.version };
  }

  schedules(): readonly ScheduleNow[] {
    const { plan, schedules } = this.world;
    return Object.values(plan.schedules).map((schedule) => {
      const set = schedules.get(schedule.name);
      const opening = openingAt(schedule, this.now() + (this.#options.clock.wallAhead?.() ?? 0));
      return { schedule, planned: opening, ...(set ? { set } : {}) };
    });
  }

  now(): Instant {
    return this.#options.clock.now();
  }

  explainWaiting(call: CallId): WaitingExplained | undefined {
    return explainWaiting(this.world, call, this.now());
  }

  async change(change: AgentRequest): Promise<ChangeResult> {
    if (this.#isReplaced) return replacedBy;
    if (!this.world.agents.has(change.agent))
      return { done: false, code: 'no_such_agent', because: `there is no agent ${change.agent}` };
    const { activity } = this.world.agents.get(change.agent) ?? {};
    if (change.type === 'agentExtendedWrapUp' && activity?.kind !== 'wrapping_up')
      return { done: false, code: 'not_in_wrap_up', because: `${change.agent} is not in wrap-up` };
    await this.turns.takeAtOnce({ ...change, at: this.now() });
    return { done: true };
  }

  async setSchedule(schedule: ScheduleName, to: ScheduleSetting, by: string): Promise<ChangeResult> {
    if (this.#isReplaced) return replacedBy;
    if (!this.world.plan.schedules[schedule])
      return { done: false, code: 'no_such_schedule', because: `the plan has no schedule ${schedule}` };
    await this.turns.takeAtOnce({ type: 'scheduleSet', schedule, to, by, at: this.now() });
    return { done: true };
  }

  async hangUp(call: CallId, by: string, reason?: string): Promise<ChangeResult> {
    if (this.#isReplaced) return replacedBy;
    if (!this.world.calls.has(call)) {
      const because = `call ${call} is not in progress`;
      return { done: false, code: 'no_such_call', because };
    }
    const why = reason === undefined ? {} : { reason };
    await this.turns.takeAtOnce({ type: 'hangUpAsked', at: this.now(), call, by, ...why });
    return { done: true };
  }

  async transfer(call: CallId, to: string, by: string): Promise<ChangeResult> {
    if (this.#isReplaced) return replacedBy;
    const { world, turns } = this;
    const needs = { world, now: () => this.now(), take: (event: Event) => turns.takeAtOnce(event) };
    return this.#transfers.transfer(needs, call, to, by);
  }

  async recording(call: CallId, to: 'pause' | 'resume', by: string): Promise<ChangeResult> {
    if (this.#isReplaced) return replacedBy;
    const { world, turns } = this;
    const needs = { world, now: () => this.now(), take: (event: Event) => turns.takeAtOnce(event) };
    return askRecording(needs, call, to, by);
  }

  async cancelCallback(call: CallId, by: string): Promise<ChangeResult> {
    if (this.#isReplaced) return replacedBy;
    const found = this.world.calls.get(call);
    if (!found || !isAbsent(found)) {
      const because = `call ${call} is not an open callback`;
      return { done: false, code: 'no_such_callback', because };
    }
    await this.turns.takeAtOnce({ type: 'callbackCancelled', at: this.now(), call, by });
    return { done: true };
  }

  async noteErasure(erased: Parameters<Operations['noteErasure']>[0]): Promise<void> {
    await this.turns.takeAtOnce({ type: 'contactErased', at: this.now(), ...erased });
  }

  applyPlan(text: string, by: string, ifVersion?: number, terms?: PlanTerms): Promise<PlanApplied> {
    if (!this.#planChanges) throw new Error('the engine has not been started');
    return this.#planChanges.apply(text, by, ifVersion, terms);
  }

  follow(listener: (entry: StoredEntry) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  watch(listener: (touched: Touched) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Something outside the calls that an operator should look at: journalled as an alarm. */
  alarm(what: string, about: AlarmKind, code: FailureCode): void {
    this.#options.log.warn({ code, what }, 'alarm');
    void this.#turns?.takeAtOnce({ type: 'troubleFound', at: this.now(), code, what, about });
  }

  /** When no event waits, and every command has been carried out. */
  async idle(): Promise<void> {
    await this.turns.idle();
    await this.#lanes.idle();
  }

  /** For checks of what is left over: running clocks. */
  get timersRunning(): number {
    return this.#timers.size;
  }

  get world(): World {
    if (!this.#world) throw new Error('the engine has not been started');
    return this.#world;
  }

  private get turns(): Turns {
    if (!this.#turns) throw new Error('the engine has not been started');
    return this.#turns;
  }

  /** What has been replaced does nothing any more. */
  #run(command: Command): void {
    if (!this.#isReplaced) this.#lanes.run(command);
  }

  /** Before the first turn: a replay of this run begins here. Without it, calls are routed all the same. */
  async #startRecorder(
    world: World,
    turns: Turns,
    { build, keepFor }: NonNullable<EngineOptions['record']>,
  ): Promise<void> {
    const { store, clock, log } = this.#options;
    const position = () => turns.position;
    this.#recorder = new Recorder({ record: store.recorded, world, position, build, keepFor, clock, log });
    await this.#recorder
      .start()
      .catch((error: unknown) =>
        log.error({ err: error }, 'Recording failed: this run of the engine cannot be replayed.'),
      );
  }

  /** So that receptionists find what is in the plan. Calls need nothing of it. */
  async #index(plan: Plan): Promise<void> {
    const { store, log } = this.#options;
    try {
      await store.directory.keep(directoryTexts(plan), this.#preparing.signal);
    } catch (error) {
      if (this.#preparing.signal.aborted) return;
      log.error({ err: error }, 'Cannot update the directory; search results may be out of date.');
    }
  }

  /** So that the first caller does not wait for words to be made. */
  #prepare(plan: Plan): void {
    this.#prepared = this.#options.prompts.prepare(promptsOf(plan), this.#preparing.signal);
  }

  /** An engine that dies before the answer is asked again by the agent: the log-in runs into its time-out. */
  async #checkPin({ call, agent, pin }: CommandOf<'checkPin'>): Promise<void> {
    const { store, clock, log } = this.#options;
    const check = await store.pins.check(agent, pin).catch((error: unknown): PinCheck => {
      log.error({ err: error, call }, 'Cannot check a PIN.');
      return 'unknown';
    });
    this.#take({ type: 'pinChecked', at: clock.now(), call, agent, pin: check });
  }

  #take(event: Event): void {
    void this.turns.take(event);
  }

  #hear(event: TelephonyEvent): void {
    const { late } = this.#options;
    if (event.type === 'legEnded' && this.#isUnknown(event.leg)) this.#reconciler?.compareSoon();
    const load = { late: late?.() ?? 0, backlog: this.turns.backlog };
    void this.turns.take(this.#complete(event.type === 'callArrived' ? { ...event, load } : event));
  }

  #isUnknown(leg: LegId): boolean {
    return (
      callOf(leg) === undefined &&
      this.world.callOnLeg(leg) === undefined &&
      this.world.agentOnLeg(leg) === undefined
    );
  }

  /** A call that is heard of has the load of the moment with it; one that a survey finds is inside already. */
  #complete(event: TelephonyEvent & { readonly load?: Load }): Event | Promise<Event> {
    if (event.type !== 'callArrived') return event;
    const { networkNumber: _, ...arrival } = event;
    return this.#recognise(event).then((caller) => ({ ...arrival, caller }));
  }

  /** A caller of whom nobody can say in time who they are is served all the same. */
  async #recognise(arrival: CallArrived): Promise<Caller> {
    const { recognise, clock, log } = this.#options;
    try {
      const answer = recognise(arrival, this.world.plan);
      const caller = await within(clock, recognisedWithin, answer, undefined);
      if (caller === undefined) throw new Error('the contact lookup timed out');
      return caller;
    } catch (error) {
      log.error(
        { err: error, leg: arrival.leg },
        'Cannot look up a caller; the call continues without a contact.',
      );
      return { isNew: false, tags: [] };
    }
  }

  #linkChanged(state: 'up' | 'down' | 'replaced', reason: string): void {
    const { log } = this.#options;
    log.info({ state, reason }, 'The connection to Asterisk has changed.');
    if (state === 'up') {
      void this.#reconciler?.reconcileAll();
      this.#planChanges?.linkIsUp();
      return;
    }
    this.#linkTrouble = `exchange: ${reason}`;
    this.#reconciler?.lost(reason);
    if (state === 'replaced') this.#isFenced(this.#linkTrouble);
  }

  /** Another engine has taken our place. */
  #isFenced(reason: string): void {
    if (this.#isReplaced) return;
    this.#isReplaced = true;
    this.#linkTrouble = reason;
    this.#turns?.fence();
    this.#options.replaced();
  }

  #phonesUnheard(reason: string | undefined): void {
    if (reason !== undefined && this.#phonesTrouble === undefined)
      this.alarm(`no state updates from phones: ${reason}`, 'exchange', 'phones_unheard');
    this.#phonesTrouble = reason;
  }
}
