/**
 * Keeps the world in line with Asterisk. It compares the two
 *
 * - after a start or a lost link, when events were missed: every difference is corrected at once;
 * - when it is unknown whether a command was carried out: for that call, instead of repeating the command blindly;
 * - every half minute, against drift: what differs twice in a row is corrected, with an alarm. (Once means nothing: an event
 *   may be on its way.)
 *
 * While events may have been missed, new events are buffered, and handled after the missed ones. Requests from people
 * are still handled, so the world may change while Asterisk is asked: a survey is ignored for calls that have changed
 * since.
 */

import { breaches } from '../../call/invariants.ts';
import type { Call } from '../../call/kept/call.ts';
import type { Command, CommandOf } from '../../call/kept/commands.ts';
import type { AlarmKind, Event, TelephonyEvent } from '../../call/kept/events.ts';
import { legsInRoom } from '../../call/kept/parties.ts';
import type { World } from '../../call/turn/world.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { JournalReader } from '../../ports/store.ts';
import type { Media, Telephony } from '../../ports/telephony.ts';
import { defined } from '../../shared/defined.ts';
import type { FailureCode } from '../../shared/failures/table.ts';
import { type BridgeId, type CallId, callOf, type LegId, noCall, type PlaybackId } from '../../shared/ids.ts';
import { pause } from '../../shared/pause.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import type { Incoming, Turns } from '../turns.ts';
import { EndlessPrompts } from './endless-prompts.ts';
import { questionsOf, type Reconciled, reconcile } from './reconcile.ts';
import { isPartOfConnecting, repairs } from './repairs.ts';

const compareEvery: Duration = seconds(30);
/** What was under way when the link broke may arrive yet: a phone that rings for no one. */
const comparesSoon = { times: 2, every: seconds(3) } as const;
const surveyAgainAfter: Duration = seconds(1);
/** By the invariants at each look: callers wait for their turns meanwhile. */
const mostAskedAbout = 200_000;

export interface ReconcilerNeeds {
  readonly world: World;
  readonly turns: Pick<Turns, 'take' | 'note' | 'pause' | 'resume' | 'idle' | 'unstoredLegs'>;
  readonly telephony: Pick<Telephony, 'survey'>;
  readonly journal: Pick<JournalReader, 'knownLegs'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly run: (command: Command) => void;
  readonly complete: (event: TelephonyEvent) => Incoming;
  /** Undefined: calls are routed. */
  readonly trouble: (reason: string | undefined) => void;
}

export class Reconciler {
  readonly #needs: ReconcilerNeeds;
  /** Counts what makes a survey worthless that has been begun before. */
  #epoch = 0;
  #isTrue = false;
  #lostAt: Instant | undefined;
  /** When the exchange was started, as last seen. */
  #exchangeStarted: Instant | undefined;
  #comparesSoon = 0;
  /** Names of commands that were refused since all was done. */
  readonly #refusedBefore = new Set<string>();
  #isComparing = false;
  /** Seen last: people that another engine has brought together. */
  #othersTalk = false;
  #suspects = new Set<string>();
  /** Of which was asked why Asterisk has brought no one into them; once between two looks at everything. */
  readonly #roomsAskedAbout = new Set<BridgeId>();
  /** Commands that Asterisk would not do, by what they say. */
  readonly #refused = new Map<string, Command>();
  /** Legs on which Asterisk would not hang up. */
  readonly #notHungUp = new Set<LegId>();
  #told = new Set<string>();
  readonly #prompts = new EndlessPrompts();
  #callOff: () => void = () => undefined;

  constructor(needs: ReconcilerNeeds) {
    this.#needs = needs;
  }

  /** What a prompt consists of, which says how long it can last. */
  plays(playback: PlaybackId, media: readonly Media[]): void {
    this.#prompts.begins(playback, media);
  }

