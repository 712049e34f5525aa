/**
 * A phone that was lost and is switched on again registers. If its last registration has not run out meanwhile, Asterisk only
 * renews it, and AMI says nothing of that: `ContactStatus` comes with new contacts, and `SuccessfulAuth`, which is off, with
 * each request of any phone. So the registrations of lost phones, and of no others, are looked at: one that ends at another
 * time than before has been renewed.
 *
 * A phone on which someone talks is taken for lost only some time after it has gone. It may be back by then: so its registration is
 * looked at once more when it is first suspected.
 */
import type { Clock } from '../ports/clock.ts';
import { type Duration, seconds } from '../shared/time.ts';
import type { AmiLink, AmiMessage } from './ami/ami-link.ts';

const lookEvery: Duration = seconds(2);
/** Phones that are asked for in one go: of a switch with hundreds of phones that is off, all are lost at once. */
const atOnce = 20;

export interface RenewalsNeeds {
  readonly clock: Clock;
  /** Undefined: there is no AMI. */
  readonly ami: Pick<AmiLink, 'action'> | undefined;
  readonly isLost: (phone: string) => boolean;
  readonly renewed: (phone: string) => void;
}

export class Renewals {
  readonly #needs: RenewalsNeeds;
  /** Of lost phones, in the order in which they are asked for: the registrations that they had; undefined: not known yet. */
  readonly #lost = new Map<string, string | undefined>();
  /** The same of those that may be lost soon. */
  readonly #suspected = new Map<string, string | undefined>();
  #callOff: (() => void) | undefined;

  constructor(needs: RenewalsNeeds) {
    this.#needs = needs;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** It may be lost: from what it has at this moment a renewal differs, if it is. */
  suspected(phone: string): void {
    this.#suspected.set(phone, undefined);
    void this.#ask(phone);
  }

  /** It gave no sign of life. A renewal differs from what it has at this moment, or had when it was suspected. */
  lost(phone: string, isSuspected: boolean): void {
    const before = isSuspected ? this.#suspected.get(phone) : undefined;
    this.#suspected.delete(phone);
    this.#lost.delete(phone);
    this.#lost.set(phone, before);
    void this.#ask(phone);
    this.#lookLater();
  }

  /** `ContactStatusDetail`. */
  hear({ aor, uri, regexpire, callid }: AmiMessage): void {
    const phone = String(aor);
    const now = [uri, regexpire, callid].join(' ');
    if (this.#suspected.has(phone)) this.#suspected.set(phone, this.#suspected.get(phone) ?? now);
    if (!this.#lost.has(phone)) return;
    const before = this.#lost.get(phone);
    if (before === undefined) this.#lost.set(phone, now);
    else if (before !== now) {
      this.#lost.delete(phone);
      this.#needs.renewed(phone);
    }
  }

  #lookLater(): void {
    this.#callOff ??= this.#needs.clock.after(lookEvery, () => {
      this.#callOff = undefined;
      this.#look();
    });
  }

  #look(): void {
    for (const phone of this.#lost.keys()) if (!this.#needs.isLost(phone)) this.#lost.delete(phone);
    for (const [phone, before] of [...this.#lost].slice(0, atOnce)) {
      // The others are next.
      this.#lost.delete(phone);
      this.#lost.set(phone, before);
      void this.#ask(phone);
    }
    if (this.#lost.size > 0) this.#lookLater();
  }

  async #ask(phone: string): Promise<void> {
    await this.#needs.ami?.action({ action: 'PJSIPShowEndpoint', endpoint: phone });
  }
}
