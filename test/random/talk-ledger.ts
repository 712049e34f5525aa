/**
 * Who hears whom, by the rooms that the exchange is asked for, and what each person's time was by that. Whoever is at a phone
 * knows whether they hear their caller, whether they have pressed hold, and whether they are with a colleague instead.
 *
 * ```
 *   talked     hears their caller                     held     has pressed hold
 *   consulted  has left the caller to ask somebody,   called   is in a call of their own, for no caller
 *              or is asked for one
 * ```
 */
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { listIn } from '../../src/shared/lists.ts';
import type { Duration, Instant } from '../../src/shared/time.ts';

type Kind = 'talked' | 'held' | 'consulted' | 'called';
export type Sheet = Record<Kind, Duration>;

/** A phone that rings, or is used. */
export interface PhoneLeg {
  readonly leg: LegId;
  readonly phone: string;
  /** In which it rang, or which it has come into. */
  call: CallId | undefined;
  /** For whom: a caller, or the leg of a colleague who asks. If omitted: they have dialled something themselves. */
  at?: LegId;
  /** Of somebody who is asked or fetched. */
  readonly askedBy?: PhoneLeg;
  isUp: boolean;
  isOver: boolean;
  holds: boolean;
  /** They ask a colleague, or fetch one into the talk; until that one is in it, or it is over. */
  asks?: 'consult' | 'join' | 'hand_over';
  /** What they ask for at this very moment. */
  does?: 'swap' | 'cancel';
  /** When they first heard their caller. */
  metAt?: Instant;
  /** When their caller went, and they stayed with whom they asked. */
  leftAt?: Instant;
  spends?: { readonly kind: Kind; readonly since: Instant; readonly call: CallId | undefined };
}

export class TalkLedger {
  /** By phone: all of the time. */
  readonly sheets = new Map<string, Sheet>();
  /** Who was on: by call and phone. */
  readonly on = new Map<string, Sheet>();
  /** What callers heard: a person, or music in a talk. */
  readonly heard = new Map<LegId, { talked: Duration; held: Duration }>();
  readonly #legs = new Map<LegId, PhoneLeg>();
  /** Callers who are there, and their calls. */
  readonly #callers = new Map<LegId, CallId>();
  readonly #phonesOf = new Map<LegId, PhoneLeg[]>();
  readonly #rooms = new Map<string, Set<LegId>>();
  readonly #roomOf = new Map<LegId, string>();
  readonly #inUse = new Map<string, number>();
  readonly #spends = new Map<LegId, { readonly kind: 'talked' | 'held'; readonly since: Instant }>();
  /** Whose time may be spent in another way from now on. */
  readonly #touched = new Set<LegId>();

  legs(): Iterable<PhoneLeg> {
    return this.#legs.values();
  }

  leg(leg: LegId): PhoneLeg | undefined {
    return this.#legs.get(leg);
  }

  /** The phones that are there for them. */
  phonesOf(leg: LegId): readonly PhoneLeg[] {
    return this.#phonesOf.get(leg) ?? [];
  }

