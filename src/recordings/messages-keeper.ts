/**
 * What becomes of the sounds of messages: once one is left, a rule listens to it, so that silence calls for no one; the
 * sound of a deleted one is removed; and those older than their voicemail keeps them are deleted.
 *
 * What is to be done stands in the store, so that a kill loses nothing: the next engine goes on with it.
 */
import { rm } from 'node:fs/promises';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { MessageChange } from '../call/kept/message.ts';
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { VoicemailBox, VoicemailMessage } from '../ports/store.ts';
import { type Duration, minutes, seconds } from '../shared/time.ts';
import type { Judged } from './judge-message.ts';

export interface MessagesKeeperNeeds {
  readonly voicemails: Pick<VoicemailBox, 'unjudged' | 'deleted' | 'forget' | 'olderThan'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly plan: () => Pick<Plan, 'voicemails'>;
  /** The path of its sound; undefined: it cannot be seen from here. */
  readonly fileOf: (recording: string) => string | undefined;
  readonly judge: (path: string) => Promise<Judged>;
  /** Rejects once the engine has stopped: the next one goes on with it. */
  readonly change: (message: VoicemailMessage, change: MessageChange, by: string) => Promise<void>;
}

const lookEvery: Duration = minutes(10);
const failedWaits: Duration = seconds(30);

export class MessagesKeeper {
  readonly #needs: MessagesKeeperNeeds;
  #callOff: () => void = () => undefined;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(needs: MessagesKeeperNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#work();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#working;
  }

  /** Of the journal. */
  happened(entry: StoredEntry): void {
    const isDue =
      entry.type === 'messageLeft' || (entry.type === 'messageChanged' && entry.change === 'deleted');
    if (isDue) this.#work();
  }

  /** When nothing is left to do. */
  idle(): Promise<void> {
    return this.#working;
  }

  #work(): void {
    if (this.#isStopped) return;
    this.#working = this.#working.then(() => this.#look());
  }

  async #look(): Promise<void> {
    if (this.#isStopped) return;
    this.#callOff();
    let next = lookEvery;
    try {
      await this.#judge();
      await this.#deleteOld();
      await this.#removeDeleted();
    } catch (error) {
      this.#needs.log.error({ err: error }, 'Cannot process voicemail messages; retrying.');
      next = failedWaits;
    }
    if (!this.#isStopped) this.#callOff = this.#needs.clock.after(next, () => this.#work());
  }

  async #judge(): Promise<void> {
    const { voicemails, plan, fileOf, judge, change } = this.#needs;
    for (const message of await voicemails.unjudged()) {
      if (this.#isStopped) return;
      const path = fileOf(message.recording);
      const keepsAll = plan().voicemails[message.voicemail]?.keepsSilence === true;
      // What cannot be listened to is for people.
      const judged = keepsAll || path === undefined ? 'unknown' : await judge(path);
      await change(message, judged === 'none' ? 'no_speech' : 'has_speech', 'the rule for speech');
    }
  }

  async #deleteOld(): Promise<void> {
    const { voicemails, plan, clock, change } = this.#needs;
    for (const { name, keepFor } of Object.values(plan().voicemails)) {
      if (keepFor === undefined) continue;
      for (const message of await voicemails.olderThan(name, clock.now() - keepFor))
        await change(message, 'deleted', 'keep for');
    }
  }

  async #removeDeleted(): Promise<void> {
    const { voicemails, fileOf } = this.#needs;
    for (const recording of await voicemails.deleted()) {
      const path = fileOf(recording);
      if (path !== undefined) await rm(path, { force: true });
      await voicemails.forget(recording);
    }
  }
}
