/**
 * Browser phones: where their websockets lead to, and what becomes of legs whose page is gone.
 *
 * Asterisk drops the registration with the websocket, and the legs not at all: a phone whose page was closed would ring on,
 * unheard, until its time is over.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Plan } from '../plan/model.ts';
import { browserPhones } from '../plan/rules/phones.ts';
import type { BrowserPhones as Port } from '../ports/browser-phones.ts';
import type { Clock } from '../ports/clock.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs } from './legs.ts';
import type { SipCredential } from './provisioning/plan-files.ts';

export interface BrowserPhonesNeeds {
  /** Of Asterisk's HTTP server. */
  readonly url: string;
  readonly credentials: () => readonly SipCredential[];
  readonly legs: Pick<Legs, 'all'>;
  readonly ids: Pick<AsteriskIds, 'leg'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
  /** It is there, whatever was thought of it before. */
  readonly heardOf: (phone: string) => void;
  readonly refused: Port['refused'];
}

export class BrowserPhones implements Port {
  readonly #needs: BrowserPhonesNeeds;
  #phones: ReadonlySet<string> = new Set();
  #isUp = false;

  constructor(needs: BrowserPhonesNeeds) {
    this.#needs = needs;
  }

  follow(plan: Pick<Plan, 'agents'>): void {
    this.#phones = new Set(browserPhones(plan));
  }

  /** Whether Asterisk is there. */
  linked(isUp: boolean): void {
    this.#isUp = isUp;
  }

  wayIn(): string | undefined {
    return this.#isUp ? `${this.#needs.url.replace(/^http/, 'ws')}/ws` : undefined;
  }

  keyOf(phone: string): string | undefined {
    if (!this.#phones.has(phone)) return undefined;
    return this.#needs.credentials().find(({ user }) => user === phone)?.password;
  }

  arrived(phone: string): void {
    this.#needs.heardOf(phone);
  }

  left(phone: string): void {
    const { legs, ids, tell, clock } = this.#needs;
    for (const leg of legs.all())
      if (leg.phone === phone && leg.madeByUs && !leg.answered && leg.ending === undefined)
        tell({ type: 'legLost', at: clock.now(), leg: ids.leg(leg.channel), phone });
  }

  refused(why: Parameters<Port['refused']>[0]): void {
    this.#needs.refused(why);
  }
}
