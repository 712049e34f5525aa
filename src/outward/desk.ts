/** What people ask of deliveries and webhooks. The gate has let it pass. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import type { Channel, Delivery, DeliveryBook } from '../ports/deliveries.ts';
import type { OutwardDesk } from '../ports/outward.ts';
import type { Refused } from '../ports/refused.ts';
import type { TestOutcome, Webhooks } from '../ports/webhooks.ts';
import type { Carried, Carrier } from './deliveries/carrier.ts';
import { bodyOf } from './mail/body.ts';
import { mailTarget } from './mail/queued-mailer.ts';

/** Sent again at once; the rest with the next request. */
const mostReplayed = 1000;

export interface DeskNeeds {
  readonly webhooks: Webhooks;
  readonly book: DeliveryBook;
  readonly clock: Pick<Clock, 'now'>;
  /** Undefined: no mail is sent. */
  readonly smtp: Pick<Carrier, 'carry'> | undefined;
  /** Something waits to be sent there, now. */
  readonly unpause: (channel: Channel, target: string) => void;
}

export class Desk implements OutwardDesk {
  readonly webhooks: Webhooks;
  readonly deliveries: DeliveryBook;
  readonly #needs: DeskNeeds;

  constructor(needs: DeskNeeds) {
    this.webhooks = needs.webhooks;
    this.deliveries = needs.book;
    this.#needs = needs;
  }

  async replay(id: string): Promise<{ readonly done: true; readonly delivery: Delivery } | Refused> {
    const { book, clock, unpause } = this.#needs;
    const isThere = await book.find(id);
    if (!isThere) return refused('no_such_delivery', `there is no delivery ${id}`);
    if (!(await book.replay(id, clock.now())))
      return refused('delivery_not_kept', `the delivery ${id} cannot be sent again`);
    unpause(isThere.channel, isThere.target);
    return { done: true, delivery: (await book.find(id)) ?? isThere };
  }

  async replayDead(channel: Channel | undefined, target: string | undefined): Promise<number> {
    const { book, clock, unpause } = this.#needs;
    const of = { ...(channel && { channel }), ...(target !== undefined && { target }) };
    const dead = await book.list({ ...of, state: 'dead' }, mostReplayed);
    let replayed = 0;
    // In the order in which they were added.
    for (const each of dead.toReversed()) if (await book.replay(each.id, clock.now())) replayed += 1;
    for (const one of new Map(dead.map((each) => [`${each.channel} ${each.target}`, each])).values())
      unpause(one.channel, one.target);
    return replayed;
  }

  async testMail(to: string): Promise<{ readonly done: true; readonly outcome: TestOutcome } | Refused> {
    const { smtp, clock } = this.#needs;
    if (!smtp) return refused('mail_not_set_up', 'no mail server is set (CORDBOARD_SMTP_HOST)');
    const at = clock.now();
    const mail = {
      id: '',
      kind: 'test',
      to: [to],
      subject: 'Cordboard can send e-mails',
      text: 'This is a test. You need not do anything.',
    };
    const delivery: Delivery = {
      id: `mail_${randomUUID()}`,
      channel: 'mail',
      target: mailTarget,
      lane: '',
      kind: 'test',
      body: bodyOf(mail, to),
      at,
      state: 'waiting',
      attempts: 0,
      due: at,
      mayBeTwice: false,
    };
    const carried = await smtp.carry(delivery, new AbortController().signal);
    return { done: true, outcome: outcomeOf(carried, clock.now() - at) };
  }
}

export function outcomeOf(carried: Carried, took: number): TestOutcome {
  const { code } = carried;
  return {
    delivered: carried.is === 'sent',
    took,
    ...(code !== undefined && { code }),
    ...(carried.is !== 'sent' && { reason: carried.reason }),
  };
}

const refused = (code: Refused['code'], because: string): Refused => ({ done: false, code, because });
