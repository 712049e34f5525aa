/**
 * Hands commands to the exchange in the order of their lanes. It carries out those of a lane in that order (`Telephony`);
 * so nothing here waits for it, only for sounds that have yet to be made.
 */
import { type Command, type ExchangeCommand, laneOf, type StoreQuestion } from '../call/kept/commands.ts';
import type { CommandOutcome } from '../call/kept/events.ts';
import type { Log } from '../ports/log.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { Media, Performed, Telephony } from '../ports/telephony.ts';
import type { PlaybackId } from '../shared/ids.ts';

type Ask = (question: StoreQuestion) => Promise<void>;
type Plays = (playback: PlaybackId, media: readonly Media[]) => void;
/** A promise: when it is known what became of the command. */
type Failed = (
  command: Command,
  outcome: Exclude<CommandOutcome, 'done'>,
  reason: string,
) => Promise<void> | undefined;

export class CommandLanes {
  readonly #telephony: Telephony;
  readonly #prompts: Prompts;
  readonly #log: Log;
  readonly #failed: Failed;
  readonly #ask: Ask;
  readonly #plays: Plays;
  /** The last command of a lane that has yet to be handed over, because of its sounds or of those before it. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #running = new Set<Promise<void>>();
  /** Legs that are on their way into a room, by lane: until then no one is hung up on in their favour. */
  readonly #joining = new Map<string, Promise<void>>();

  constructor(
    telephony: Telephony,
    prompts: Prompts,
    log: Log,
    failed: Failed,
    ask: Ask,
    plays: Plays = () => undefined,
  ) {
    this.#telephony = telephony;
    this.#prompts = prompts;
    this.#log = log;
    this.#failed = failed;
    this.#ask = ask;
    this.#plays = plays;
  }

  run(command: Command): void {
    if ('inTurn' in command && command.inTurn && this.#joining.has(laneOf(command)))
      void this.#handAfterwards(command);
    else this.#hand(command);
  }

  /** An order to connect may get lost. Whoever makes room then stays with the caller until it is given again. */
  async #handAfterwards(command: Command): Promise<void> {
    const lane = laneOf(command);
    for (let joining = this.#joining.get(lane); joining; joining = this.#joining.get(lane)) await joining;
    this.#hand(command);
  }

  #hand(command: Command): void {
    const lane = laneOf(command);
    const before = this.#lanes.get(lane);
    if (before === undefined && command.do !== 'play') {
      this.#perform(command, []);
      return;
    }
    const handed = this.#soundsOf(command)
      .then(async (media) => before?.then(() => media) ?? media)
      .then((media) => this.#perform(command, media));
    this.#lanes.set(lane, handed);
    void handed.then(() => {
      if (this.#lanes.get(lane) === handed) this.#lanes.delete(lane);
    });
  }

  /** When all that has been given so far is carried out. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0 || this.#running.size > 0)
      await Promise.all([...this.#lanes.values(), ...this.#running]);
  }

  #perform(command: Command, media: readonly Media[] | Unsounded): void {
    const performed =
      command.do === 'checkPin' || command.do === 'listMessages' || command.do === 'lookUp'
        ? this.#ask(command)
        : this.#outcome(command, media).then((outcome) => {
            const known = this.#performed(command, outcome);
            if (command.do === 'connect') this.#joins(laneOf(command), known);
          });
    if (command.do === 'connect') this.#joins(laneOf(command), performed);
    this.#running.add(performed);
    void performed.then(() => this.#running.delete(performed));
  }

  #joins(lane: string, done: Promise<void> | undefined): void {
    if (!done) return;
    this.#joining.set(lane, done);
    void done.then(() => {
      if (this.#joining.get(lane) === done) this.#joining.delete(lane);
    });
  }

  #performed(command: Command, { outcome, reason }: Performed): Promise<void> | undefined {
    if (outcome === 'done' || (outcome === 'gone' && endsSomething(command))) return undefined;
    const about = { call: command.call, command: command.do, outcome, reason };
    // Somebody hung up while the command was on its way: that is told as the end of their leg.
    if (outcome === 'gone') this.#log.debug(about, 'A command came too late: its call or leg has ended.');
    else this.#log.warn(about, 'A command failed.');
    return this.#failed(command, outcome, reason);
  }

  async #outcome(command: ExchangeCommand, media: readonly Media[] | Unsounded): Promise<Performed> {
    if ('because' in media) return { outcome: 'unknown', reason: media.because };
    // Nothing of the prompt can be had: it has been told to the alarm, and the call goes on without it.
    if (command.do === 'play' && media.length === 0) return { outcome: 'refused', reason: 'nothing to play' };
    if (command.do === 'play') this.#plays(command.playback, media);
    try {
      return await this.#telephony.perform(command, media);
    } catch (error) {
      this.#log.error({ err: error, command: command.do }, 'A command failed unexpectedly.');
      return { outcome: 'unknown', reason: String(error) };
    }
  }

  async #soundsOf(command: Command): Promise<readonly Media[] | Unsounded> {
    if (command.do !== 'play') return [];
    try {
      return await this.#prompts.media(command.prompt, command.language);
    } catch (error) {
      return { because: String(error) };
    }
  }
}

/** A prompt that could not even be looked for. */
interface Unsounded {
  readonly because: string;
}

/** Commands that are carried out when what they end is no more. */
function endsSomething({ do: what }: Command): boolean {
  return (
    what === 'hangUp' ||
    what === 'stopPlaying' ||
    what === 'stopMusic' ||
    what === 'stopRecording' ||
    what === 'removeBridge'
  );
}
