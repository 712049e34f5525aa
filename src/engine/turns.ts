/**
 * One turn at a time. Events are handled in the order in which they arrive. The changes of the turns of a moment are
 * stored in one commit, together with their inputs; then their commands run.
 *
 * A commit costs as much as all else that a turn does. What a start finds out again and what needs no command (a phone
 * rings, a phone is down) is therefore stored with the next commit, or a moment later. If the engine is killed within that moment,
 * it is as if the event had come too late; the next start asks the exchange.
 *
 * Outcomes of a commit: `stored`; `failed`: calls continue, and the data is kept in memory and stored with a later
 * commit; `fenced`: another engine has taken over, and this one does nothing any more.
 */
import type { AgentState } from '../agents/agent.ts';
import type { Call } from '../call/kept/call.ts';
import type { Command } from '../call/kept/commands.ts';
import type { Event } from '../call/kept/events.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import { step } from '../call/step.ts';
import type { TurnResult } from '../call/turn/turn.ts';
import type { World } from '../call/turn/world.ts';
import type { AgentName } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { type KeyFor, keyIsFor, withoutSecrets } from '../recorded/secrets.ts';
import { eventToKeep, type KeptEvent } from '../recorded/turn.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import { type Duration, type Instant, seconds } from '../shared/time.ts';
import { Unstored } from './unstored.ts';

/** As many turns as share a commit at most. */
const batchLimit = 256;
const storeAgainAfter: Duration = seconds(1);
/** In a busy hour another commit comes before. */
const storeSoonAfter: Duration = 25;

/** An event, or one that is still being completed (a caller who is looked up). */
export type Incoming = Event | Promise<Event>;

export interface TurnsOptions {
  readonly world: World;
  readonly store: Pick<Store, 'commit'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The number of the last entry in the journal. */
  readonly lastSeq: number;
  /** The number of the last turn recorded. Default: turns are not recorded. */
  readonly lastTurn?: number;
  run(command: Command): void;
  changed(calls: ReadonlyMap<CallId, Call | null>, agents: ReadonlyMap<AgentName, AgentState | null>): void;
  stored(entry: StoredEntry): void;
  turnTaken?(world: World, event: Event): void;
  storeFailed(reason: string | undefined): void;
  /** Another engine writes to the store. */
  fenced(): void;
}

const nothing = (): void => undefined;

type CommitOutcome = 'stored' | 'failed' | 'fenced';

interface Waiting {
  readonly incoming: Incoming;
  readonly settled: () => void;
  /** No turn is taken any more. */
  readonly stopped: () => void;
  /** Also while events are held. */
  readonly atOnce?: boolean;
  /** Need not be stored at once if it leads to no command. */
  readonly mayWait?: boolean;
}

