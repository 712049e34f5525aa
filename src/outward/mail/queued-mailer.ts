/** The port's mailer: mails become deliveries, which the dispatcher sends. */
import { createHash } from 'node:crypto';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryBook, NewDelivery } from '../../ports/deliveries.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import type { Store } from '../../ports/store.ts';
import type { Carrier } from '../deliveries/carrier.ts';
import { JournalFollower } from '../journal-follower.ts';
import { bodyOf, mailIn } from './body.ts';

export interface MailerNeeds {
  readonly book: DeliveryBook;
  readonly journal: Store['journal'];
  readonly clock: Clock;
  readonly log: Log;
  readonly isSetUp: boolean;
  /** Of the console, without a slash at its end. */
  readonly baseUrl: () => string;
  /** Something new waits to be sent. */
  readonly added: () => void;
  /** Tells of each entry after its commit; returns how to stop. */
  readonly onEntry: (then: (entry: StoredEntry) => void) => () => void;
}

/** All mails go through the one server. */
export const mailTarget = 'smtp';

export class QueuedMailer implements Mailer {
  readonly #needs: MailerNeeds;
  readonly #followers = new Set<JournalFollower>();
  readonly #unwanted = new Map<string, Parameters<Mailer['withdraw']>[1]>();

  constructor(needs: MailerNeeds) {
    this.#needs = needs;
  }

  get isSetUp(): boolean {
    return this.#needs.isSetUp;
  }

  linkTo(path: string): string {
    return `${this.#needs.baseUrl()}${path}`;
  }

  async send(mail: Mail): Promise<'queued' | 'known' | 'not_set_up'> {
    const { book, added } = this.#needs;
    if (!this.isSetUp) return 'not_set_up';
    if ((await book.add(this.#deliveriesOf(mail))) === 0) return 'known';
    added();
    return 'queued';
  }

  follow(
    name: string,
    types: readonly StoredEntry['type'][],
    mailsOf: (entry: StoredEntry) => readonly Mail[] | Promise<readonly Mail[]>,
  ): () => void {
    const { book, journal, clock, log, added, onEntry } = this.#needs;
    if (!this.isSetUp) return () => undefined;
    const ofInterest = new Set(types);
    const follower = new JournalFollower({
      book,
      journal,
      clock,
      log,
      added,
      name: `mail ${name}`,
      deliveriesOf: async (entry) =>
        ofInterest.has(entry.type) ? (await mailsOf(entry)).flatMap((mail) => this.#deliveriesOf(mail)) : [],
    });
    this.#followers.add(follower);
    const unfollow = onEntry((entry) => follower.happened(entry.seq, ofInterest.has(entry.type)));
    follower.start();
    return () => {
      unfollow();
      this.#followers.delete(follower);
      void follower.stop();
    };
  }

  withdraw(kind: string, unwanted: Parameters<Mailer['withdraw']>[1]): void {
    this.#unwanted.set(kind, unwanted);
  }

  /** What a mail waits for may take hours, and people change their minds meanwhile: they are asked once more. */
  asking(carrier: Carrier): Carrier {
    return {
      atOnce: carrier.atOnce,
      carry: async (delivery, signal) => {
        const { kind, call, body } = delivery;
        const unwanted = this.#unwanted.get(kind);
        if (!unwanted || body === undefined) return await carrier.carry(delivery, signal);
        const reason = await unwanted({ ...(call !== undefined && { call }), to: mailIn(body).to });
        return reason === undefined ? await carrier.carry(delivery, signal) : { is: 'withdrawn', reason };
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#followers].map((follower) => follower.stop()));
  }

  #deliveriesOf(mail: Mail): NewDelivery[] {
    const now = this.#needs.clock.now();
    return [...new Set(mail.to)].map((to) => ({
      id: idOf(mail.id, to),
      channel: 'mail',
      target: mailTarget,
      kind: mail.kind,
      ...(mail.call !== undefined && { call: mail.call }),
      body: bodyOf(mail, to),
      // Its patience begins then.
      at: Math.max(now, mail.notBefore ?? now),
    }));
  }
}

/** Also the left half of the Message-ID: it says nothing of what is in the mail. */
const idOf = (id: string, to: string): string =>
  `mail_${createHash('sha256').update(`${id}\n${to}`).digest('hex').slice(0, 32)}`;
