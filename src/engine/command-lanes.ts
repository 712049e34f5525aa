/**
 * Carries commands out: side by side, but in order where they concern the same leg. So a phone is never told to hang
 * up before the exchange has heard that it should ring.
 */
import type { Command } from '../call/commands.ts';
import type { CommandOutcome } from '../call/events.ts';
import type { Log } from '../ports/log.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { Performed, Telephony } from '../ports/telephony.ts';
import { callOf } from '../shared/ids.ts';

type Failed = (command: Command, outcome: Exclude<CommandOutcome, 'done'>, reason: string) => void;

export class CommandLanes {
  readonly #telephony: Telephony;
  readonly #prompts: Prompts;
  readonly #log: Log;
  readonly #failed: Failed;
  readonly #lanes = new Map<string, Promise<void>>();

  constructor(telephony: Telephony, prompts: Prompts, log: Log, failed: Failed) {
    this.#telephony = telephony;
    this.#prompts = prompts;
    this.#log = log;
    this.#failed = failed;
  }

  run(command: Command): void {
    const lane = laneOf(command);
    const before = this.#lanes.get(lane);
    const done = before ? before.then(() => this.#perform(command)) : this.#perform(command);
    this.#lanes.set(lane, done);
    void done.then(() => {
      if (this.#lanes.get(lane) === done) this.#lanes.delete(lane);
    });
  }

  /** When all that has been given so far is carried out. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  async #perform(command: Command): Promise<void> {
    const { outcome, reason } = await this.#outcome(command);
    if (outcome === 'done' || (outcome === 'gone' && endsSomething(command))) return;
    this.#log.warn(
      { call: command.call, command: command.do, outcome, reason },
      'A command was not carried out.',
    );
    this.#failed(command, outcome, reason);
  }

  async #outcome(command: Command): Promise<Performed> {
    try {
      const media = command.do === 'play' ? await this.#prompts.media(command.prompt, command.language) : [];
      // Nothing of the prompt can be had: it has been told to the alarm, and the call goes on without it.
      if (command.do === 'play' && media.length === 0)
        return { outcome: 'refused', reason: 'nothing to play' };
      return await this.#telephony.perform(command, media);
    } catch (error) {
      return { outcome: 'unknown', reason: String(error) };
    }
  }
}

/** What is for the caller's ears goes in one lane; each phone that rings has its own. */
function laneOf(command: Command): string {
  if (command.do === 'ring') return command.offer;
  if (command.do === 'hangUp' && callOf(command.leg) !== undefined) return command.leg;
  return command.call;
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