  isIdle(phone: string): boolean {
    return (this.#inUse.get(phone) ?? 0) === 0;
  }

  isThere(caller: LegId): boolean {
    return this.#callers.has(caller);
  }

  hearsCaller({ leg, at }: PhoneLeg): boolean {
    return at !== undefined && this.#callers.has(at) && this.#areTogether(leg, at);
  }

  calls(caller: LegId, call: CallId): void {
    this.#callers.set(caller, call);
  }

  callerGoes(caller: LegId, now: Instant): void {
    if (!this.#callers.delete(caller)) return;
    for (const there of this.phonesOf(caller)) there.leftAt = now;
    this.#leaves(caller);
    this.#touch(caller);
  }

  /** @param at if omitted: they dial, and are on the line at once */
  begins(leg: LegId, phone: string, call: CallId | undefined, at?: LegId): PhoneLeg {
    const askedBy = at === undefined ? undefined : this.#legs.get(at);
    const there: PhoneLeg = {
      leg,
      phone,
      call,
      isUp: at === undefined,
      isOver: false,
      holds: false,
      ...(askedBy && { askedBy }),
    };
    this.#legs.set(leg, there);
    this.#inUse.set(phone, (this.#inUse.get(phone) ?? 0) + 1);
    if (at !== undefined) this.#isFor(there, at);
    this.#touch(leg);
    return there;
  }

  ends(there: PhoneLeg): void {
    if (there.isOver) return;
    there.isOver = true;
    const { leg, at, isUp, asks } = there;
    // Whoever rings for somebody who has left the caller to them rings for the caller; for one who just left, no more.
    if (at !== undefined && asks === undefined && this.#callers.has(at))
      for (const other of this.phonesOf(leg)) if (!other.isUp) this.#isFor(other, at);
    const asker = at === undefined ? undefined : this.#legs.get(at);
    if (isUp && asker?.asks === 'consult') delete asker.asks;
    this.#inUse.set(there.phone, (this.#inUse.get(there.phone) ?? 1) - 1);
    this.#leaves(leg);
    this.#touch(leg);
  }

  holds(there: PhoneLeg, holds: boolean): void {
    there.holds = holds;
    this.#touch(there.leg);
  }

  /** @returns the phones that hear anybody for the first time */
  connect(room: string, legs: readonly LegId[]): readonly PhoneLeg[] {
    for (const leg of legs) this.#leaves(leg);
    const inside = this.#rooms.get(room) ?? new Set<LegId>();
    this.#rooms.set(room, inside);
    for (const leg of legs) {
      inside.add(leg);
      this.#roomOf.set(leg, room);
    }
    const caller = [...inside].find((leg) => this.#callers.has(leg));
    const came: PhoneLeg[] = [];
    for (const leg of inside) {
      this.#touch(leg);
      const there = this.#legs.get(leg);
      if (!there) continue;
      if (!there.isUp || there.at === undefined) came.push(there);
      there.isUp = true;
      if (caller === undefined) continue;
      this.#isFor(there, caller);
      there.call = this.#callers.get(caller);
    }
    return came;
  }

  leaveRoom(room: string, leg: LegId): void {
    if (this.#roomOf.get(leg) === room) this.#leaves(leg);
  }

  removeRoom(room: string): void {
    for (const leg of this.#rooms.get(room) ?? []) this.#leaves(leg);
  }

  #isFor(there: PhoneLeg, at: LegId): void {
    if (there.at === at) return;
    if (there.at !== undefined) this.#isNoLongerFor(there.leg, there.at);
    there.at = at;
    listIn(this.#phonesOf, at).push(there);
  }

  #isNoLongerFor(leg: LegId, at: LegId): void {
    const others = this.phonesOf(at).filter((each) => each.leg !== leg);
    if (others.length === 0) this.#phonesOf.delete(at);
    else this.#phonesOf.set(at, others);
    this.#touched.add(at);
  }

  #leaves(leg: LegId): void {
    const room = this.#roomOf.get(leg);
    if (room === undefined) return;
    this.#roomOf.delete(leg);
    const inside = this.#rooms.get(room);
    inside?.delete(leg);
    for (const each of [leg, ...(inside ?? [])]) this.#touch(each);
    if (inside?.size === 0) this.#rooms.delete(room);
  }

  #areTogether(one: LegId, other: LegId): boolean {
    const room = this.#roomOf.get(one);
    return room !== undefined && room === this.#roomOf.get(other);
  }

  #touch(leg: LegId): void {
    this.#touched.add(leg);
    for (const { leg: other } of this.phonesOf(leg)) this.#touched.add(other);
  }

  // --- time ---------------------------------------------------------------------------------------------------------

  /** All that happens at this moment has happened. @returns those who hear their caller for the first time */
  settle(now: Instant): readonly PhoneLeg[] {
    const met: PhoneLeg[] = [];
    const callers = new Set<LegId>();
    for (const leg of this.#touched) {
      const there = this.#legs.get(leg);
      if (!there) {
        callers.add(leg);
        continue;
      }
      const kind = this.#kindOf(there);
      if (kind === 'talked' && there.metAt === undefined) {
        there.metAt = now;
        met.push(there);
      }
      const isBack = kind === 'talked' && there.spends?.kind === 'consulted';
      if (isBack && there.asks === 'consult' && there.does !== 'swap') delete there.asks;
      this.#phoneSpends(there, kind, now);
      if (there.at !== undefined) callers.add(there.at);
    }
    for (const leg of this.#touched) {
      const there = this.#legs.get(leg);
      if (!there?.isOver) continue;
      this.#legs.delete(leg);
      if (there.at !== undefined) this.#isNoLongerFor(leg, there.at);
    }
    this.#touched.clear();
    for (const caller of callers) this.#callerSpends(caller, now);
    return met;
  }

  #kindOf(there: PhoneLeg): Kind | undefined {
    const { at, isUp, isOver, holds } = there;
    if (isOver || !isUp) return undefined;
    if (at === undefined) return 'called';
    if (this.#callers.has(at)) {
      if (holds) return 'held';
      return this.#areTogether(there.leg, at) ? 'talked' : 'consulted';
    }
    return there.askedBy && there.metAt === undefined ? 'consulted' : 'called';
  }

  #phoneSpends(there: PhoneLeg, kind: Kind | undefined, now: Instant): void {
    const { spends, phone, call } = there;
    if (spends?.kind === kind && spends?.call === call) return;
    if (spends && now > spends.since) {
      const lasted = now - spends.since;
      sheetIn(this.sheets, phone)[spends.kind] += lasted;
      // What is for no caller is in no one's record.
      if (spends.call !== undefined && spends.kind !== 'called')
        sheetIn(this.on, `${spends.call} ${phone}`)[spends.kind] += lasted;
    }
    if (kind === undefined) delete there.spends;
    else there.spends = { kind, since: now, call };
  }

  #callerSpends(caller: LegId, now: Instant): void {
    const kinds = this.#callers.has(caller) ? this.phonesOf(caller).map(({ spends }) => spends?.kind) : [];
    const kind = kinds.includes('talked')
      ? 'talked'
      : kinds.includes('held') || kinds.includes('consulted')
        ? 'held'
        : undefined;
    const spends = this.#spends.get(caller);
    if (spends?.kind === kind) return;
    if (spends) {
      const time = this.heard.get(caller) ?? { talked: 0, held: 0 };
      time[spends.kind] += now - spends.since;
      this.heard.set(caller, time);
    }
    if (kind === undefined) this.#spends.delete(caller);
    else this.#spends.set(caller, { kind, since: now });
  }
}

function sheetIn(sheets: Map<string, Sheet>, key: string): Sheet {
  const sheet = sheets.get(key) ?? { talked: 0, held: 0, consulted: 0, called: 0 };
  sheets.set(key, sheet);
  return sheet;
}
