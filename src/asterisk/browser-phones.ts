/**
 * Browser phones: where their websockets lead to, and what becomes of legs whose page is gone.
 *
 * Asterisk drops the registration with the websocket, and the legs not at all: a page that was closed would ring on unheard,
 * and a caller would talk to nobody. That it was closed, reloaded or has crashed, a browser says with the end of the websocket
 * (`gone`). Where that is missing, the network may be to blame, and the sound goes another way: then the page is believed to be
 * there as long as it is heard, and says itself when it is back whether it still has sound for a leg.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { DirectionQuality } from '../call/kept/quality.ts';
import type { Plan } from '../plan/model.ts';
import { callerPageLine } from '../plan/rules/caller-page.ts';
import { browserPhones } from '../plan/rules/phones.ts';
import type { BrowserPhones as Port } from '../ports/browser-phones.ts';
import type { Clock } from '../ports/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Duration, seconds } from '../shared/time.ts';
import { parsePacketsReceived } from './ari/ari-event.ts';
import type { AriLink } from './ari/ari-link.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs, LiveLeg } from './legs.ts';
import type { SipCredential } from './provisioning/plan-files.ts';
import { mosOf } from './quality/e-model.ts';

/** A page sends fifty packets a second, also when it is muted. */
const lookEvery: Duration = seconds(1.5);
/** A page needs so long to be back after the engine was away. */
const comesBackWithin: Duration = seconds(4);

export interface BrowserPhonesNeeds {
  /** Of Asterisk's HTTP server. */
  readonly url: string;
  readonly credentials: () => readonly SipCredential[];
  readonly legs: Pick<Legs, 'all'>;
  readonly link: Pick<AriLink, 'request'>;
  readonly ids: Pick<AsteriskIds, 'leg'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
  /** Nobody listens to a talk there any more. */
  readonly listenerGone: (phone: string) => void;
  /** It is there, whatever was thought of it before. */
  readonly heardOf: (phone: string) => void;
  readonly refused: Port['refused'];
}

export class BrowserPhones implements Port {
  readonly #needs: BrowserPhonesNeeds;
  #phones: ReadonlySet<string> = new Set();
  /** Phones whose page is registered over us. */
  readonly #here = new Set<string>();
  /** Phones whose sound is listened for, with what ends it. */
  readonly #watches = new Map<string, () => void>();
  /** By the pages, the last figures of each leg. */
  readonly #measured = new WeakMap<LiveLeg, DirectionQuality>();
  #hasCallerPage = false;
  #isUp = false;

  constructor(needs: BrowserPhonesNeeds) {
    this.#needs = needs;
  }

  follow(plan: Pick<Plan, 'agents' | 'callerPage'>): void {
    this.#hasCallerPage = plan.callerPage !== undefined;
    this.#phones = new Set(browserPhones(plan));
    this.#listenForAbsent();
  }

  /** Whether Asterisk is there. */
  linked(isUp: boolean): void {
    this.#isUp = isUp;
    this.#listenForAbsent();
  }

  wayIn(): string | undefined {
    return this.#isUp ? `${this.#needs.url.replace(/^http/, 'ws')}/ws` : undefined;
  }

  keyOf(phone: string): string | undefined {
    const isOurs = this.#phones.has(phone) || (this.#hasCallerPage && phone === callerPageLine);
    if (!isOurs) return undefined;
    return this.#needs.credentials().find(({ user }) => user === phone)?.password;
  }

  /** A page that had no part in a leg cannot be heard on it: it was opened anew. */
  arrived(phone: string, has: readonly string[]): void {
    this.#endWatch(phone);
    this.#here.add(phone);
    this.#needs.heardOf(phone);
    const others = this.#legsAt(phone).filter((leg) => !has.includes(this.#needs.ids.leg(leg.channel)));
    for (const leg of others) if (leg.madeByUs) this.#lost(phone, leg);
    this.#needs.tell({ type: 'pageCame', at: this.#needs.clock.now(), phone });
    // Of a call that a page has made itself it knows no id: whether it was this page, only its sound says.
    if (others.some(({ madeByUs }) => !madeByUs)) this.#watch(phone, new Map());
  }

