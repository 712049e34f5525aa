/**
 * An account that registers from another address than before. One account is for one phone: a newer registration
 * displaces the older phone, which still believes that it is registered, and no longer rings. Two phones with one
 * account look like one phone that moves to and fro.
 */

import type { Clock } from '../ports/clock.ts';
import type { PhoneMove, PhonesInTurns } from '../ports/telephony.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';

const kept: Duration = minutes(60);
/** Asterisk tells of both in one breath. Who logs out in order and registers elsewhere later has not been pushed out. */
const pushedOutWithin: Duration = 200;
/** A phone behind a router that gives it another port each time is told of once a minute. */
const toldEvery: Duration = minutes(1);

interface Registered {
  readonly address: string;
  /** When that registration ended; if omitted: it lasts. */
  readonly goneAt?: Instant;
  readonly moves: readonly { readonly at: Instant; readonly from: string; readonly to: string }[];
  readonly toldAt?: Instant;
}

export class PhoneMoves {
  readonly #clock: Clock;
  readonly #moved: (move: PhoneMove) => void;
  readonly #phones = new Map<string, Registered>();

  constructor(clock: Clock, moved: (move: PhoneMove) => void) {
    this.#clock = clock;
    this.#moved = moved;
  }

  follow(accounts: ReadonlySet<string>): void {
    for (const phone of this.#phones.keys()) if (!accounts.has(phone)) this.#phones.delete(phone);
  }

  /** `uri`: of the contact, as Asterisk tells it: `sip:anna@192.0.2.7:5060;ob`. */
  heard(phone: string, uri: string, isRemoved: boolean): void {
    const address = addressIn(uri);
    if (address === undefined) return;
    const now = this.#clock.now();
    const before = this.#phones.get(phone);
    if (isRemoved) {
      // Of the one that was pushed out, Asterisk says so after the new one is there.
      if (before?.address === address) this.#phones.set(phone, { ...before, goneAt: now });
      return;
    }
    const { goneAt: _, ...known } = before ?? { moves: [] };
    const wasThere =
      before !== undefined && (before.goneAt === undefined || before.goneAt > now - pushedOutWithin);
    if (before === undefined || before.address === address || !wasThere) {
      this.#phones.set(phone, { ...known, address });
      return;
    }
    const move = { phone, from: before.address, to: address };
    const moves = [...before.moves.filter(({ at }) => at > now - kept), { at: now, ...move }].slice(
      -mostKept,
    );
    const isTold = before.toldAt === undefined || before.toldAt <= now - toldEvery;
    this.#phones.set(phone, { ...known, address, moves, ...(isTold ? { toldAt: now } : {}) });
    if (isTold) this.#moved(move);
  }

  /** Accounts that have come back to an address which they had left for another: two phones, most likely. */
  inTurns(): readonly PhonesInTurns[] {
    const since = this.#clock.now() - kept;
    return [...this.#phones].flatMap(([phone, { moves }]): PhonesInTurns[] => {
      const recent = moves.filter(({ at }) => at > since);
      const left = new Set<string>();
      const back = new Set<string>();
      for (const { from, to } of recent) {
        left.add(from);
        if (left.has(to)) for (const address of [from, to]) back.add(address);
      }
      return back.size === 0 ? [] : [{ phone, addresses: [...back], times: recent.length }];
    });
  }
}

const mostKept = 50;

const addressIn = (uri: string): string | undefined => /@([^;>@]+)/.exec(uri)?.[1];
