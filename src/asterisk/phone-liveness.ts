/**
 * Whether the agents' phones on which people talk are still there. A phone that loses its power or its network says
 * nothing to anyone, and Asterisk goes on sending to it.
 *
 * What a phone sends while it talks: sound (RTP), which it may stop when it is muted or suppresses silence; and, each five
 * seconds, a report (RTCP, RFC 3550), unless it knows none. AMI tells of each report that comes. Only of a phone that does
 * not report is ARI asked how many packets of sound have come: two looks with the same number say that none has.
 *
 * - A phone that has reported in this call, and sends neither for `vanished after`, was lost.
 * - One that never reports gets three times as long, and is only judged once we know that reports are heard over this link,
 *   by one of any phone, or by one that our own Asterisk has sent: an AMI user without the class `reporting` hears of none,
 *   and a muted phone must not lose its call for that.
 * - One that holds the call may send nothing. If it has reported while it holds, it has to go on with that.
 * - One that has not reported for a while is suspected. If nothing comes any more, what it does from then on (it registers) shows
 *   that it is there again.
 * - One that we have found talking (after a restart, or a lost link) may be holding, which Asterisk does not tell: it has
 *   to have shown life first.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import { type Duration, type Instant, seconds } from '../shared/time.ts';
import { parsePacketsReceived } from './ari/ari-event.ts';
import type { AriLink } from './ari/ari-link.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs, LiveLeg } from './legs.ts';

export interface PhoneLivenessNeeds {
  readonly ids: Pick<AsteriskIds, 'leg'>;
  readonly legs: Pick<Legs, 'all' | 'get'>;
  readonly link: Pick<AriLink, 'request'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
  /** A phone may not be there: it has sent nothing since this moment, unless it is suspected once more. */
  readonly suspected: (phone: string) => void;
  /** A phone is not there. `isSuspected`: it was suspected before. */
  readonly silent: (phone: string, isSuspected: boolean) => void;
}

export const vanishedAfter: Duration = seconds(20);
/** For phones that know no RTCP. */
const longer = 3;

interface Watch {
  /** Since when it is watched, or holds, or holds no more. */
  since: Instant;
  held: boolean;
  reportedAt?: Instant;
  /** Packets of sound that had come, and since when it is no more. */
  sound?: { readonly packets: number; readonly since: Instant };
  askedAt: Instant;
  isSuspected: boolean;
  hasShownLife: boolean;
  isOver: boolean;
}

export class PhoneLiveness {
  readonly #needs: PhoneLivenessNeeds;
  #watches = new WeakMap<LiveLeg, Watch>();
  #limit: Duration = vanishedAfter;
  #callOff: () => void = () => undefined;
  /** AMI has told of a report, of whatever leg, since the link is there. */
  #hearsReports = false;

  constructor(needs: PhoneLivenessNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#lookLater();
  }

  stop(): void {
    this.#callOff();
  }

  follow(plan: Pick<Plan, 'vanishedAfter'>): void {
    this.#limit = plan.vanishedAfter ?? vanishedAfter;
    this.#lookLater();
  }

  /** Holds and reports may have been missed. */
  linkLost(): void {
    for (const leg of this.#needs.legs.all()) delete leg.answeredHere;
    this.#watches = new WeakMap();
    this.#hearsReports = false;
  }

  /** Reports would be heard: Asterisk tells of one that it has sent itself, whose events are switched on together with these. */
  hearsReports(): void {
    this.#hearsReports = true;
  }

  /** A report has come over that channel. */
  reported(channel: string): void {
    this.#hearsReports = true;
    const leg = this.#needs.legs.get(channel);
    if (leg === undefined || !isWatched(leg)) return;
    const watch = this.#watchOf(leg);
    watch.reportedAt = this.#needs.clock.now();
    watch.isSuspected = false;
    watch.hasShownLife = true;
  }

  #lookLater(): void {
    this.#callOff();
    if (this.#limit === 0) return;
    this.#callOff = this.#needs.clock.after(this.#limit / 4, () => {
      for (const leg of this.#needs.legs.all()) if (isWatched(leg)) this.#look(leg);
      this.#lookLater();
    });
  }

  #look(leg: LiveLeg): void {
    const now = this.#needs.clock.now();
    const watch = this.#watchOf(leg);
    const { reportedAt } = watch;
    if (watch.isOver || (reportedAt !== undefined && now - reportedAt < this.#limit / 3)) return;
    if (watch.held) {
      if (reportedAt !== undefined && now - reportedAt >= this.#limit * longer) this.#vanished(leg, watch);
      return;
    }
    const every = reportedAt === undefined ? this.#limit / 2 : 0;
    if (now - watch.since < this.#limit / 3 || now - watch.askedAt < every) return;
    watch.askedAt = now;
    void this.#listen(leg, watch);
  }

  async #listen(leg: LiveLeg, watch: Watch): Promise<void> {
    const reply = await this.#needs.link.request('channels', 'rtpstatistics', { channelId: leg.channel });
    const packets = reply.kind === 'reply' ? parsePacketsReceived(reply.body) : undefined;
    if (packets === undefined || watch.isOver || watch.held || this.#needs.legs.get(leg.channel) !== leg)
      return;
    const now = this.#needs.clock.now();
    const { reportedAt } = watch;
    if (watch.sound?.packets !== packets) {
      if (watch.sound !== undefined) watch.hasShownLife = true;
      watch.sound = { packets, since: now };
      watch.isSuspected = false;
      // Its reports are overdue. Of one that never reports only silence says anything.
      if (reportedAt !== undefined) this.#suspects(leg, watch);
      return;
    }
    if (!watch.isSuspected) this.#suspects(leg, watch);
    const silent = now - watch.sound.since;
    const isGone =
      reportedAt === undefined
        ? this.#hearsReports && silent >= this.#limit * longer
        : now - reportedAt >= this.#limit && silent >= this.#limit / 2;
    if (isGone && watch.hasShownLife) this.#vanished(leg, watch);
  }

  #suspects(leg: LiveLeg, watch: Watch): void {
    watch.isSuspected = true;
    if (leg.phone !== undefined) this.#needs.suspected(leg.phone);
  }

  #vanished(leg: LiveLeg, watch: Watch): void {
    watch.isOver = true;
    const { clock, ids, tell, silent } = this.#needs;
    const at = clock.now();
    const heard = Math.max(watch.since, watch.reportedAt ?? 0, watch.held ? 0 : (watch.sound?.since ?? 0));
    if (leg.phone !== undefined) silent(leg.phone, watch.isSuspected);
    tell({ type: 'legVanished', at, leg: ids.leg(leg.channel), silentFor: at - heard });
  }

  #watchOf(leg: LiveLeg): Watch {
    const known = this.#watches.get(leg);
    const now = this.#needs.clock.now();
    const held = leg.held === true;
    if (known === undefined) {
      const hasShownLife = leg.answeredHere === true;
      const watch = { since: now, held, askedAt: 0, isSuspected: false, hasShownLife, isOver: false };
      this.#watches.set(leg, watch);
      return watch;
    }
    if (known.held !== held) {
      known.held = held;
      known.since = now;
      known.isSuspected = false;
      delete known.sound;
      // While it holds it owes no report, until it has sent one; afterwards it begins again.
      if (held) delete known.reportedAt;
    }
    return known;
  }
}

/** Lines and trunks have a time-out of Asterisk's own (`rtp_timeout`). */
const isWatched = (leg: LiveLeg): boolean =>
  leg.madeByUs && leg.answered && leg.phone !== undefined && leg.ending === undefined;
