/**
 * Visits to the caller page: each is good for one call, from one page, soon. So many are there at a time, so many begin within an
 * hour in all, and so many of them from one address.
 */
import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { CallerPage } from '../../plan/model.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';

/** Between the click and the websocket a browser may still ask for the microphone. */
const openWithin: Duration = minutes(1);
const window: Duration = minutes(60);

type Limit = 'caller_page_busy' | 'caller_page_too_often';

interface Visit {
  readonly address: string;
  readonly number: string;
  readonly until: Instant;
  isOpen: boolean;
}

type Terms = Pick<CallerPage, 'callsAtOnce' | 'callsAnHour' | 'callsAnHourFromOne'>;

export class Visits {
  readonly #now: () => Instant;
  readonly #visits = new Map<string, Visit>();
  /** Oldest first; a call that was refused is none. */
  #begun: { readonly network: string; readonly at: Instant }[] = [];

  constructor(now: () => Instant) {
    this.#now = now;
  }

  begin(
    address: string,
    number: string,
    terms: Terms,
  ): { readonly visit: string } | { readonly refused: Limit } {
    const now = this.#now();
    for (const [id, { isOpen, until }] of this.#visits) if (!isOpen && until <= now) this.#visits.delete(id);
    this.#begun = this.#begun.filter(({ at }) => at > now - window);
    const network = networkOf(address);
    const fromOne = this.#begun.filter((one) => one.network === network).length;
    if (fromOne >= terms.callsAnHourFromOne) return { refused: 'caller_page_too_often' };
    if (this.#visits.size >= terms.callsAtOnce || this.#begun.length >= terms.callsAnHour)
      return { refused: 'caller_page_busy' };
    this.#begun.push({ network, at: now });
    const visit = randomBytes(24).toString('base64url');
    this.#visits.set(visit, { address, number, until: now + openWithin, isOpen: false });
    return { visit };
  }

  /** The number that may be called; undefined: there is no such visit, it is somebody else's, or it has been opened before. */
  open(visit: string, address: string): string | undefined {
    const known = this.#visits.get(visit);
    if (!known || known.isOpen || known.until <= this.#now() || known.address !== address) return undefined;
    known.isOpen = true;
    return known.number;
  }

  end(visit: string): void {
    this.#visits.delete(visit);
  }
}

/** Who has one IPv6 address has all of its /64. */
function networkOf(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
