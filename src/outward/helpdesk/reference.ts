/**
 * How a ticket of ours is called in another ticket system: `[CB-1f2e3d-12]` in the title. It says which installation it is
 * of: two may share a helpdesk. By it a ticket that was created is found again when its id could not be stored.
 */
import { createHmac } from 'node:crypto';

export class References {
  readonly #house: string;
  readonly #pattern: RegExp;

  /** @param key of the installation, which stays the same */
  constructor(key: Buffer) {
    this.#house = `CB-${createHmac('sha256', key).update('helpdesk').digest('hex').slice(0, 6)}`;
    this.#pattern = new RegExp(`\\[${this.#house}-(\\d{1,15})\\]`);
  }

  of(ticket: number): string {
    return `[${this.#house}-${ticket}]`;
  }

  ticketIn(title: string): number | undefined {
    const [, ticket] = this.#pattern.exec(title) ?? [];
    return ticket === undefined ? undefined : Number(ticket);
  }

  /** The subject of what we write there for an event: what we wrote is known by it. */
  subjectOf(event: number): string {
    return `Cordboard ${this.#house} event ${event}`;
  }

  isOurs(subject: string): boolean {
    return subject.startsWith(`Cordboard ${this.#house} event `);
  }
}
