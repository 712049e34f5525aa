/**
 * An estimate of how a telephone call sounds, by the E-model (ITU-T G.107), reduced to what RTCP tells. Pure.
 *
 *     R = 93.2 - Id - Ie       93.2: R with the defaults of G.107 (2003 and later) when nothing is impaired
 *     Id                       delay d: 0.024 d + 0.11 (d - 177.3) above 177.3 ms, an approximation of G.107's Idd
 *                              (Cole and Rosenbluth, "Voice over IP performance monitoring", 2001)
 *     Ie = 95 P / (P + 4.3)    P percent of packets lost at random: G.107, 7.4, with Ie = 0 and Bpl = 4.3 of G.113,
 *                              Appendix I, for G.711 without concealment. A phone that conceals losses sounds better.
 *     MOS                      G.107, Annex B
 *
 * The delay is half the round trip, a jitter buffer of twice the jitter, and 10 ms of packetisation.
 */
import type { DirectionQuality } from '../../call/kept/quality.ts';
import type { Duration } from '../../shared/time.ts';

export function mosOf({ loss, jitter, roundTrip = 0 }: Omit<DirectionQuality, 'mos'>): number {
  const delay: Duration = roundTrip / 2 + 2 * jitter + 10;
  const byDelay = 0.024 * delay + 0.11 * Math.max(0, delay - 177.3);
  const byLoss = (95 * loss) / (loss + 4.3);
  const r = Math.max(0, Math.min(100, 93.2 - byDelay - byLoss));
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
  // Annex B dips below 1 for an R under 6.5.
  return Math.max(1, mos);
}
