/**
 * What has been called outside within the last hour, for the limits on it: each call when it is rung, its minutes when
 * they are over. Each is journalled as well (`outsideUsed`), and a restart goes on with those of the last hour.
 */
import type { AgentName, TrunkName } from '../../plan/model.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';

export const anHour: Duration = minutes(60);

export interface OutsideUse {
  readonly at: Instant;
  readonly trunk: TrunkName;
  /** On whose behalf; if omitted: no one's in particular, a step of the plan. */
  readonly agent?: AgentName;
  /** 1: a call was made. 0: this is the talk of one that was made before. */
  readonly calls: 0 | 1;
  readonly talked: Duration;
}

/** More than any limit of an hour that a plan can hold. */
const most = 200_000;

export class OutsideUses {
  /** Oldest first. */
  #uses: OutsideUse[] = [];

  add(use: OutsideUse): void {
    const begin = this.#uses.findIndex(({ at }) => at > use.at - anHour);
    if (begin !== 0) this.#uses = begin < 0 ? [] : this.#uses.slice(begin);
    this.#uses.push(use);
    if (this.#uses.length > most) this.#uses.shift();
  }

  get all(): readonly OutsideUse[] {
    return [...this.#uses];
  }

  since(then: Instant): readonly OutsideUse[] {
    return this.#uses.filter(({ at }) => at > then);
  }
}
