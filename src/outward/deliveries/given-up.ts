/**
 * Tells an operator of deliveries that were given up: once an hour for each target. An alarm that could not be delivered
 * raises none, or one would lead to the next for ever.
 */
import type { Clock } from '../../ports/clock.ts';
import type { Channel, Delivery } from '../../ports/deliveries.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';

const notSooner: Duration = minutes(60);

const whats: Readonly<Record<Channel, (target: string) => string>> = {
  mail: () => 'an e-mail',
  webhook: (target) => `a message to the webhook ${target}`,
  helpdesk: (target) => `a change of a ticket, for the helpdesk (${target}),`,
};

export class GivenUp {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #alarm: (what: string) => void;
  readonly #last = new Map<string, Instant>();

  constructor(clock: Pick<Clock, 'now'>, alarm: (what: string) => void) {
    this.#clock = clock;
    this.#alarm = alarm;
  }

  died({ channel, target, kind }: Delivery, reason: string): void {
    if (kind === 'alarmRaised' || kind === 'alarm' || kind === 'screenPop') return;
    const key = `${channel} ${target}`;
    const now = this.#clock.now();
    if (now - (this.#last.get(key) ?? Number.NEGATIVE_INFINITY) < notSooner) return;
    this.#last.set(key, now);
    const what = whats[channel](target);
    this.#alarm(`${what} (${kind}) was given up: ${reason}`);
  }
}
