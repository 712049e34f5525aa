/**
 * How the time of a talk was spent, folded from the entries of one call: by the caller, and by each person who talked
 * with them. Pure; works as well while the call is in progress.
 *
 * ```
 *               of the caller                            of an agent
 *   talked      hears a person                           is there for the caller
 *   held        hears music: all hold, or ask somebody   keeps the caller on hold
 *   consulted   never                                    asks somebody, from leaving the caller until they are back,
 *                                                        ringing included; or is asked, until they get the caller
 * ```
 *
 * The three add up: for the caller to the phases `talking`, for an agent to their stay; but for what does not count
 * (`answeredInVain`, `phoneVanished`, and while a page is gone: `pageGone`). A call that an agent makes beside another is a consultation from end to end; what
 * that agent spends in it is in the record of the call that it is for, or it would count twice.
 *
 * Callers who put us on hold are talked with meanwhile: the agent can do nothing else.
 */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Duration, Instant } from '../shared/time.ts';
import { joiningKey, partyKey } from './party-key.ts';

export interface TimeSpent {
  readonly talked: Duration;
  readonly held: Duration;
  readonly consulted: Duration;
}

export interface TalkTimes {
  readonly caller: TimeSpent;
  /** In the order in which they came; without those who were gone at once. */
  readonly others: readonly ({ readonly who: string } & TimeSpent)[];
  /** What does not count, because no person was there. */
  readonly inVain: Duration;
}

/** @param until what a talk in progress is measured against */
export function talkTimes(entries: readonly StoredEntry[], until: Instant): TalkTimes {
  const fold = new TalkFold();
  for (const entry of entries) fold.add(entry);
  return fold.until(until);
}

type Kind = keyof TimeSpent;

/** One person's time; `kind` goes on since `since`. */
class Timesheet {
  readonly #spans: { readonly kind: Kind; readonly from: Instant; readonly to: Instant }[] = [];
  #current: { readonly kind: Kind; readonly since: Instant } | undefined;

