/** Puts together what goes out of the house. */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Store } from '../ports/store.ts';
import { defined } from '../shared/defined.ts';
import { Dispatcher } from './deliveries/dispatcher.ts';
import { QueuedMailer } from './mail/queued-mailer.ts';
import { SmtpCarrier, type SmtpSettings } from './mail/smtp.ts';

export interface OutwardNeeds {
  readonly store: Pick<Store, 'deliveries' | 'journal'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined: no mail is sent. */
  readonly smtp: SmtpSettings | undefined;
  /** Of the console, without a slash at its end. */
  readonly baseUrl: () => string;
  /** Tells of each entry after its commit; returns how to stop. */
  readonly onEntry: (then: (entry: StoredEntry) => void) => () => void;
}

export class Outward {
  readonly mailer: Mailer;
  readonly #mailer: QueuedMailer;
  readonly #dispatcher: Dispatcher;
  readonly #smtp: SmtpCarrier | undefined;

  constructor({ store, clock, log, smtp, baseUrl, onEntry }: OutwardNeeds) {
    const book = store.deliveries;
    this.#smtp = smtp && new SmtpCarrier(smtp);
    this.#dispatcher = new Dispatcher({ book, clock, log, carriers: defined({ mail: this.#smtp }) });
    this.#mailer = new QueuedMailer({
      book,
      journal: store.journal,
      clock,
      log,
      isSetUp: smtp !== undefined,
      baseUrl,
      added: () => this.#dispatcher.wake(),
      onEntry,
    });
    this.mailer = this.#mailer;
  }

  start(): Promise<void> {
    return this.#dispatcher.start();
  }

  async stop(): Promise<void> {
    await this.#mailer.stop();
    await this.#dispatcher.stop();
    this.#smtp?.close();
  }
}
