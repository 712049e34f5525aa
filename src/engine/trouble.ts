/** What is wrong at the moment, as reported by the rest of the engine. */
import type { Health } from '../ports/operations.ts';
import type { Instant } from '../shared/time.ts';

export class Trouble {
  /** Why calls are not routed; undefined: they are. */
  link: string | undefined = 'starting';
  /** Why nothing is heard of phones; undefined: they are heard. */
  phones: string | undefined;
  /** Why nothing can be stored; undefined: it can. */
  store: string | undefined;
  /** Nothing may be done any more: another engine does it. */
  isReplaced = false;

  /** Events or commits are held up, so that the journal does not know yet what has happened. */
  get isBehind(): boolean {
    return this.link !== undefined || this.store !== undefined;
  }

  health(since: Instant): Health {
    const reasons = [
      this.link,
      this.phones && `phones: ${this.phones}`,
      this.store && `store: ${this.store}`,
    ];
    return {
      ready: this.link === undefined,
      reasons: reasons.filter((reason) => reason !== undefined),
      since,
    };
  }
}
