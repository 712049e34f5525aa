/** Where the evidence of a call is on the time axis of its picture. No clock and no signals, as in `layout.ts`. */
import type { CallEvidence } from '../../contract/evidence.ts';
import type { Scale } from './layout.ts';

export type LegEvidence = CallEvidence['legs'][number];
export type SipMessage = LegEvidence['messages'][number];
export type SoundReport = LegEvidence['sound'][number];

export interface Arrow {
  readonly message: SipMessage;
  readonly at: number;
  /** 0 to 1. */
  readonly x: number;
  readonly kind: 'request' | 'progress' | 'success' | 'failure';
  /** If omitted: there is no room for it. */
  readonly label?: string;
}

/** `INVITE`, `180 Ringing`. */
export const nameOf = ({ method, status, reason }: SipMessage): string =>
  status === undefined ? method : `${status} ${reason ?? ''}`.trim();

/** @param gap how far apart labels have to be, from 0 to 1 */
export function arrowsOf(messages: readonly SipMessage[], scale: Scale, gap = 0.05): Arrow[] {
  let labelledAt = Number.NEGATIVE_INFINITY;
  return messages.map((message) => {
    const at = Date.parse(message.at);
    const x = scale(at);
    const arrow = { message, at, x, kind: kindOf(message) };
    if (x - labelledAt < gap) return arrow;
    labelledAt = x;
    return { ...arrow, label: message.status === undefined ? message.method : String(message.status) };
  });
}

function kindOf({ status }: SipMessage): Arrow['kind'] {
  if (status === undefined) return 'request';
  if (status < 200) return 'progress';
  return status < 300 ? 'success' : 'failure';
}

/** Points of a line in a box of 100 by `height`, the larger the higher. */
export function lineOf(
  reports: readonly SoundReport[],
  value: (report: SoundReport) => number,
  most: number,
  scale: Scale,
  height: number,
): string {
  return reports
    .map((report) => {
      const y = height - (Math.min(value(report), most) / most) * height;
      return `${(scale(Date.parse(report.at)) * 100).toFixed(2)},${y.toFixed(1)}`;
    })
    .join(' ');
}

/** The moment at that place of the axis: the inverse of a scale, which only ever rises. */
export function momentAt(scale: Scale, from: number, to: number, x: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (scale(middle) < x) low = middle;
    else high = middle;
  }
  return high;
}

export interface SoundSummary {
  readonly loss: number;
  readonly lossMost: number;
  readonly jitter: number;
  readonly jitterMost: number;
}

/** Undefined: there is no report. */
export function soundSummary(reports: readonly SoundReport[]): SoundSummary | undefined {
  if (reports.length === 0) return undefined;
  const of = (value: (report: SoundReport) => number) => {
    const all = reports.map(value);
    return { mean: all.reduce((sum, one) => sum + one, 0) / all.length, most: Math.max(...all) };
  };
  const [loss, jitter] = [of(({ lossPercent }) => lossPercent), of(({ jitterMs }) => jitterMs)];
  return { loss: loss.mean, lossMost: loss.most, jitter: jitter.mean, jitterMost: jitter.most };
}