  /** What rings cannot be answered any more. A talk goes on as long as its sound does, unless the page itself is gone. */
  left(phone: string, why: 'gone' | 'cut'): void {
    this.#here.delete(phone);
    for (const leg of this.#legsAt(phone))
      if (why === 'gone' || (leg.madeByUs && !leg.answered)) this.#lost(phone, leg);
    if (why === 'cut') this.#watch(phone, new Map());
    else this.#needs.listenerGone(phone);
  }

  measured(phone: string, quality: Omit<DirectionQuality, 'mos'>): boolean {
    const leg = this.#legsAt(phone).find(({ answered }) => answered);
    if (leg) this.#measured.set(leg, { ...quality, mos: Math.round(mosOf(quality) * 100) / 100 });
    return leg !== undefined;
  }

  /** To be called just before its end is told. */
  ended(leg: LiveLeg): void {
    const to = this.#measured.get(leg);
    if (!to) return;
    const { ids, tell, clock } = this.#needs;
    const more = defined({ phone: leg.phone, call: leg.endedFor });
    tell({
      type: 'legQuality',
      at: clock.now(),
      leg: ids.leg(leg.channel),
      stage: 'in_page',
      quality: { to },
      ...more,
    });
  }

  stop(): void {
    for (const phone of this.#watches.keys()) this.#endWatch(phone);
  }

  #legsAt(phone: string): readonly LiveLeg[] {
    return this.#needs.legs.all().filter((leg) => leg.phone === phone && leg.ending === undefined);
  }

  #lost(phone: string, leg: LiveLeg): void {
    const { ids, tell, clock } = this.#needs;
    // It is told once, and on its way out.
    leg.ending = {};
    tell({ type: 'legLost', at: clock.now(), leg: ids.leg(leg.channel), phone });
  }

  /** Who was closed while no engine was there has told nobody. */
  #listenForAbsent(): void {
    if (!this.#isUp) return;
    const phones = new Set(this.#needs.legs.all().flatMap(({ phone }) => phone ?? []));
    for (const phone of phones)
      if (this.#phones.has(phone) && !this.#here.has(phone) && !this.#watches.has(phone))
        this.#watch(phone, new Map(), comesBackWithin);
  }

  /** Whether sound still comes from a page whose websocket is not there. `heard`: packets so far, by channel. */
  #watch(phone: string, heard: Map<string, number>, after: Duration = lookEvery): void {
    this.#endWatch(phone);
    const callOff = this.#needs.clock.after(after, () => void this.#look(phone, heard));
    this.#watches.set(phone, callOff);
  }

  async #look(phone: string, heard: Map<string, number>): Promise<void> {
    const watch = this.#watches.get(phone);
    const now = new Map<string, number>();
    const before = this.#legsAt(phone);
    for (const leg of before) {
      // A phone that holds may send nothing.
      if (!leg.answered || leg.held === true) continue;
      const reply = await this.#needs.link.request('channels', 'rtpstatistics', { channelId: leg.channel });
      const packets = reply.kind === 'reply' ? parsePacketsReceived(reply.body) : undefined;
      // It has come back meanwhile.
      if (this.#watches.get(phone) !== watch) return;
      if (packets === undefined) continue;
      if (heard.get(leg.channel) === packets) this.#lost(phone, leg);
      else now.set(leg.channel, packets);
    }
    const left = this.#legsAt(phone).length;
    // The page that is there has not lost it: it can be rung for it.
    if (left < before.length && this.#here.has(phone))
      this.#needs.tell({ type: 'pageCame', at: this.#needs.clock.now(), phone });
    if (left > 0) this.#watch(phone, now);
    else this.#endWatch(phone);
  }

  #endWatch(phone: string): void {
    this.#watches.get(phone)?.();
    this.#watches.delete(phone);
  }

  refused(why: Parameters<Port['refused']>[0]): void {
    this.#needs.refused(why);
  }
}
