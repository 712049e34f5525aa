/**
 * How the legs sound, from the reports (RTCP) of which AMI tells: one each five seconds in each direction. Nothing is
 * asked for, and the core hears of a leg at most twice: when it has been bad for 15 seconds, and when it is over.
 */
import type { TelephonyEvent } from '../../call/kept/events.ts';
import type { Direction, DirectionQuality, LegQuality } from '../../call/kept/quality.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EvidenceTaker } from '../../ports/evidence.ts';
import type { PoorQuality } from '../../ports/telephony.ts';
import { defined } from '../../shared/defined.ts';
import { type Duration, type Instant, minutes, seconds } from '../../shared/time.ts';
import type { AmiMessage } from '../ami/ami-link.ts';
import type { AsteriskIds } from '../ids.ts';
import type { Legs, LiveLeg } from '../legs.ts';
import { mosOf } from './e-model.ts';
import { type RtcpReport, rtcpReport } from './rtcp-report.ts';

export interface CallQualityNeeds {
  readonly ids: Pick<AsteriskIds, 'leg'>;
  readonly legs: Pick<Legs, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly tell: (event: TelephonyEvent) => void;
  /** Told of each report. If omitted: no one is. */
  readonly measured?: EvidenceTaker['measured'];
}

const badQuality = { loss: 3, mos: 3.6, lasts: seconds(15) };
/** Asterisk's interval. */
const reportEvery: Duration = seconds(5);
/** Of the same phone, or of all outside parties, one alarm within that time: a bad network is one trouble, not hundreds. */
const alarmAgainAfter: Duration = minutes(10);
/** A single report says little. */
const enoughReports = 2;
const clockRates = [8000, 16_000, 48_000];

interface Course {
  reports: number;
  loss: number;
  jitter: number;
  mos: number;
  roundTrips: number;
  roundTrip: number;
  latest: DirectionQuality;
  /** Undefined: the last report was good. */
  badSince: Instant | undefined;
  at: Instant;
  /** Of the sender's RTP clock. */
  ticks: { readonly count: number; readonly at: Instant } | undefined;
}

interface Heard {
  readonly courses: { [key in Direction]?: Course };
  rate: number;
  hasTurnedBad: boolean;
}

export class CallQuality {
  readonly #needs: CallQualityNeeds;
  #heard = new WeakMap<LiveLeg, Heard>();
  /** By phone. */
  readonly #poor = new Map<string, PoorQuality>();
  /** By phone; '': all who are outside. */
  readonly #alarmedAt = new Map<string, Instant>();

  constructor(needs: CallQualityNeeds) {
    this.#needs = needs;
  }

  hear(message: AmiMessage): void {
    const report = rtcpReport(message);
    const leg = report && this.#needs.legs.get(report.channel);
    if (report === undefined || leg === undefined) return;
    const now = this.#needs.clock.now();
    const heard = this.#heard.get(leg) ?? { courses: {}, rate: 8000, hasTurnedBad: false };
    this.#heard.set(leg, heard);
    const { direction } = report;
    const course = follow(heard, report, now);
    heard.courses[direction] = course;
    this.#needs.measured?.(this.#needs.ids.leg(leg.channel), { at: now, direction, ...course.latest });
    const since = course.badSince;
    if (since === undefined || now - since < badQuality.lasts) return;
    const { phone } = leg;
    const first = phone === undefined ? undefined : this.#poor.get(phone)?.since;
    if (phone !== undefined)
      this.#poor.set(phone, { phone, direction, since: first ?? since, ...course.latest });
    if (heard.hasTurnedBad) return;
    heard.hasTurnedBad = true;
    this.#tell(leg, 'turned_bad', latest(heard), this.#isNews(phone ?? '', now));
  }

  /** To be called just before its end is told. */
  ended(leg: LiveLeg): void {
    const heard = this.#heard.get(leg);
    if (heard === undefined) return;
    this.#heard.delete(leg);
    const { to, from } = heard.courses;
    if ((to?.reports ?? 0) + (from?.reports ?? 0) < enoughReports) return;
    // Its phone sounds well again.
    if (!heard.hasTurnedBad && leg.phone !== undefined) this.#poor.delete(leg.phone);
    this.#tell(leg, 'over', { ...defined({ to: to && mean(to), from: from && mean(from) }) }, false);
  }

  /** Phones that sounded badly in their last call, or do so now. */
  poor(): readonly PoorQuality[] {
    return [...this.#poor.values()];
  }

  #isNews(about: string, now: Instant): boolean {
    const before = this.#alarmedAt.get(about);
    if (before !== undefined && now - before < alarmAgainAfter) return false;
    this.#alarmedAt.set(about, now);
    return true;
  }

  #tell(leg: LiveLeg, stage: 'turned_bad' | 'over', quality: LegQuality, alarm: boolean): void {
    const { ids, clock, tell } = this.#needs;
    tell({
      type: 'legQuality',
      at: clock.now(),
      leg: ids.leg(leg.channel),
      stage,
      quality,
      ...defined({ phone: leg.phone, call: leg.endedFor }),
      ...(alarm && { alarm }),
    });
  }
}

function follow(heard: Heard, report: RtcpReport, now: Instant): Course {
  const before = heard.courses[report.direction];
  heard.rate = rateBy(before?.ticks, report.ticks, now) ?? heard.rate;
  const { loss, roundTrip } = report;
  const jitter = (report.jitter * 1000) / heard.rate;
  const mos = mosOf({ loss, jitter, ...defined({ roundTrip }) });
  const isBad = loss > badQuality.loss || mos < badQuality.mos;
  return {
    reports: (before?.reports ?? 0) + 1,
    loss: (before?.loss ?? 0) + loss,
    jitter: (before?.jitter ?? 0) + jitter,
    mos: (before?.mos ?? 0) + mos,
    roundTrips: (before?.roundTrips ?? 0) + (roundTrip === undefined ? 0 : 1),
    roundTrip: (before?.roundTrip ?? 0) + (roundTrip ?? 0),
    latest: rounded({ loss, jitter, mos, ...defined({ roundTrip }) }),
    // A report is about the time since the one before.
    badSince: isBad ? (before?.badSince ?? before?.at ?? now - reportEvery) : undefined,
    at: now,
    ticks: report.ticks === undefined ? undefined : { count: report.ticks, at: now },
  };
}

/** Most codecs count 8,000 ticks a second, opus 48,000: AMI does not name the codec. Undefined: it cannot be told. */
function rateBy(before: Course['ticks'], ticks: number | undefined, now: Instant): number | undefined {
  if (before === undefined || ticks === undefined || now - before.at < seconds(2)) return undefined;
  const rate = ((ticks - before.count) * 1000) / (now - before.at);
  return clockRates.find((known) => Math.abs(rate - known) < known / 10);
}

const mean = ({ reports, loss, jitter, mos, roundTrips, roundTrip }: Course): DirectionQuality =>
  rounded({
    loss: loss / reports,
    jitter: jitter / reports,
    mos: mos / reports,
    ...(roundTrips > 0 && { roundTrip: roundTrip / roundTrips }),
  });

function latest({ courses: { to, from } }: Heard): LegQuality {
  return { ...defined({ to: to?.latest, from: from?.latest }) };
}

function rounded({ loss, jitter, roundTrip, mos }: DirectionQuality): DirectionQuality {
  return {
    loss: Math.round(loss * 10) / 10,
    jitter: Math.round(jitter),
    mos: Math.round(mos * 100) / 100,
    ...(roundTrip === undefined ? {} : { roundTrip: Math.round(roundTrip) }),
  };
}
