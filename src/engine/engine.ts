/**
 * The engine: it owns the world, lets events change it turn by turn, and keeps it true to the exchange. Everything it
 * needs of the outside comes through ports (`options.ts`).
 *
 * It is loaded, and then started. Loaded (`Engine.load`) it has the world as the engine before left it, and answers what
 * people ask; nothing is routed yet. Started it is connected to the exchange, and routes calls until it is stopped.
 */
import type { AgentState } from '../agents/agent.ts';
import { type Call, recordingIn } from '../call/kept/call.ts';
import type { Command, CommandOf, StoreQuestion } from '../call/kept/commands.ts';
import type { AlarmKind, CommandOutcome, Event, PinCheck } from '../call/kept/events.ts';
import type { LookupAnswer } from '../call/kept/lookup.ts';
import { World } from '../call/turn/world.ts';
import type { AgentName, Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { ContactBook, JournalReader } from '../ports/store.ts';
import type { Telephony } from '../ports/telephony.ts';
import { defined } from '../shared/defined.ts';
import type { FailureCode } from '../shared/failures/table.ts';
import type { CallId } from '../shared/ids.ts';
import { pause } from '../shared/pause.ts';
import { eachInSlices } from '../shared/slices.ts';
import { type Duration, type Instant, seconds } from '../shared/time.ts';
import { Callers } from './callers.ts';
import { CommandLanes } from './command-lanes.ts';
import { ExchangeListener } from './exchange-listener.ts';
import { ServedCallsImport } from './import-served-calls.ts';
import { messagesFor } from './messages-for.ts';
import { EngineOperations } from './operations.ts';
import type { EngineOptions } from './options.ts';
import { fromFile, type PlanAtStart, planAtStart } from './plan-at-start.ts';
import { PlanChanges } from './plan-changes.ts';
import { Preparations } from './preparations.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { Recorder } from './recorder.ts';
import { restore, timersOf } from './restore.ts';
import { SafetyNetNotes } from './safety-net-notes.ts';
import { Timers } from './timers.ts';
import { Trouble } from './trouble.ts';
import { Turns } from './turns.ts';
import { unsetSecrets } from './unset-passwords.ts';

/** How long the ends of messages that are being left are waited for. */
const lastMessagesTake: Duration = seconds(2);

/** What the store had kept. */
interface Loaded {
  readonly world: World;
  readonly atStart: PlanAtStart;
  /** The number of the last entry in the journal. */
  readonly lastSeq: number;
  /** The number of the last turn recorded; undefined: turns are not recorded. */
  readonly lastTurn: number | undefined;
}

export class Engine extends EngineOperations {
  /** The plan with which it was loaded; which one is active now, `plan()` says. */
  readonly atStart: PlanAtStart;
  readonly world: World;
  protected readonly clock: Clock;
  protected readonly telephony: Telephony;
  protected readonly prompts: Prompts;
  protected readonly startedAt: Instant;
  protected readonly journal: Pick<JournalReader, 'ofCall'>;
  protected readonly contacts: Pick<ContactBook, 'byId'>;
  protected readonly trouble = new Trouble();
  protected readonly turns: Turns;
  protected readonly planChanges: PlanChanges;
  readonly #options: EngineOptions;
  readonly #timers: Timers;
  readonly #lanes: CommandLanes;
  readonly #notes: SafetyNetNotes;
  readonly #callers: Callers;
  readonly #reconciler: Reconciler;
  readonly #listener: ExchangeListener;
  readonly #servedCalls: ServedCallsImport;
  readonly #preparations: Preparations;
  /** Undefined: turns are not recorded. */
  readonly #recorder: Recorder | undefined;
  #stopped: Promise<void> | undefined;

  /** The engine as the one before left it, on the plan that is in force now. */
  static async load(options: EngineOptions, file: Plan, text: string): Promise<Engine> {
    const { store, clock, log, parsePlan, record } = options;
    const saved = await store.load();
    const atStart = await planAtStart(store.plans, { plan: file, text }, parsePlan, clock.now());
    const world = new World(atStart.plan, atStart.version);
    await restore(world, saved, { store, clock, log, parsePlan });
    const lastSeq = (await store.journal.last(1))[0]?.seq ?? 0;
    const lastTurn = record ? await store.recorded.last() : undefined;
    return new Engine(options, { world, atStart, lastSeq, lastTurn });
  }

  private constructor(options: EngineOptions, { world, atStart, lastSeq, lastTurn }: Loaded) {
    super();
    const { store, telephony, prompts, clock, log, parsePlan, record } = options;
    this.#options = options;
    this.world = world;
    this.atStart = atStart;
    this.clock = clock;
    this.telephony = telephony;
    this.prompts = prompts;
    this.startedAt = clock.now();
    this.journal = store.journal;
    this.contacts = store.contacts;
    this.#callers = new Callers(options, world);
    this.#preparations = new Preparations(options);
    this.#notes = new SafetyNetNotes(world, telephony);
    this.#timers = new Timers(clock, (owner, timer) =>
      this.#take({ type: 'timeRanOut', at: clock.now(), owner, timer }),
    );
    this.#lanes = new CommandLanes(
      telephony,
      prompts,
      log,
      (command, outcome, reason) => this.#commandFailed(command, outcome, reason),
      (question) => this.#answer(question),
      (playback, media) => this.#reconciler.plays(playback, media),
    );
    const run = (command: Command): void => this.#run(command);
    this.turns = new Turns({
      world,
      store,
      clock,
      log,
      lastSeq,
      ...defined({ lastTurn }),
      run,
      changed: (calls, agents) => this.#changed(calls, agents),
      stored: (entry) => {
        for (const follower of this.followers) follower(entry);
      },
      ...(options.turnTaken ? { turnTaken: options.turnTaken } : {}),
      storeFailed: (reason) => this.#storeFailed(reason),
      fenced: () => this.#isFenced('another engine writes to the database'),
    });
    const { turns } = this;
    this.#recorder =
      record &&
      new Recorder({ record: store.recorded, world, position: () => turns.position, ...record, clock, log });
    this.planChanges = new PlanChanges({
      world,
      turns,
      archive: store.plans,
      telephony,
      readPlan: options.readPlan ?? (async (text) => parsePlan(text)),
      trouble: () => this.trouble.link,
      amiss: (plan) => unsetSecrets(plan, options.isSet ?? (() => true)),
      prepare: (plan) => this.#preparations.computeHolidays(plan),
      activated: (plan) => this.#activated(plan),
      clock,
      log,
    });
    this.#reconciler = new Reconciler({
      world,
      turns,
      telephony,
      journal: store.journal,
      clock,
      log,
      run,
      complete: (event) => this.#callers.complete(event),
      trouble: (reason) => {
        this.trouble.link = reason;
      },
    });
    this.#listener = new ExchangeListener({
      world,
      turns,
      callers: this.#callers,
      reconciler: this.#reconciler,
      planChanges: this.planChanges,
      trouble: this.trouble,
      late: () => options.late?.() ?? 0,
      phonesAlarm: (what) => this.alarm(what, 'exchange', 'phones_unheard'),
      replaced: (reason) => this.#isFenced(reason),
      log,
    });
    this.#servedCalls = new ServedCallsImport({
      telephony,
      journal: store.journal,
      turns,
      recognise: (arrival) => this.#callers.recognise(arrival),
      isBehind: () => this.trouble.isBehind,
      clock,
      log,
    });
  }

  /** Resolves when calls are routed. Calls that were in progress before go on. */
  async start(): Promise<void> {
    const { telephony, clock } = this.#options;
    const { world, turns, atStart } = this;
    await this.#startRecorder();
    await this.#preparations.computeHolidays(atStart.plan);
    this.#preparations.followHolidays(atStart.plan);
    await telephony.start(this.#listener);
    await telephony.provision(atStart.plan);
    this.#notes.changed(world.calls, world.agents);
    turns.note({ type: 'engineStarted', at: clock.now() });
    const { plan, version } = atStart;
    void turns.take({ type: 'planActivated', at: clock.now(), plan, version, by: fromFile });
    // Not before the phones are known. From here on a link that comes up again is reconciled too.
    this.#listener.provisioned();
    await this.#reconciler.reconcileAll();
    this.#timers.takeUp(timersOf(world));
    await turns.idle();
    // Callers in progress go first: after a restart nearly every sound is there already.
    this.#preparations.speak(atStart.plan);
    this.#servedCalls.start();
    this.#preparations.indexSoon(world.plan);
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
    const isLinked = this.trouble.link === undefined;
    this.trouble.link = 'stopping';
    await this.#preparations.stop();
    this.#reconciler.stop();
    await this.#servedCalls.stop();
    // Without a connection no command can be sent; the next start finds what ended with the exchange.
    await this.#sayThatItStops(exchangeEnds && isLinked);
    await this.turns.idle();
    await this.#lanes.idle();
    this.#recorder?.stop();
    this.turns.stop();
    this.#timers.stop();
    await this.#options.telephony.stop();
  }

  async #sayThatItStops(exchangeEnds: boolean): Promise<void> {
    const { clock } = this.#options;
    await this.turns.takeAtOnce({ type: 'engineStopped', at: clock.now(), exchangeEnds });
    const giveUpAt = clock.now() + lastMessagesTake;
    const isRecording = () =>
      [...this.world.calls.values()].some(
        (call) => call.phase.name === 'leaving_message' || recordingIn(call) !== undefined,
      );
    while (exchangeEnds && isRecording() && clock.now() < giveUpAt) {
      await pause(clock, 50);
    }
  }

  /** Something outside the calls that an operator should look at: journalled as an alarm. */
  alarm(what: string, about: AlarmKind, code: FailureCode): void {
    this.#options.log.warn({ code, what }, 'alarm');
    this.turns.note({ type: 'troubleFound', at: this.now(), code, what, about });
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

  /** Before the first turn: a replay of this run begins here. Without it, calls are routed all the same. */
  async #startRecorder(): Promise<void> {
    await this.#recorder
      ?.start()
      .catch((error: unknown) =>
        this.#options.log.error(
          { err: error },
          'Recording failed: this run of the engine cannot be replayed.',
        ),
      );
  }

  #take(event: Event): void {
    this.turns.hear(event, false);
  }

  /** What has been replaced does nothing any more. */
  #run(command: Command): void {
    if (!this.trouble.isReplaced) this.#lanes.run(command);
  }

  #commandFailed(
    command: Command,
    outcome: Exclude<CommandOutcome, 'done'>,
    reason: string,
  ): Promise<void> | undefined {
    if (outcome === 'unknown') return this.#reconciler.unknown(command, reason);
    this.#take({ type: 'commandFailed', at: this.now(), command, outcome, reason });
    if (outcome === 'refused') this.#reconciler.refused(command);
    if (outcome === 'gone' && command.do === 'connect') void this.#reconciler.notConnected(command);
    return undefined;
  }

  async #answer(question: StoreQuestion): Promise<void> {
    switch (question.do) {
      case 'checkPin':
        return this.#checkPin(question);
      case 'listMessages':
        return this.#listMessages(question);
      case 'lookUp':
        // May take seconds: an engine that stops does not wait for it.
        void this.#lookUp(question);
        return;
    }
  }

  /** An engine that dies before the answer asks the caller again: what they keyed in is not stored. */
  async #lookUp({ call, lookup: name, question, entered }: CommandOf<'lookUp'>): Promise<void> {
    const { lookUp, clock, log } = this.#options;
    const asking = this.world.calls.get(call);
    const lookup = asking && this.world.planOf(asking.planVersion).lookups?.[name];
    // They have hung up.
    if (!lookup) return;
    const { caller, dialled, language } = asking;
    const asked = { question, call, lookup, entered, caller, dialled, language };
    const unanswered: LookupAnswer = { outcome: 'no_answer', because: 'lookups are not set up' };
    const answer = await (lookUp?.(asked) ?? Promise.resolve(unanswered)).catch((error: unknown) => {
      log.error({ err: error, call }, 'Cannot answer a lookup.');
      return { ...unanswered, because: 'the lookup failed' };
    });
    if (answer.outcome === 'no_answer')
      log.warn({ call, lookup: name, because: answer.because }, 'A lookup has no answer.');
    this.#take({ type: 'lookupAnswered', at: clock.now(), call, question, answer });
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

  async #listMessages({ call, voicemails }: CommandOf<'listMessages'>): Promise<void> {
    const { store, clock, log } = this.#options;
    const messages = await messagesFor(store.voicemails, voicemails).catch((error: unknown) => {
      log.error({ err: error, call }, 'Cannot list voicemail messages.');
      return undefined;
    });
    this.#take({ type: 'messagesListed', at: clock.now(), call, ...(messages && { messages }) });
  }

  #changed(calls: ReadonlyMap<CallId, Call | null>, agents: ReadonlyMap<AgentName, AgentState | null>): void {
    for (const [id, call] of calls) this.#timers.follow({ call: id }, call?.timers ?? []);
    for (const [name, agent] of agents) this.#timers.follow({ agent: name }, agent?.timers ?? []);
    this.#notes.changed(calls, agents);
    for (const watcher of this.watchers) watcher({ calls: calls.keys(), agents: agents.keys() });
  }

  async #activated(plan: Plan): Promise<void> {
    // Agents may have other phones now, which is no change of theirs.
    await eachInSlices(this.world.agents.keys(), (name) => {
      const agent = this.world.agents.get(name);
      if (agent) this.#notes.changed([], [[name, agent]]);
    });
    this.#preparations.speak(plan);
    this.#preparations.followHolidays(plan);
    await this.#preparations.index(plan);
  }

  /** Another engine has taken our place. */
  #isFenced(reason: string): void {
    if (this.trouble.isReplaced) return;
    this.trouble.isReplaced = true;
    this.trouble.link = reason;
    this.turns.fence();
    this.#options.replaced();
  }

  #storeFailed(reason: string | undefined): void {
    const isNew = reason !== undefined && this.trouble.store === undefined;
    this.trouble.store = reason;
    // Journalled with all that waits to be, once it can be.
    if (isNew)
      this.alarm(
        `the database cannot be written, calls continue from memory: ${reason}`,
        'store',
        'store_failing',
      );
  }
}