  spends(kind: Kind | undefined, at: Instant): void {
    if (this.#current?.kind === kind) return;
    if (this.#current) this.#spans.push({ kind: this.#current.kind, from: this.#current.since, to: at });
    this.#current = kind && { kind, since: at };
  }

  /** Nothing counts from then on, of what came before `at`. */
  strike(from: Instant, at: Instant): void {
    this.spends(undefined, at);
    const kept = this.#spans.filter((span) => span.from < from);
    this.#spans.splice(
      0,
      Number.POSITIVE_INFINITY,
      ...kept.map((span) => ({ ...span, to: Math.min(span.to, from) })),
    );
  }

  until(at: Instant): TimeSpent {
    const spent = { talked: 0, held: 0, consulted: 0 };
    for (const { kind, from, to } of this.#spans) spent[kind] += to - from;
    if (this.#current) spent[this.#current.kind] += Math.max(0, at - this.#current.since);
    return spent;
  }
}

export class TalkFold {
  readonly #caller = new Timesheet();
  readonly #others = new Map<string, Timesheet>();
  /** By `partyKey`. */
  readonly #present = new Set<string>();
  readonly #names = new Map<string, string>();
  readonly #holding = new Set<string>();
  /** With whom they ask, on the same line of their phone. */
  readonly #away = new Set<string>();
  /** They have made a call on a second line of their phone, and the caller is on hold for it. */
  readonly #onSecondLine = new Set<string>();
  /** Their page is gone; for them the time does not count, nor for a caller who is left alone. */
  readonly #pageGone = new Set<string>();
  #aloneSince: Instant | undefined;
  #isConsultation = false;
  #inVain = 0;
  #ended: Instant | undefined;

  add(entry: StoredEntry): void {
    if (entry.type === 'callArrived') this.#isConsultation = entry.beside !== undefined;
    else if (entry.type === 'answeredInVain') this.#strike(entry.to, entry.after, entry.at);
    else if (entry.type === 'phoneVanished') this.#strike(entry.to, entry.silentFor, entry.at);
    else if (this.#moves(entry) || this.#holds(entry) || this.#asks(entry)) this.#settle(entry.at);
  }

  /** Who comes and goes. */
  #moves(entry: StoredEntry): boolean {
    if (entry.type === 'connected') this.#joins(entry.to, entry.offer);
    else if (entry.type === 'partyJoined' && entry.role !== 'supervising') this.#joins(entry.who, entry.leg);
    else if (entry.type === 'turnedRound') {
      // Whom the agent has called is the caller from now on, and the agent one of the others.
      this.#present.delete(entry.caller);
      this.#present.add(entry.agent);
    } else if (entry.type === 'partyLeft') {
      this.#present.delete(partyKey(this.#present, entry));
      this.#pageGone.delete(entry.who);
    } else if (entry.type === 'pageGone') this.#pageGone.add(entry.who);
    else if (entry.type === 'rejoined') this.#pageGone.delete(entry.who);
    // In journals of earlier versions, `connected` comes before the phase that it leads to.
    else if (entry.type === 'phaseEntered' && entry.phase !== 'talking') this.#nobodyIsThere();
    else if (entry.type === 'callEnded') {
      this.#present.clear();
      this.#ended = entry.at;
    } else return false;
    return true;
  }

  #joins(who: string, leg: string): void {
    const key = joiningKey(this.#present, who, leg);
    this.#present.add(key);
    this.#names.set(key, who);
  }

  #holds(entry: StoredEntry): boolean {
    if (entry.type === 'held') this.#holding.add(partyKey(this.#present, entry));
    else if (entry.type === 'resumed') {
      this.#holding.delete(partyKey(this.#present, entry));
      this.#onSecondLine.delete(entry.who);
    } else return false;
    return true;
  }

  #asks(entry: StoredEntry): boolean {
    if (entry.type === 'secondCallMade') this.#onSecondLine.add(entry.agent);
    else if (entry.type === 'consultBegan') this.#away.add(entry.agent);
    else if (entry.type === 'consultEnded') this.#away.delete(entry.agent);
    else if (entry.type === 'consultSwapped' && entry.with === 'caller') this.#away.delete(entry.agent);
    else if (entry.type === 'consultSwapped') this.#away.add(entry.agent);
    else return false;
    return true;
  }

  #nobodyIsThere(): void {
    for (const set of [this.#present, this.#holding, this.#away, this.#onSecondLine, this.#pageGone])
      set.clear();
  }

  until(now: Instant): TalkTimes {
    const at = this.#ended ?? now;
    const others = [...this.#others].map(([key, sheet]) => ({
      who: this.#names.get(key) ?? key,
      ...sheet.until(at),
    }));
    return {
      caller: this.#caller.until(at),
      others: others.filter(({ talked, held, consulted }) => talked + held + consulted > 0),
      inVain: this.#inVain + (this.#aloneSince === undefined ? 0 : at - this.#aloneSince),
    };
  }

  #settle(at: Instant): void {
    for (const who of this.#present) if (!this.#others.has(who)) this.#others.set(who, new Timesheet());
    const there = this.#there();
    for (const [who, sheet] of this.#others)
      sheet.spends(there.includes(who) ? this.#kindOf(who) : undefined, at);
    this.#caller.spends(this.#callers(there), at);
    const isAlone = this.#present.size > 0 && there.length === 0;
    if (!isAlone) this.#inVain += this.#aloneSince === undefined ? 0 : at - this.#aloneSince;
    this.#aloneSince = isAlone ? (this.#aloneSince ?? at) : undefined;
  }

  #there(): readonly string[] {
    return [...this.#present].filter((who) => !this.#pageGone.has(who));
  }

  #kindOf(who: string): Kind {
    if (this.#isConsultation || this.#away.has(who)) return 'consulted';
    if (!this.#holding.has(who)) return 'talked';
    return this.#onSecondLine.has(who) ? 'consulted' : 'held';
  }

  #callers(there: readonly string[]): Kind | undefined {
    if (there.length === 0) return undefined;
    if (this.#isConsultation) return 'consulted';
    return there.some((who) => this.#kindOf(who) === 'talked') ? 'talked' : 'held';
  }

  /** Whoever was there last was no person; those who had the call before keep their time. */
  #strike(who: string, lasted: Duration, at: Instant): void {
    this.#inVain += lasted;
    this.#aloneSince = undefined;
    this.#others.get(who)?.strike(at - lasted, at);
    this.#caller.strike(at - lasted, at);
  }
}
