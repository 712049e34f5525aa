/**
 * What agents do while they talk: they hold, ask a colleague and go back, bring all together, fetch somebody, park the caller,
 * pass them on, put the phone down. Each knows what they have done themselves.
 */
import type { Event } from '../../src/call/kept/events.ts';
import { type CallId, type LegId, legId } from '../../src/shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../../src/shared/time.ts';
import type { Seeded } from '../support/seeded.ts';
import type { PhoneLeg, TalkLedger } from './talk-ledger.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface HowOften {
  /** Of all talks: in so many an agent asks a colleague. */
  readonly consults: number;
  /** Of those who have brought all together: so many ask one more. */
  readonly consultsAgain: number;
  /** Those who ask somebody decide after so long, at most; so many of them put the phone down then. */
  readonly decidesWithin: Duration;
  readonly leaves: number;
}

export const usually: HowOften = {
  consults: 0.08,
  consultsAgain: 0.2,
  decidesWithin: seconds(40),
  leaves: 0.1,
};

interface Floor {
  readonly often: HowOften;
  readonly chance: Seeded;
  readonly ledger: TalkLedger;
  readonly agents: readonly string[];
  /** Numbers of phones that are none of ours. */
  readonly outside: readonly string[];
  readonly queues: readonly string[];
  readonly slots: readonly string[];
  readonly now: () => Instant;
  readonly at: (at: Instant, does: () => void) => void;
  readonly turn: (event: WithoutTime<Event>) => void;
  readonly callerHangsUp: (caller: LegId) => void;
  readonly over: (there: PhoneLeg) => void;
  /** The last one with the caller puts the phone down. */
  readonly isLast: (there: PhoneLeg) => void;
  /** `to`: who is with the caller already; if omitted: whoever comes next. */
  readonly passedOn: (there: PhoneLeg, to?: PhoneLeg) => void;
}

export class TalkActs {
  /** How often somebody asked a colleague, fetched one, or dialled a slot: each is a call of their own. */
  ownCalls = 0;
  readonly #floor: Floor;
  readonly #slots = new Map<string, LegId>();

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  /** They have picked up, and hear somebody. */
  begin(there: PhoneLeg): void {
    const { chance, ledger, often } = this.#floor;
    const { at: caller, leg } = there;
    if (caller === undefined) return;
    if (!ledger.hearsCaller(there)) {
      this.#later(5000, 120_000, () => this.putDown(leg));
      return;
    }
    const end = this.#floor.now() + chance.between(5000, 240_000);
    if (this.#floor.outside.includes(there.phone)) {
      const goes = chance.next();
      this.#floor.at(end, () => (goes < 0.5 ? this.#floor.callerHangsUp(caller) : this.putDown(leg)));
      return;
    }
    if (chance.chance(0.05)) this.#later(1000, 20_000, () => this.#mutes(leg));
    if (chance.chance(0.2)) {
      const from = this.#floor.now() + chance.between(1500, 4000);
      this.#floor.at(from, () => this.#holds(leg));
      this.#floor.at(from + chance.between(500, 30_000), () => this.#resumes(leg));
    }
    const does = chance.next();
    if (does < 0.08) return this.#floor.at(end, () => this.#passesOn(leg));
    if (does < 0.12) return this.#floor.at(end, () => this.#parks(leg));
    if (does < 0.12 + often.consults) this.#later(1500, 60_000, () => this.#consults(leg));
    else if (does < 0.16 + often.consults) this.#later(1500, 60_000, () => this.#fetches(leg));
    const ends = chance.next();
    this.#floor.at(end, () => (ends < 0.5 ? this.#floor.callerHangsUp(caller) : this.putDown(leg)));
  }