export class Turns {
  readonly #options: TurnsOptions;
  readonly #inbox: Waiting[] = [];
  #held = true;
  #stopped = false;
  /** Another engine has taken our place: at the exchange, or in the store as well. */
  #mayAct = true;
  #storeIsLost = false;
  #draining: Promise<void> | undefined;
  #seq: number;
  /** The last turn that is stored; undefined: turns are not recorded. */
  #turns: number | undefined;
  #position: { readonly turn: number; readonly seq: number };
  #lastAt: Instant = 0;
  #unstored = new Unstored();
  #storing: Promise<CommitOutcome> = Promise.resolve('stored');
  #storeAgain: (() => void) | undefined;
  /** Calls off the commit that is made in a moment; undefined: nothing waits for one. */
  #storeSoon: (() => void) | undefined;
  /** Why the last commit failed; undefined: it did not. */
  #storeFault: string | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#seq = options.lastSeq;
    this.#turns = options.lastTurn;
    this.#position = { turn: options.lastTurn ?? 0, seq: options.lastSeq };
  }

  /** Resolves when the event's turn has been stored (or could not be, and is kept). */
  take(incoming: Incoming): Promise<void> {
    return this.#put({ incoming });
  }

  /**
   * As `take`, for what the exchange tells: nothing waits for it. `mayWait`: a start finds it out again, and if nothing is
   * to be done about it, it may be stored a moment later.
   */
  hear(incoming: Incoming, mayWait: boolean): void {
    if (this.#stopped) return;
    this.#inbox.push({ incoming, mayWait, settled: nothing, stopped: nothing });
    this.#start();
  }

  /**
   * As `take`, but not held: what people ask for needs nothing of the exchange, and must not wait for it. Rejects if the
   * engine stops before: nothing was done.
   */
  takeAtOnce(event: Event): Promise<void> {
    return this.#put({ incoming: event, atOnce: true });
  }

  /** As `takeAtOnce`, if the caller does not wait for it. */
  note(event: Event): void {
    this.takeAtOnce(event).catch(() => undefined);
  }

  /** Events are gathered but not taken (`takeAtOnce` aside), until `resume` puts what was missed before them. */
  pause(): void {
    this.#held = true;
  }
  resume(missed: readonly Incoming[]): void {
    this.#inbox.unshift(...missed.map((incoming) => ({ incoming, settled: nothing, stopped: nothing })));
    this.#held = false;
    this.#start();
  }

  /** Callers' legs of which the journal does not tell yet, because the store fails. */
  unstoredLegs(): ReadonlySet<LegId> {
    return new Set(
      this.#unstored.journal.flatMap((entry) =>
        entry.type === 'callArrived' && entry.leg !== undefined ? [entry.leg] : [],
      ),
    );
  }

  /** Events that wait for their turn. */
  get backlog(): number {
    return this.#inbox.length;
  }

  /** When nothing waits to be taken or stored. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
    if (this.#storeSoon) await this.#store();
  }

  stop(): void {
    this.#held = true;
    this.#stopped = true;
    this.#storeAgain?.();
    if (this.#storeSoon) void this.#store();
    // Their callers would wait for ever, and with them the end of the process.
    for (const { stopped } of this.#inbox.splice(0)) stopped();
  }

  /** Another engine has taken our place: no command runs any more. */
  fence(): void {
    this.#mayAct = false;
  }

  /** The last turn that was taken, and its last entry; both may have yet to be stored. */
  get position(): { readonly turn: number; readonly seq: number } {
    return this.#position;
  }

  #put(waiting: Omit<Waiting, 'settled' | 'stopped'>): Promise<void> {
    return new Promise((settled, refused) => {
      // What the exchange tells is found out again by the next start.
      const stopped = waiting.atOnce ? () => refused(new Error('the engine stops')) : settled;
      if (this.#stopped) return stopped();
      this.#inbox.push({ ...waiting, settled, stopped });
      this.#start();
    });
  }

  #start(): void {
    if (this.#draining || !this.#inbox.some((waiting) => this.#isDue(waiting))) return;
    // Not at once: what else has come with this event shares its commit.
    this.#draining = Promise.resolve()
      .then(async () => this.#drain())
      .finally(() => {
        this.#draining = undefined;
        this.#start();
      });
  }

  async #drain(): Promise<void> {
    for (;;) {
      const batch = this.#nextBatch();
      if (batch.length === 0) return;
      const commands: Command[] = [];
      for (const { incoming } of batch) {
        const event = incoming instanceof Promise ? await this.#completed(incoming) : incoming;
        if (event && !this.#storeIsLost) commands.push(...this.#turn(event));
      }
      if (commands.length > 0 || !batch.every(({ mayWait }) => mayWait)) await this.#store();
      else this.#storeSoon ??= this.#options.clock.after(storeSoonAfter, () => void this.#store());
      if (!this.#mayAct) commands.length = 0;
      // Somebody waits for the phones; what the caller hears meanwhile can follow.
      for (const command of commands) if (command.do === 'ring') this.#options.run(command);
      for (const command of commands) if (command.do !== 'ring') this.#options.run(command);
      for (const { settled } of batch) settled();
    }
  }

  async #completed(incoming: Promise<Event>): Promise<Event | undefined> {
    try {
      return await incoming;
    } catch (error) {
      this.#options.log.error({ err: error }, 'An event is incomplete and was skipped.');
      return undefined;
    }
  }

  #nextBatch(): Waiting[] {
    if (!this.#held) return this.#inbox.splice(0, batchLimit);
    const due = this.#inbox.filter((waiting) => this.#isDue(waiting));
    for (const waiting of due) this.#inbox.splice(this.#inbox.indexOf(waiting), 1);
    return due;
  }

  #isDue({ atOnce = false }: Waiting): boolean {
    return atOnce ? !this.#stopped : !this.#held;
  }

  #turn(event: Event): readonly Command[] {
    const { world, log, clock } = this.#options;
    world.wallAhead = clock.wallAhead?.() ?? 0;
    // A clock that is set back must not give a call a negative length.
    this.#lastAt = Math.max(this.#lastAt, event.at);
    // Were it ever not found out, the key is left out of the record.
    let keyFor: KeyFor = 'pin';
    let result: TurnResult;
    try {
      keyFor = keyIsFor(world, event);
      result = step(world, event.at === this.#lastAt ? event : { ...event, at: this.#lastAt });
    } catch (error) {
      log.error({ err: error, event: event.type }, 'A turn failed and was skipped.');
      this.#record(event, keyFor);
      return [];
    }
    const { changes, journal, commands } = result;
    world.apply(changes);
    this.#record(event, keyFor, result);
    this.#unstored.add(journal, changes);
    // What the engine itself has found is logged with its words.
    if (event.type !== 'troubleFound') this.#logAlarms(journal);
    this.#watched(event.type, () => {
      this.#options.changed(changes.calls, changes.agents);
      this.#options.turnTaken?.(world, event);
    });
    return commands;
  }

  /** At once: on a full disk the journal has to wait. Without their words, in which a number may be. */
  #logAlarms(journal: TurnResult['journal']): void {
    for (const entry of journal) {
      if (entry.type !== 'alarmRaised') continue;
      const { code, call, about } = entry;
      this.#options.log.warn({ code, call, about }, 'alarm');
    }
  }

  /** What watches the turns may fail; their commands run all the same, and later commits are stored. */
  #watched(what: string, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#options.log.error({ err: error, what }, 'A turn was taken, but what watches the turns failed.');
    }
  }

  /** `result`: if omitted, the turn failed. */
  #record(event: Event, keyFor: KeyFor, result?: TurnResult): void {
    if (this.#turns === undefined) return;
    const { turn, seq } = this.#position;
    this.#position = { turn: turn + 1, seq: seq + (result?.journal.length ?? 0) };
    this.#unstored.turns.push({
      at: this.#lastAt,
      wallAhead: this.#options.world.wallAhead,
      entries: result?.journal.length ?? 0,
      ...(result ? {} : { failed: true }),
      ...(result?.judged && { judged: result.judged }),
      event: this.#eventToKeep(event, keyFor, result),
    });
  }

  /** If its secrets cannot be told apart, only its type is kept: a replay stops there, the call goes on. */
  #eventToKeep(event: Event, keyFor: KeyFor, result: TurnResult | undefined): KeptEvent {
    try {
      return withoutSecrets(eventToKeep(event), keyFor, result);
    } catch (error) {
      this.#options.log.error({ err: error, event: event.type }, 'A turn was taken, but cannot be recorded.');
      return { type: event.type };
    }
  }

  /** One commit after another: entries are numbered in the order in which they are stored. */
  #store(): Promise<CommitOutcome> {
    this.#storing = this.#storing.then(() => this.#commit());
    return this.#storing;
  }

  async #commit(): Promise<CommitOutcome> {
    this.#storeSoon?.();
    this.#storeSoon = undefined;
    if (this.#storeIsLost) return 'fenced';
    const taken = this.#unstored;
    if (!taken.isWorthACommit) return 'stored';
    this.#unstored = new Unstored();
    const { store, world, log, clock } = this.#options;
    const firstSeq = this.#seq + 1;
    const recorded =
      this.#turns === undefined ? {} : { recorded: { first: this.#turns + 1, firstSeq, turns: taken.turns } };
    try {
      const { journal, calls, agents, schedules, onCall, announcements, records } = taken;
      const { nextCall } = world;
      const kept = { calls, agents, schedules, onCall, announcements, records, nextCall };
      const batch = { journal, firstSeq, ...recorded, ...kept };
      if ((await store.commit(batch)) === 'fenced') {
        this.#mayAct = false;
        this.#storeIsLost = true;
        log.error({ firstSeq }, 'Another engine writes to the database: this one stops working.');
        this.#options.fenced();
        return 'fenced';
      }
    } catch (error) {
      this.#unstored = taken.followedBy(this.#unstored);
      const reason = error instanceof Error ? error.message : String(error);
      // Tried again each second: the log may be on the very disk that is full.
      if (reason !== this.#storeFault)
        log.error(
          { err: error, entries: taken.journal.length },
          'Cannot write the database; calls continue from memory.',
        );
      this.#storeFault = reason;
      this.#options.storeFailed(reason);
      this.#storeAgain ??= clock.after(storeAgainAfter, () => {
        this.#storeAgain = undefined;
        void this.#store();
      });
      return 'failed';
    }
    if (this.#storeFault !== undefined)
      log.info(
        { entries: taken.journal.length },
        'The database works again; everything kept in memory is stored.',
      );
    this.#storeFault = undefined;
    this.#options.storeFailed(undefined);
    if (this.#turns !== undefined) this.#turns += taken.turns.length;
    for (const entry of taken.journal) {
      const stored = { ...entry, seq: ++this.#seq };
      this.#watched(entry.type, () => this.#options.stored(stored));
    }
    return 'stored';
  }
}
