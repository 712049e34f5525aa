/**
 * Orders of commands in which a real Asterisk leaves a person in silence (docs/decisions.md, "Out of the room before it is
 * removed, and silent before it is entered"). The simulated one refuses them, and says what would become of whom.
 */
import { type CommandOf, type ExchangeCommand, laneOf } from '../../src/call/kept/commands.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { LegId, PlaybackId } from '../../src/shared/ids.ts';
import type { Instant } from '../../src/shared/time.ts';

/** What is under way where somebody is brought into a room. */
interface UnderWay {
  readonly playing: ReadonlyMap<PlaybackId, { readonly leg: LegId }>;
  readonly recording: ReadonlyMap<unknown, { readonly leg: LegId }>;
  /** Who is in the room beside them. */
  readonly there: readonly LegId[];
}

export class OrderOfCommands {
  /** Kept, because the engine gets over a command that fails. */
  readonly wrong: string[] = [];
  readonly #clock: Pick<Clock, 'now'>;
  /** Bridges that have had three legs or more; not those whose legs have come in again since, nor if the weather had a hand in it. */
  readonly #haveMixed = new Set<string>();
  /** Legs whose bridge was removed with them in it, and when: for a moment Asterisk loses what is played to them. */
  readonly #onTheWayOut = new Map<LegId, Instant>();
  /** Legs that were brought into another room without being taken out of this one, and when. */
  readonly #takenFrom = new Map<
    LegId,
    { readonly bridge: string; readonly lane: string; readonly at: Instant }
  >();
  /** What the weather has kept from being done before: who was to leave a room, and what was to be played no more. */
  readonly #excused = new Set<LegId | PlaybackId>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** The order was right; that it was not followed is the weather's doing. */
  excuse(command: ExchangeCommand): void {
    if (command.do === 'leaveBridge') this.#excused.add(command.leg);
    if (command.do === 'stopPlaying') this.#excused.add(command.playback);
    this.loseSight();
  }

  /** Of several commands under way, only some may have come through. */
  loseSight(): void {
    this.#haveMixed.clear();
  }

  /** Something to hear, or a message to leave. */
  isPlayed(command: CommandOf<'play' | 'record' | 'startMusic'>): void {
    if (this.#isOnTheWayOut(command.leg))
      this.#refuse(
        `${command.do} for ${command.leg}, which is just leaving a room that was removed: Asterisk loses it`,
      );
  }

  connects({ bridge, legs }: CommandOf<'connect'>, { playing, recording, there }: UnderWay): void {
    for (const [id, { leg }] of playing)
      if (legs.includes(leg) && !this.#excused.has(id))
        this.#refuse(`connects ${leg} while ${id} is played: Asterisk waits for its end`);
    for (const { leg } of recording.values())
      if (legs.includes(leg)) this.#refuse(`connects ${leg} while it is recorded: Asterisk refuses that`);
    if (there.length === 2 && this.#haveMixed.has(bridge))
      this.#refuse(`connects a third in ${bridge}, which had three before: one of the two may hear nothing`);
    if (there.length + legs.length > 2) this.#haveMixed.add(bridge);
  }

  /** Out of the room that they are in, if they are: of several lanes, either may be the first. */
  comesFrom(leg: LegId, rooms: Iterable<string>, lane: string): void {
    if (this.#isOnTheWayOut(leg))
      this.#refuse(
        `connects ${leg}, which is just leaving a room that was removed: Asterisk takes it out again`,
      );
    for (const bridge of rooms) this.#takenFrom.set(leg, { bridge, lane, at: this.#clock.now() });
  }

  /** With a third who is still there they would be mixed again. */
  reenters(bridge: string, there: readonly LegId[]): void {
    if (there.length === 2) this.#haveMixed.delete(bridge);
  }

  /** Before those who are leaving are taken out. */
  removes(command: CommandOf<'removeBridge'>): void {
    const { bridge, leaving = [] } = command;
    for (const [leg, from] of this.#takenFrom)
      if (
        from.bridge === bridge &&
        from.at === this.#clock.now() &&
        from.lane !== laneOf(command) &&
        !leaving.includes(leg)
      )
        this.#refuse(
          `removes ${bridge}, which ${leg} may not have left yet: Asterisk takes it out of the next room`,
        );
  }

  /** Their room was removed with them in it. */
  isPutOut(leg: LegId): void {
    if (!this.#excused.delete(leg)) this.#onTheWayOut.set(leg, this.#clock.now());
  }

  #isOnTheWayOut(leg: LegId): boolean {
    return this.#onTheWayOut.get(leg) === this.#clock.now();
  }

  #refuse(what: string): never {
    this.wrong.push(what);
    throw new Error(what);
  }
}
