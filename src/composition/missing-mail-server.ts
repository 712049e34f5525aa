/** Says in the log that the plan sends e-mails while there is no server for them; nothing else would, as none is kept. */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Plan } from '../plan/model.ts';
import { sendsMail } from '../plan/rules/mail.ts';
import type { Log } from '../ports/log.ts';
import type { Mailer } from '../ports/mailer.ts';

export interface MissingMailServerNeeds {
  readonly plan: () => Plan;
  readonly mailer: Pick<Mailer, 'isSetUp'>;
  readonly log: Pick<Log, 'warn'>;
}

export class MissingMailServer {
  readonly #needs: MissingMailServerNeeds;
  #said = '';

  constructor(needs: MissingMailServerNeeds) {
    this.#needs = needs;
  }

  /** Once for each plan that sends something else. */
  look(): void {
    const { plan, mailer, log } = this.#needs;
    if (mailer.isSetUp) return;
    const sends = sendsMail(plan()).join('; ');
    if (sends !== '' && sends !== this.#said)
      log.warn(
        { sends },
        'The plan sends e-mails, but no mail server is set (CORDBOARD_SMTP_HOST): none is sent.',
      );
    this.#said = sends;
  }

  happened(entry: StoredEntry): void {
    if (entry.type === 'planActivated') this.look();
  }
}