  /** The caller is with somebody again, or gone. */
  isFetched(caller: LegId): void {
    for (const [slot, parked] of this.#slots) if (parked === caller) this.#slots.delete(slot);
  }

  putDown(leg: LegId): void {
    const { ledger, turn, isLast, over, now, at } = this.#floor;
    const there = ledger.leg(leg);
    if (!there || there.isOver) return;
    // Who puts it down within a second of getting the caller has not talked: that is a matter of the stories.
    if (there.metAt !== undefined && now() - there.metAt < seconds(2)) {
      at(now() + seconds(2), () => this.putDown(leg));
      return;
    }
    if (this.#handsOver(there)) this.#passes(there);
    else if (this.#leavesNoAgent(there)) isLast(there);
    over(there);
    turn({ type: 'legEnded', leg, cause: 'hung_up' });
  }

  // --- hold ---------------------------------------------------------------------------------------------------------

  #holds(leg: LegId): void {
    const there = this.#talking(leg);
    if (!there) return;
    this.#floor.ledger.holds(there, true);
    this.#floor.turn({ type: 'legHeld', leg });
  }

  #resumes(leg: LegId): void {
    const there = this.#floor.ledger.leg(leg);
    if (!there?.holds || there.isOver) return;
    this.#floor.ledger.holds(there, false);
    this.#floor.turn({ type: 'legUnheld', leg });
  }

  /** The others do not hear somebody for a while: it changes no one's time. */
  #mutes(leg: LegId): void {
    const { chance, ledger } = this.#floor;
    const there = this.#talking(leg);
    if (!there) return;
    const who = chance.chance(0.5) ? 'caller' : there.phone;
    this.#asks(there, { do: 'mute', who, muted: true });
    this.#later(1000, 30_000, () => {
      const now = ledger.leg(leg);
      if (now && !now.isOver && now.call !== undefined) this.#asks(now, { do: 'mute', who, muted: false });
    });
  }

  // --- a colleague --------------------------------------------------------------------------------------------------

  #consults(leg: LegId): void {
    const there = this.#talking(leg);
    if (!there) return;
    there.asks = 'consult';
    this.#asks(there, { do: 'consult', to: this.#somebody(there) });
    // Nobody can be had: they have not left their caller.
    if (this.#floor.ledger.hearsCaller(there)) delete there.asks;
    else this.#later(2000, this.#floor.often.decidesWithin, () => this.#decides(leg));
  }

  #fetches(leg: LegId): void {
    const { chance } = this.#floor;
    const there = this.#talking(leg);
    if (!there) return;
    there.asks = chance.chance(0.5) ? 'join' : 'hand_over';
    this.#asks(there, { do: 'join', to: this.#somebody(there), onAnswer: there.asks });
  }

  #somebody({ phone }: PhoneLeg): string {
    const { chance, agents, queues, outside } = this.#floor;
    const kind = chance.next();
    const to = kind < 0.75 ? chance.pick(agents) : kind < 0.9 ? chance.pick(queues) : chance.pick(outside);
    return to === phone ? (queues[0] ?? '') : to;
  }

  #asks(there: PhoneLeg, action: Extract<Event, { type: 'talkActionAsked' }>['action']): void {
    const { leg, phone } = there;
    if (action.do === 'consult' || action.do === 'join') this.ownCalls += 1;
    this.#floor.turn({ type: 'talkActionAsked', call: callOf(there), leg, action, by: phone });
    delete there.does;
  }

  /** While they ask somebody; over when they are back with their caller alone. */
  #decides(leg: LegId): void {
    const { chance, ledger, often } = this.#floor;
    const there = ledger.leg(leg);
    if (!there || there.isOver || there.asks !== 'consult' || !this.#hasCaller(there)) return;
    const isAnswered = ledger.phonesOf(leg).some(({ isUp }) => isUp);
    const does = chance.next();
    const again = (): void => this.#later(2000, 20_000, () => this.#decides(leg));
    if (does < 0.15) return this.#cancels(there);
    if (does < 0.15 + often.leaves) return this.putDown(leg);
    if (!isAnswered) return again();
    if (does < 0.4 + often.leaves) return this.#completes(there);
    if (does < 0.65 + often.leaves) return this.#merges(there);
    if (does < 0.8 + often.leaves) {
      there.does = 'swap';
      this.#asks(there, { do: 'swap' });
    }
    again();
  }

  #cancels(there: PhoneLeg): void {
    there.does = 'cancel';
    this.#asks(there, { do: 'cancel' });
    // Who is with the caller already is not brought back to them.
    delete there.asks;
  }

  #completes(there: PhoneLeg): void {
    this.#passes(there);
    this.#asks(there, { do: 'complete' });
  }

  #merges(there: PhoneLeg): void {
    delete there.asks;
    this.#asks(there, { do: 'merge' });
    const { chance, often } = this.#floor;
    const next = chance.next();
    // One more, while the others talk on; or out of the three of them.
    if (next < often.consultsAgain) this.#later(2000, 20_000, () => this.#consults(there.leg));
    else if (next < often.consultsAgain + 0.3) this.#later(2000, 20_000, () => this.#passesOn(there.leg));
  }

  // --- passing on ---------------------------------------------------------------------------------------------------

  #passesOn(leg: LegId): void {
    const { chance, queues, turn } = this.#floor;
    const there = this.#alone(leg) ?? this.#withOneMore(leg);
    if (!there) return this.putDown(leg);
    const [colleague] = this.#colleagues(there);
    this.#passes(there, colleague);
    if (colleague) {
      // They have the caller now, and fetch who was named.
      colleague.asks = 'join';
      this.ownCalls += 1;
    }
    turn({ type: 'transferAsked', leg, to: chance.pick(queues) });
  }

  #parks(leg: LegId): void {
    const { chance, slots, turn } = this.#floor;
    const there = this.#alone(leg);
    const to = slots.find((slot) => !this.#slots.has(slot));
    if (there?.at === undefined || to === undefined) return this.putDown(leg);
    const { at: caller, phone } = there;
    this.#slots.set(to, caller);
    this.#passes(there);
    if (chance.chance(0.5)) turn({ type: 'transferAsked', leg, to });
    else turn({ type: 'transferRequested', call: callOf(there), leg, to, by: phone });
    this.#later(3000, minutes(1), () => this.#dials(to, caller));
    if (chance.chance(0.3)) this.#later(3000, minutes(2), () => this.#givesUp(caller));
  }

  #dials(slot: string, caller: LegId): void {
    const { chance, ledger, agents, turn } = this.#floor;
    const who = chance.pick(agents);
    if (this.#slots.get(slot) !== caller || !ledger.isIdle(who)) return;
    this.ownCalls += 1;
    const leg = legId(`slot.${this.ownCalls}`);
    ledger.begins(leg, who, undefined);
    turn({
      type: 'callArrived',
      leg,
      via: { kind: 'phone', name: who },
      dialled: slot,
      callerNumber: who,
      callerName: who,
      caller: { isNew: false, tags: [] },
    });
  }

  #givesUp(caller: LegId): void {
    if ([...this.#slots.values()].includes(caller)) this.#floor.callerHangsUp(caller);
  }

  /** Whoever comes next has the call from them. */
  #passes(there: PhoneLeg, to?: PhoneLeg): void {
    delete there.asks;
    this.#floor.passedOn(there, to);
  }

  // --- who is where -------------------------------------------------------------------------------------------------

  /** With their caller, and with nothing else in hand. */
  #talking(leg: LegId): PhoneLeg | undefined {
    const there = this.#floor.ledger.leg(leg);
    if (!there || there.isOver || there.holds || there.asks !== undefined) return undefined;
    return this.#floor.ledger.hearsCaller(there) ? there : undefined;
  }

  #alone(leg: LegId): PhoneLeg | undefined {
    const there = this.#floor.ledger.leg(leg);
    if (!there || there.isOver || there.asks !== undefined) return undefined;
    return this.#isAlone(there) && this.#floor.ledger.hearsCaller(there) ? there : undefined;
  }

  /** They have got the caller themselves, and a colleague has come to the two, who has nothing else in hand. */
  #withOneMore(leg: LegId): PhoneLeg | undefined {
    const there = this.#talking(leg);
    if (!there || there.askedBy) return undefined;
    const [colleague, ...more] = this.#colleagues(there);
    const isReady =
      colleague && this.#talking(colleague.leg) && !this.#floor.outside.includes(colleague.phone);
    return isReady && more.length === 0 ? there : undefined;
  }

  #hasCaller({ at }: PhoneLeg): boolean {
    return at !== undefined && this.#floor.ledger.isThere(at);
  }

  /** Somebody outside cannot have the caller for themselves: they are hung up on with the last agent. */
  #leavesNoAgent(there: PhoneLeg): boolean {
    const { at } = there;
    if (at === undefined) return true;
    const { ledger, outside } = this.#floor;
    return ledger
      .phonesOf(at)
      .every((each) => each === there || !each.isUp || each.isOver || outside.includes(each.phone));
  }

  /** Who asks somebody leaves the caller to them; but for one who is not reached yet, if others talk on with the caller. */
  #handsOver(there: PhoneLeg): boolean {
    if (there.asks === undefined || !this.#hasCaller(there)) return false;
    return this.#leavesNoAgent(there) || this.#floor.ledger.phonesOf(there.leg).some(({ isUp }) => isUp);
  }

  /** No other phone is there for their caller. */
  #isAlone(there: PhoneLeg): boolean {
    return this.#colleagues(there).length === 0;
  }

  /** Who else is there for their caller. */
  #colleagues(there: PhoneLeg): readonly PhoneLeg[] {
    const { at } = there;
    if (at === undefined) return [];
    return this.#floor.ledger.phonesOf(at).filter((each) => each !== there && each.isUp && !each.isOver);
  }

  #later(from: number, to: number, does: () => void): void {
    const { now, at, chance } = this.#floor;
    at(now() + chance.between(from, to), does);
  }
}

function callOf({ call, leg }: PhoneLeg): CallId {
  if (call === undefined) throw new Error(`${leg} is in no call`);
  return call;
}