  /** Events are missed from now on. */
  lost(because: string): void {
    this.#pause();
    const at = this.#needs.clock.now();
    if (this.#lostAt === undefined) this.#needs.turns.note({ type: 'exchangeLost', at, because });
    this.#lostAt ??= at;
  }

  #pause(): void {
    this.#epoch++;
    this.#isTrue = false;
    this.#callOff();
    this.#needs.turns.pause();
  }

  /** Finds out what was missed, and puts it before what has been heard since. Resolves when it is found, or put off. */
  async reconcileAll(): Promise<void> {
    this.#pause();
    const epoch = this.#epoch;
    const { turns, log, clock, trouble } = this.#needs;
    try {
      let found: Compared;
      do {
        await turns.idle();
        found = await this.#compare();
        if (epoch !== this.#epoch) return;
      } while (found.changed.size > 0);
      for (const command of [...found.commands, ...found.reminders, ...ringsNoMore(found.events)])
        this.#needs.run(command);
      this.#isTrue = true;
      turns.resume([...this.#isBack(), ...found.events.map((event) => this.#needs.complete(event))]);
      this.#exchangeStarted = found.startedAt ?? this.#exchangeStarted;
      if (found.cutOff > 0) this.#alarm('calls_cut_off', cutOffWords(found.cutOff), undefined, 'exchange');
      trouble(undefined);
      this.#comparesSoon = comparesSoon.times;
      this.#compareLater();
    } catch (error) {
      if (epoch !== this.#epoch) return;
      log.error({ err: error }, 'Cannot list the calls in Asterisk; reconciliation failed.');
      trouble('exchange: its calls could not be listed');
      this.#callOff = clock.after(surveyAgainAfter, () => void this.reconcileAll());
    }
  }

  /** A leg has ended of which we know nothing: of a talk that another engine had begun. */
  compareSoon(): void {
    if (this.#isTrue && this.#othersTalk) this.#lookSoon();
  }

  #lookSoon(): void {
    // A look that is under way may have been too early for it: there are two more after that.
    const isDue = this.#isComparing || this.#comparesSoon > 0;
    this.#comparesSoon = comparesSoon.times;
    if (!isDue) this.#compareLater();
  }

  #isBack(): Event[] {
    if (this.#lostAt === undefined) return [];
    const at = this.#needs.clock.now();
    const after = at - this.#lostAt;
    this.#lostAt = undefined;
    return [{ type: 'exchangeBack', at, after }];
  }

  stop(): void {
    this.#epoch++;
    this.#callOff();
  }

  /** No one knows whether it was carried out: the exchange is asked what has become of its call. */
  async unknown(command: Command, reason: string): Promise<void> {
    const { log, clock, run } = this.#needs;
    const call = command.call === noCall ? undefined : command.call;
    if (this.#isTrue) this.#alarm('command_unanswered', `${command.do} unknown: ${reason}`, call);
    for (let epoch = this.#epoch; epoch === this.#epoch && this.#isTrue; ) {
      // It may be carried out yet; and what fails at once must not be tried without a rest.
      await pause(clock, surveyAgainAfter);
      if (epoch !== this.#epoch) return;
      try {
        const found = await this.#compare();
        if (epoch !== this.#epoch) return;
        if (found.changed.has(command.call)) continue;
        const { events, commands } = about(command, found, this.#needs.world);
        const heard = heardAgain(command, found, this.#needs.world);
        for (const each of [...commands, ...heard, ...ringsNoMore(events), ...saidNoMore(events)]) run(each);
        for (const event of events) void this.#needs.turns.take(this.#needs.complete(event));
        return;
      } catch (error) {
        log.warn(
          { err: error, call: command.call },
          'Cannot list the calls in Asterisk; reconciliation failed.',
        );
      }
    }
  }

  /**
   * Asterisk says that one of those whom it was to bring together is gone. If so, their end is told by now; else both sit
   * in silence.
   */
  async notConnected({ call: id, bridge, legs }: CommandOf<'connect'>): Promise<void> {
    if (this.#roomsAskedAbout.has(bridge)) return;
    this.#roomsAskedAbout.add(bridge);
    const { clock, world, run, log } = this.#needs;
    const epoch = this.#epoch;
    await pause(clock, surveyAgainAfter);
    const phase = world.calls.get(id)?.phase;
    const conversation = phase?.name === 'talking' ? phase.conversation : undefined;
    const isMeant =
      conversation?.room === bridge && legs.every((leg) => legsInRoom(conversation).includes(leg));
    if (!isMeant || !this.#isTrue || epoch !== this.#epoch) return;
    try {
      const { changed, commands } = await this.#compare();
      if (epoch !== this.#epoch || changed.has(id)) return;
      for (const each of commands) if (each.call === id) run(each);
    } catch (error) {
      log.warn({ err: error, call: id }, 'Cannot list the calls in Asterisk; reconciliation failed.');
    }
  }

  #compareLater(): void {
    this.#callOff();
    const isSoon = this.#comparesSoon > 0;
    if (isSoon) this.#comparesSoon--;
    this.#callOff = this.#needs.clock.after(
      isSoon ? comparesSoon.every : compareEvery,
      () => void this.#compareNow(),
    );
  }

  /**
   * Asterisk would not do it. What people hear is in no survey: it is asked for again by the next look, within seconds, and so is
   * the end of a leg.
   */
  refused(command: Command): void {
    if (command.do === 'hangUp') this.#notHungUp.add(command.leg);
    else if (command.call !== noCall) this.#refused.set(nameOf(command), command);
    // Someone may sit in silence until then. What is refused again waits for the usual look: Asterisk may never do it.
    const name = nameOf(command);
    if (!this.#isTrue || !isHeard.has(command.do) || this.#refusedBefore.has(name)) return;
    this.#refusedBefore.add(name);
    this.#lookSoon();
  }

  #askAgain(found: Compared): void {
    const refused = [...this.#refused.values()];
    this.#refused.clear();
    if (refused.length === 0 && this.#notHungUp.size === 0) this.#refusedBefore.clear();
    for (const command of refused)
      if (found.changed.has(command.call)) this.refused(command);
      else for (const each of heardAgain(command, found, this.#needs.world)) this.#needs.run(each);
  }

  async #compareNow(): Promise<void> {
    const epoch = this.#epoch;
    this.#isComparing = true;
    try {
      const found = await this.#compare();
      const { events, commands, leftovers, playing } = found;
      if (epoch !== this.#epoch) return;
      this.#askAgain(found);
      const isTwice = (item: TelephonyEvent | Command): boolean =>
        this.#suspects.has(nameOf(item)) || this.#wasRefused(item);
      const [missed, undone] = [events.filter(isTwice), repairs(commands, isTwice)];
      for (const command of leftovers.filter(isTwice)) this.#needs.run(command);
      this.#suspects = new Set([...events, ...commands, ...leftovers].map(nameOf));
      this.#notHungUp.clear();
      this.#roomsAskedAbout.clear();
      // What is part of a connection is told with it; besides, an alarm is no place for the names that phones show.
      for (const item of [...missed, ...undone])
        if (!('do' in item && isPartOfConnecting(item)))
          this.#alarm('exchange_differed', `Asterisk and Cordboard differed: ${nameOf(item)}`);
      for (const command of [...undone, ...saidNoMore(missed)]) this.#needs.run(command);
      for (const event of missed) void this.#needs.turns.take(this.#needs.complete(event));
      this.#checkInvariants();
      await this.#endPrompts(playing);
      if (this.#nothingIsTimed()) this.#needs.clock.catchUp?.();
    } catch (error) {
      this.#needs.log.warn({ err: error }, 'Cannot list the calls in Asterisk; reconciliation failed.');
    } finally {
      this.#isComparing = false;
    }
    if (epoch === this.#epoch) this.#compareLater();
  }

  /** It was asked for before, so the leg need not be seen twice: whoever is on it hears nothing. */
  #wasRefused(item: TelephonyEvent | Command): boolean {
    return 'do' in item && item.do === 'hangUp' && this.#notHungUp.has(item.leg);
  }

  /** Whoever waits for the end of such a prompt would wait for ever. */
  async #endPrompts(playing: readonly PlaybackId[]): Promise<void> {
    const { clock, run, turns } = this.#needs;
    const epoch = this.#epoch;
    for (const playback of await this.#prompts.overdue(playing, clock.now())) {
      const call = callOf(playback);
      if (call === undefined || epoch !== this.#epoch) continue;
      this.#alarm('exchange_differed', `Asterisk does not end a prompt: ${playback}`, call);
      run({ do: 'stopPlaying', call, playback });
      void turns.take({ type: 'promptEnded', at: clock.now(), playback, played: false });
    }
  }

  async #compare(): Promise<Compared> {
    const { world, telephony, clock, journal } = this.#needs;
    const asked = new Map(world.calls);
    const survey = await telephony.survey(questionsOf(world));
    this.#othersTalk = survey.bridges.some(({ bridge }) => callOf(bridge) === undefined);
    const unknown = survey.legs.filter(({ leg, arrival }) => arrival && world.callOnLeg(leg) === undefined);
    const unstored = this.#needs.turns.unstoredLegs();
    const ours = await journal.knownLegs(unknown.map(({ leg }) => leg));
    const changed = new Set(
      [...asked.keys(), ...world.calls.keys()].filter((id) => asked.get(id) !== world.calls.get(id)),
    );
    const found = reconcile(
      world,
      survey,
      clock.now(),
      (leg) => ours.has(leg) || unstored.has(leg),
      this.#exchangeStarted,
    );
    const { events, commands, reminders, leftovers, cutOff } = found;
    return {
      events,
      commands,
      reminders,
      leftovers,
      cutOff,
      changed,
      startedAt: survey.startedAt,
      playing: survey.playing,
    };
  }

  /** Each breach is told once, for as long as it lasts. */
  #checkInvariants(): void {
    const broken = breaches(this.#needs.world, this.#needs.clock.now(), mostAskedAbout);
    for (const breach of broken)
      if (!this.#told.has(breach))
        this.#alarm('invariant_broken', `an invariant is broken: ${breach}`, undefined, 'invariant');
    this.#told = new Set(broken);
  }

  #nothingIsTimed(): boolean {
    const { calls, agents } = this.#needs.world;
    return calls.size === 0 && [...agents.values()].every(({ timers }) => timers.length === 0);
  }

  #alarm(code: FailureCode, what: string, call?: CallId, about?: AlarmKind): void {
    const at = this.#needs.clock.now();
    const event: Event = {
      type: 'troubleFound',
      at,
      code,
      what,
      ...defined({ call, about }),
    };
    this.#needs.log.warn({ code, what }, 'alarm');
    void this.#needs.turns.take(event);
  }
}

interface Compared extends Reconciled {
  /** Calls that are not as they were when the exchange was asked. */
  readonly changed: ReadonlySet<CallId>;
  readonly startedAt: Instant | undefined;
  /** Of the prompts whose end is waited for. */
  readonly playing: readonly PlaybackId[];
}

const cutOffWords = (calls: number): string =>
  `Asterisk was restarted, which cut off ${calls} ${calls === 1 ? 'call' : 'calls'}`;

/** What is not to ring must not begin to, however late the exchange hears of it. */
function ringsNoMore(events: readonly TelephonyEvent[]): Command[] {
  return events.flatMap((event) => {
    const call = event.type === 'legEnded' ? callOf(event.leg) : undefined;
    if (event.type !== 'legEnded' || call === undefined || event.cause === 'hung_up') return [];
    return [{ do: 'hangUp', call, leg: event.leg, cause: 'normal' }];
  });
}

/** The call goes on without them: said later all the same, they would keep the caller from whoever answers. */
function saidNoMore(events: readonly TelephonyEvent[]): Command[] {
  return events.flatMap((event) => {
    const call = event.type === 'promptEnded' ? callOf(event.playback) : undefined;
    if (event.type !== 'promptEnded' || call === undefined) return [];
    return [{ do: 'stopPlaying', call, playback: event.playback }];
  });
}

/** The same difference has the same name, whenever it is seen. */
function nameOf(item: TelephonyEvent | Command): string {
  const { at: _, ...what } = { at: 0, ...item };
  return JSON.stringify(what);
}

/** Refused, someone may hear nothing, or music over a voice. */
const isHeard: ReadonlySet<Command['do']> = new Set<Command['do']>([
  'hangUp',
  'startMusic',
  'stopMusic',
  'stopSilence',
  'stopPlaying',
]);

/**
 * What people of that call should hear, of which a survey tells nothing: music that was never begun would be silence until
 * something else happens, and music that was never ended would go on over the voices. Asked for again, because asking twice
 * does no harm.
 */
function heardAgain(command: Command, { reminders }: Reconciled, world: World): readonly Command[] {
  const call = world.calls.get(command.call);
  if (!call) return [];
  const again = reminders.filter((each) => each.call === call.id);
  return isStillToEnd(command, call, again) ? [command, ...again] : again;
}

/** Whether what was to end is not meant to be heard by now. */
function isStillToEnd(command: Command, { phase }: Call, again: readonly Command[]): boolean {
  const isMeant = (what: Command['do'], leg: LegId): boolean =>
    again.some((each) => each.do === what && 'leg' in each && each.leg === leg);
  if (command.do === 'stopMusic') {
    // What Asterisk plays to them because another's phone holds would end, too.
    const isHeld =
      phase.name === 'talking' &&
      phase.conversation.parties.some(({ holds, leg }) => holds && leg !== command.leg);
    return !isHeld && !isMeant('startMusic', command.leg);
  }
  if (command.do === 'stopSilence') return !isMeant('startSilence', command.leg);
  // Asterisk brings no one into a room while something is played to them.
  if (command.do === 'stopPlaying') return !('playback' in phase && phase.playback === command.playback);
  return command.do === 'stopRecording';
}

function about(
  { call, ...command }: Command,
  { events, commands }: Reconciled,
  world: World,
): Pick<Reconciled, 'events' | 'commands'> {
  const isOfCall = (event: TelephonyEvent): boolean => {
    switch (event.type) {
      case 'legEnded':
      case 'legVanished':
      case 'legLost':
      case 'transferAsked':
      case 'legAnswered':
        return (world.callOnLeg(event.leg) ?? callOf(event.leg)) === call;
      case 'promptEnded':
        return callOf(event.playback) === call;
      case 'supervisorAnswered':
      case 'supervisorGone':
        return callOf(event.supervision) === call;
      case 'recordingEnded':
      case 'segmentEnded':
      case 'segmentBegan':
        return callOf(event.recording) === call;
      case 'callArrived':
      case 'ownPhoneNotAnswered':
      case 'legRinging':
      case 'legHeld':
      case 'legUnheld':
      case 'legReplaced':
      case 'legQuality':
      case 'digitPressed':
      case 'phoneChanged':
      case 'phoneMoved':
      case 'pageCame':
      case 'trunkChanged':
        return false;
    }
  };
  return {
    events: events.filter(isOfCall),
    // What belongs to no call that we know is found by its leg.
    commands: commands.filter(
      (each) =>
        (each.call === call && world.calls.has(call)) ||
        ('leg' in each && 'leg' in command && each.leg === command.leg),
    ),
  };
}
