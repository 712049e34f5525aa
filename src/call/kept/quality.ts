/** How well one leg carries sound, in each direction, as its reports (RTCP, RFC 3550) say. */
import type { Duration } from '../../shared/time.ts';

export interface DirectionQuality {
  /** Packets lost, in percent. */
  readonly loss: number;
  readonly jitter: Duration;
  /** There and back; if omitted: the far end does not say enough for it. */
  readonly roundTrip?: Duration;
  /** Estimated mean opinion score: 1 (bad) to 4.4 (as good as G.711 gets). */
  readonly mos: number;
}

/** A direction is missing as long as no report has come about it. */
export interface LegQuality {
  /** What the party hears. */
  readonly to?: DirectionQuality;
  /** What is heard of the party. */
  readonly from?: DirectionQuality;
}

export type Direction = keyof LegQuality;

/**
 * `turned_bad`: it has been bad for 15 seconds, by the last reports. `over`: the mean of the whole leg. `in_page`: as the page of a
 * browser phone has measured it over the whole leg.
 */
export type QualityStage = 'turned_bad' | 'over' | 'in_page';
